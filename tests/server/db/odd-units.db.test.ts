import { afterEach, beforeEach, expect, test } from 'vitest';
import { StartFailure } from '#db/failure.ts';
import { migrate } from '#db/migrate.ts';
import { withFacts } from '#facts/relations.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { insertFirstUnits, makeFirstVersion } from '#tests/support/first-version.ts';

// What version 0.1.0 did not forbid in its table of units, though it wrote nothing of the kind itself.
let database: TestDatabase;
beforeEach(async () => {
  database = await makeFirstVersion();
});
afterEach(() => database.drop());

const unitsOn = async (day: string) =>
  (
    await database.db.pool.query<{ line: string }>(
      withFacts(
        `select concat_ws(' < ', unit.name, parent_name, above_name) as line
         from facts.units_on('${day}'::date) as unit order by unit.id`,
      ),
    )
  ).rows.map(({ line }) => line);

test('units that bear one code on the same days are named, with what to do, and nothing is changed', async () => {
  await insertFirstUnits(database, [
    { id: 1, code: '22018', level: 'commune', name: 'Phường 8' },
    { id: 2, code: '22018', level: 'commune', name: 'Phường 2', from: '2024-11-01' },
    { id: 3, code: '555', level: 'district', name: 'Huyện Cũ', to: '2024-01-01' },
    { id: 4, code: '555', level: 'commune', name: 'Xã lạc cấp', from: '2023-01-01' },
  ]);
  const refused = await migrate(database.db).catch((error: unknown) => error);
  expect(refused).toBeInstanceOf(StartFailure);
  const { message } = refused as StartFailure;
  expect(message).toBe(
    `2 pair(s) of units bear one code on the same days, which a code cannot. Nothing was changed. 22018 "Phường 8" (id 1, from 2020-11-01) and "Phường 2" (id 2, from 2024-11-01): end the first by "update admin_unit set valid_to = '2024-11-01' where id = 1"; 555 "Huyện Cũ" (id 3, from 2020-11-01) and "Xã lạc cấp" (id 4, from 2023-01-01): end the first by "update admin_unit set valid_to = '2023-01-01' where id = 3", or give one of the two its right code, and start again.`,
  );
  expect((await database.db.pool.query('select code, valid_to from admin_unit where id = 1')).rows).toEqual([
    { code: '22018', valid_to: null },
  ]);
  // What it says helps.
  for (const [, statement = ''] of message.matchAll(/"(update [^"]+)"/g)) await database.db.pool.query(statement);
  await migrate(database.db);
  expect(await unitsOn('2024-10-31')).toEqual(['Phường 8', 'Xã lạc cấp']);
  expect(await unitsOn('2024-11-01')).toEqual(['Phường 2', 'Xã lạc cấp']);
});

test('units above are taken over as far as they are there, and where they stand above each other or themselves', async () => {
  await insertFirstUnits(database, [
    { id: 1, code: '501', level: 'district', name: 'Huyện đã hết', from: '2010-01-01', to: '2015-01-01' },
    { id: 2, code: '502', level: 'district', name: 'Huyện về sau', from: '2022-01-01', to: '2023-01-01' },
    { id: 3, code: '10101', level: 'commune', name: 'Xã Một', parent: 1 },
    { id: 4, code: '10201', level: 'commune', name: 'Xã Hai', parent: 2 },
    { id: 5, code: '505', level: 'district', name: 'Huyện Năm' },
    { id: 6, code: '506', level: 'district', name: 'Huyện Sáu', parent: 5 },
    { id: 7, code: '507', level: 'district', name: 'Huyện Bảy' },
    { id: 8, code: '10801', level: 'commune', name: 'Xã Tám', parent: 6 },
  ]);
  await database.db.pool.query('update admin_unit set parent_id = case id when 5 then 6 else 7 end where id in (5, 7)');
  await migrate(database.db);
  const inCircles = [
    'Huyện Năm < Huyện Sáu < Huyện Năm',
    'Huyện Sáu < Huyện Năm < Huyện Sáu',
    'Huyện Bảy < Huyện Bảy < Huyện Bảy',
    'Xã Tám < Huyện Sáu < Huyện Năm',
  ];
  expect(await unitsOn('2021-12-31')).toEqual(['Xã Một', 'Xã Hai', ...inCircles]);
  expect(await unitsOn('2022-06-30')).toEqual(['Huyện về sau', 'Xã Một', 'Xã Hai < Huyện về sau', ...inCircles]);
  expect(await unitsOn('2023-01-01')).toEqual(['Xã Một', 'Xã Hai', ...inCircles]);
});
