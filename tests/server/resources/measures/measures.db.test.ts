import { afterAll, beforeAll, expect, test } from 'vitest';
import { getMeasureValues, listMeasures } from '#contract/measures.ts';
import { bump, insertAssessments, insertBoard, insertSets } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';

const all = (code: string, on: string, ...statuses: ('met' | 'notMet' | 'notApplicable')[]) =>
  statuses.map((status, index) => ({ code, no: index + 1, status, on }));

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  // Two districts: communes 10000 10001 and ward 10002; communes 10100 10101 and ward 10102.
  await insertBoard(portal.db, { columns: 2, rows: 3 });
  await insertSets(portal.db);
  await insertAssessments(portal.db, [
    ...all('10000', '2022-12-31', 'met', 'notMet', 'notMet'),
    ...all('10000', '2023-12-31', 'met', 'met', 'met'),
    ...all('10001', '2023-12-31', 'met', 'notApplicable', 'met'),
    ...all('10100', '2023-12-31', 'met', 'notMet', 'met'),
    ...all('10101', '2023-12-31', 'met', 'met'),
  ]);
});
afterAll(() => portal.drop());

async function values(path: string) {
  const response = await portal.get(`/api/measures/${path}`);
  expect(response.status).toBe(200);
  return getMeasureValues.reply.parse(await response.json());
}

test('measures follow from the sets, with the dates on which they were assessed', async () => {
  const { measures } = listMeasures.reply.parse(await (await portal.get('/api/measures')).json());
  expect(measures.map((measure) => measure.id)).toEqual([
    'criteria-met-three',
    'share-meeting-three',
    'criteria-met-one',
    'share-meeting-one',
    'recognition',
    'distance',
    'criterion-three-1',
    'criterion-three-2',
    'criterion-three-3',
    'share-criterion-three-1',
    'share-criterion-three-2',
    'share-criterion-three-3',
    'criterion-one-1',
    'share-criterion-one-1',
  ]);
  expect(measures[0]?.dates).toEqual(['2022-12-31', '2023-12-31']);
  expect(measures[2]?.dates).toEqual([]);
  const datesOf = (id: string) => measures.find((measure) => measure.id === id)?.dates;
  // Nothing was ever recorded of the other set, and no recognition.
  expect(['criterion-three-2', 'criterion-one-1', 'recognition', 'distance'].map(datesOf)).toEqual([
    ['2022-12-31', '2023-12-31'],
    [],
    [],
    [],
  ]);
});

test('criteria met: every unit of the level is in one list', async () => {
  const reply = await values('criteria-met-three/values');
  expect(reply).toMatchObject({
    level: 'commune',
    at: '2024-10-31',
    boundaryDate: '2020-01-01',
    values: { 10000: 3, 10001: 2, 10100: 2 },
    notAssessed: ['10101'],
    partly: { 10101: { met: 2, notAssessed: 1 } },
    notApplicable: ['10002', '10102'],
    withoutBoundary: [],
  });
  expect((await values('criteria-met-three/values?at=2023-06-30')).values).toEqual({ 10000: 1 });
  expect(await values('criteria-met-three/values?at=2019-06-30')).toMatchObject({
    values: {},
    notAssessed: [],
    boundaryDate: null,
  });
});

test('one criterion: met, not met, not applicable', async () => {
  const reply = await values('criterion-three-2/values');
  expect(reply).toMatchObject({ values: { 10000: 1, 10100: 0, 10101: 1 }, notApplicable: ['10001', '10002', '10102'] });
});

test('a share counts every unit below that the set is for', async () => {
  const districts = await values('share-meeting-three/values?level=district');
  // A criterion that is not applicable to a commune does not keep it from meeting all the others.
  expect(districts).toMatchObject({ values: { 500: 100, 501: 0 }, denominators: { 500: 2, 501: 2 } });
  const province = await values('share-meeting-three/values?level=province');
  expect(province).toMatchObject({ values: { 54: 50 }, denominators: { 54: 4 } });
  expect(await values('share-meeting-one/values')).toMatchObject({
    level: 'district',
    values: {},
    notAssessed: ['500', '501'],
  });
});

test('within narrows at any depth', async () => {
  expect((await values('criteria-met-three/values?within=501')).values).toEqual({ 10100: 2 });
  expect(Object.keys((await values('criteria-met-three/values?within=54')).values)).toHaveLength(3);
  expect((await values('share-meeting-three/values?within=54')).values).toEqual({ 500: 100, 501: 0 });
  expect(await values('criteria-met-three/values?within=99')).toMatchObject({ values: {}, notAssessed: [] });
});

test('a unit without a boundary keeps its value and is said to have none', async () => {
  await portal.db.pool.query(
    `update boundary set superseded_at = now() where admin_unit_id = (select unit_id from unit_version where code = '10000')`,
  );
  await bump(portal.db, 'admin-units');
  const reply = await values('criteria-met-three/values');
  expect(reply.withoutBoundary).toEqual(['10000']);
  expect(reply.values['10000']).toBe(3);
});

test('a level that a measure has not is refused by name, an unknown measure is not found', async () => {
  const wrong = await portal.get('/api/measures/criteria-met-three/values?level=district');
  expect(wrong.status).toBe(400);
  expect(await wrong.json()).toMatchObject({ at: 'query.level', detail: expect.stringContaining('commune') });
  for (const id of ['constructor', '__proto__', 'criteria-met-four']) {
    expect((await portal.get(`/api/measures/${id}/values`)).status).toBe(404);
  }
});

test('values are a 304 until an assessment is added', async () => {
  const first = await portal.get('/api/measures/criteria-met-three/values');
  const headers = { 'If-None-Match': first.headers.get('etag') ?? '' };
  expect((await portal.get('/api/measures/criteria-met-three/values', { headers })).status).toBe(304);
  await insertAssessments(portal.db, [{ code: '10101', no: 3, status: 'met', on: '2024-01-31' }]);
  const next = await portal.get('/api/measures/criteria-met-three/values', { headers });
  expect(next.status).toBe(200);
  expect(getMeasureValues.reply.parse(await next.json()).values['10101']).toBe(3);
});
