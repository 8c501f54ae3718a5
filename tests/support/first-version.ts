import { migrate } from '#db/migrate.ts';
import { searchable } from '#rules/text/fold.ts';
import { makeTestDatabase, type TestDatabase } from './database.ts';

/** A unit as version 0.1.0 kept it: one row, whatever became of it. */
export interface FirstVersionUnit {
  readonly id: number;
  readonly code: string;
  readonly level: 'province' | 'district' | 'commune';
  readonly name: string;
  readonly kind?: string;
  readonly parent?: number;
  readonly from?: string;
  readonly to?: string;
  readonly areaKm2?: number;
  readonly population?: number;
  readonly populationYear?: number;
  /** Boundaries, each from its day to the next one's: west, south, and width and height in degrees. */
  readonly drawn?: readonly (readonly [on: string, west: number, south: number, width: number, height: number])[];
}

/** A database as version 0.1.0 prepared it, empty. */
export async function makeFirstVersion(): Promise<TestDatabase> {
  const database = await makeTestDatabase({ migrated: false });
  await migrate(database.db, { upTo: '0008_collection_key' });
  return database;
}

/** Writes units with their boundaries as the imports of version 0.1.0 left them. */
export async function insertFirstUnits({ db }: TestDatabase, units: readonly FirstVersionUnit[]): Promise<void> {
  for (const unit of units) {
    const { id, code, level, name, kind = level, parent = null, from = '2020-11-01', to = null } = unit;
    const { areaKm2 = null, population = null, populationYear = null, drawn = [] } = unit;
    await db.pool.query(
      `insert into admin_unit (id, code, level, kind, name, name_search, parent_id, valid_from, valid_to,
                               listed_area_km2, population, population_year, source, origin)
       overriding system value values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, 'Tệp xa.geojson', 'import')`,
      [id, code, level, kind, name, searchable(name), parent, from, to, areaKm2, population, populationYear],
    );
    for (const [index, [on, west, south, width, height]] of drawn.entries()) {
      await db.pool.query(
        `insert into boundary (admin_unit_id, geom, label_point, area_m2, valid_from, valid_to, lineage, origin)
         select $1, st_multi(box), st_pointonsurface(box), st_area(box::geography), $2, $3, 'xa.geojson', 'import'
         from st_makeenvelope($4, $5, $6, $7, 4326) as box`,
        [id, on, drawn[index + 1]?.[0] ?? null, west, south, west + width, south + height],
      );
    }
  }
  await db.pool.query(`select setval(pg_get_serial_sequence('admin_unit', 'id'), (select max(id) from admin_unit))`);
}
