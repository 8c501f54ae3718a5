import { afterAll, beforeAll, expect, test } from 'vitest';
import { getCriteriaSet, getUnitCriteria, listCriteriaSets } from '#contract/criteria.ts';
import { insertAssessments, insertBoard, insertSets } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 1, rows: 3 });
  await insertSets(portal.db);
  await insertAssessments(portal.db, [
    { code: '10000', no: 1, status: 'met', on: '2021-12-31' },
    { code: '10000', no: 1, status: 'notMet', on: '2022-12-31' },
    { code: '10000', no: 1, status: 'met', on: '2023-06-30' },
    { code: '10000', no: 1, status: 'met', on: '2023-12-31' },
    { code: '10000', no: 2, status: 'notMet', on: '2022-12-31', recordedAt: '2023-01-01T00:00:00Z' },
    { code: '10000', no: 2, status: 'met', on: '2022-12-31', recordedAt: '2023-02-01T00:00:00Z' },
    { code: '10000', no: 3, status: 'met', on: '2025-12-31' },
  ]);
});
afterAll(() => portal.drop());

async function criteria(path: string) {
  const response = await portal.get(`/api/admin-units/${path}`);
  expect(response.status).toBe(200);
  return getUnitCriteria.reply.parse(await response.json());
}

test('sets come with their criteria, and one by its id', async () => {
  const { sets } = listCriteriaSets.reply.parse(await (await portal.get('/api/criteria-sets')).json());
  expect(sets.map((set) => [set.id, set.criteria.length])).toEqual([
    ['three', 3],
    ['one', 1],
  ]);
  const set = getCriteriaSet.reply.parse(await (await portal.get('/api/criteria-sets/three')).json());
  expect(set.criteria[1]).toMatchObject({
    no: 2,
    name: { vi: 'Giao thông', en: 'Roads' },
    group: 'II',
    indicators: [],
  });
  const missing = await portal.get('/api/criteria-sets/four');
  expect(missing.status).toBe(404);
  expect(await missing.json()).toMatchObject({ detail: expect.stringContaining('three') });
});

test('the standard set is taken unless another is named', async () => {
  expect((await criteria('10000/criteria')).setId).toBe('three');
  expect((await criteria('10000/criteria?set=one')).criteria).toHaveLength(1);
  expect((await portal.get('/api/admin-units/10000/criteria?set=four')).status).toBe(404);
});

test('a status holds since the first day of its unbroken run', async () => {
  const at = async (date: string) => (await criteria(`10000/criteria?at=${date}`)).criteria[0];
  expect(await at('2021-12-30')).toMatchObject({ status: 'notAssessed', since: null, revision: null });
  expect(await at('2022-06-30')).toMatchObject({ status: 'met', since: '2021-12-31' });
  expect(await at('2023-06-29')).toMatchObject({ status: 'notMet', since: '2022-12-31' });
  expect(await at('2024-06-30')).toMatchObject({ status: 'met', since: '2023-06-30', assessedOn: '2023-12-31' });
});

test('of two recordings for one day the later wins, and what holds later is not yet known', async () => {
  const { criteria: found } = await criteria('10000/criteria');
  expect(found[1]).toMatchObject({ status: 'met', recordedAt: '2023-02-01T00:00:00Z', recordedBy: 'a test' });
  expect(found[2]).toMatchObject({ status: 'notAssessed' });
});

test('to a kind that a set is not for, every criterion is not applicable', async () => {
  const ward = await criteria('10002/criteria');
  expect(ward.applicable).toBe(false);
  expect(new Set(ward.criteria.map((row) => row.status))).toEqual(new Set(['notApplicable']));
  expect((await criteria('500/criteria?set=three')).applicable).toBe(false);
});

test('a level without a set says so', async () => {
  const response = await portal.get('/api/admin-units/500/criteria');
  expect(response.status).toBe(404);
  expect(await response.json()).toMatchObject({ detail: expect.stringContaining('district') });
});
