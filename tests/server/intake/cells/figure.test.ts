import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readAmount, readFigure } from '#intake/cells/figure.ts';
import { readDay } from '#intake/cells/plain.ts';
import { readStatus } from '#intake/cells/status.ts';

describe('figures', () => {
  test.each([
    [{ value: 0.85, percent: true as const }, 'percent', 85],
    [{ value: '85 %' }, 'percent', 85],
    [{ value: '45,5 triệu đồng' }, 'millionVndPerYear', 45.5],
    [{ value: 'Có' }, 'yesNo', 1],
    [{ value: false }, 'yesNo', 0],
    [{ value: null }, 'percent', null],
  ] as const)('%j in %s is %s', (cell, unit, value) => {
    expect(readFigure(cell, unit)).toMatchObject({ value });
    expect(readFigure(cell, unit).fault).toBeUndefined();
  });
  test.each([
    [{ value: 100.1 }, 'percent', 'impossibleValue'],
    [{ value: -1 }, 'm2PerPerson', 'impossibleValue'],
    [{ value: 1.5 }, 'count', 'impossibleValue'],
    [{ value: 0.85, percent: true as const }, 'litresPerDay', 'wrongUnit'],
    [{ value: '60 lít' }, 'percent', 'wrongUnit'],
    [{ value: 45_000_000 }, 'millionVndPerYear', 'wrongUnit'],
    [{ value: { date: '2024-01-01' } }, 'percent', 'notANumber'],
    [{ value: { error: '#REF!' } }, 'percent', 'cellError'],
    [{ value: 2 }, 'yesNo', 'notYesNo'],
  ] as const)('%j in %s is %s', (cell, unit, code) => {
    expect(readFigure(cell, unit).fault?.code).toBe(code);
  });
  test('a single point before three digits is decimal, and said to be, for thousands are written so too', () => {
    const notes = (text: string) => readAmount({ value: text }).notes?.map(({ code }) => code);
    expect(readAmount({ value: '48.900' })).toMatchObject({
      value: 48.9,
      notes: [{ code: 'pointDecimal', reason: { vi: '"48.900" được đọc là 48,9, không phải 48900.' } }],
    });
    expect(readFigure({ value: '1.500 triệu' }, 'millionVndPerYear').notes?.[0]?.code).toBe('pointDecimal');
    expect(['48.9', '0.125', '48900', '1234.567'].map(notes)).toEqual([[], [], [], []]);
    expect(notes('48,900')).toEqual(['commaDecimal']);
    expect(readAmount({ value: 0.95, percent: true }).fault?.code).toBe('wrongUnit');
  });
  test('no cell makes a figure outside what its unit can be, nor a fault without words', () => {
    const cell = fc.record({ value: fc.oneof(fc.string(), fc.double(), fc.boolean(), fc.constant(null)) });
    fc.assert(
      fc.property(cell, (given) => {
        const { value, fault } = readFigure(given, 'percent');
        expect(value === null || (value >= 0 && value <= 100)).toBe(true);
        if (fault) expect(fault.reason.vi.length * fault.todo.en.length).toBeGreaterThan(0);
      }),
    );
  });
});

test('days: ISO, Vietnamese, and none that the calendar lacks', () => {
  expect(readDay({ value: '31/10/2024' }).value).toBe('2024-10-31');
  expect(readDay({ value: '2024-2-9' }).value).toBe('2024-02-09');
  expect(readDay({ value: { date: '2024-02-09' } }).value).toBe('2024-02-09');
  for (const value of ['30/02/2024', '10/31/2024', '2024', 'hôm qua', 45_000])
    expect([value, readDay({ value }).fault?.code]).toEqual([value, 'notADate']);
});

test('statuses in either language, with or without diacritics', () => {
  expect(
    ['Đạt', 'CHƯA ĐẠT', 'khong ap dung', 'notAssessed', 'met'].map((value) => readStatus({ value }).value),
  ).toEqual(['met', 'notMet', 'notApplicable', 'notAssessed', 'met']);
  expect(readStatus({ value: 'gần đạt' }).fault?.code).toBe('unknownStatus');
});
