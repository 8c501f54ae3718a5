import { expect, test } from 'vitest';
import { shown } from '#rules/text/shown.ts';

test.each([
  ['An Chấn', 'An Chấn'],
  ['a\u0000b\u202Ec\n', 'a?b?c?'],
  ['x'.repeat(61), 'x'.repeat(60)],
  [`${'x'.repeat(59)}😀`, 'x'.repeat(59)],
  [`${'x'.repeat(58)}😀`, `${'x'.repeat(58)}😀`],
  ['\uD83D', '?'],
])('%j is shown as %j', (given, text) => {
  expect(shown(given)).toBe(text);
});
