import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { statuses, type Status } from '#contract/criteria.ts';
import { setsAt } from '#contract/sets-at.ts';
import { classifyStanding } from '#rules/criteria/classify-standing.ts';
import { compareStatuses } from '#rules/criteria/compare-statuses.ts';
import { countCriteria } from '#rules/criteria/count-criteria.ts';
import { describeConfidence } from '#rules/criteria/describe-confidence.ts';
import { judgeAllCriteria, judgeEligibility, judgeFloor } from '#rules/criteria/judge-eligibility.ts';
import { judgePrecondition, type PreconditionFacts } from '#rules/criteria/judge-precondition.ts';
import { judgeRevocation } from '#rules/criteria/judge-revocation.ts';
import { judgeTest, type OtherSet } from '#rules/criteria/judge-test.ts';
import { findNextSet, measureDistance, rankByDistance, relativeShort } from '#rules/criteria/measure-distance.ts';
import { findVersion, isSetFor } from '#rules/criteria/select-in-force.ts';
import { aReading, aSet } from './builders.ts';

const sets = await readCriteriaSets();
const setOf = (id: string) => sets.find((set) => set.id === id) ?? expect.fail(`no set ${id}`);
const standard = setOf('xa-ntm');
const numbers = standard.criteria.map(({ no }) => no);

/** Statuses of 19 criteria: met, but for the numbers named. */
function allBut(notMet: readonly number[], notAssessed: readonly number[] = []): Map<number, Status> {
  const status = (no: number): Status =>
    notMet.includes(no) ? 'notMet' : notAssessed.includes(no) ? 'notAssessed' : 'met';
  return new Map(numbers.map((no) => [no, status(no)]));
}
const tallyOf = (notMet: readonly number[], notAssessed: readonly number[] = []) =>
  countCriteria(standard, allBut(notMet, notAssessed));

describe('19 of 19', () => {
  test.each([
    [[], [], 'met', 'Đạt 19/19 tiêu chí'],
    [[2, 17], [], 'notMet', 'Đạt 17/19 tiêu chí; 2 chưa đạt'],
    [[], [10], 'notAssessed', 'Đạt 18/19 tiêu chí; 1 chưa đánh giá'],
    [[2], [10], 'notMet', 'Đạt 17/19 tiêu chí; 1 chưa đạt; 1 chưa đánh giá'],
    // Nobody has looked: that is no nought of 19.
    [[], numbers, 'notAssessed', 'Chưa đánh giá tiêu chí nào trong 19 tiêu chí'],
  ])('without %s, %s not assessed: %s', (notMet, notAssessed, status, vi) => {
    expect(judgeAllCriteria(tallyOf(notMet, notAssessed))).toMatchObject({ status, reason: { vi } });
  });

  test('a criterion that does not apply is left out', () => {
    const given = allBut([]).set(7, 'notApplicable');
    expect(judgeAllCriteria(countCriteria(standard, given)).reason.vi).toBe('Đạt 18/18 tiêu chí');
    expect(judgeAllCriteria(countCriteria(standard, new Map(numbers.map((no) => [no, 'notApplicable'])))).status).toBe(
      'notApplicable',
    );
  });
});

test.each([
  [[1, 2, 3, 4], [], 'met'],
  [[1, 2, 3, 4, 5], [], 'notMet'],
  [[1, 2, 3, 4], [5], 'notAssessed'],
  [[], [1, 2, 3, 4], 'met'],
])('at least 15 without %s, %s not assessed: %s', (notMet, notAssessed, status) => {
  expect(judgeFloor(tallyOf(notMet, notAssessed), 15).status).toBe(status);
});

describe('revocation: 6 to 9 of 19 with a key criterion, or 10', () => {
  test.each([
    [[], [], 'keeps'],
    [[1, 2, 3, 4, 10], [], 'keeps'],
    [[1, 2, 3, 4, 5, 6], [], 'keeps'],
    [[1, 2, 3, 4, 5, 10], [], 'revocable'],
    [[1, 2, 3, 4, 5, 17], [], 'revocable'],
    [[1, 2, 3, 4, 5, 19], [], 'revocable'],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9], [], 'keeps'],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9, 11], [], 'revocable'],
    [[1, 2, 3, 4, 5], [10], 'cannotTell'],
    [[1, 2, 3, 4, 5], [6], 'keeps'],
    [[1, 2, 3, 4, 5, 6, 7, 8, 9], [11], 'cannotTell'],
  ])('%s lost, %s not assessed: %s', (lost, open, verdict) => {
    expect(judgeRevocation(standard, allBut(lost, open))).toMatchObject({ verdict, lost });
  });

  test('says why', () => {
    expect(judgeRevocation(standard, allBut([1, 2, 3, 4, 5, 10, 17])).reason.vi).toBe(
      'Không còn đạt 7/19 tiêu chí, trong đó có tiêu chí 10, 17',
    );
  });

  test('losing one more never makes a recognition safer', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.constantFrom(...numbers)), fc.constantFrom(...numbers), (lost, no) => {
        const rank = (list: readonly number[]) =>
          ['keeps', 'cannotTell', 'revocable'].indexOf(judgeRevocation(standard, allBut(list)).verdict);
        expect(rank([...lost, no])).toBeGreaterThanOrEqual(rank(lost));
      }),
    );
  });

  test('without a rule it cannot tell', () => {
    expect(judgeRevocation(setOf('huyen-ntm'), new Map()).verdict).toBe('cannotTell');
  });
});

test('recognised and meeting are two things', () => {
  const lost = judgeAllCriteria(tallyOf([5]));
  const met = judgeAllCriteria(tallyOf([]));
  const open = judgeAllCriteria(tallyOf([], [5]));
  expect(classifyStanding('2022-04-08', lost)).toEqual({
    standing: 'recognisedNotMeeting',
    reason: {
      vi: 'Công nhận ngày 08/04/2022; Đạt 18/19 tiêu chí; 1 chưa đạt',
      en: 'Recognised on 2022-04-08; 18 of 19 criteria met; 1 not met',
    },
  });
  expect([met, lost, open].map((all) => classifyStanding(null, all).standing)).toEqual([
    'meetingNotRecognised',
    'notMeeting',
    'notAssessed',
  ]);
  expect([met, open].map((all) => classifyStanding('2022-04-08', all).standing)).toEqual([
    'recognisedMeeting',
    'recognisedNotAssessed',
  ]);
});

test('the declared and the computed part', () => {
  const declared = new Map<number, Status>([
    [1, 'met'],
    [2, 'met'],
    [3, 'notAssessed'],
    [4, 'notMet'],
  ]);
  const computed = new Map<number, Status>([
    [4, 'notMet'],
    [3, 'met'],
    [2, 'notAssessed'],
    [1, 'notMet'],
  ]);
  expect(compareStatuses(declared, computed).map(({ no, kind, reason }) => [no, kind, reason.vi])).toEqual([
    [1, 'contradicts', 'Công bố: đạt; tính toán: chưa đạt'],
    [2, 'declaredOnly', 'Công bố: đạt; tính toán: chưa đánh giá'],
    [3, 'computedOnly', 'Công bố: chưa đánh giá; tính toán: đạt'],
  ]);
  const any = fc.array(fc.tuple(fc.constantFrom(...numbers), fc.constantFrom(...statuses)));
  fc.assert(
    fc.property(any, any, (one, other) => {
      const [said, found] = [new Map(one), new Map(other)];
      expect(compareStatuses(new Map([...said].reverse()), found)).toEqual(compareStatuses(said, found));
      expect(compareStatuses(said, said)).toEqual([]);
    }),
  );
});

describe('distance to the next level', () => {
  const communes = setsAt(sets, '2024-10-31').filter(({ level }) => level === 'commune');
  test.each([
    [null, 'xa-ntm'],
    ['standard', 'xa-ntm-nang-cao'],
    ['advanced', 'xa-ntm-kieu-mau'],
    ['model', undefined],
  ] as const)('after %s comes %s', (level, id) => {
    expect(findNextSet(communes, level)?.id).toBe(id);
    expect(findNextSet([...communes].reverse(), level)?.id).toBe(id);
  });

  test('names what is missing; the closest comes first', () => {
    const units = [
      { code: 'c', short: 0.5, distance: measureDistance(standard, allBut([2, 3])) },
      { code: 'b', short: 0.1, distance: measureDistance(standard, allBut([2])) },
      { code: 'a', short: 0.3, distance: measureDistance(standard, allBut([5])) },
      { code: 'd', short: 0, distance: measureDistance(standard, allBut([5], [6])) },
    ];
    expect(units[0]?.distance).toEqual({ setId: 'xa-ntm', missing: [2, 3], notAssessed: [] });
    expect(rankByDistance(units).map(({ code }) => code)).toEqual(['b', 'a', 'd', 'c']);
  });

  test('how far a figure is from its threshold, as a part of it', () => {
    const judgement = {
      status: 'notMet' as const,
      reason: { vi: '', en: '' },
      indicatorNo: '1.1',
      thresholdFrom: 'decision' as const,
    };
    const threshold = {
      region: null,
      communeGroup: null,
      year: null,
      validFrom: null,
      validTo: null,
      value: 80,
      value2: null,
    };
    expect(relativeShort({ ...judgement, threshold, short: 20 })).toBe(0.25);
    expect(relativeShort({ ...judgement, threshold, short: 0 })).toBe(0);
    expect(relativeShort({ ...judgement, threshold: { ...threshold, value: 0 }, short: 3 })).toBe(1);
    expect(relativeShort({ ...judgement, threshold: null, short: null })).toBeNull();
  });
});

describe('kiểu mẫu', () => {
  const model = setOf('xa-ntm-kieu-mau');
  const testOf = (no: number) => model.criteria[no - 1]?.test ?? null;
  const other = (value: number | null, threshold: number | null): OtherSet => ({
    allCriteria: judgeAllCriteria(tallyOf([])),
    reading: value === null ? null : aReading(value),
    threshold:
      threshold === null
        ? null
        : {
            from: 'setting',
            threshold: {
              region: null,
              communeGroup: null,
              year: 2024,
              validFrom: null,
              validTo: null,
              value: threshold,
              value2: null,
            },
          },
  });
  test.each([
    [55, 50, 'met', '55 ≥ 55'],
    [54.9, 50, 'notMet', '54,9 < 55'],
    [57.53, 52.3, 'met', '57,53 ≥ 57,53'],
    [60, null, 'notAssessed', 'Chưa có mức quy định để so sánh'],
    [null, 50, 'notAssessed', 'Chưa có số liệu (mức đạt ≥ 55)'],
  ])('an income of %s where nâng cao asks for %s: %s', (value, threshold, status, vi) => {
    expect(judgeTest(testOf(2), other(value, threshold))).toMatchObject({ status, reason: { vi } });
  });
  test('needs the whole nâng cao set; two conditions are for officers to declare', () => {
    expect(judgeTest(testOf(1), other(null, null)).status).toBe('met');
    expect([3, 4].map((no) => judgeTest(testOf(no), other(99, 1)).status)).toEqual(['notAssessed', 'notAssessed']);
  });
});

describe('preconditions of a district', () => {
  const preconditions = setOf('huyen-ntm').preconditions;
  const good: PreconditionFacts = {
    allCriteria: judgeAllCriteria(
      countCriteria(setOf('huyen-ntm'), new Map([1, 2, 3, 4, 5, 6, 7, 8, 9].map((no) => [no, 'met']))),
    ),
    shares: new Map([
      ['xa-ntm', { meeting: 12, undecided: 0, of: 12 }],
      ['xa-ntm-nang-cao', { meeting: 2, undecided: 0, of: 12 }],
    ]),
    satisfaction: { percent: 90, lowestPercent: 80 },
    declared: new Map([['townships-civilised', 'met']]),
  };
  const judge = (facts: Partial<PreconditionFacts>) => {
    const judgements = preconditions.map((each) => judgePrecondition(each, { ...good, ...facts }));
    return [judgements.map(({ status }) => status.slice(0, 6)).join(' '), judgeEligibility(judgements).status];
  };
  test('a share says by whose word units count, and of how many nobody knows', () => {
    const [condition] = preconditions.filter(({ test: { kind } }) => kind === 'shareMeeting');
    const said = (meeting: number, undecided: number) =>
      judgePrecondition(condition ?? expect.fail(), {
        ...good,
        shares: new Map([['xa-ntm', { meeting, undecided, of: 12 }]]),
      }).reason.vi.split(': ')[1];
    expect(said(11, 0)).toBe('11/12, cần 12 (đủ tiêu chí theo đánh giá)');
    expect(said(11, 1)).toBe('11/12, cần 12 (đủ tiêu chí theo đánh giá; 1 chưa đánh giá)');
    expect(said(0, 12)).toBe('chưa đánh giá đơn vị nào trong 12, cần 12');
  });

  const shares = (standardMeeting: number, advanced: number, undecided = 0) => ({
    shares: new Map([
      ['xa-ntm', { meeting: standardMeeting, undecided, of: 12 }],
      ['xa-ntm-nang-cao', { meeting: advanced, undecided: 0, of: 12 }],
    ]),
  });
  test.each([
    ['all hold', {}, 'met met met met met', 'met'],
    ['one commune lacks', shares(11, 2), 'notMet met met met met', 'notMet'],
    ['one commune is not known', shares(11, 2, 1), 'notAss met met met met', 'notAssessed'],
    ['10 % of 12 is 2', shares(12, 1), 'met notMet met met met', 'notMet'],
    ['89.9 % satisfied', { satisfaction: { percent: 89.9, lowestPercent: 85 } }, 'met met met notMet met', 'notMet'],
    ['79 % in one place', { satisfaction: { percent: 95, lowestPercent: 79 } }, 'met met met notMet met', 'notMet'],
    [
      'places not surveyed',
      { satisfaction: { percent: 95, lowestPercent: null } },
      'met met met notAss met',
      'notAssessed',
    ],
    ['not surveyed', { satisfaction: null }, 'met met met notAss met', 'notAssessed'],
    ['no word on townships', { declared: new Map() }, 'met met notAss met met', 'notAssessed'],
    [
      'no townships',
      { declared: new Map([['townships-civilised', 'notApplicable' as const]]) },
      'met met notApp met met',
      'met',
    ],
  ])('%s', (_, facts, each, eligibility) => {
    expect(judge(facts)).toEqual([each, eligibility]);
  });
  test('a rate of satisfaction that is not known here leaves a commune open', () => {
    const satisfaction = standard.preconditions.find(({ id }) => id === 'satisfaction');
    if (!satisfaction) throw new Error('no precondition');
    expect(judgePrecondition(satisfaction, good)).toMatchObject({
      status: 'notAssessed',
      reason: { vi: /90 %; chưa có mức quy định/ },
    });
  });
});

test('sets are for their own kind of unit and for their own time', () => {
  expect(isSetFor(standard, { level: 'commune', kind: 'commune' })).toBe(true);
  expect(isSetFor(standard, { level: 'commune', kind: 'ward' })).toBe(false);
  expect(isSetFor(setOf('huyen-ntm'), { level: 'district', kind: 'town' })).toBe(false);
  expect(findVersion(standard, '2024-02-29')?.decision).toMatch(/^QĐ 318/);
  expect(findVersion(standard, '2024-03-01')?.decision).toMatch(/^QĐ 211/);
  expect(findVersion(standard, '2026-01-01')).toBeNull();
  expect(findVersion(aSet([1]), '2024-01-01')).toBeNull();
});

test('only what was checked stands without a mark', () => {
  expect(describeConfidence('high')).toBeNull();
  for (const confidence of ['medium', 'low', null] as const) {
    expect(describeConfidence(confidence)?.vi).toBe('chưa đối chiếu văn bản');
  }
});
