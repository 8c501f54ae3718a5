import { describe, expect, test } from 'vitest';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { datesByLevel, MeasureDays, type RecordedDay } from '#rules/measures/measure-days.ts';

const sets = await readCriteriaSets();

function recorded(criterionNo: number, day: string, rest: Partial<RecordedDay> = {}): RecordedDay {
  const unknown = { judged: false, measured: false, measured2: false };
  return { setId: 'xa-ntm', criterionNo, indicatorNo: null, day, ...unknown, ...rest };
}
const days = (parts: Partial<ConstructorParameters<typeof MeasureDays>[0]>) =>
  new MeasureDays({ recorded: [], recognised: [], paid: [], ...parts });

describe('what was recorded of one criterion says nothing of another', () => {
  const known = days({
    recorded: [
      recorded(1, '2022-12-31', { judged: true }),
      recorded(1, '2023-12-31'),
      recorded(2, '2021-06-30'),
      recorded(1, '2023-06-30', { indicatorNo: '1.1', measured: true }),
      recorded(1, '2023-06-30', { indicatorNo: '1.2' }),
    ],
  });

  test('criteria: a day that takes a status back is one of the dates; where nothing was ever known there are none', () => {
    expect(known.criterion('xa-ntm', 1)).toEqual(['2022-12-31', '2023-12-31']);
    expect(known.criterion('xa-ntm', 2)).toEqual([]);
    expect(known.criterion('xa-ntm-nang-cao', 1)).toEqual([]);
    expect(known.wholeSet('xa-ntm')).toEqual(['2021-06-30', '2022-12-31', '2023-12-31']);
  });

  test('indicators: each of its two figures by itself', () => {
    expect(known.indicator('xa-ntm', '1.1', 1)).toEqual(['2023-06-30']);
    expect(known.indicator('xa-ntm', '1.1', 2)).toEqual([]);
    expect(known.indicator('xa-ntm', '1.2', 1)).toEqual([]);
  });

  test('declared against computed: either side', () => {
    expect(known.comparison('xa-ntm')).toEqual(['2021-06-30', '2022-12-31', '2023-06-30', '2023-12-31']);
    expect(known.comparison('huyen-ntm')).toEqual([]);
  });
});

test('where units stand is known of a level from its first recognition on', () => {
  const known = days({
    recorded: [recorded(1, '2021-06-30', { judged: true }), recorded(1, '2023-12-31', { judged: true })],
    recognised: [{ level: 'commune', day: '2022-03-01' }],
  });
  expect(known.standing('commune', sets)).toEqual(['2022-03-01', '2023-12-31']);
  expect(known.standing('district', sets)).toEqual([]);
});

test('money paid to a commune is its district’s too, and not the other way round', () => {
  const known = days({
    paid: [
      { level: 'commune', day: '2022-12-31' },
      { level: 'district', day: '2023-12-31' },
    ],
  });
  expect(datesByLevel(['commune', 'district'], known.paid)).toEqual({
    dates: ['2022-12-31', '2023-12-31'],
    levelDates: { commune: ['2022-12-31'], district: ['2022-12-31', '2023-12-31'] },
  });
});

test('levels with the same dates are not listed one by one', () => {
  expect(datesByLevel(['district', 'province'], () => ['2022-12-31'])).toEqual({ dates: ['2022-12-31'] });
});
