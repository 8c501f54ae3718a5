import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportRequest } from '#intake/request.ts';
import { undoBoundaries } from '#intake/kinds/boundaries/undo.ts';
import { communesOn, successionFiles, type ReformDay } from '#tests/support/reform.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { countRows, everything, importInto } from './support.ts';

const nq1660 = { name: 'succession.csv', path: successionFiles['2025-07-01'] };
const nq1200 = { name: 'succession.csv', path: successionFiles['2024-11-01'] };
const live = `unit_version where superseded_at is null`;
const bearersOf22018 = `select name, valid_from::text as from, valid_to::text as to from ${live} and code = '22018' order by valid_from`;

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-over-demo-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function importOn(day: ReformDay, changes: Partial<ImportRequest> = {}) {
  const file = path.join(folder, `${day}.geojson`);
  await writeFile(file, JSON.stringify(communesOn(day)));
  return importInto(database.db, [file], changes);
}

const bearers = async () => (await database.db.pool.query(bearersOf22018)).rows;
const day = (of: ReformDay) => ({ validFrom: of });

describe('real boundaries over the invented province, which has lived through two reforms', () => {
  beforeAll(async () => {
    database = await makeTestDatabase({ stage: 'demo' });
  });
  afterAll(() => database.drop());

  test('a trial, and a file that is refused, leave it as it is', async () => {
    const before = await everything(database.db);
    expect(await importOn('2020-11-01', { dryRun: true })).toMatchObject({ outcome: 'wouldImport', issues: [] });
    expect(await importOn('2025-07-01', { ...day('2025-07-01'), dryRun: true })).toMatchObject({ outcome: 'refused' });
    expect(await importOn('2025-07-01', day('2025-07-01'))).toMatchObject({ outcome: 'refused' });
    expect(await everything(database.db)).toEqual(before);
  });

  test('those of 2020 are for good, and the invented later days are gone', async () => {
    const report = await importOn('2020-11-01');
    expect(report).toMatchObject({ outcome: 'imported', issues: [], counts: { changed: 110 } });
    expect(await bearers()).toEqual([{ name: 'Phường 8', from: '2020-11-01', to: null }]);
    expect(await countRows(database.db, `${live} and (valid_to is not null or valid_from > '2024-10-31')`)).toBe(0);
    expect(await countRows(database.db, `boundary where superseded_at is null and valid_to is not null`)).toBe(0);
    expect(await countRows(database.db, 'admin_unit_lineage')).toBe(0);
    expect(await countRows(database.db, `assessment where valid_on > '2024-10-31'`)).toBe(0);
    expect(await countRows(database.db, `admin_unit where level <> 'province'`)).toBe(119);
    expect(await countRows(database.db, `portal_setting where name = 'demo' and value ->> 'lastDate' is null`)).toBe(1);
    expect(await countRows(database.db, 'boundary_shape')).toBeGreaterThan(0);
  });

  test('later ones go on from them as if the province had never been reformed', async () => {
    const first = await importOn('2024-11-01', { ...day('2024-11-01'), succession: nq1200 });
    expect(first).toMatchObject({ outcome: 'imported', issues: [] });
    const second = await importOn('2025-07-01', { ...day('2025-07-01'), succession: nq1660 });
    expect(second).toMatchObject({ outcome: 'imported', issues: [], counts: { added: 34, removed: 106 } });
    await undoBoundaries(database.db, { id: second.id, by: 'test' });
    expect(await bearers()).toMatchObject([
      { name: 'Phường 8', to: '2024-11-01' },
      { name: 'Phường 2', to: null },
    ]);
  });
});

describe('real boundaries of July 2025 over the invented province', () => {
  beforeAll(async () => {
    database = await makeTestDatabase({ stage: 'demo' });
  });
  afterAll(() => database.drop());

  test('are told apart from the units of 2020 by the decision', async () => {
    const report = await importOn('2025-07-01', { ...day('2025-07-01'), succession: nq1660, replace: true });
    expect(report).toMatchObject({ outcome: 'imported', issues: [] });
    expect(await countRows(database.db, `${live} and valid_from = '2025-07-01' and level = 'commune'`)).toBe(34);
    expect(await countRows(database.db, `boundary where superseded_at is null and valid_from = '2024-11-01'`)).toBe(0);
    expect(await countRows(database.db, `admin_unit where origin = 'demo' and import_id is not null`)).toBe(0);
  });
});

describe('what is recorded of an invented unit of later days', () => {
  beforeAll(async () => {
    database = await makeTestDatabase({ stage: 'demo' });
    await database.db.pool.query(
      `insert into disbursement (admin_unit_id, year, resource_id, amount_million_vnd, valid_on, recorded_by, source, origin)
       select unit_id, 2026, 'community', 5, '2026-05-05', 'somebody', 'a report', 'import' from ${live}
       and code = '22081' and valid_from = '2025-07-01'`,
    );
  });
  afterAll(() => database.drop());

  test('keeps it and its days: real boundaries of the day are of these units', async () => {
    const report = await importOn('2025-07-01', day('2025-07-01'));
    expect(report).toMatchObject({ outcome: 'imported', issues: [], counts: { changed: 34 } });
    expect(
      await countRows(
        database.db,
        `disbursement join ${live.replace(' where', ' on unit_id = admin_unit_id where')} and code = '22081' and disbursement.origin = 'import'`,
      ),
    ).toBe(1);
  });
});
