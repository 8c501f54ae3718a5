import { Unreadable } from './unreadable.ts';
import { parseJsonText } from './parse-json.ts';

const separator = '\u001e';

/** One text of a sequence: its value, or why it is none; `line` is the first that it stands in, from 1. */
export interface SequenceItem {
  readonly line: number;
  readonly value: unknown;
  readonly unreadable: Unreadable | null;
}

/**
 * Whether a text is a sequence of JSON texts, one a line or each after a record separator (RFC 8142), by its beginning
 * alone: a line that is broken must not make one document of it.
 */
export function isSequence(text: string): boolean {
  if (/^\s*\u001e/.test(text)) return true;
  const [first, second] = firstLines(text);
  return /^\{.*\}$/s.test(first) && second.startsWith('{');
}

/** The first two lines that are not empty. One line may be the whole file. */
function firstLines(text: string): [string, string] {
  const found: string[] = [];
  for (let from = 0; from < text.length && found.length < 2;) {
    const end = endOfLine(text, from);
    const line = text.slice(from, end).trim();
    if (line !== '') found.push(line);
    from = end + 1;
  }
  return [found[0] ?? '', found[1] ?? ''];
}

function endOfLine(text: string, from: number): number {
  const end = text.indexOf('\n', from);
  return end < 0 ? text.length : end;
}

/** The texts of a sequence, in order. */
export function* itemsOf(text: string): Generator<SequenceItem> {
  const separated = /^\s*\u001e/.test(text);
  let line = 1;
  for (let from = 0; from < text.length;) {
    const next = separated ? text.indexOf(separator, from) : endOfLine(text, from);
    const end = next < 0 ? text.length : next;
    const item = text.slice(from, end);
    if (item.trim() !== '') yield read(item.trim(), line + linesIn(/^\s*/.exec(item)?.[0] ?? ''));
    line += linesIn(item) + (separated ? 0 : 1);
    from = end + 1;
  }
}

function linesIn(text: string): number {
  let count = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) count++;
  return count;
}

function read(text: string, line: number): SequenceItem {
  try {
    return { line, value: parseJsonText(text), unreadable: null };
  } catch (error) {
    if (!(error instanceof Unreadable)) throw error;
    return { line, value: null, unreadable: error };
  }
}
