import { FilterFault, filterLimits } from './expression.ts';

/** A piece of a CQL2 text. `at` is its first character, from 1. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'sign' | 'end';
  /** A word as written; a quoted name or a text without its quotes, the text with its escapes (`readText`, `readPattern`). */
  readonly value: string;
  readonly at: number;
}

const kinds = ['number', 'word', 'quoted', 'text', 'sign'] as const;
/** One piece with the spaces before it; each kind is a group, in the order of `kinds`. */
const pieceWith = (text: string) =>
  new RegExp(
    [
      String.raw`\s*(?:((?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?(?![\d.]))`,
      String.raw`([\p{L}_:][\p{L}\p{N}_:.]*)`,
      '("(?:[^"]|"")*")',
      text,
      String.raw`(<>|<=|>=|[=<>(),+*/%^-]))`,
    ].join('|'),
    'uy',
  );
const pieceOf = {
  standard: pieceWith(String.raw`('(?:\\[^]|''|[^'\\])*')`),
  draft: pieceWith(`('(?:[^']|'')*')`),
};
/** How a text is written: in the draft, as GDAL writes it, a backslash in a text is no more than that. */
export type Dialect = keyof typeof pieceOf;

/**
 * The pieces of a CQL2 text, with an `end` after the last. Throws FilterFault at the first that is none, and where there
 * are more than `most` characters.
 */
export function tokensOf(
  filter: string,
  most: number = filterLimits.characters,
  dialect: Dialect = 'standard',
): Token[] {
  const piece = pieceOf[dialect];
  if (filter.length > most) throw new FilterFault(`The filter is longer than ${most} characters: shorten it.`);
  const tokens: Token[] = [];
  piece.lastIndex = 0;
  for (let end = 0, match = piece.exec(filter); ; match = piece.exec(filter)) {
    if (match === null) {
      const rest = filter.slice(end).trimStart();
      if (rest !== '') throw faultAt(filter, filter.length - rest.length);
      return [...tokens, { kind: 'end', value: '', at: filter.length + 1 }];
    }
    end = piece.lastIndex;
    const group = match.findIndex((written, index) => index > 0 && written !== undefined);
    const [kind, written] = [kinds[group - 1] ?? 'sign', match[group] ?? ''];
    tokens.push({ kind, value: unquoted(kind, written), at: end - written.length + 1 });
  }
}

function unquoted(kind: Token['kind'], written: string): string {
  if (kind === 'text') return written.slice(1, -1);
  if (kind === 'quoted') return written.slice(1, -1).replaceAll('""', '"');
  return written;
}

function faultAt(filter: string, index: number): FilterFault {
  const quote = filter.charAt(index);
  if (quote === "'")
    return new FilterFault(
      "A text begins here and does not end: close it with ' (a backslash takes the next character: write \\\\ for one).",
      index + 1,
    );
  if (quote === '"') return new FilterFault('A name begins here and does not end: close it with ".', index + 1);
  return new FilterFault(
    'This character means nothing in a filter: take it out, or put texts between single quotes.',
    index + 1,
  );
}
