import { expect, test } from 'vitest';
import { foldings, type Folding } from '#rules/text/folding.ts';

/** What a database does with the tables. */
function fold(text: string, { plain, quick, whole, longer }: Folding): string {
  const replaced = (from: string, to: string, source: string) => {
    const [olds, news] = [[...from], [...to]];
    return [...source].map((one) => (olds.includes(one) ? (news[olds.indexOf(one)] ?? '') : one)).join('');
  };
  if (new RegExp(plain, 'u').test(text)) return replaced(quick.from, quick.to, text);
  const single = replaced(whole.from, whole.to, text.normalize('NFD'));
  return longer.reduce((folded, [one, several]) => folded.replaceAll(one, several), single).normalize('NFC');
}

// Lines of CaseFolding.txt of each kind, and of scripts that have cases.
test.each([
  ['ß', 'ss'],
  ['ẞ', 'ss'],
  ['ﬃ', 'ffi'],
  ['ŉ', 'ʼn'],
  ['ﬗ', 'մխ'],
  ['ς', 'σ'],
  ['ſ', 's'],
  ['ẛ', 'ṡ'],
  ['K', 'k'],
  ['İ', 'i̇'],
  ['ᾼ', 'αι'],
  ['ΐ', 'ΐ'],
  ['Ж', 'ж'],
  ['Ⴀ', 'ⴀ'],
  ['𐐀', '𐐨'],
  ['ꭰ', 'Ꭰ'],
  ['ĐẮK LẮK', 'đắk lắk'],
])('case is passed over: %s is %s', (one, other) => {
  expect(fold(one, foldings.case)).toBe(fold(other, foldings.case));
});

test('both ways fold a letter alike, and what is folded stays', () => {
  for (const folding of Object.values(foldings)) {
    for (const letter of 'aAáÁđĐơỞǖſȺøØñ') {
      const quick = fold(letter, folding);
      expect(fold(quick, folding)).toBe(quick);
      expect(fold(`${letter}가`, folding)).toBe(`${quick}가`);
    }
  }
});

test.each([
  ['Đắk Lắk', 'Dak Lak'],
  ['Łódź, Ħal, ñ', 'Lodz, Hal, n'],
  ['ё', 'е'],
  // Letters of their own, not accents.
  ['が', 'が'],
  ['हिन्दी', 'हिन्दी'],
])('accents are passed over: %s is %s', (one, other) => {
  expect(fold(one, foldings.accents)).toBe(other);
});
