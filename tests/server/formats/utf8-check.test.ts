import { isUtf8 } from 'node:buffer';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { Utf8Check } from '#formats/utf8-check.ts';

test('is what the whole is, however it is cut', () => {
  const text = fc.array(fc.constantFrom('a', 'đ', 'ộ', '😀', '\u0000'), { maxLength: 12 }).map((all) => all.join(''));
  const spoilt = fc.tuple(text, fc.uint8Array({ maxLength: 3 }), text);
  fc.assert(
    fc.property(spoilt, fc.integer({ min: 1, max: 5 }), ([before, odd, after], part) => {
      const bytes = Buffer.concat([Buffer.from(before), odd, Buffer.from(after)]);
      const check = new Utf8Check();
      for (let from = 0; from < bytes.length; from += part) check.push(bytes.subarray(from, from + part));
      expect(check.isValid && check.isWhole).toBe(isUtf8(bytes));
    }),
    { numRuns: 1_000 },
  );
});
