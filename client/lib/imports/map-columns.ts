import { parsePair, splitPairs, writePair } from '#rules/text/column-pairs.ts';

/** What a person says that columns of a file are: the property by column. */
export type ChosenColumns = ReadonlyMap<string, string>;

/** The text of pairs that the form has, with what was chosen in a report added; a column is said once, the last word counts. */
export function withColumns(text: string, chosen: ChosenColumns): string {
  const known = new Map<string, string>();
  for (const pair of splitPairs(text)) {
    const found = parsePair(pair);
    if (found !== null) known.set(found.field, found.property);
  }
  for (const [column, property] of chosen) {
    known.delete(column);
    known.set(column, property);
  }
  return [...known].map(([field, property]) => writePair({ field, property })).join(', ');
}
