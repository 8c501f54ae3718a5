import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { getProgramme, listTargets } from '#contract/programme.ts';
import { getRanking } from '#contract/ranking.ts';
import { getPaidResources } from '#contract/programme-resources.ts';
import { readHeldProvince } from '#resources/programme/chosen.ts';
import { startDemoPortal } from '#tests/support/demo-portal.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { bump, insertBoard } from '#tests/support/province.ts';

async function read(portal: TestPortal, path: string): Promise<unknown> {
  const response = await portal.get(path);
  expect(response.status, path).toBe(200);
  return response.json();
}
const programme = async (portal: TestPortal, query: string) =>
  getProgramme.reply.parse(await read(portal, `/api/programme${query}`));
const targets = async (portal: TestPortal, query: string) =>
  listTargets.reply.parse(await read(portal, `/api/programme/targets${query}`));
const paid = async (portal: TestPortal, query: string) =>
  getPaidResources.reply.parse(await read(portal, `/api/programme/resources${query}`));
const ranking = async (portal: TestPortal, query: string) =>
  getRanking.reply.parse(await read(portal, `/api/programme/ranking${query}`));

describe('on the demo', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startDemoPortal();
  });
  afterAll(() => portal.drop());

  test('the period of the day is answered where none is asked for', async () => {
    expect((await programme(portal, '')).frame.period).toBe('2021-2025');
    expect((await programme(portal, '?at=2026-03-01')).frame.period).toBe('2026-2030');
    expect((await targets(portal, '?at=2026-03-01')).period).toBe('2026-2030');
    expect((await paid(portal, '?at=2025-12-31')).period).toBe('2021-2025');
    expect((await paid(portal, '?at=2026-01-01')).period).toBe('2026-2030');
    const { periods } = await programme(portal, '');
    expect(periods.map(({ period }) => period)).toEqual(['2021-2025', '2026-2030']);
  });

  test.each(['', '/targets', '/resources', '/ranking', '/transition'])(
    'a period that there is not is a 404 that names those there are: /api/programme%s',
    async (path) => {
      const response = await portal.get(`/api/programme${path}?period=2016-2020`);
      expect(response.status).toBe(404);
      expect(await response.json()).toMatchObject({
        fault: 'programmeUnknown',
        at: 'query.period',
        detail: 'There is no programme of 2016-2020: there are 2021-2025, 2026-2030.',
      });
      expect((await portal.get(`/api/programme${path}?period=2021`)).status).toBe(400);
    },
  );

  test('what the old programme finally reached stays, and is no longer a matter of pace', async () => {
    // The province of before was until the day before its units became others.
    const last = await targets(portal, '?at=2025-06-30');
    const later = await targets(portal, '?at=2026-06-01&period=2021-2025');
    expect([last.finalOn, later.finalOn, later.at]).toEqual([null, '2025-06-30', '2026-06-01']);
    const reached = (rows: typeof last.targets) =>
      rows.map(({ target, progress }) => [target.id, progress.status, progress.reached]);
    expect(reached(later.targets)).toEqual(reached(last.targets));
    expect(later.promises).toEqual(last.promises);
    const missed = later.targets.find(({ target }) => target.id === 'T004')?.progress;
    expect(missed).toMatchObject({ at: '2025-06-30', reached: 65, pace: { neededPerYear: null, onPace: false } });
    expect((await ranking(portal, '?period=2021-2025&at=2026-06-01&set=xa-ntm')).at).toBe('2025-06-30');
    expect((await ranking(portal, '?at=2026-06-01&set=xa-ntm')).at).toBe('2026-06-01');
  });

  test('money of the old programme is paid out until the last day of 2026, and no longer', async () => {
    const { paid: sources, finalOn } = await paid(portal, '?period=2021-2025&at=2026-12-31');
    expect(finalOn).toBeNull();
    expect(sources.length).toBeGreaterThan(0);
    const later = await paid(portal, '?period=2021-2025&at=2027-03-01');
    expect([later.finalOn, later.at]).toEqual(['2026-12-31', '2027-03-01']);
    expect(later.paid).toEqual(sources);
    // Nothing paid to units stands against the country's money.
    expect((await paid(portal, '?period=2026-2030&at=2026-12-31')).paid).toEqual([]);
  });

  test('the country’s targets count no unit, and say so', async () => {
    const {
      targets: rows,
      districtDenominator,
      headline,
      promises,
      finalOn,
    } = await targets(portal, '?period=2026-2030&at=2026-06-01');
    expect(rows.map(({ target }) => target.id)).toEqual(['I1', 'I2', 'I3', 'I4', 'I5', 'I6', 'I7', 'I8']);
    expect([districtDenominator, finalOn]).toEqual([null, null]);
    expect(headline).toEqual(['I6', 'I7', 'I8', 'I1', 'I4', 'I5']);
    expect(promises).toEqual({ all: 8, met: 0, notMet: 0, notAssessed: 8 });
    for (const { basis, progress } of rows) {
      expect([basis, progress.reached, progress.counting, progress.pace]).toEqual(['none', null, [], null]);
      expect(progress.reason.vi).toContain('Mục tiêu của cả nước');
      expect(progress.wanted.of).toBeNull();
    }
    const wanted = (id: string) => rows.find(({ target }) => target.id === id)?.progress.wanted;
    expect(wanted('I2')).toMatchObject({ value: 0.5, reason: { vi: 'Bằng một nửa bình quân cả nước' } });
    expect(wanted('I4')).toMatchObject({ value: 10, sense: 'atMost' });
  });

  test('documents stand as on the day', async () => {
    const statusOn = async (at: string, number: string) =>
      (await programme(portal, `?period=2026-2030&at=${at}`)).documents.find((one) => one.number === number)?.status;
    expect(await statusOn('2025-12-01', 'QĐ 51/2025/QĐ-TTg')).toBe('notYet');
    expect(await statusOn('2026-01-15', 'QĐ 51/2025/QĐ-TTg')).toBe('issued');
    expect(await statusOn('2026-02-15', 'QĐ 51/2025/QĐ-TTg')).toBe('inForce');
  });

  test('a province that became part of the new one has its agencies', async () => {
    const { agencies, nationalOnly } = await programme(portal, '?period=2026-2030');
    expect([nationalOnly, agencies.length]).toEqual([false, 6]);
  });
});

describe('on a portal', () => {
  let portal: TestPortal;
  beforeAll(async () => {
    portal = await startTestPortal();
    await insertBoard(portal.db, { columns: 2, rows: 2 });
  });
  afterAll(() => portal.drop());

  test('of a province that another was made of, the units are its own', async () => {
    const of = (province: string, formerly: string[]) => readHeldProvince(portal.db, { province, formerly });
    expect(await of('66', ['54'])).toEqual({ province: '54', elsewhere: false });
    expect(await of('54', [])).toEqual({ province: '54', elsewhere: false });
    expect(await of('66', [])).toEqual({ province: '66', elsewhere: true });
  });

  test('of a province that ended before its programme, what counts is its last day', async () => {
    await portal.db.pool.query(`update unit_version set valid_to = '2025-07-01' where code = '54'`);
    await bump(portal.db, 'admin-units');
    expect((await targets(portal, '?period=2021-2025&at=2026-06-01')).finalOn).toBe('2025-06-30');
    expect((await targets(portal, '?period=2021-2025&at=2025-12-31')).finalOn).toBeNull();
    await portal.db.pool.query(`update unit_version set valid_to = null where code = '54'`);
    await bump(portal.db, 'admin-units');
  });

  test('of another province only what is of the country stands', async () => {
    await portal.db.pool.query(`update unit_version set code = '48' where code = '54'`);
    await bump(portal.db, 'admin-units');
    const now = await programme(portal, '?period=2026-2030');
    expect([now.nationalOnly, now.agencies, now.targets.length, now.contents.length]).toEqual([true, [], 8, 15]);
    const before = await programme(portal, '?period=2021-2025');
    expect([before.nationalOnly, before.targets, before.contents, before.resources]).toEqual([true, [], [], []]);
    expect((await targets(portal, '?period=2021-2025')).targets).toEqual([]);
  });
});
