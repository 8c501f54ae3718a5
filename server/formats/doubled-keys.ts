import { shown } from '#rules/text/shown.ts';
import type { SourceNote } from './driver.ts';

const [quote, backslash, newline, colon, comma] = [34, 92, 10, 58, 44];
const [brace, braceEnd, bracket, bracketEnd] = [123, 125, 91, 93];
/** Names that are told one by one. */
const mostTold = 20;

/**
 * Keys that stand twice in one object of JSON texts, with the number of objects: of such the parser keeps the last value and
 * drops the others (RFC 8259, section 4, leaves it open). A broken text among them tells nothing of the next lines.
 */
export function doubledKeys(text: string): Map<string, number> {
  const doubled = new Map<string, number>();
  /** Of each open object the keys that stood, of an array null. */
  const open: (Set<string> | null)[] = [];
  let keys: Set<string> | null = null;
  let last: string | null = null;
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote) {
      const from = at + 1;
      at = endOfString(text, from);
      last = keys === null ? null : text.slice(from, at);
    } else if (code === colon && keys !== null && last !== null) {
      const key = keyOf(last);
      if (keys.has(key)) doubled.set(key, (doubled.get(key) ?? 0) + 1);
      else keys.add(key);
      last = null;
    } else if (code === brace || code === bracket) {
      open.push(keys);
      keys = code === brace ? new Set() : null;
    } else if (code === braceEnd || code === bracketEnd) keys = open.pop() ?? null;
    else if (code === comma) last = null;
  }
  return doubled;
}

/** A key as it is meant: programs write letters as \\u00ea too. */
function keyOf(written: string): string {
  if (!written.includes('\\')) return written;
  try {
    return JSON.parse(`"${written}"`) as string;
  } catch {
    return written;
  }
}

/** Where a string ends that begins at `from`: at its quotation mark, or at the end of a line, which no string has. */
function endOfString(text: string, from: number): number {
  for (let at = from; at < text.length; at++) {
    const code = text.charCodeAt(at);
    if (code === quote || code === newline) return at;
    if (code === backslash) at++;
  }
  return text.length;
}

/** Says of fields that stand more than once in a feature, or in a value of it, that the last was taken. */
export function doubledNotes(doubled: ReadonlyMap<string, number>): SourceNote[] {
  return [...doubled].slice(0, mostTold).map(([name, count]) => ({
    code: 'doubledField',
    property: name,
    reason: {
      vi: `"${shown(name)}" có nhiều lần trong cùng một đối tượng (${count} lần như vậy); giá trị sau cùng được dùng.`,
      en: `"${shown(name)}" stands more than once in a feature (${count} times so); the last value was taken.`,
    },
    todo: {
      vi: 'Nếu giá trị cần dùng là giá trị khác, đặt tên riêng cho từng cột rồi xuất lại tệp.',
      en: 'If another value is wanted, give each field a name of its own and export the file again.',
    },
  }));
}
