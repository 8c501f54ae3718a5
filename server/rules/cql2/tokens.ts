import { FilterFault, filterLimits } from './expression.ts';

/** A piece of a CQL2 text. `at` is its first character, from 1. */
export interface Token {
  readonly kind: 'word' | 'quoted' | 'text' | 'number' | 'sign' | 'end';
  /** A word as written; a quoted name or a text without its quotes. */
  readonly value: string;
  readonly at: number;
}

const patterns: readonly (readonly [Exclude<Token['kind'], 'end'>, RegExp])[] = [
  ['number', /(?:\d+(?:\.\d*)?|\.\d+)(?:[eE][+-]?\d+)?/y],
  ['word', /[\p{L}_:][\p{L}\p{N}_:.]*/uy],
  ['quoted', /"(?:[^"]|"")*"/y],
  // The standard also lets \' stand for an apostrophe; before anything but a letter or digit it ends a text like C:\.
  ['text', /'(?:\\'(?=[\p{L}\p{N}])|[^']|'')*'/uy],
  ['sign', /<>|<=|>=|[=<>(),+-]/y],
];

/** The pieces of a CQL2 text, with an `end` after the last. Throws FilterFault at the first that is none. */
export function tokensOf(filter: string): Token[] {
  if (filter.length > filterLimits.characters) {
    throw new FilterFault(`The filter is longer than ${filterLimits.characters} characters: shorten it.`);
  }
  const tokens: Token[] = [];
  for (let index = 0; index < filter.length;) {
    if (/\s/.test(filter.charAt(index))) {
      index++;
      continue;
    }
    const token = tokenAt(filter, index);
    if (token === null) throw faultAt(filter, index);
    tokens.push({ kind: token.kind, value: unquoted(token.kind, token.written), at: index + 1 });
    index += token.written.length;
  }
  return [...tokens, { kind: 'end', value: '', at: filter.length + 1 }];
}

function tokenAt(filter: string, index: number): { kind: Exclude<Token['kind'], 'end'>; written: string } | null {
  for (const [kind, pattern] of patterns) {
    pattern.lastIndex = index;
    const written = pattern.exec(filter)?.[0];
    if (written !== undefined) return { kind, written };
  }
  return null;
}

function unquoted(kind: Token['kind'], written: string): string {
  if (kind === 'text') return written.slice(1, -1).replace(/''|\\'/g, "'");
  if (kind === 'quoted') return written.slice(1, -1).replaceAll('""', '"');
  return written;
}

function faultAt(filter: string, index: number): FilterFault {
  const quote = filter.charAt(index);
  if (quote === "'") return new FilterFault("A text begins here and does not end: close it with '.", index + 1);
  if (quote === '"') return new FilterFault('A name begins here and does not end: close it with ".', index + 1);
  return new FilterFault(
    'This character means nothing in a filter: take it out, or put texts between single quotes.',
    index + 1,
  );
}
