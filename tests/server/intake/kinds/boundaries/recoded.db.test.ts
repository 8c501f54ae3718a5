import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { TableCollection } from '#catalog/collections.ts';
import { syncCollections } from '#resources/collections/sync.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { insertBoard, recode } from '#tests/support/province.ts';
import { collectionOf, importThings, readTestCatalog } from '../features/support.ts';

// 10000 became 10009, and 10001 took its code.
const reform = '2025-07-01';
let database: TestDatabase;
let points: TableCollection;
let folder: string;
beforeAll(async () => {
  const [made, catalog, temporary] = await Promise.all([
    makeTestDatabase(),
    readTestCatalog(),
    mkdtemp(path.join(tmpdir(), 'ntm-recoded-')),
  ]);
  [database, folder] = [made, temporary];
  await syncCollections(database.db, catalog);
  points = collectionOf(catalog, 'test-points');
  await insertBoard(database.db, { columns: 1, rows: 3 });
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function importOn(referenceDate: string, ...rows: readonly string[]) {
  const file = path.join(folder, 'things.csv');
  await writeFile(file, ['Mã vật,Vật liệu,Số lượng,Mã xã,Kinh độ,Vĩ độ', ...rows].join('\n'));
  return importThings(database.db, points, [file], { referenceDate });
}

const live = async () =>
  (
    await database.db.pool.query<{ id: string; unit: number }>(
      `select feature_id as id, commune_code as code, commune_id::int as unit, valid_from::text as since, pieces
       from collection_test_points where superseded_at is null order by feature_id, valid_from`,
    )
  ).rows;

test('a file that comes again after codes changed hands leaves its features in their communes', async () => {
  await importOn('2024-06-01', 'A,go,1,10000,109.01,13.01', 'B,go,1,10001,109.01,13.06');
  const before = await live();
  expect(before).toMatchObject([{ code: '10000' }, { code: '10001' }]);
  await recode(database.db, { code: '10000', to: '10009', day: reform });
  await recode(database.db, { code: '10001', to: '10000', day: reform });
  // With the codes of before, then with those of today.
  for (const [a, b] of [
    ['10000', '10001'],
    ['10009', '10000'],
  ]) {
    const report = await importOn('2026-01-01', `A,go,1,${a},109.01,13.01`, `B,go,1,${b},109.01,13.06`);
    expect(report).toMatchObject({ counts: { unchanged: 2, changed: 0 } });
    expect(report.notes.map(({ code }) => code)).not.toContain('otherCommune');
    expect(await live()).toEqual(before);
  }
  await importOn('2026-01-01', 'A,go,2,10009,109.01,13.01', 'B,go,1,10000,109.01,13.06');
  expect(await live()).toEqual([{ ...before[0], pieces: 2 }, before[1]]);
  // New ones get the codes of their own first day.
  await importOn('2026-01-01', 'C,go,1,10009,109.01,13.01');
  expect((await live())[2]).toMatchObject({ id: 'C', code: '10009', unit: before[0]?.unit });
});
