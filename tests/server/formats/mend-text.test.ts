import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mendText } from '#formats/mend-text.ts';
import { communeNames, typedInTcvn3 } from './legacy-typing.ts';

test.each([
  ['Xã Ðức Cơ', 'Xã Đức Cơ', ['eth']],
  ['Ðắk Lắk, ðông', 'Đắk Lắk, đông', ['eth']],
  ['THỊ TRẤN ÐỨC AN', 'THỊ TRẤN ĐỨC AN', ['eth']],
  ['QÐ-UBND, HÐND, NÐ-CP', 'QĐ-UBND, HĐND, NĐ-CP', ['eth']],
  ['Ɖồng', 'Đồng', ['eth']],
  ['Ðo\u0302\u0300ng', 'Đồng', ['composed', 'eth']],
  ['Norður, með, Það, NORÐUR', 'Norður, með, Það, NORÐUR', []],
  ['Hòa\u200b Xuân', 'Hòa Xuân', ['unseen']],
  ['\ufeffMã', 'Mã', ['unseen']],
  ['Hòa\u2060 \u200eXuân', 'Hòa Xuân', ['unseen']],
  ['o\u200b\u0300', 'ò', ['unseen', 'composed']],
  ['Trườ\u00adng', 'Trường', ['unseen']],
  ['Tr\u00adêng TiÓu häc', 'Tr\u00adêng TiÓu häc', []],
  ['Hòa\u00a0Xuân\u202f1', 'Hòa Xuân 1', ['spaces']],
  ['Hòa Xuân'.normalize('NFD'), 'Hòa Xuân', ['composed']],
  ['a\u0000b\u0007', 'ab', ['controls']],
  ['dòng 1\r\n\tdòng 2', 'dòng 1\r\n\tdòng 2', []],
  ['Tr\ufffdng', 'Tr\ufffdng', ['lost']],
  ['\ud83d', '\ufffd', ['lost']],
  ['\u{1f600} 36 °C “a”', '\u{1f600} 36 °C “a”', []],
])('%j is read as %j', (text, meant, mends) => {
  expect(mendText(text, 'name')).toEqual({ text: meant, mends });
});

test('of a value whoever reads it refuses what no text has, but for the NUL that fills up columns', () => {
  expect(mendText('a\u0001\ud800\u0000', 'value')).toEqual({ text: 'a\u0001\ud800', mends: ['controls'] });
});

test('what is mended needs no more, and can be stored', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (text) => {
      const once = mendText(text, 'name').text;
      expect(mendText(once, 'name').text).toBe(once);
      expect(once).not.toMatch(/\u0000|\p{Cs}/u);
    }),
  );
});

test('names of communes stay as they are, and so do those typed with a font', () => {
  for (const name of communeNames) {
    const composed = name.normalize('NFC');
    expect(mendText(composed, 'value')).toEqual({ text: composed, mends: [] });
    if (!composed.includes('Đ')) expect(mendText(typedInTcvn3(composed), 'value').text).toBe(typedInTcvn3(composed));
  }
});
