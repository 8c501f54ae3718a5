import { searchable } from './fold.ts';

const yes = new Set(
  ['co', 'yes', 'y', 'true', 't', 'x', 'v', '1', 'dat', 'met', 'dung', 'roi', 'da', 'da co', '✓', '✔', '☑', '√'].map(
    searchable,
  ),
);
const no = new Set(
  [
    ...['khong', 'no', 'n', 'false', 'f', '0', 'chua', 'chua dat', 'khong dat', 'chua co', 'khong co', 'sai'],
    ...['not met', 'notmet', '✗', '✘', '☐'],
  ].map(searchable),
);

/** Yes or no as lists say it in Vietnamese and English, with or without diacritics, and as marks; null where it is neither. */
export function readYesNo(text: string): boolean | null {
  const word = searchable(text.replace(/[_.]/g, ' '));
  if (yes.has(word)) return true;
  return no.has(word) ? false : null;
}
