import { foldings } from '#rules/text/folding.ts';

/** Gives a value the name of a parameter, with its type. */
export type Bind = (value: string | number, type: string) => string;

/**
 * A text (SQL, which stands in it several times) of which case or accents or both are passed over; the database's locale has
 * no part in it. Texts of Latin letters take a quick way, all others the whole one through NFD.
 */
export function foldedSql(text: string, kind: keyof typeof foldings, bind: Bind): string {
  const { plain, quick, whole, longer } = foldings[kind];
  const short = `translate(${text}, ${bind(quick.from, 'text')}, ${bind(quick.to, 'text')})`;
  const letters = `translate(normalize(${text}, NFD), ${bind(whole.from, 'text')}, ${bind(whole.to, 'text')})`;
  const long = longer.reduce((sql, [one, several]) => `replace(${sql}, '${one}', '${several}')`, letters);
  return `case when ${text} collate "C" ~ ${bind(plain, 'text')} then ${short} else normalize(${long}, NFC) end`;
}
