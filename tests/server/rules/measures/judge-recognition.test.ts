import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { CriteriaSet } from '#contract/criteria.ts';
import type { Tally } from '#rules/criteria/count-criteria.ts';
import { judgeDistance, judgeRecognition, type RecognisedUnit } from '#rules/measures/judge-recognition.ts';

const at = '2024-10-31';
const set = (id: string, tier: CriteriaSet['tier'], rest: Partial<CriteriaSet> = {}): CriteriaSet => ({
  id,
  title: { vi: id, en: id },
  level: 'commune',
  tier,
  decision: 'QĐ',
  validFrom: '2021-01-01',
  validTo: null,
  appliesTo: ['commune'],
  criteria: [1, 2, 3].map((no) => ({ no, name: { vi: `T${no}`, en: `C${no}` }, group: null })),
  ...rest,
});
const sets = [set('ntm', 'standard'), set('nc', 'advanced'), set('km', 'model')];
const tally = (met: number, notMet: number, notApplicable = 0): Tally => ({
  met,
  notMet,
  notApplicable,
  notAssessed: 3 - met - notMet - notApplicable,
  total: 3,
});
const unit = (
  recognised: RecognisedUnit['recognitions'],
  tallies: Record<string, Tally>,
  rest: Partial<RecognisedUnit> = {},
): RecognisedUnit => ({
  level: 'commune',
  kind: 'commune',
  recognitions: recognised,
  tallies: new Map(Object.entries(tallies)),
  ...rest,
});
const ntm = { setId: 'ntm', level: 'standard' } as const;
const nc = { setId: 'nc', level: 'advanced' } as const;
const km = { setId: 'km', level: 'model' } as const;

describe('the level of recognition', () => {
  test.each([
    ['nobody recognised', unit([], { ntm: tally(3, 0) }), 0],
    ['standard and meeting', unit([ntm], { ntm: tally(3, 0) }), 2],
    ['standard, one criterion does not apply', unit([ntm], { ntm: tally(2, 0, 1) }), 2],
    ['standard, one lost', unit([ntm], { ntm: tally(2, 1) }), 1],
    ['standard, one not assessed is not lost', unit([ntm], { ntm: tally(2, 0) }), 2],
    ['standard, nothing assessed', unit([ntm], {}), 2],
    ['advanced', unit([ntm, nc], { ntm: tally(3, 0), nc: tally(3, 0) }), 3],
    ['advanced, the standard set lost', unit([ntm, nc], { ntm: tally(2, 1), nc: tally(3, 0) }), 1],
    ['model, in any order', unit([km, nc, ntm], { ntm: tally(3, 0), nc: tally(3, 0), km: tally(3, 0) }), 4],
    ['a ward', unit([], {}, { kind: 'ward' }), 'notApplicable'],
    ['a city whose task is complete', unit([ntm], {}, { kind: 'city', level: 'district' }), 2],
  ])('%s', (_, found, wanted) => {
    expect(judgeRecognition(found, sets, at)).toBe(wanted);
  });

  test('holds against the set of today, not the one by which a unit was recognised (2017: 14 of 31)', () => {
    const old = set('ntm-2016', 'standard', { validFrom: '2016-01-01', validTo: '2021-01-01' });
    const found = unit([{ setId: 'ntm-2016', level: 'standard' }], { 'ntm-2016': tally(3, 0), ntm: tally(2, 1) });
    expect(judgeRecognition(found, [old, ...sets], at)).toBe(1);
    expect(judgeRecognition(found, [old, ...sets], '2020-06-30')).toBe(2);
  });
});

describe('the distance to the next level', () => {
  test.each([
    ['not recognised, two missing', unit([], { ntm: tally(1, 2) }), 2],
    ['not recognised, all met', unit([], { ntm: tally(3, 0) }), 0],
    ['not recognised, one open', unit([], { ntm: tally(1, 1) }), 'notAssessed'],
    ['not recognised, nothing assessed', unit([], {}), 'notAssessed'],
    ['standard: to advanced', unit([ntm], { ntm: tally(3, 0), nc: tally(2, 1) }), 1],
    ['advanced: to model', unit([ntm, nc], { nc: tally(3, 0), km: tally(0, 3) }), 3],
    ['model: there is no next', unit([ntm, nc, km], {}), -1],
    ['a ward', unit([], {}, { kind: 'ward' }), 'notApplicable'],
  ])('%s', (_, found, wanted) => {
    expect(judgeDistance(found, sets, at)).toBe(wanted);
  });

  test('once the last sets have ended it is still what they say', () => {
    const ended = sets.map((each) => ({ ...each, validTo: '2026-01-01' }));
    expect(judgeDistance(unit([], { ntm: tally(1, 2) }), ended, '2026-11-24')).toBe(2);
    expect(judgeDistance(unit([], { ntm: tally(1, 2) }), ended, '2020-12-31')).toBe('notApplicable');
  });

  test('one more met criterion never makes it longer, and the order of sets never matters', () => {
    const counts = fc.integer({ min: 0, max: 2 }).map((met) => [met, met + 1] as const);
    fc.assert(
      fc.property(counts, fc.shuffledSubarray(sets, { minLength: 3 }), ([less, more], shuffled) => {
        const distance = (met: number) => Number(judgeDistance(unit([], { ntm: tally(met, 3 - met) }), shuffled, at));
        expect(distance(more)).toBeLessThan(distance(less));
        expect(distance(less)).toBe(3 - less);
      }),
    );
  });
});

test('the next level is one of which nothing is held: there is no number, and nobody is at the highest', () => {
  const modern = set('hd', 'modern', { criteria: [] });
  expect(judgeDistance(unit([ntm], { ntm: tally(3, 0) }), [set('ntm', 'standard'), modern], at)).toBe('notAssessed');
  expect(judgeRecognition(unit([{ setId: 'hd', level: 'modern' }], {}), [set('ntm', 'standard'), modern], at)).toBe(5);
});
