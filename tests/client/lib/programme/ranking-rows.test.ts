import { expect, test } from 'vitest';
import type { Ranking } from '#contract/ranking.ts';
import type { RankingList } from '#client/lib/programme/ranking-rows.ts';
import {
  metWords,
  narrowRows,
  rankingRows,
  tallyCriteria,
  tallyDistricts,
} from '#client/lib/programme/ranking-rows.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { rankedUnit } from './rows.ts';

overwriteGetLocale(() => 'vi');
const named = { code: '9', name: 'Xã 9', parentCode: '560', parentName: 'Huyện Sơn Hòa' };
const ranking: Ranking = {
  setId: 'xa-ntm',
  at: '2024-10-31',
  since: '2024-06-30',
  meeting: ['1'],
  recognised: ['1', '9'],
  figuresKnown: true,
  closest: [
    rankedUnit('2', { missing: [17, 2] }),
    rankedUnit('3', { missing: [2], parentCode: '560' }),
    rankedUnit('4', { missing: [2], notAssessed: [1] }),
  ],
  furthestBehind: ['4', '3'],
  notAssessed: [],
  fallenBack: [{ ...named, before: 19, now: 17, lost: [10, 17], gained: [], notAssessed: [] }],
  recognisedNotMeeting: [
    {
      ...named,
      level: 'standard',
      decisionNo: 'MH-006/2024',
      decidedOn: '2024-03-15',
      met: 17,
      total: 19,
      notAssessed: [],
      standing: 'recognisedNotMeeting',
      reason: { vi: 'đạt 17/19', en: '17 of 19' },
      revocation: { verdict: 'keeps', lost: [10], lostKey: [], reason: { vi: 'giữ', en: 'keeps' } },
    },
  ],
  differing: [
    {
      ...named,
      differences: [
        {
          no: 10,
          declared: 'met',
          computed: 'notMet',
          kind: 'contradicts',
          reason: { vi: 'khác', en: 'differs' },
          indicators: [],
        },
      ],
    },
  ],
};

const rowsOf = (list: RankingList) => rankingRows(ranking, list, new Map());

test('each list is rows of one shape', () => {
  expect(rowsOf('closest').map(({ code, criteria }) => [code, criteria])).toEqual([
    ['2', [2, 17]],
    ['3', [2]],
    ['4', [2]],
  ]);
  expect(rowsOf('behind').map(({ code }) => code)).toEqual(['4', '3']);
  expect(rowsOf('fallen')[0]).toMatchObject({ before: 19, met: 17, criteria: [10, 17] });
  expect(rowsOf('recognised')[0]?.notes.map(({ vi }) => vi)).toEqual(['đạt 17/19', 'MH-006/2024', 'giữ']);
  expect(rowsOf('differing')[0]).toMatchObject({ criteria: [10], differences: [{ no: 10 }] });
  // What contradicts is told in every list that the unit stands in.
  expect(rowsOf('fallen')[0]?.differences.map(({ no }) => no)).toEqual([10]);
});

test('bars count what the list holds, and choosing one leaves its units', () => {
  const rows = rowsOf('closest');
  expect(tallyCriteria(rows)).toEqual([
    { key: 2, count: 3 },
    { key: 17, count: 1 },
  ]);
  expect(tallyDistricts(rows)).toEqual([
    { key: '558', count: 2 },
    { key: '560', count: 1 },
  ]);
  for (const { key, count } of tallyCriteria(rows)) {
    expect(narrowRows(rows, { within: null, criterion: key })).toHaveLength(count);
  }
  expect(narrowRows(rows, { within: '558', criterion: 17 }).map(({ code }) => code)).toEqual(['2']);
});

test('of a day without districts bars and filter are of those that were', () => {
  const since = { ...ranking, closest: ranking.closest.map((row) => ({ ...row, parentCode: '66' })) };
  const formerDistricts = [{ code: '558', name: 'Huyện Đồng Xuân', share: 1 }];
  const rows = rankingRows(since, 'closest', new Map([['3', { formerDistricts }]]));
  expect(tallyDistricts(rows)).toEqual([{ key: '558', count: 1 }]);
  expect(narrowRows(rows, { within: '558', criterion: null }).map(({ code }) => code)).toEqual(['3']);
  expect(tallyDistricts(rankingRows(since, 'closest', new Map()))).toEqual([]);
});

test('a criterion that nobody assessed is not missing, and the figure says how many there are', () => {
  const [, , partly] = rowsOf('closest');
  expect(partly).toMatchObject({ criteria: [2], open: [1] });
  expect(metWords(partly ?? expect.fail())).toBe('18/19, 1 chưa đánh giá');
  expect(metWords({ before: 19, met: 17, total: null, open: [] })).toBe('19 → 17');
  expect(metWords({ before: 19, met: 17, total: null, open: [3] })).toBe('19 → 17, 1 chưa đánh giá');
  expect(metWords({ before: null, met: null, total: null, open: [] })).toBe('–');
});
