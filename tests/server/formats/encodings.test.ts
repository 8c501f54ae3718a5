import fc from 'fast-check';
import { expect, test } from 'vitest';
import { decodeBytes, findEncoding, guessEncoding, reinterpret, utf16Of } from '#formats/encodings.ts';

const bytes = (hex: string) => Buffer.from(hex.replaceAll(' ', ''), 'hex').toString('latin1');
const inUtf8 = (text: string) => Buffer.from(text, 'utf8').toString('latin1');

test.each([
  ['tcvn3', 'Thµnh phè Tuy Hoµ', 'Thành phố Tuy Hoà'],
  ['tcvn3', 'ThÞ x· §«ng Hßa', 'Thị xã Đông Hòa'],
  ['vni', 'Thaønh phoá Tuy Hoaø', 'Thành phố Tuy Hoà'],
  ['vni', 'Thò xaõ Ñoâng Hoøa, Phöôøng Phuù Thaïnh', 'Thị xã Đông Hòa, Phường Phú Thạnh'],
])('%s: %s', (encoding, written, read) => {
  expect(decodeBytes(written, encoding)).toBe(read);
  expect(reinterpret(written, encoding)).toBe(read);
});

test('windows-1258 writes tones after the letter', () => {
  expect(decodeBytes(bytes('58 61de 20 53f4 6e67 20 43e2 cc 75'), 'windows-1258')).toBe('Xã Sông Cầu');
});

test.each([
  ['utf-8', ['Xa An Phu', 'Tuy Hoa']],
  ['utf-8', [inUtf8('Xã Hòa Thành'), inUtf8('Thị xã Đông Hòa')]],
  ['tcvn3', ['Thµnh phè Tuy Hoµ', 'X· Hßa Thµnh']],
  ['vni', ['Thaønh phoá Tuy Hoaø', 'Thò xaõ Ñoâng Hoøa']],
  ['windows-1258', [bytes('58 61de 20 53f4 6e67 20 43e2 cc 75'), bytes('54 68 e0 6e 68 20 70 68 f4 ec')]],
  // What a program wrote that had no letter for "ờ": TCVN3 would have one, and reads the rest as Vietnamese too.
  ['windows-1258', ['Tr??ng M?m non X\u00e3 ??ng Xu\u00e2n', 'Th\u00f4n K\u00bc L?', 'Tr??ng Ti?u h?c']],
])('%s is guessed', (encoding, texts) => {
  expect(guessEncoding(texts)).toBe(encoding);
});

test.each([
  ['UTF-8', 'utf-8'],
  ['65001', 'utf-8'],
  ['CP1258', 'windows-1258'],
  ['ANSI 1252', 'windows-1252'],
  ['ISO 88591', 'windows-1252'],
  ['TCVN3', 'tcvn3'],
  ['klingon', null],
])('%s is known as %s', (name, encoding) => {
  expect(findEncoding(name)).toBe(encoding);
});

const utf16le = (text: string) => Buffer.from(text, 'utf16le');
const utf16be = (text: string) => Buffer.from(text, 'utf16le').swap16();

test.each([
  ['LE with a mark', utf16le('\ufeffMã,Tên'), { encoding: 'utf-16le', bom: 2 }],
  ['BE with a mark', utf16be('\ufeffMã,Tên'), { encoding: 'utf-16be', bom: 2 }],
  ['LE without', utf16le('Mã trường;Tên trường\nT1;Trường Tiểu học Hòa Xuân'), { encoding: 'utf-16le', bom: 0 }],
  ['BE without', utf16be('Mã trường;Tên trường\nT1;Trường Tiểu học Hòa Xuân'), { encoding: 'utf-16be', bom: 0 }],
  ['cut in the middle of a letter', utf16be('Mã trường').subarray(0, 13), { encoding: 'utf-16be', bom: 0 }],
  ['UTF-8', Buffer.from('Mã trường'), null],
  ['UTF-8 with a mark', Buffer.from('\ufeffMã trường'), null],
  ['UTF-8 with a NUL', Buffer.from('ma_truong\u0000;ten\nT1;Trường\n'), null],
  ['only NUL', Buffer.alloc(100), null],
  ['nothing', Buffer.alloc(0), null],
])('UTF-16: %s', (_, bytes, found) => {
  expect(utf16Of(bytes)).toEqual(found);
});

test('text without NUL is never taken for UTF-16, and ASCII in it always is', () => {
  const ascii = fc.string({ unit: 'grapheme-ascii', minLength: 2, maxLength: 50 });
  fc.assert(
    fc.property(ascii, (text) => {
      expect(utf16Of(Buffer.from(text))).toBeNull();
      expect(utf16Of(utf16le(text))?.encoding).toBe('utf-16le');
      expect(utf16Of(utf16be(text))?.encoding).toBe('utf-16be');
    }),
  );
});
