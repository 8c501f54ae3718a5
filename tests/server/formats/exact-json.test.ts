import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseExact } from '#formats/exact-json.ts';
import { expectWithinMs } from '#tests/support/within-ms.ts';

test.each<[json: string, value: unknown]>([
  ['9007199254740993', '9007199254740993'],
  ['-9007199254740993', '-9007199254740993'],
  ['9007199254740991', 9007199254740991],
  ['0.12345678901234567', 0.12345678901234567],
  ['109.30319999999999', 109.30319999999999],
  ['12345678901234567.5', 12345678901234567.5],
  ['12345678901234567e3', 12345678901234567e3],
  ['1e-12345678901234567', 0],
  ['"9007199254740993"', '9007199254740993'],
  ['"a \\" 9007199254740993"', 'a " 9007199254740993'],
  ['["\\\\",9007199254740993]', ['\\', '9007199254740993']],
  ['{"9007199254740993":9007199254740993}', { '9007199254740993': '9007199254740993' }],
  ['[ 9007199254740993 ,\n-9007199254740994]', ['9007199254740993', '-9007199254740994']],
  ['[1,2]', [1, 2]],
])('%s', (json, value) => {
  expect(parseExact(json)).toEqual(value);
});

test('all integers come back with all of their digits, all else as JSON has it', () => {
  const value = fc.letrec<{ any: unknown }>((tie) => ({
    any: fc.oneof(
      fc.bigInt({ min: -(10n ** 25n), max: 10n ** 25n }),
      fc.string(),
      fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
      fc.stringMatching(/^[\\":0-9,]{0,30}$/),
      fc.array(tie('any'), { maxLength: 4 }),
    ),
  })).any;
  const written = (given: unknown): string =>
    Array.isArray(given)
      ? `[${given.map(written).join(',')}]`
      : typeof given === 'bigint'
        ? String(given)
        : JSON.stringify(given);
  const wanted = (given: unknown): unknown => {
    if (Array.isArray(given)) return given.map(wanted);
    if (typeof given !== 'bigint') return JSON.parse(JSON.stringify(given)) as unknown;
    return Number.isSafeInteger(Number(given)) ? Number(given) : String(given);
  };
  fc.assert(
    fc.property(value, (given) => {
      expect(parseExact(written(given))).toEqual(wanted(given));
    }),
  );
});

test('a million long integers take no time', async () => {
  await expectWithinMs(5_000, async () => {
    await Promise.resolve();
    expect(parseExact(`[${'"x",9007199254740993,'.repeat(1_000_000)}0]`)).toHaveLength(2_000_001);
  });
});
