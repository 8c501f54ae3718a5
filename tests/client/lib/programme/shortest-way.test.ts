import { expect, test } from 'vitest';
import { shortestWay } from '#client/lib/programme/shortest-way.ts';
import { lacking, rankedUnit, targetRow } from './rows.ts';

const codesOf = (steps: ReturnType<typeof shortestWay>) => steps.map(({ code }) => code);

test('of a whole set: fewer missing criteria first, then the smaller shortfall, unknown figures after known ones', () => {
  const row = targetRow('T004', { target: { criterionNo: null }, progress: { notCounting: ['a', 'b', 'c', 'd'] } });
  const closest = [
    rankedUnit('a', { missing: [2, 10], lacking: [lacking('2.1', 0.01), lacking('10', 0.01)] }),
    rankedUnit('b', { missing: [10], lacking: [lacking('10', 0.3)] }),
    rankedUnit('c', { missing: [10] }),
    rankedUnit('d', { missing: [2], lacking: [lacking('2.1', 0.1), lacking('2.2', 0.1)] }),
  ];
  const steps = shortestWay(row, { closest, differing: [] });
  expect(codesOf(steps)).toEqual(['d', 'b', 'c', 'a']);
  expect(steps.map(({ short }) => short)).toEqual([0.2, 0.3, null, 0.02]);
});

test('of one criterion: only its own indicators count, 10 is not 1', () => {
  const row = targetRow('T013', { target: { criterionNo: 1 }, progress: { notCounting: ['a', 'b'] } });
  const closest = [
    rankedUnit('a', { missing: [1, 10], lacking: [lacking('1.1', 0.4), lacking('10', 0.01)] }),
    rankedUnit('b', { missing: [1, 2, 3], lacking: [lacking('1.2', 0.1)] }),
  ];
  const steps = shortestWay(row, { closest, differing: [] });
  expect(codesOf(steps)).toEqual(['b', 'a']);
  expect(steps.map(({ missing, lacking: own }) => [missing, own.map(({ no }) => no)])).toEqual([
    [[1], ['1.2']],
    [[1], ['1.1']],
  ]);
});

test('as many as the gap are enough; who was not assessed comes last', () => {
  const row = targetRow('T017', { progress: { gap: 1, notCounting: ['b', 'c'], undecided: ['a'] } });
  const steps = shortestWay(row, { closest: [rankedUnit('b'), rankedUnit('c')], differing: [] });
  expect(steps.map(({ code, unit, enough }) => [code, unit !== null, enough])).toEqual([
    ['b', true, true],
    ['c', true, false],
    ['a', false, false],
  ]);
});

test('of "no commune under 15" those are to change that count', () => {
  const wanted = { value: 0, sense: 'atMost' as const, unit: 'count' as const, of: 4, reason: { vi: '', en: '' } };
  const row = targetRow('T009', {
    target: { criterionNo: null, comparator: '<=' },
    progress: { wanted, counting: ['x', 'y'], notCounting: ['z'], gap: 2 },
  });
  const closest = [rankedUnit('y', { missing: [1, 2, 3, 4, 5, 6] }), rankedUnit('x', { missing: [1, 2, 3, 4, 5] })];
  expect(codesOf(shortestWay(row, { closest, differing: [] }))).toEqual(['x', 'y']);
});

test('a criterion that nobody assessed is open and not missing, but counts for the order', () => {
  const row = targetRow('T004', { target: { criterionNo: null }, progress: { notCounting: ['a'], undecided: ['b'] } });
  const closest = [rankedUnit('a', { missing: [2] }), rankedUnit('b', { missing: [], notAssessed: [5, 3] })];
  const differing = [
    {
      ...{ code: 'a', name: 'a', parentCode: null, parentName: null },
      differences: [2, 7].map((no) => ({
        ...({ no, declared: 'notMet', computed: 'met', kind: 'contradicts' } as const),
        indicators: [],
        reason: { vi: '', en: '' },
      })),
    },
  ];
  const steps = shortestWay(row, { closest, differing });
  expect(steps.map(({ code, missing, open }) => [code, missing, open])).toEqual([
    ['a', [2], []],
    ['b', [], [3, 5]],
  ]);
  expect(steps[0]?.differences.map(({ no }) => no)).toEqual([2, 7]);
});
