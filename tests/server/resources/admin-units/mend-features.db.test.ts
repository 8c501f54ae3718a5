import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalog } from '#catalog/collections.ts';
import { readRevision } from '#facts/stand.ts';
import { readDecisions, readUnitsAbove } from '#resources/admin-units/decisions-file.ts';
import { mendUnits } from '#resources/admin-units/mend.ts';
import { readMixedUnits } from '#resources/admin-units/mixed-units.ts';
import { prepareDatabase } from '#resources/portal/prepare.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { insertFeatures, school, tableOf } from '#tests/support/features.ts';
import { makeFirstVersion } from '#tests/support/first-version.ts';
import { bearerOf, fillMixed, reform, rowsOf } from './mixed-board.ts';

let database: TestDatabase;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-mend-'));
  database = await makeFirstVersion();
  await fillMixed(database);
  const catalog = await readCatalog();
  await prepareDatabase(database.db, catalog, () => undefined);
  await insertFeatures(database.db, tableOf(catalog, 'schools'), [
    school('old', [109.11, 13.36], { communeCode: '22081', validFrom: '2021-01-01' }),
    school('new', [109.12, 13.36], { communeCode: '22081', validFrom: reform }),
    school('same', [109.06, 13.21], { communeCode: '22111', validFrom: reform }),
  ]);
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const communes = () =>
  rowsOf(database, 'select feature_id as id, commune_id::int as unit from collection_schools order by 1');

test('features that begin on the day or later lie in the unit that took the code, and portals see it', async () => {
  const { db } = database;
  expect(await communes()).toEqual([
    { id: 'new', unit: 1 },
    { id: 'old', unit: 1 },
    { id: 'same', unit: 4 },
  ]);
  const file = { name: 'd.csv', path: path.join(folder, 'd.csv') };
  const lines = [
    'code,day,decision,name_before,kind_before,name_after,kind_after,parent_after',
    `22081,${reform},other,Thị trấn La Hai,,Xã Đồng Xuân,,`,
    `22111,${reform},same,Xã Xuân Phước,,,,`,
  ];
  await writeFile(file.path, lines.join('\n'));
  const units = await readMixedUnits(db);
  const { decisions } = await readDecisions(file, units, await readUnitsAbove(db, units));
  const seen = await readRevision(db, 'admin-units');
  const revision = await readRevision(db, 'collection:schools');
  const mended = await mendUnits(db, decisions, { by: 'Lan', seen, dryRun: false });
  expect(mended).toMatchObject({ same: 1, split: 1, moved: { boundaries: 1, features: 1 } });
  expect(await communes()).toEqual([
    { id: 'new', unit: (await bearerOf(database, '22081', reform))?.id },
    { id: 'old', unit: 1 },
    { id: 'same', unit: 4 },
  ]);
  expect(await readRevision(db, 'collection:schools')).toBe(revision + 1);
});
