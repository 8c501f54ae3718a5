import fc from 'fast-check';
import { expect, test } from 'vitest';
import { guardFormula, unguardFormula } from '#rules/text/formula-guard.ts';

const text = fc.oneof(
  fc.string(),
  fc
    .tuple(
      fc.constantFrom('', "'", "''"),
      fc.constantFrom('=', '+', '-', '@', '\t', '＝', ' =', '\n', 'a', ''),
      fc.string(),
    )
    .map((parts) => parts.join('')),
);

test('no text begins like a formula, and each comes back as it was', () => {
  fc.assert(
    fc.property(text, (given) => {
      const guarded = guardFormula(given);
      expect(guarded).not.toMatch(/^(\s*[=+\-@＝＋－＠]|[\t\r\n])/);
      expect(unguardFormula(guarded)).toBe(given);
    }),
  );
});

test.each([
  ['=SUM(1)', "'=SUM(1)"],
  ['-5', "'-5"],
  ["'-5", "''-5"],
  ["'abc", "'abc"],
  [' =1+1', "' =1+1"],
  ['\n1', "'\n1"],
  [' a', ' a'],
  ['Trường', 'Trường'],
])('%s is written %s', (given, written) => {
  expect(guardFormula(given)).toBe(written);
  expect(unguardFormula(written)).toBe(given);
});
