/** What a person says that columns of a file are: the property by column. */
export type ChosenColumns = ReadonlyMap<string, string>;

/** Pairs in a text, a column that has a comma in quotes. */
const pairs = /(?:"[^"]*"|[^,])+/g;

/** The text of pairs that the form has, with what was chosen in a report added; a column is said once, the last word counts. */
export function withColumns(text: string, chosen: ChosenColumns): string {
  const known = new Map<string, string>();
  for (const pair of text.match(pairs) ?? []) {
    const sign = pair.lastIndexOf('=');
    if (sign < 1) continue;
    const column = pair.slice(0, sign).trim();
    known.set(/^"(.+)"$/.exec(column)?.[1] ?? column, pair.slice(sign + 1).trim());
  }
  for (const [column, property] of chosen) {
    known.delete(column);
    known.set(column, property);
  }
  return [...known].map(([column, property]) => `${quoted(column)}=${property}`).join(', ');
}

function quoted(column: string): string {
  return column.includes(',') ? `"${column}"` : column;
}
