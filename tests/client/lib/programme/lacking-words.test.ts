import { expect, test } from 'vitest';
import { lackingWords } from '#client/lib/programme/lacking-words.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { lacking } from './rows.ts';

overwriteGetLocale(() => 'vi');

test('a figure is so far off its threshold, a yes or no is not met and nothing in percent', () => {
  expect(lackingWords(lacking('2.1', 0.25))).toBe('Chỉ tiêu 2.1: 1 < 2 (cách mức quy định 25%)');
  expect(lackingWords({ ...lacking('1.1', 1), yesNo: true })).toBe('Chỉ tiêu 1.1: 1 < 2');
  expect(lackingWords(lacking('2.1', null))).toBe('Chỉ tiêu 2.1: 1 < 2');
});
