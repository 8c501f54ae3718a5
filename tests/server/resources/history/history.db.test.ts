import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { listNeighbours } from '#contract/admin-units.ts';
import { getChanges, getUnitHistory } from '#contract/history.ts';
import { bump, insertAssessments, insertBoard, insertSets, unitRows } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 2, rows: 3 });
  await insertSets(portal.db);
  await insertAssessments(portal.db, [
    { code: '10000', no: 1, status: 'met', on: '2022-12-31', recordedAt: '2023-01-10T05:00:00Z' },
    { code: '10000', no: 2, status: 'notMet', on: '2022-12-31', recordedAt: '2023-01-10T05:00:00Z' },
    // A correction of the second one, recorded on 1 March in Vietnam, though 28 February in UTC.
    { code: '10000', no: 2, status: 'met', on: '2022-12-31', recordedAt: '2023-02-28T18:00:00Z' },
    { code: '10000', no: 1, status: 'notMet', on: '2024-06-30', recordedAt: '2024-07-10T05:00:00Z' },
    { code: '10000', no: 3, status: 'met', on: '2024-06-30', recordedAt: '2024-07-10T05:00:00Z' },
    { code: '10000', no: 3, status: 'notMet', on: '2025-06-30', recordedAt: '2025-07-10T05:00:00Z' },
    { code: '10001', no: 1, status: 'met', on: '2022-12-31' },
    { code: '10100', no: 1, status: 'notMet', on: '2024-06-30' },
  ]);
  await portal.db.pool.query(
    `with given as (
       insert into recognition (admin_unit_id, set_id, level, decision_no, decided_on, valid_from, recorded_at,
                                recorded_by, origin)
       select id, 'three', 'standard', 'QĐ 7', '2023-03-01', '2023-03-01', '2023-03-02T03:00:00Z', 'a test', 'import'
       from ${unitRows} as unit where code = '10001'
       returning id
     )
     insert into revocation (recognition_id, revoked_on, decision_no, recorded_at, recorded_by, origin)
     select id, '2024-08-01', 'QĐ 9', '2024-08-01T03:00:00Z', 'a test', 'import' from given`,
  );
  await portal.db.pool.query(
    `insert into assessment (admin_unit_id, set_id, criterion_no, indicator_no, status, value, valid_on, recorded_at,
                             recorded_by, source, origin)
     select id, 'three', 2, '2.1', 'met', figure, day::date, at::timestamptz, 'a test', 'test', 'import'
     from ${unitRows} as unit, (values (61.5, '2022-12-31', '2023-01-10'), (70, '2024-06-30', '2024-07-10')) as given (figure, day, at)
     where code = '10000'`,
  );
  await bump(portal.db, 'assessments');
});
afterAll(() => portal.drop());

async function history(query: string, code = '10000') {
  const response = await portal.get(`/api/admin-units/${code}/history${query}`);
  expect(response.status).toBe(200);
  return getUnitHistory.reply.parse(await response.json());
}
async function changes(query: string) {
  const response = await portal.get(`/api/changes${query}`);
  expect(response.status).toBe(200);
  return getChanges.reply.parse(await response.json());
}

describe('the history of a unit', () => {
  test('a later correction stands beside what it corrects', async () => {
    const { criteria, demo } = await history('');
    expect(demo).toBe(false);
    const [wrong, right] = criteria[1]?.revisions ?? [];
    expect(wrong).toMatchObject({ status: 'notMet', validOn: '2022-12-31', recordedAt: '2023-01-10T05:00:00Z' });
    expect(wrong?.replacedBy).toBe(right?.revision);
    expect(right).toMatchObject({
      status: 'met',
      recordedBy: 'a test',
      verified: false,
      source: 'test',
      replacedBy: null,
    });
    expect(criteria[1]?.status).toBe('met');
  });

  test('says what was known on a day, by the calendar of Vietnam', async () => {
    const before = await history('?knownOn=2023-02-28');
    expect(before.criteria[1]).toMatchObject({ status: 'notMet', revisions: [{ replacedBy: null }] });
    expect(before.counts).toEqual([
      { on: '2022-12-31', met: 1, notMet: 1, notAssessed: 1, notApplicable: 0, total: 3 },
    ]);
    const after = await history('?knownOn=2023-03-01');
    expect(after.criteria[1]).toMatchObject({ status: 'met' });
    expect(after.knownOn).toBe('2023-03-01');
    expect((await history('?knownOn=2022-12-31')).counts).toEqual([]);
  });

  test('counts criteria met from each day on, and nothing that holds later than the date asked for', async () => {
    const { counts, criteria } = await history('');
    expect(counts.map(({ on, met, notMet }) => [on, met, notMet])).toEqual([
      ['2022-12-31', 2, 0],
      ['2024-06-30', 2, 1],
    ]);
    expect(criteria[2]?.revisions).toHaveLength(1);
    expect((await history('?at=2025-12-31')).counts.at(-1)).toMatchObject({ on: '2025-06-30', met: 1, notMet: 2 });
  });

  test('figures of indicators come with their days', async () => {
    const { indicators } = await history('');
    expect(indicators).toMatchObject([
      { no: '2.1', criterionNo: 2, revisions: [{ value: 61.5, validOn: '2022-12-31' }, { value: 70 }] },
    ]);
  });

  test('recognitions come with their end once it has come, and once it could be known', async () => {
    const [now] = (await history('', '10001')).recognitions;
    expect(now).toMatchObject({
      decisionNo: 'QĐ 7',
      level: 'standard',
      revokedOn: '2024-08-01',
      revocationDecisionNo: 'QĐ 9',
    });
    const [then] = (await history('?at=2024-07-31', '10001')).recognitions;
    expect(then).toMatchObject({ revokedOn: null, revocationDecisionNo: null });
    expect((await history('?knownOn=2024-07-31', '10001')).recognitions[0]?.revokedOn).toBeNull();
    expect((await history('?knownOn=2023-03-01', '10001')).recognitions).toEqual([]);
  });

  test('of a unit that is not there, and of a set that is not', async () => {
    expect((await portal.get('/api/admin-units/99999/history')).status).toBe(404);
    expect((await portal.get('/api/admin-units/10000/history?set=four')).status).toBe(404);
    expect((await portal.get('/api/admin-units/10000/history?knownOn=yesterday')).status).toBe(400);
  });

  test('a recorded revision can be neither changed nor taken away', async () => {
    await expect(portal.db.pool.query(`update assessment set status = 'met'`)).rejects.toThrow(/append-only/);
    await expect(portal.db.pool.query(`delete from assessment where origin = 'import'`)).rejects.toThrow(/append-only/);
  });
});

describe('changes between two dates', () => {
  test('which units gained and lost which criteria, and which were recognised or no longer are', async () => {
    const found = await changes('?from=2022-12-31&at=2024-10-31');
    expect(found).toMatchObject({ setId: 'three', level: 'commune', compared: 4, known: true, notComparable: [] });
    expect(found.units).toMatchObject([
      { code: '10000', metBefore: 2, metAfter: 2, gained: [3], lost: [1], recognised: [], revoked: [] },
      {
        code: '10001',
        gained: [],
        lost: [],
        recognised: [{ level: 'standard', decisionNo: 'QĐ 7', on: '2023-03-01' }],
        revoked: [{ decisionNo: 'QĐ 9', on: '2024-08-01' }],
      },
    ]);
  });

  test('inside a unit, or of one', async () => {
    expect((await changes('?from=2022-12-31&within=501')).units).toEqual([]);
    expect((await changes('?from=2022-12-31&within=10000')).units.map(({ code }) => code)).toEqual(['10000']);
  });

  test('without a from: since a year before', async () => {
    const found = await changes('');
    expect([found.from, found.at]).toEqual(['2023-10-31', '2024-10-31']);
    expect((await changes('?at=2024-02-29')).from).toBe('2023-02-28');
  });

  test('from must come before at', async () => {
    for (const query of ['?from=2024-10-31&at=2024-10-31', '?from=2025-01-01', '?at=0001-01-01']) {
      const response = await portal.get(`/api/changes${query}`);
      expect([response.status, (await response.json()).at]).toEqual([400, 'query.from']);
    }
    expect((await portal.get('/api/changes?set=four')).status).toBe(404);
  });

  test('a unit that was not there on the earlier date is compared with nothing', async () => {
    const found = await changes('?from=2019-12-31&at=2024-10-31');
    expect([found.compared, found.units, found.notComparable.length]).toEqual([0, [], 4]);
  });
});

test('neighbours of every unit of a level, both ways', async () => {
  const { neighbours } = listNeighbours.reply.parse(await (await portal.get('/api/neighbours')).json());
  expect(neighbours['10000']?.slice().sort()).toEqual(['10001', '10100']);
  expect(neighbours['10101']?.slice().sort()).toEqual(['10001', '10100', '10102']);
  const districts = listNeighbours.reply.parse(await (await portal.get('/api/neighbours?level=district')).json());
  expect(districts.neighbours).toEqual({ '500': ['501'], '501': ['500'] });
});
