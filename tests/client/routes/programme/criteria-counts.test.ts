import { expect, test } from 'vitest';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { criteriaCountWords, criteriaCountsOf, meetingByCriterion } from '#client/routes/programme/criteria-counts.ts';

overwriteGetLocale(() => 'vi');
const criteria = [1, 2, 3].map((no) => ({ no, name: { vi: '', en: '' }, group: null }));
const ranked = {
  code: 'b',
  name: 'b',
  parentCode: null,
  parentName: null,
  met: 1,
  total: 3,
  missing: [2],
  notAssessed: [3],
  lacking: [],
  short: 0,
};

test('a unit meets the whole set, a part of it, or nobody knows', () => {
  const standings = criteriaCountsOf({ meeting: ['a'], closest: [ranked], notAssessed: ['c'] }, { criteria });
  expect([...standings].map(([code, { met, total }]) => [code, met, total])).toEqual([
    ['a', 3, 3],
    ['b', 1, 3],
    ['c', null, 3],
  ]);
  expect([...standings.values()].map(criteriaCountWords)).toEqual(['3/3', '1/3, 1 chưa đánh giá', 'chưa đánh giá']);
  expect(meetingByCriterion({ criteria }, [...standings.values()])).toEqual([
    { no: 1, met: 2, open: 1, of: 3 },
    { no: 2, met: 1, open: 1, of: 3 },
    { no: 3, met: 1, open: 2, of: 3 },
  ]);
});
