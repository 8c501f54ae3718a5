import { describe, expect, test } from 'vitest';
import { readCriteriaSets, readDemoThresholds } from '#catalog/criteria-sets.ts';
import type { Indicator, IndicatorReading, Threshold } from '#contract/criteria.ts';
import { findThreshold } from '#rules/criteria/find-threshold.ts';
import { judgeIndicator } from '#rules/criteria/judge-indicator.ts';
import { aReading, anIndicator } from './builders.ts';

const anywhere = { region: null, groups: {}, at: '2024-06-30' };
const judge = (indicator: Indicator, reading: IndicatorReading | null) =>
  judgeIndicator(indicator, reading, findThreshold('xa', indicator, [], anywhere));

describe('a value against a threshold, with its words', () => {
  const atMost = anIndicator({ comparator: '<=' });
  const none = anIndicator({ unit: 'count', comparator: '=', thresholds: [{ ...anyThreshold(), value: 0 }] });
  const yes = anIndicator({ unit: 'yesNo', comparator: '=', thresholds: [{ ...anyThreshold(), value: 1 }] });
  test.each([
    ['at least', anIndicator(), 87.5, 'notMet', '87,5 % < 90 %', '87.5% < 90%', 2.5],
    ['at least', anIndicator(), 90, 'met', '90 % ≥ 90 %', '90% ≥ 90%', 0],
    ['almost', anIndicator(), 89.99, 'notMet', '89,99 % < 90 %', '89.99% < 90%', 0.01],
    ['at most', atMost, 90, 'met', '90 % ≤ 90 %', '90% ≤ 90%', 0],
    ['at most', atMost, 92, 'notMet', '92 % > 90 %', '92% > 90%', 2],
    ['none', none, 0, 'met', '0 = 0', '0 = 0', 0],
    ['none', none, 1234, 'notMet', '1.234 ≠ 0', '1,234 ≠ 0', 1234],
    ['yes', yes, 1, 'met', 'Đạt', 'Met', 0],
    ['yes', yes, 0, 'notMet', 'Chưa đạt', 'Not met', 1],
  ])('%s: %#', (_, indicator, value, status, vi, en, short) => {
    const judgement = judge(indicator, aReading(value));
    expect(judgement).toMatchObject({ status, reason: { vi, en } });
    expect(judgement.short).toBeCloseTo(short, 9);
  });

  test('an income names its unit', () => {
    const income = anIndicator({ unit: 'millionVndPerYear', thresholds: [{ ...anyThreshold(), value: 49 }] });
    expect(judge(income, aReading(48.5)).reason.vi).toBe('48,5 triệu đồng/người/năm < 49 triệu đồng/người/năm');
  });
});

describe('nothing is met', () => {
  test.each([
    ['without a figure', anIndicator(), null, 'Chưa có số liệu (mức đạt ≥ 90 %)'],
    ['without a figure recorded', anIndicator(), aReading(null), 'Chưa có số liệu (mức đạt ≥ 90 %)'],
    ['of 101 %', anIndicator(), aReading(101), 'Số liệu không thể có: 101 %'],
    ['below nothing', anIndicator(), aReading(-1), 'Số liệu không thể có: -1 %'],
    ['that is no number', anIndicator(), aReading(Number.NaN), /^Số liệu không thể có/],
    ['without the province’s threshold', province(), aReading(100), '100 %; chưa có mức do UBND cấp tỉnh quy định'],
    ['without either', province(), null, 'Chưa có mức do UBND cấp tỉnh quy định'],
    [
      'without a threshold that is known',
      unknown(),
      aReading(100),
      '100 %; chưa có mức quy định cho vùng và thời điểm này',
    ],
  ])('%s', (_, indicator, reading, words) => {
    const judgement = judge(indicator, reading);
    expect(judgement.status).toBe('notAssessed');
    expect(judgement.short).toBeNull();
    expect(judgement.reason.vi).toMatch(words);
  });

  test('that does not apply', () => {
    expect(judge(anIndicator(), aReading(100, { notApplicable: true })).status).toBe('notApplicable');
  });
});

describe('two numbers in one indicator (17.1)', () => {
  const water = anIndicator({
    parts: [
      { vi: 'Nước sạch', en: 'Clean water' },
      { vi: 'Tập trung', en: 'Centralised' },
    ],
    thresholds: [{ ...anyThreshold(), value: 50, value2: 30 }],
  });
  test.each([
    [50, 30, 'met', '50 % ≥ 50 %; 30 % ≥ 30 %'],
    [90, 29, 'notMet', '90 % ≥ 50 %; 29 % < 30 %'],
    [40, 39, 'notMet', '40 % < 50 %; 39 % ≥ 30 %'],
    [90, null, 'notAssessed', 'Chưa có số liệu (mức đạt ≥ 50 %; 30 %)'],
  ])('%s and %s: %s', (value, value2, status, vi) => {
    expect(judge(water, aReading(value, { value2 }))).toMatchObject({ status, reason: { vi } });
  });

  test('a threshold with one number only is not reached', () => {
    const half = { ...water, thresholds: [{ ...anyThreshold(), value: 50 }] };
    expect(judge(half, aReading(90, { value2: 90 })).status).toBe('notAssessed');
  });
});

// Over the whole tables: the declared thresholds and the demo's invented ones.
const sets = await readCriteriaSets();
const settings = await readDemoThresholds(sets);
const coast = { region: 'southCentralCoast' as const, groups: {}, at: '2024-06-30' };
const all = sets.flatMap((set) =>
  set.criteria.flatMap((criterion) => criterion.indicators.map((indicator) => ({ set, indicator }))),
);

test.each(all.map((entry) => [`${entry.set.id} ${entry.indicator.no}`, entry] as const))(
  '%s is met from a value on one side of its threshold and not from the other',
  (_, { set, indicator }) => {
    const found = findThreshold(set.id, indicator, settings, coast);
    if (found === null) throw new Error('no threshold');
    const { value, value2 } = found.threshold;
    const step = indicator.comparator === '<=' || (indicator.comparator === '=' && value === 0) ? 1 : -1;
    const at = (change: number) => judgeIndicator(indicator, aReading(value + change, { value2 }), found).status;
    expect(at(0)).toBe('met');
    expect(at(step)).toBe('notMet');
    expect(judgeIndicator(indicator, aReading(value, { value2 }), null).status).toBe('notAssessed');
  },
);

test('a commune that must use another region’s thresholds is not held against the coast’s', () => {
  const midlands = { ...coast, region: 'northernMidlands' as const };
  for (const { set, indicator } of all) expect(findThreshold(set.id, indicator, [], midlands)).toBeNull();
});

function anyThreshold(): Threshold {
  return { region: null, communeGroup: null, year: null, validFrom: null, validTo: null, value: 1, value2: null };
}

function province(): Indicator {
  return anIndicator({ thresholdBy: 'province', thresholds: [] });
}

function unknown(): Indicator {
  return anIndicator({ thresholdBy: 'unknown', thresholds: [] });
}
