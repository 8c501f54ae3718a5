import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { catalogOf, type TableCollection } from '#catalog/collections.ts';
import { syncCollections } from '#resources/collections/sync.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { insertHardFeatures } from '#tests/support/hard-features.ts';
import { collectionOf, readTestCatalog } from '../../intake/kinds/features/support.ts';

let database: TestDatabase;
let things: TableCollection;
beforeAll(async () => {
  database = await makeTestDatabase();
  things = collectionOf(await readTestCatalog(), 'test-points');
  await syncCollections(database.db, catalogOf([things]));
});
afterAll(() => database.drop());
beforeEach(() => database.db.pool.query('delete from collection_test_points'));

const changed = (source: Partial<TableCollection['source']>) =>
  catalogOf([{ ...things, source: { ...things.source, ...source } }]);
const counts = async () =>
  (
    await database.db.pool.query<{ g: number; part: string; n: number }>(
      'select g, part, sum(n)::int as n from collection_test_points_cell where g in (0, 9, 18) group by g, part order by g, part',
    )
  ).rows.map(({ g, part, n }) => [g, part, n]);

test('a new key over features of another is refused in a sentence that says what to do; without features it is taken', async () => {
  await insertHardFeatures(database.db, things, 3);
  await expect(syncCollections(database.db, changed({ key: ['code', 'material'] }))).rejects.toThrow(
    /test-points\.ts declares the key code, material, but .* told apart by code: give them new ids by a migration/,
  );
  await syncCollections(database.db, catalogOf([things]));
  await database.db.pool.query('delete from collection_test_points');
  await syncCollections(database.db, changed({ key: ['code', 'material'] }));
  const { rows } = await database.db.pool.query<{ indexdef: string }>(
    `select indexdef from pg_indexes where indexname = 'collection_test_points_key'`,
  );
  expect(rows[0]?.indexdef).toContain('(material, code)');
  await syncCollections(database.db, catalogOf([things]));
});

test('counts in cells are made anew where they are kept apart by another property, and go on from there', async () => {
  await insertHardFeatures(database.db, things, 20);
  const whole = [0, 9, 18].map((g) => [g, '', 20]);
  expect(await counts()).toEqual(whole);
  await syncCollections(database.db, changed({ cellsBy: 'material' }));
  const apart = [0, 9, 18].flatMap((g) => [
    [g, 'stone', 10],
    [g, 'wood', 10],
  ]);
  expect(await counts()).toEqual(apart);
  await database.db.pool.query(`delete from collection_test_points where material = 'stone'`);
  expect(await counts()).toEqual([0, 9, 18].map((g) => [g, 'wood', 10]));
  await syncCollections(database.db, catalogOf([things]));
  expect(await counts()).toEqual([0, 9, 18].map((g) => [g, '', 10]));
});
