import { describe, expect, test } from 'vitest';
import { programmeOn, stillPaying, type PeriodSpan } from '#contract/programme-frame.ts';

const spans: PeriodSpan[] = [
  {
    period: '2021-2025',
    from: '2021-01-01',
    until: '2025-12-31',
    payable: { until: '2026-12-31', document: 'TT 60/2026/TT-BTC' },
  },
  { period: '2026-2030', from: '2026-01-01', until: '2030-12-31', payable: null },
];

describe('the programme of a day', () => {
  test.each([
    ['2019-05-01', '2021-2025'],
    ['2021-01-01', '2021-2025'],
    ['2025-12-31', '2021-2025'],
    ['2026-01-01', '2026-2030'],
    // The old one's money is still paid out, and it has ended all the same.
    ['2026-12-31', '2026-2030'],
    ['2030-12-31', '2026-2030'],
    ['2031-01-01', '2026-2030'],
  ])('%s lies in %s or is nearest to it', (day, period) => {
    expect(programmeOn(spans, day)?.period).toBe(period);
  });

  test('of none there is none', () => {
    expect(programmeOn([], '2026-01-01')).toBeUndefined();
  });
});

test.each([
  ['2025-12-31', undefined],
  ['2026-01-01', '2021-2025'],
  ['2026-12-31', '2021-2025'],
  ['2027-01-01', undefined],
])('on %s still pays out: %s', (day, period) => {
  expect(stillPaying(spans, day)?.period).toBe(period);
});
