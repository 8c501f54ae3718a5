import { expect, test } from 'vitest';
import { heldSetsAt, listedSets, setsAt, standardSetAt } from '#contract/sets-at.ts';

const set = (
  id: string,
  level: 'commune' | 'district',
  validFrom: string,
  validTo: string | null,
  tier: 'standard' | 'modern' = 'standard',
) => ({
  id,
  level,
  tier,
  validFrom,
  validTo,
  criteria: tier === 'modern' ? [] : [{ no: 1, name: { vi: 'Một', en: 'One' }, group: null }],
});
const old = set('2016', 'commune', '2016-01-01', '2021-01-01');
const commune = set('2021', 'commune', '2021-01-01', '2026-01-01');
const advanced = set('2021+', 'commune', '2021-01-01', '2026-01-01');
const district = set('2021d', 'district', '2021-01-01', '2026-01-01');
const next = set('2026', 'commune', '2026-02-15', null);
const unheld = set('2026?', 'commune', '2026-02-15', null, 'modern');
const held = [old, commune, advanced, district];

test.each([
  ['before the first', '2015-12-31', held, []],
  ['in force', '2016-01-01', held, ['2016']],
  ['the newer one on its first day', '2021-01-01', held, ['2021', '2021+', '2021d']],
  ['its last day', '2025-12-31', held, ['2021', '2021+', '2021d']],
  ['ended with none after it: the last ones stand', '2026-11-24', held, ['2021', '2021+', '2021d']],
  ['between an end and the next beginning', '2026-01-20', [...held, next], ['2021', '2021+', '2021d']],
  ['a level that has a new one, and one that has none', '2026-02-15', [...held, next], ['2021d', '2026']],
  ["one of which nothing is held takes nobody's place", '2026-02-15', [commune, unheld], ['2021', '2026?']],
])('%s', (_, at, sets, ids) => {
  expect(setsAt(sets, at).map(({ id }) => id)).toEqual(ids);
});

test('nobody is assessed by a set of which nothing is held', () => {
  const sets = [commune, next, unheld];
  expect(heldSetsAt(sets, '2026-03-01').map(({ id }) => id)).toEqual(['2026']);
  expect(standardSetAt(sets, 'commune', '2026-03-01')).toBe(next);
  expect(standardSetAt([unheld], 'commune', '2026-03-01')).toBeNull();
  expect(listedSets(sets, '2026-03-01')).toEqual([commune, next]);
  expect(listedSets(sets, '2026-02-14')).toEqual([commune]);
});
