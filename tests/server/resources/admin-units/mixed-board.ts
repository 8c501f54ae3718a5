import { withFacts } from '#facts/relations.ts';
import type { TestDatabase } from '#tests/support/database.ts';
import { insertFirstUnits } from '#tests/support/first-version.ts';

export const reform = '2025-07-01';
const listed = '2020-11-01';
const commune = { level: 'commune', kind: 'commune', parent: 558 } as const;

/** Fills a database of version 0.1.0 as a province is into which boundaries of July 2025 came over those of 2020. */
export async function fillMixed(database: TestDatabase): Promise<void> {
  await insertFirstUnits(database, [
    { id: 54, code: '54', level: 'province', name: 'Tỉnh Phú Yên' },
    // A province whose code went on to another, with districts below.
    {
      id: 66,
      code: '66',
      level: 'province',
      name: 'Tỉnh Đắk Lắk',
      drawn: [
        [listed, 107, 12, 1, 1],
        [reform, 107, 12, 2.5, 1.5],
      ],
    },
    { id: 558, code: '558', level: 'district', name: 'Huyện Đồng Xuân', parent: 54 },
    { id: 643, code: '643', level: 'district', name: 'Thành phố Buôn Ma Thuột', kind: 'city', parent: 66 },
    // One that somebody ended: the communes below were cut there when they got versions.
    { id: 559, code: '559', level: 'district', name: 'Huyện Tuy An', parent: 54, to: reform },
    // Named by the file of 2025, with the list's area and population of 2020.
    {
      ...commune,
      id: 1,
      code: '22081',
      name: 'Xã Đồng Xuân',
      areaKm2: 20.4,
      population: 8994,
      populationYear: 2019,
      drawn: [
        [listed, 109.1, 13.35, 0.05, 0.04],
        [reform, 109.05, 13.3, 0.2, 0.15],
      ],
    },
    // Named by the file of 2020; the file of 2025 bears the same name for another unit.
    {
      ...commune,
      id: 2,
      code: '22090',
      name: 'Xã Xuân Lãnh',
      areaKm2: 125.9,
      population: 9000,
      populationYear: 2020,
      drawn: [
        [listed, 109, 13.5, 0.1, 0.1],
        [reform, 109, 13.5, 0.1, 0.15],
      ],
    },
    // Only the file of 2025 came in, with its own population.
    {
      ...commune,
      id: 3,
      parent: 559,
      code: '22096',
      name: 'Xã Phú Mỡ',
      areaKm2: 111.6,
      population: 8000,
      populationYear: 2025,
      drawn: [[reform, 108.8, 13.3, 0.2, 0.2]],
    },
    // The same commune, whose line the file of 2025 draws a little finer.
    {
      ...commune,
      id: 4,
      code: '22111',
      name: 'Xã Xuân Phước',
      areaKm2: 80,
      population: 7325,
      populationYear: 2019,
      drawn: [
        [listed, 109.05, 13.2, 0.1, 0.08],
        [reform, 109.05, 13.2, 0.1, 0.0801],
      ],
    },
    // Drawn finer before the reform: nothing to decide. In November 2024 one received its neighbour's land.
    {
      ...commune,
      id: 5,
      code: '22108',
      name: 'Xã Xuân Quang 3',
      drawn: [
        [listed, 109.2, 13.2, 0.1, 0.1],
        ['2023-01-01', 109.2, 13.2, 0.1, 0.1001],
      ],
    },
    {
      ...commune,
      id: 6,
      code: '22015',
      name: 'Phường 1',
      kind: 'ward',
      drawn: [
        [listed, 109.3, 13.2, 0.1, 0.1],
        ['2024-11-01', 109.3, 13.2, 0.1, 0.2],
      ],
    },
    // A code that changed hands twice.
    {
      ...commune,
      id: 9,
      code: '22018',
      name: 'Phường 8',
      kind: 'ward',
      drawn: [
        [listed, 109.5, 13.2, 0.1, 0.1],
        ['2024-11-01', 109.5, 13.4, 0.1, 0.1],
        [reform, 109.5, 13.6, 0.1, 0.1],
      ],
    },
    // Came with its first boundary, or has one boundary for good.
    {
      ...commune,
      id: 7,
      code: '24133',
      name: 'Phường Tân An',
      kind: 'ward',
      from: reform,
      parent: 643,
      drawn: [[reform, 107, 12, 0.1, 0.1]],
    },
    {
      ...commune,
      id: 8,
      code: '24134',
      name: 'Phường Cũ',
      kind: 'ward',
      parent: 643,
      drawn: [[listed, 107, 12, 0.1, 0.1]],
    },
  ]);
  await database.db.pool.query(
    `insert into criteria_set (id, title_vi, title_en, level, tier, decision, valid_from, applies_to)
     values ('s', 's', 's', 'commune', 'standard', 'QĐ 1', '2021-01-01', '{commune}');
     insert into criterion (set_id, no, name_vi, name_en) values ('s', 1, 'a', 'a');
     insert into assessment (admin_unit_id, set_id, criterion_no, status, valid_on, recorded_at, recorded_by, source, origin)
     values (1, 's', 1, 'notMet', '2023-12-31', '2024-01-05', 'x', 'x', 'import'),
            (1, 's', 1, 'met', '2025-12-31', '2026-01-05', 'x', 'x', 'import'),
            -- said before the day for a day after it: of whom?
            (1, 's', 1, 'met', '2025-12-30', '2025-06-05', 'x', 'x', 'import');
     insert into recognition (admin_unit_id, set_id, level, decision_no, decided_on, valid_from, recorded_at, recorded_by, origin)
     values (1, 's', 'standard', 'QĐ cũ', '2022-03-01', '2022-03-01', '2022-03-05', 'x', 'import'),
            (1, 's', 'standard', 'QĐ giữa', '2025-06-20', '2025-07-05', '2025-07-10', 'x', 'import'),
            (1, 's', 'advanced', 'QĐ mới', '2026-03-01', '2026-03-01', '2026-03-05', 'x', 'import');
     insert into disbursement (admin_unit_id, year, resource_id, amount_million_vnd, valid_on, source, recorded_at, recorded_by, origin)
     values (1, 2024, 'r', 1, '2025-07-31', 'x', '2025-08-01', 'x', 'import'),
            (1, 2025, 'r', 2, '2025-12-31', 'x', '2026-01-05', 'x', 'import'),
            (1, 2026, 'r', 3, '2026-06-30', 'x', '2026-07-05', 'x', 'import');
     insert into admin_unit_lineage (predecessor_id, successor_id, event, happened_on)
     values (5, 1, 'merge', '2025-07-01'), (6, 1, 'transfer', '2022-01-01'), (1, 4, 'transfer', '2025-07-01'),
            (1, 2, 'transfer', '2026-01-01')`,
  );
}

export async function rowsOf<Row extends object>({ db }: TestDatabase, sql: string): Promise<Row[]> {
  return (await db.pool.query<Row>(withFacts(sql))).rows;
}

/** Who bears a code on a day, with what the portal says of it. */
export async function bearerOf(database: TestDatabase, code: string, day: string) {
  const [unit] = await rowsOf<{ readonly id: number; readonly name: string }>(
    database,
    `select unit.id::int, unit.name, unit.kind, unit.parent_code as parent, unit.listed_area_km2 as area, unit.population,
            unit.population_year as year, round(boundary.area_m2 / 1e6)::int as km2
     from facts.units_on('${day}'::date) as unit
     left join facts.boundaries_on('${day}'::date) as boundary on boundary.unit_id = unit.id
     where unit.code = '${code}'`,
  );
  return unit;
}

/** All that a mend may change, to compare before and after. */
export function everythingIn(database: TestDatabase): Promise<unknown[]> {
  return Promise.all(
    ['admin_unit', 'unit_version', 'boundary', 'assessment', 'recognition', 'disbursement', 'resource_revision'].map(
      (table) => rowsOf(database, `select * from ${table} order by 1`),
    ),
  );
}
