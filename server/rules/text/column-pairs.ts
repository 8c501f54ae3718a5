/** What a person says that a column of a file is. */
export interface ColumnPair {
  /** The column, as the file names it. */
  readonly field: string;
  readonly property: string;
}

/**
 * "FIELD=property" as a person writes it, or null where it is not of that form. A field's name may hold "=", and stand in
 * quotes as a shell wants it: on the page nobody takes them off.
 */
export function parsePair(pair: string): ColumnPair | null {
  const sign = pair.lastIndexOf('=');
  if (sign < 1) return null;
  const field = pair.slice(0, sign).trim();
  return { field: /^"(.+)"$/.exec(field)?.[1] ?? field, property: pair.slice(sign + 1).trim() };
}

/** The pairs of a text that commas part: a field whose name holds one stands in quotes. */
export function splitPairs(text: string): string[] {
  return (text.match(/(?:"[^"]*"|[^,])+/g) ?? []).map((pair) => pair.trim()).filter((pair) => pair !== '');
}

/** A pair as `parsePair` and `splitPairs` read it back. */
export function writePair({ field, property }: ColumnPair): string {
  return `${field.includes(',') ? `"${field}"` : field}=${property}`;
}
