import { afterAll, beforeAll, expect, test } from 'vitest';
import { migrate } from '#db/migrate.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

// Thresholds as a portal kept them that knew the groups 1, 2, 3 alone.
let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase({ migrated: false });
  const { db } = database;
  await migrate(db, { upTo: '0011_feature_communes' });
  await db.pool.query(
    `insert into criteria_set (id, title_vi, title_en, level, tier, decision, valid_from, applies_to)
     values ('three', 'Ba', 'Three', 'commune', 'standard', 'QĐ 1', '2021-01-01', '{commune}');
     insert into threshold_setting (set_id, indicator_no, commune_group, value, source, recorded_by, origin)
     values ('three', '1.1', 2, 80, 'QĐ', 'a test', 'import'), ('three', '1.1', null, 90, 'QĐ', 'a test', 'import')`,
  );
  await migrate(db);
});
afterAll(() => database.drop());

test('their groups are those of 2026-2030 since, and they are kept from being rewritten', async () => {
  const { pool } = database.db;
  const { rows } = await pool.query('select group_scheme, commune_group, value from threshold_setting order by id');
  expect(rows).toEqual([
    { group_scheme: 'nhom-2026', commune_group: '2', value: 80 },
    { group_scheme: null, commune_group: null, value: 90 },
  ]);
  await expect(pool.query('update threshold_setting set value = 1')).rejects.toThrow(/append-only/);
  await expect(
    pool.query(
      `insert into threshold_setting (set_id, indicator_no, commune_group, value, source, recorded_by, origin)
       values ('three', '1.1', '2', 80, 'QĐ', 'a test', 'import')`,
    ),
  ).rejects.toThrow(/threshold_setting_group/);
});
