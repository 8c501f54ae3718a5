import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalog, type Catalog } from '#catalog/collections.ts';
import { syncCollections } from '#resources/collections/sync.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { insertBoard } from '#tests/support/province.ts';
import { collectionOf, importThings } from './support.ts';

let database: TestDatabase;
let catalog: Catalog;
let folder: string;
beforeAll(async () => {
  [database, catalog, folder] = await Promise.all([
    makeTestDatabase(),
    readCatalog(),
    mkdtemp(path.join(tmpdir(), 'ntm-names-')),
  ]);
  await syncCollections(database.db, catalog);
  await insertBoard(database.db, { columns: 1, rows: 1 });
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

test('the name that a file has of a household is left out, of an office it is kept; both are told', async () => {
  const file = path.join(folder, 'dia-chi.csv');
  const rows = [
    'scheme,code,kind,step,Tên,lng,lat',
    'ndas10,1000000001,hộ,coded,Nguyễn Văn A,109.01,13.01',
    'ndas10,1000000002,householdBusiness,coded,Quán bà B,109.02,13.01',
    'ndas10,1000000003,office,coded,UBND xã,109.03,13.01',
  ];
  await writeFile(file, rows.join('\n'));
  const addresses = collectionOf(catalog, 'digital-addresses');
  const report = await importThings(database.db, addresses, [file]);
  expect([report.outcome, report.issues]).toEqual(['imported', []]);
  expect(report.notes.filter(({ code }) => code === 'notKept').map(({ row }) => row)).toEqual([2, 3]);
  const kept = await database.db.pool.query<{ name: string | null }>(
    'select name from collection_digital_addresses order by code',
  );
  expect(kept.rows.map(({ name }) => name)).toEqual([null, null, 'UBND xã']);
  expect((await importThings(database.db, addresses, [file])).outcome).toBe('unchanged');
});
