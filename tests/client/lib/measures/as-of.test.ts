import { expect, test } from 'vitest';
import { asOfWords } from '#client/lib/measures/as-of.ts';

const dates = ['2021-12-31', '2024-10-31'];

test('the day shown is said, and where the figures are older, of which day they are', () => {
  expect(asOfWords('2024-10-31', dates)).toBe('Tính đến 31/10/2024');
  expect(asOfWords('2022-06-15', dates)).toMatch(/15\/06\/2022.*31\/12\/2021/);
});

test('before the first figures, and where there are none, only the day is said', () => {
  expect(asOfWords('2020-01-01', dates)).toBe('Tính đến 01/01/2020');
  expect(asOfWords('2024-10-31', [])).toBe('Tính đến 31/10/2024');
});
