import fc from 'fast-check';
import { expect, test } from 'vitest';
import { plainPattern, readPattern, writePattern } from '#rules/cql2/texts.ts';

test.each([
  ['a%', 'a%'],
  [String.raw`\%`, String.raw`\%`],
  [String.raw`\a`, 'a'],
  [String.raw`C:\\data`, String.raw`C:\\data`],
  [String.raw`\\\data`, String.raw`\\data`],
  [String.raw`\\\\ `, String.raw`\\\\ `],
  [String.raw`\\\_`, String.raw`\\\_`],
])('%s is the pattern %s', (pattern, plain) => {
  expect(plainPattern(pattern)).toBe(plain);
});

/** Backslashes stand before everything here, which texts of any characters hardly ever have. */
const pattern = fc
  .string({ unit: fc.constantFrom('\\', '%', '_', "'", 'a', 'n', ' ', 'đ', '😀') })
  .filter((text) => !/^(?:[^\\]|\\.)*\\$/su.test(text));

test('a pattern without needless backslashes has none to lose', () => {
  fc.assert(
    fc.property(pattern, (any) => {
      const plain = plainPattern(any);
      expect(plainPattern(plain)).toBe(plain);
    }),
  );
});

test('a pattern that is written is read as itself', () => {
  fc.assert(
    fc.property(pattern, (any) => {
      expect(readPattern(writePattern(any))).toBe(plainPattern(any));
    }),
  );
});
