import { expect, test } from 'vitest';
import { wordsWithLost } from '#rules/text/lost-letters.ts';

test.each([
  ['Trư?ng Ti?u h?c Nguy?n Hu? 1', ['Trư?ng', 'Ti?u', 'h?c', 'Nguy?n']],
  ['Tr??ng THCS', ['Tr??ng']],
  ['TRƯ?NG M?M NON', ['TRƯ?NG', 'M?M']],
  ['Di?n tích (m²)', ['Di?n']],
  ['Ai? Gì?', []],
  ['Ai?Gì?', []],
  ['Có hay không ?', []],
  ['https://example.vn/truong?ma=1 example.vn/trang?tin www.a.vn?b', []],
  ['a@b.vn?x', []],
  ['12?5', []],
  ['', []],
])('of "%s" lost letters are in %j', (text, words) => {
  expect(wordsWithLost(text)).toEqual(words);
});
