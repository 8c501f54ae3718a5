import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { withFacts } from '#facts/relations.ts';
import { upgradeNotice } from '#resources/portal/prepare.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

// A database as version 0.1.0 left it, with data in it, taken to the units that have versions.
const directory = new URL('../../../server/db/migrations/', import.meta.url);
const ofFirstVersion = readdirSync(directory)
  .filter((file) => file.endsWith('.sql') && file < '0009')
  .sort();

let database: TestDatabase;
const rows = async <Row>(sql: string) => (await database.db.pool.query<Row & object>(withFacts(sql))).rows;
const ids = () =>
  rows<{ id: string; level: string; origin: string }>('select id, level, origin from admin_unit order by id');
let idsBefore: Awaited<ReturnType<typeof ids>>;
let untouched: unknown;
let told: string[] = [];

/** What no migration has a reason to touch. */
const everythingElse = () =>
  Promise.all(
    [
      ...['assessment', 'disbursement', 'address_release'].map((table) => `* from ${table}`),
      'id, admin_unit_id, geom, label_point, valid_from, valid_to, recorded_at, superseded_at, lineage, origin from boundary',
      'predecessor_id, successor_id, event, happened_on, share, decision from admin_unit_lineage',
    ].map((what) => rows(`select ${what} order by 1`)),
  );

beforeAll(async () => {
  database = await makeTestDatabase({ migrated: false });
  const { pool } = database.db;
  for (const file of ofFirstVersion) await pool.query(readFileSync(new URL(file, directory), 'utf8'));
  await pool.query(
    'create table schema_migration (id serial primary key, name varchar(255) not null, run_on timestamp not null)',
  );
  for (const file of ofFirstVersion) {
    await pool.query('insert into schema_migration (name, run_on) values ($1, now())', [file.replace('.sql', '')]);
  }
  const unit = (
    id: number,
    code: string,
    level: string,
    name: string,
    parent: number | null,
    from: string,
    to: string | null,
  ) =>
    pool.query(
      `insert into admin_unit (id, code, level, kind, name, name_search, parent_id, valid_from, valid_to, population, source, origin)
       overriding system value values ($1::bigint, $2, $3, $4, $5, lower($5), $6, $7, $8, 1000 + $1::bigint, 'a list', 'import')`,
      [id, code, level, level, name, parent, from, to],
    );
  await unit(1, '54', 'province', 'Tỉnh A', null, '2020-11-01', null);
  // A code of a district that changed hands: 0.1.0 followed the code.
  await unit(2, '555', 'district', 'Huyện Cũ', 1, '2020-11-01', '2023-01-01');
  await unit(3, '555', 'district', 'Huyện Mới', 1, '2023-01-01', null);
  await unit(4, '22042', 'commune', 'Xã Một', 2, '2020-11-01', null);
  // A commune that ended, and the one that took its code.
  await unit(5, '22018', 'commune', 'Phường Tám', 2, '2020-11-01', '2024-11-01');
  await unit(6, '22018', 'commune', 'Phường Hai', 3, '2024-11-01', null);
  await unit(7, '22099', 'commune', 'Xã không huyện', null, '2020-11-01', null);
  await pool.query(
    `insert into criteria_set (id, title_vi, title_en, level, tier, decision, valid_from, applies_to)
     values ('s', 's', 's', 'commune', 'standard', 'QĐ 1', '2021-01-01', '{commune}');
     insert into criterion (set_id, no, name_vi, name_en) values ('s', 1, 'a', 'a');
     insert into assessment (admin_unit_id, set_id, criterion_no, status, valid_on, recorded_by, source, origin)
     values (4, 's', 1, 'notMet', '2021-12-31', 'x', 'x', 'import'), (4, 's', 1, 'met', '2023-12-31', 'x', 'x', 'import'),
            (5, 's', 1, 'met', '2022-12-31', 'x', 'x', 'import');
     insert into recognition (admin_unit_id, set_id, level, decision_no, decided_on, valid_from, revoked_on,
                              revocation_decision_no, recorded_at, recorded_by, origin)
     values (4, 's', 'standard', 'QĐ 5', '2022-03-01', '2022-03-01', '2024-02-01', 'QĐ 6', '2022-03-05', 'x', 'import'),
            (5, 's', 'standard', 'QĐ 7', '2023-03-01', '2023-03-01', null, null, '2023-03-05', 'x', 'demo');
     insert into boundary (admin_unit_id, geom, label_point, area_m2, valid_from, lineage, origin)
     select id, st_geomfromtext('MULTIPOLYGON(((109 13,110 13,110 14,109 13)))', 4326), st_point(109.7, 13.2, 4326), 1,
            valid_from, 'x', 'import' from admin_unit;
     insert into disbursement (admin_unit_id, year, resource_id, amount_million_vnd, valid_on, source, recorded_by, origin)
     values (5, 2022, 'r', 12.5, '2022-12-31', 'x', 'x', 'import');
     insert into address_release (released_on, origin, report) values ('2024-06-30', 'import', '{"cells": 3}');
     insert into admin_unit_lineage (predecessor_id, successor_id, event, happened_on) values (5, 6, 'merge', '2024-11-01')`,
  );
  idsBefore = await ids();
  untouched = await everythingElse();
  await migrate(database.db, {
    beforeUpgrade: async (changes) => {
      told = [...changes];
    },
  });
});
afterAll(() => database.drop());

test('whoever has a database of 0.1.0 is told before it is changed for good', async () => {
  const later = [
    '0010_unit_versions',
    '0011_feature_communes',
    '0012_succession',
    '0013_unit_groups',
    '0014_commune_moves',
    '0015_moves_one_at_a_time',
  ];
  expect(told).toEqual(['0009_release_draw', ...later]);
  expect(upgradeNotice('server', told)).toContain('pg_dump');
  expect(upgradeNotice('embedded', told)).toContain('copy of DATA_DIR');
  told = [];
  await migrate(database.db, { beforeUpgrade: () => Promise.reject(new Error('nothing is missing now')) });
});

test('units keep their ids, and nothing else is touched', async () => {
  expect(await ids()).toEqual(idsBefore);
  expect(await everythingElse()).toEqual(untouched);
  // Its district's code changed hands while it was there: that is a version.
  const ward = { unit: 5, code: '22018', name: 'Phường Tám', population: 1005 };
  expect(
    await rows(
      `select unit_id::int as unit, code, name, population, parent_id::int as parent, valid_from as from, valid_to as to
       from unit_version where unit_id = 5 order by valid_from`,
    ),
  ).toEqual([
    { ...ward, parent: 2, from: '2020-11-01', to: '2023-01-01' },
    { ...ward, parent: 3, from: '2023-01-01', to: '2024-11-01' },
  ]);
});

test.each([
  ['2020-10-31', []],
  ['2022-06-01', ['22018 Phường Tám < Huyện Cũ', '22042 Xã Một < Huyện Cũ', '22099 Xã không huyện <']],
  ['2023-01-01', ['22018 Phường Tám < Huyện Mới', '22042 Xã Một < Huyện Mới', '22099 Xã không huyện <']],
  ['2024-10-31', ['22018 Phường Tám < Huyện Mới', '22042 Xã Một < Huyện Mới', '22099 Xã không huyện <']],
  ['2024-11-01', ['22018 Phường Hai < Huyện Mới', '22042 Xã Một < Huyện Mới', '22099 Xã không huyện <']],
])('on %s the communes and the units above them are those of that day', async (day, expected) => {
  const found = await rows<{ line: string }>(
    `select code || ' ' || name || ' <' || coalesce(' ' || parent_name, '') as line
     from facts.units_on('${day}'::date) as unit where level = 'commune' order by code`,
  );
  expect(found.map(({ line }) => line)).toEqual(expected);
});

test.each([
  ['2022-02-28', []],
  ['2024-01-31', ['QĐ 5', 'QĐ 7']],
  ['2024-02-01', ['QĐ 7']],
])('recognitions in force on %s are what they were', async (day, expected) => {
  const found = await rows<{ no: string }>(
    `select decision_no as no from facts.recognitions_on('${day}'::date) as recognition order by 1`,
  );
  expect(found.map(({ no }) => no)).toEqual(expected);
});

test('a revocation of 0.1.0 is told from its own day on, and known from then', async () => {
  const known = async (day: string, knownOn: string) =>
    (
      await rows<{ on: string | null; no: string | null }>(
        `select revoked_on as on, revocation_decision_no as no
         from facts.recognitions_known('${day}'::date, '${knownOn}'::date) as recognition where unit_id = 4`,
      )
    )[0];
  expect(await known('2025-01-01', '2025-01-01')).toEqual({ on: '2024-02-01', no: 'QĐ 6' });
  expect(await known('2025-01-01', '2024-02-01')).toEqual({ on: '2024-02-01', no: 'QĐ 6' });
  expect(await known('2025-01-01', '2024-01-31')).toEqual({ on: null, no: null });
  expect(await known('2024-01-31', '2025-01-01')).toEqual({ on: null, no: null });
});

test('acts are not rewritten any more; only the invented ones may go', async () => {
  const { pool } = database.db;
  await expect(pool.query(`update recognition set note = 'x' where decision_no = 'QĐ 5'`)).rejects.toThrow(
    /append-only/,
  );
  await expect(pool.query(`delete from revocation`)).rejects.toThrow(/append-only/);
  await expect(pool.query(`delete from recognition where decision_no = 'QĐ 5'`)).rejects.toThrow(/append-only/);
  expect((await pool.query(`delete from recognition where origin = 'demo'`)).rowCount).toBe(1);
});
