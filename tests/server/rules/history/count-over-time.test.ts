import fc from 'fast-check';
import { expect, test } from 'vitest';
import { statuses } from '#contract/criteria.ts';
import { countOverTime, type DatedStatus } from '#rules/history/count-over-time.ts';

const set = { criteria: [{ no: 1 }, { no: 2 }, { no: 3 }] };
const said = (no: number, status: DatedStatus['status'], validOn: string, replaced = false): DatedStatus => ({
  no,
  status,
  validOn,
  replaced,
});

test('a status holds until another day says otherwise', () => {
  const counts = countOverTime(set, [
    said(1, 'met', '2021-06-30'),
    said(2, 'notMet', '2021-06-30'),
    said(2, 'met', '2022-06-30'),
    said(1, 'notMet', '2023-06-30'),
  ]);
  expect(counts.map(({ on, met, notMet, notAssessed }) => [on, met, notMet, notAssessed])).toEqual([
    ['2021-06-30', 1, 1, 1],
    ['2022-06-30', 2, 0, 1],
    ['2023-06-30', 1, 1, 1],
  ]);
});

test('what was replaced counts for nothing, not even as a day', () => {
  expect(countOverTime(set, [said(1, 'met', '2021-06-30', true)])).toEqual([]);
});

test('the order of revisions never matters', () => {
  const revision = fc.record({
    no: fc.constantFrom(1, 2, 3),
    status: fc.constantFrom(...statuses),
    validOn: fc.constantFrom('2021-06-30', '2022-06-30', '2023-06-30'),
    replaced: fc.constant(false),
  });
  const anyRevisions = fc.uniqueArray(revision, { selector: ({ no, validOn }) => `${no} ${validOn}` });
  fc.assert(
    fc.property(anyRevisions, (revisions) => {
      expect(countOverTime(set, [...revisions].reverse())).toEqual(countOverTime(set, revisions));
    }),
  );
});
