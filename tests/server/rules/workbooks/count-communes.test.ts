import { describe, expect, test } from 'vitest';
import type { RecognitionLevel } from '#contract/admin-units.ts';
import type { Status } from '#contract/criteria.ts';
import { countByCriterion, countByMet, countByStatus, isPartlyAssessed } from '#rules/workbooks/count-communes.ts';

const set = { criteria: [1, 2, 3].map((no) => ({ no, name: { vi: '', en: '' }, group: null })) };
const commune = (statuses: readonly (Status | null)[], ...recognised: RecognitionLevel[]) => ({
  statuses: new Map(statuses.flatMap((status, index) => (status === null ? [] : [[index + 1, status] as const]))),
  recognised,
});
const [whole, lacking, partly, nothing] = [
  commune(['met', 'met', 'met']),
  commune(['met', 'notMet', 'met']),
  commune(['met', 'met', null]),
  commune([]),
];

describe('where nobody is assessed nobody is counted', () => {
  test('by criteria met', () => {
    expect(countByMet(set, [nothing, nothing])).toEqual({
      communes: 2,
      classes: [null, null],
      notAssessed: 2,
      mean: null,
    });
    expect(countByMet(set, [whole, nothing])).toMatchObject({ classes: [1, 0], notAssessed: 1 });
  });

  test('by criterion', () => {
    expect(countByCriterion(set, [nothing, nothing])).toEqual([null, null, null]);
    expect(countByCriterion(set, [partly, commune(['notMet'])])).toEqual([1, 1, null]);
  });

  test('by recognition where none is known', () => {
    const row = countByStatus(set, [whole, lacking], false);
    expect([row.recognised, row.advanced, row.underWay, row.meetingNotRecognised]).toEqual([null, null, null, null]);
  });
});

test('a commune of which not all is assessed neither meets the set nor fails it, unless a criterion is not met', () => {
  const open = commune(['met', 'met', null], 'standard');
  const failing = commune(['met', 'notMet', null], 'standard');
  expect(countByStatus(set, [whole, lacking, partly, nothing, open, failing], true)).toEqual({
    communes: 6,
    recognised: 2,
    advanced: 0,
    model: 0,
    recognisedNotMeeting: 1,
    meetingNotRecognised: 1,
    underWay: 1,
    notAssessed: 2,
  });
  expect([whole, partly, nothing].map(({ statuses }) => isPartlyAssessed(set, statuses))).toEqual([false, true, false]);
});

test('a criterion that does not apply is none that is missing', () => {
  expect(countByStatus(set, [commune(['met', 'met', 'notApplicable'])], true)).toMatchObject({
    meetingNotRecognised: 1,
    underWay: 0,
  });
});
