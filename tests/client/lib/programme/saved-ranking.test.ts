import { expect, test } from 'vitest';
import type { CriteriaSet } from '#contract/criteria.ts';
import type { Ranking } from '#contract/ranking.ts';
import { rankingRows } from '#client/lib/programme/ranking-rows.ts';
import { savedRanking, savedWay } from '#client/lib/programme/saved-ranking.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { unit } from '../../samples.ts';
import { rankedUnit } from './rows.ts';

overwriteGetLocale(() => 'vi');
const below = { parentCode: '66', parentName: 'Tỉnh Đắk Lắk' };
const formerDistricts = [{ code: '558', name: 'Huyện Đồng Xuân', share: 1 }];
const set: CriteriaSet = {
  id: 'xa-ntm-2026',
  title: { vi: 'Xã nông thôn mới', en: 'New-style rural commune' },
  level: 'commune',
  tier: 'standard',
  decision: 'minh hoạ',
  validFrom: '2026-01-01',
  validTo: null,
  appliesTo: ['commune'],
  criteria: [],
};
const nobody: Ranking = {
  setId: set.id,
  at: '2026-10-31',
  since: null,
  meeting: [],
  recognised: null,
  figuresKnown: false,
  closest: [],
  furthestBehind: [],
  notAssessed: [],
  fallenBack: [],
  recognisedNotMeeting: [],
  differing: [],
};
const about = { name: 'ranking', title: 'Xếp hạng', set, at: '2026-10-31', demo: true, filter: null };
const saved = (closest: Ranking['closest'], names: Parameters<typeof rankingRows>[2]) => {
  return savedRanking(rankingRows({ ...nobody, closest }, 'closest', names), about);
};

test('the column of districts is of those that were where there are none, and else of provinces', () => {
  const then = saved([rankedUnit('2', {})], new Map());
  expect([then.columns[3]?.title, then.rows[0]?.[3]]).toEqual(['Huyện', 'Huyện Đồng Xuân']);
  const since = saved([rankedUnit('2', below)], new Map([['2', { formerDistricts }]]));
  expect([since.columns[3]?.title, since.rows[0]?.[3]]).toEqual(['Huyện (thị xã, thành phố) cũ', 'Huyện Đồng Xuân']);
  const unknown = saved([rankedUnit('2', below)], new Map());
  expect([unknown.columns[3]?.title, unknown.rows[0]?.[3]]).toEqual(['Tỉnh', 'Tỉnh Đắk Lắk']);
});

test('the file of the way to a target says the same', () => {
  const step = {
    code: '2',
    unit: null,
    missing: [],
    open: [],
    lacking: [],
    differences: [],
    short: null,
    enough: true,
  };
  const way = savedWay([step], new Map([['2', unit('2', 'Xã Đồng Xuân', { ...below, formerDistricts })]]), about);
  expect([way.columns[3]?.title, way.rows[0]?.[3]]).toEqual(['Huyện (thị xã, thành phố) cũ', 'Huyện Đồng Xuân']);
});
