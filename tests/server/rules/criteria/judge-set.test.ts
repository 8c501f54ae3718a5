import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { IndicatorReading, ThresholdSetting } from '#contract/criteria.ts';
import { judgeCriterion } from '#rules/criteria/judge-criterion.ts';
import { judgeIndicator } from '#rules/criteria/judge-indicator.ts';
import { judgeSet } from '#rules/criteria/judge-set.ts';
import { aReading, anIndicator, aSet } from './builders.ts';

const anywhere = { region: null, groups: {}, at: '2024-06-30' };
const set = aSet([1, 2, 3, 1]);
const numbers = set.criteria.flatMap(({ indicators }) => indicators.map(({ no }) => no));

// 95 meets 90, 40 does not, null is not known; a reading may say that it does not apply.
const reading: fc.Arbitrary<IndicatorReading> = fc.oneof(
  fc.constantFrom(95, 90, 40, 0, null).map((value) => aReading(value)),
  fc.constant(aReading(null, { notApplicable: true })),
);
const readings = fc.array(fc.tuple(fc.constantFrom(...numbers), reading)).map((pairs) => new Map(pairs));

describe('of any figures', () => {
  test('adding an indicator that is met never lowers the count', () => {
    fc.assert(
      fc.property(readings, fc.constantFrom(...numbers), (given, no) => {
        const before = judgeSet(set, given, [], anywhere).tally.met;
        const after = judgeSet(set, new Map([...given, [no, aReading(95)]]), [], anywhere).tally.met;
        expect(after).toBeGreaterThanOrEqual(before);
      }),
    );
  });

  test('taking one that is met away from a criterion never raises the count', () => {
    fc.assert(
      fc.property(readings, fc.constantFrom(...numbers), (given, no) => {
        const before = judgeSet(set, given, [], anywhere).tally.met;
        const after = judgeSet(set, new Map([...given, [no, aReading(40)]]), [], anywhere).tally.met;
        expect(after).toBeLessThanOrEqual(before);
      }),
    );
  });

  test('their order never matters', () => {
    fc.assert(
      fc.property(readings, (given) => {
        const turned = new Map([...given].reverse());
        expect(judgeSet(set, turned, [], anywhere)).toEqual(judgeSet(set, given, [], anywhere));
      }),
    );
  });

  test('nor does the order in which a criterion lists its indicators', () => {
    fc.assert(
      fc.property(readings, (given) => {
        const turned = {
          ...set,
          criteria: set.criteria.map((each) => ({ ...each, indicators: [...each.indicators].reverse() })),
        };
        const statuses = (from: typeof set) =>
          judgeSet(from, given, [], anywhere).criteria.map(({ status, reason }) => [status, reason]);
        expect(statuses(turned)).toEqual(statuses(set));
      }),
    );
  });

  test('without a threshold nothing is met', () => {
    const open = anIndicator({ thresholdBy: 'unknown', thresholds: [] });
    fc.assert(
      fc.property(fc.option(fc.double({ noNaN: false }), { nil: null }), (value) => {
        expect(judgeIndicator(open, aReading(value), null).status).toBe('notAssessed');
      }),
    );
  });

  test('every criterion has just one status', () => {
    fc.assert(
      fc.property(readings, (given) => {
        const { met, notMet, notAssessed, notApplicable, total } = judgeSet(set, given, [], anywhere).tally;
        expect(met + notMet + notAssessed + notApplicable).toBe(total);
      }),
    );
  });
});

describe('a criterion', () => {
  const [, , three] = set.criteria;
  if (!three) throw new Error('no third criterion');
  const judge = (values: readonly (IndicatorReading | null)[], criterion = three) => {
    const judgements = criterion.indicators.map((indicator, index) =>
      judgeIndicator(indicator, values[index] ?? null, {
        threshold: indicator.thresholds[0] ?? expect.fail('no threshold'),
        from: 'decision',
      }),
    );
    return judgeCriterion(criterion, judgements, anywhere.at);
  };
  const [met, notMet, off] = [aReading(95), aReading(40), aReading(null, { notApplicable: true })];
  test.each([
    ['all met', [met, met, met], 'met', 'Đạt 3/3 chỉ tiêu áp dụng'],
    ['one does not apply', [met, off, met], 'met', 'Đạt 2/2 chỉ tiêu áp dụng'],
    ['one is not met', [met, notMet, met], 'notMet', 'Chưa đạt chỉ tiêu 3.2'],
    ['one is not met, one not known', [null, notMet, met], 'notMet', 'Chưa đạt chỉ tiêu 3.2'],
    ['one is not known', [met, null, met], 'notAssessed', 'Chưa đánh giá được chỉ tiêu 3.2'],
    ['none applies', [off, off, off], 'notApplicable', 'Không chỉ tiêu nào áp dụng trên địa bàn'],
  ])('%s', (_, values, status, vi) => {
    expect(judge(values)).toMatchObject({ status, reason: { vi } });
  });

  test.each([
    [4, 'Chỉ có 3/4 chỉ tiêu của văn bản'],
    [null, 'Chưa rõ văn bản có bao nhiêu chỉ tiêu (ở đây có 3)'],
  ])('is never met where indicators of the decision are missing (%s printed)', (officialIndicatorCount, vi) => {
    const short = { ...three, officialIndicatorCount };
    expect(judge([met, met, met], short)).toMatchObject({ status: 'notAssessed', reason: { vi } });
    expect(judge([met, met, notMet], short).status).toBe('notMet');
  });

  test('without indicators is assessed directly', () => {
    expect(judgeCriterion({ ...three, indicators: [] }, [], anywhere.at).status).toBe('notAssessed');
  });
});

test('a setting of the province makes an open indicator count', () => {
  const open = aSet([1]);
  const [criterion] = open.criteria;
  if (!criterion) throw new Error('no criterion');
  const province = {
    ...open,
    criteria: [{ ...criterion, indicators: [anIndicator({ thresholdBy: 'province', thresholds: [] })] }],
  };
  const setting: ThresholdSetting = {
    ...{ setId: 'xa', indicatorNo: '1.1', value: 80, value2: null, source: 'QĐ 5/UBND', demo: false },
    ...{ region: null, communeGroup: null, year: null, validFrom: null, validTo: null },
  };
  const given = new Map([['1.1', aReading(85)]]);
  expect(judgeSet(province, given, [], anywhere).tally).toMatchObject({ met: 0, notAssessed: 1 });
  expect(judgeSet(province, given, [setting], anywhere).tally).toMatchObject({ met: 1, notAssessed: 0 });
});

test('an indicator amended within the period is judged by the wording of its day', () => {
  const [criterion] = aSet([1]).criteria;
  if (!criterion) throw new Error('no criterion');
  const old = anIndicator({ validTo: '2024-03-01' });
  const amended = anIndicator({
    validFrom: '2024-03-01',
    thresholds: old.thresholds.map((each) => ({ ...each, value: 60 })),
  });
  const both = { ...aSet([1]), criteria: [{ ...criterion, indicators: [old, amended] }] };
  const metOn = (at: string) => judgeSet(both, new Map([['1.1', aReading(70)]]), [], { ...anywhere, at }).tally.met;
  expect([metOn('2024-02-29'), metOn('2024-03-01')]).toEqual([0, 1]);
});
