import type { PoolClient } from 'pg';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import type { Db, Queryable } from '#db/db.ts';
import type { Statement } from '#db/queries.ts';
import { derive } from '#intake/kinds/boundaries/coverage-answers.ts';
import { ConcurrentChange } from '#intake/concurrent-change.ts';
import { writeBoundaries, type UnitBoundary, type WriteOptions } from '#intake/kinds/boundaries/write.ts';
import { readCatalog } from '#catalog/collections.ts';
import { syncCollections } from '#resources/collections/sync.ts';
import { insertFeatures, school, tableOf } from '#tests/support/features.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { commune, district, everything, square, stagedRows } from './support.ts';
import { unitRows } from '#tests/support/province.ts';

// The same work without a thread for each of many writes. All else is as it is: files of one worker share their modules.
vi.mock('#intake/kinds/boundaries/coverage.ts', async (importOriginal) => ({
  ...(await importOriginal<object>()),
  deriveInThread: derive,
}));

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase();
});
afterAll(() => database.drop());

const options: WriteOptions = { origin: 'import', lineage: 'test', importId: null, validFrom: null };

async function rows<Row extends object>(sql: string): Promise<Row[]> {
  return (await database.db.pool.query<Row>(sql)).rows;
}

function board(first: number, west = 109): UnitBoundary[] {
  const at = (index: number) => [west + (index % 2) * 0.02, 13 + Math.floor(index / 2) * 0.02] as const;
  return [0, 1, 2, 3].map((index) => commune(String(first + index), square(...at(index))));
}

test('new units get parents, boundaries, shapes for every zoom and neighbours', async () => {
  const written = await writeBoundaries(database.db, [...board(10_001), district], options);
  expect(written).toEqual({ added: ['10001', '10002', '10003', '10004', '990'], changed: [], unchanged: [] });
  expect(
    await rows(
      `select count(*)::int as n from ${unitRows} u join ${unitRows} p on p.id = u.parent_id where p.code = '990'`,
    ),
  ).toEqual([{ n: 4 }]);
  const shapes = await rows(
    'select min_zoom, count(*)::int as n, bool_and(st_isvalid(geom) and st_area(geom) > 0) as good from boundary_shape group by 1 order by 1',
  );
  expect(shapes).toEqual([0, 5, 7, 9, 11, 13].map((zoom) => ({ min_zoom: zoom, n: 4, good: true })));
  // Each square has two neighbours by an edge; the one across the corner is none.
  const neighbours = await rows<{ code: string; other: string; shared: number; bearing: number }>(
    `select u.code, v.code as other, shared_m as shared, bearing_degrees as bearing from boundary_neighbour n
     join boundary b on b.id = n.boundary_id join ${unitRows} u on u.id = b.admin_unit_id
     join boundary c on c.id = n.neighbour_id join ${unitRows} v on v.id = c.admin_unit_id order by 1, 2`,
  );
  expect(neighbours.map(({ code, other }) => `${code}-${other}`)).toEqual([
    '10001-10002',
    '10001-10003',
    '10002-10001',
    '10002-10004',
    '10003-10001',
    '10003-10004',
    '10004-10002',
    '10004-10003',
  ]);
  expect(neighbours[0]?.shared).toBeGreaterThan(2_210);
  expect(neighbours[0]?.shared).toBeLessThan(2_230);
  expect(neighbours[0]?.bearing).toBeCloseTo(90, 0);
  expect(neighbours[1]?.bearing).toBeCloseTo(0, 0);
  const [area] = await rows<{ off: number }>(
    `select max(abs(area_m2 - st_area(geom::geography))) as off from boundary`,
  );
  expect(area?.off).toBeLessThan(0.001);
  expect(await stagedRows(database.db)).toBe(0);
});

test('the same again changes nothing, not even the revision', async () => {
  const before = await everything(database.db);
  const written = await writeBoundaries(database.db, [...board(10_001), district], options);
  expect(written.unchanged).toHaveLength(5);
  expect(await everything(database.db)).toEqual(before);
});

test('another geometry on the same day supersedes; neighbours and shapes follow', async () => {
  const moved = commune('10001', square(109, 13, 0.0201));
  const written = await writeBoundaries(database.db, [moved], options);
  expect(written).toEqual({ added: [], changed: ['10001'], unchanged: [] });
  const versions = await rows(
    `select superseded_at is null as live, (select count(*)::int from boundary_shape s where s.boundary_id = b.id) as shapes,
       (select count(*)::int from boundary_neighbour n where n.boundary_id = b.id) as neighbours
     from boundary b join ${unitRows} u on u.id = b.admin_unit_id where u.code = '10001' order by b.id`,
  );
  expect(versions).toEqual([
    { live: false, shapes: 0, neighbours: 0 },
    { live: true, shapes: 6, neighbours: expect.any(Number) as number },
  ]);
});

test('a later first day closes the earlier version; an earlier one ends where the later begins', async () => {
  const shifted = (west: number) => commune('20001', square(west, 14));
  await writeBoundaries(database.db, [shifted(109)], options);
  await writeBoundaries(database.db, [shifted(109.001)], { ...options, validFrom: '2023-01-01' });
  await writeBoundaries(database.db, [shifted(109.002)], { ...options, validFrom: '2022-01-01' });
  const versions = await rows(
    `select b.valid_from, b.valid_to from boundary b join ${unitRows} u on u.id = b.admin_unit_id
     where u.code = '20001' and superseded_at is null order by b.valid_from`,
  );
  expect(versions).toEqual([
    { valid_from: '2020-11-01', valid_to: '2022-01-01' },
    { valid_from: '2022-01-01', valid_to: '2023-01-01' },
    { valid_from: '2023-01-01', valid_to: null },
  ]);
});

test('real boundaries take over invented units and what is above them; the demo never takes over real ones', async () => {
  const above = { ...district, code: '991' };
  const unit = { ...commune('30001', square(109, 15)), parentCode: '991' };
  await writeBoundaries(database.db, [above, unit], { ...options, origin: 'demo' });
  await writeBoundaries(database.db, [{ ...unit, geometry: commune('30001', square(109.001, 15)).geometry }], options);
  const origins = await rows(
    `select code, origin from ${unitRows} as unit where code in ('991', '30001') order by code`,
  );
  expect(origins).toEqual([
    { code: '30001', origin: 'import' },
    { code: '991', origin: 'import' },
  ]);
  expect(
    await rows(
      `select b.origin, superseded_at is null as live from boundary b join ${unitRows} u on u.id = b.admin_unit_id where u.code = '30001' order by b.id`,
    ),
  ).toEqual([
    { origin: 'demo', live: false },
    { origin: 'import', live: true },
  ]);
  const demo = await writeBoundaries(database.db, [unit], { ...options, origin: 'demo' });
  expect(demo.unchanged).toEqual(['30001']);
});

test('a small unit is drawn at every zoom, beside a large one', async () => {
  const tiny = commune('40001', square(109.5, 12, 0.0005));
  await writeBoundaries(database.db, [tiny, commune('40002', square(109.5005, 12, 0.2))], options);
  const shapes = await rows(
    `select min_zoom from boundary_shape s join boundary b on b.id = s.boundary_id join ${unitRows} u on u.id = b.admin_unit_id
     where u.code = '40001' and st_area(s.geom) > 0 order by 1`,
  );
  expect(shapes).toHaveLength(6);
});

test('features that were there first are in the commune that is known only now, and then in the one of their first day', async () => {
  const { db } = database;
  const catalog = await readCatalog();
  await syncCollections(db, catalog);
  await insertFeatures(db, tableOf(catalog, 'schools'), [
    school('old', [109.5, 13.5], { communeCode: '70001', validFrom: '2021-01-01' }),
    school('new', [109.5, 13.5], { communeCode: '70001', validFrom: '2025-08-01' }),
  ]);
  const communes = () =>
    rows<{ id: string; since: string | null }>(
      `select feature_id as id,
              (select min(version.valid_from)::text from unit_version as version where version.unit_id = one.commune_id) as since
       from collection_schools as one order by 1`,
    );
  const revision = () => rows(`select revision from resource_revision where resource = 'collection:schools'`);
  const seen = await revision();
  await writeBoundaries(db, [commune('70002', square(109.6, 13.5))], options);
  expect(await revision()).toEqual(seen);
  const later = { ...options, validFrom: null };
  await writeBoundaries(db, [commune('70001', square(109.5, 13.5), { validFrom: '2025-07-01' })], later);
  expect(await communes()).toEqual([
    { id: 'new', since: '2025-07-01' },
    { id: 'old', since: null },
  ]);
  expect(await revision()).not.toEqual(seen);
  await writeBoundaries(db, [commune('70001', square(109.5, 13.5, 0.019))], later);
  expect(await communes()).toEqual([
    { id: 'new', since: '2025-07-01' },
    { id: 'old', since: '2020-11-01' },
  ]);
  await db.pool.query(`delete from collection_schools`);
});

test('what comes between reading and switching is noticed; nothing is written then', async () => {
  const bump: Statement = {
    name: 'test.bump',
    text: `update resource_revision set revision = revision + 1 where resource = 'admin-units'`,
    parameters: [],
    rows: 'none',
  };
  let bumped = false;
  const onProgress = (step: string) => {
    if (step === 'generalise' && !bumped) {
      bumped = true;
      void database.db.none(bump);
    }
  };
  await expect(writeBoundaries(database.db, board(50_001, 108), { ...options, onProgress })).rejects.toThrow(
    ConcurrentChange,
  );
  expect(await rows(`select 1 from unit_version where code like '5000%'`)).toEqual([]);
  expect(await stagedRows(database.db)).toBe(0);
});

test('whichever statement fails, nothing is changed', async () => {
  const units = [commune('10001', square(109, 13, 0.0199)), ...board(60_001, 107)];
  const before = await everything(database.db);
  let fails = 1;
  for (; fails < 60; fails++) {
    const done = await writeBoundaries(failing(database.db, fails), units, options).then(
      () => true,
      (error: Error) => {
        expect(error.message).toBe('the database went away');
        return false;
      },
    );
    if (done) break;
    expect(await everything(database.db)).toEqual(before);
  }
  // One statement after another was made to fail, until none was left to fail.
  expect(fails).toBeGreaterThan(15);
  expect(await stagedRows(database.db)).toBe(0);
});

/** The database, of which the `n`th statement from now fails. Clearing the staging rows is spared. */
function failing(db: Db, n: number): Db {
  let count = 0;
  const check = (statement: Statement) => {
    if (!statement.name.includes('clearStaged') && ++count === n) throw new Error('the database went away');
  };
  const wrap = (inner: Queryable): Queryable => ({
    one: async (statement, parameters) => (check(statement), inner.one(statement, parameters)),
    maybeOne: async (statement, parameters) => (check(statement), inner.maybeOne(statement, parameters)),
    many: async (statement, parameters) => (check(statement), inner.many(statement, parameters)),
    none: async (statement, parameters) => (check(statement), inner.none(statement, parameters)),
  });
  return {
    ...db,
    ...wrap(db),
    transaction: (work) => db.transaction((tx: Queryable, client: PoolClient) => work(wrap(tx), client)),
  };
}
