import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { decimalSignOf, readNumber, type DecimalSign } from '#rules/text/number.ts';

test.each([
  ['1250', 1250],
  ['85.5', 85.5],
  ['85,5', 85.5],
  ['1.234,5', 1234.5],
  ['1,234.5', 1234.5],
  ['1.234.567', 1_234_567],
  ['1,234,567', 1_234_567],
  ['1 250', 1250],
  ['1\u00a0250,5', 1250.5],
  ['1’250', 1250],
  ['-3', -3],
  ['\u22123', -3],
  ['+3', 3],
  ['.5', 0.5],
  ['5.', 5],
  ['0,125', 0.125],
  ['0.125', 0.125],
  ['1250.500', 1250.5],
])('%s is %d and nothing else', (text, value) => {
  expect(readNumber(text)).toEqual({ value, otherwise: null, scientific: false });
});

test.each([
  ['1.250', null, 1.25, 1250],
  ['1,250', null, 1.25, 1250],
  ['1.250', 'comma', 1250, 1.25],
  ['1,250', 'point', 1250, 1.25],
  ['1.250', 'point', 1.25, null],
  ['1,250', 'comma', 1.25, null],
  ['-1.250', 'comma', -1250, -1.25],
] as const)('%s where decimals stand behind a %s is %d, and might have been %d', (text, sign, value, otherwise) => {
  expect(readNumber(text, sign)).toMatchObject({ value, otherwise });
});

test.each(['3,00123E+11', '1.5e3', '2E-2'])('%s is written with a power of ten', (text) => {
  expect(readNumber(text)).toMatchObject({ value: Number(text.replace(',', '.')), scientific: true });
});

test.each(['', 'x', '1,2,3', '1.2.3', '--1', '12a', ',', '1.23,4', '1.5,25', '1 25', '1e999', '12 5', '1.2345.678'])(
  '%j is no number',
  (text) => expect(readNumber(text)).toBeNull(),
);

describe('the decimal sign of a column', () => {
  test.each([
    [['1.250', '12.345,6'], 'comma'],
    [['1.250', '0,5'], 'comma'],
    [['1,250', '3.5'], 'point'],
    [['1.250', '980'], null],
    [['1,5', '1.5'], null],
    [['1.234.567'], 'comma'],
    [['T1', '-'], null],
  ] as const)('of %j is %s', (texts, sign: DecimalSign | null) => expect(decimalSignOf(texts)).toBe(sign));
});

test('whatever number Vietnamese or English prints in a column is read as that number', () => {
  const thousandths = fc.integer({ min: -9_999_999_999, max: 9_999_999_999 });
  fc.assert(
    fc.property(
      fc.array(thousandths, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 0, max: 3 }),
      (all, digits) => {
        for (const tag of ['vi-VN', 'en-GB', 'de-CH', 'fr-FR']) {
          const format = new Intl.NumberFormat(tag, { minimumFractionDigits: digits, maximumFractionDigits: 3 });
          const texts = all.map((one) => format.format(one / 1000));
          const sign = decimalSignOf(texts);
          texts.forEach((text, index) => {
            const read = readNumber(text, sign);
            const wanted = (all[index] ?? 0) / 1000;
            // Thousands alone cannot be told from decimals where nothing else in the column tells: then both are known.
            expect([read?.value, read?.otherwise]).toContain(wanted);
            if (sign !== null || read?.otherwise === null) expect(read?.value).toBe(wanted);
          });
        }
      },
    ),
  );
});
