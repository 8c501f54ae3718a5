import { boundaries } from '#facts/boundaries.ts';
import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Level } from '#contract/admin-units.ts';
import type { Position } from '#contract/common.ts';
import type { Queryable } from '#db/db.ts';

/** First day of the General Statistics Office's list that the portal carries. */
export const listedFrom = '2020-11-01';
const listedProvince = { code: '54', name: 'Tỉnh Phú Yên' };
const listUrl = new URL('../../data/admin-units/admin-units.csv', import.meta.url);

/** A unit that the portal's own list has. */
export interface ListedUnit {
  readonly code: string;
  readonly level: Level;
  readonly name: string;
  readonly parentCode: string | null;
  readonly areaKm2: number | null;
  readonly population: number | null;
  readonly point: Position | null;
}

/** A unit of the database that bears the code of a unit of the file. */
export interface StoredUnit {
  readonly code: string;
  readonly level: Level;
  readonly name: string;
  readonly parentCode: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  /** Of the boundary in force on the day asked for: whose it is, and its lineage. */
  readonly boundaryOrigin: 'demo' | 'import' | null;
  readonly boundaryLineage: string | null;
}

interface ListRow {
  readonly code: string;
  readonly name: string;
  readonly district_code: string;
  readonly district_name: string;
  readonly lng: string;
  readonly lat: string;
  readonly area_km2: string;
  readonly population_2019: string;
}

/** The portal's own list of units by code: communes, their districts and the province. */
export async function readListedUnits(): Promise<Map<string, ListedUnit>> {
  const rows = parse(await readFile(listUrl), { columns: true, bom: true }) as ListRow[];
  const communes = rows.map((row): ListedUnit => ({
    code: row.code,
    level: 'commune',
    name: row.name.normalize('NFC'),
    parentCode: row.district_code,
    areaKm2: Number(row.area_km2),
    population: Number(row.population_2019),
    point: [Number(row.lng), Number(row.lat)],
  }));
  const districts = new Map<string, ListedUnit>();
  for (const row of rows) {
    const members = rows.filter((other) => other.district_code === row.district_code);
    districts.set(row.district_code, {
      code: row.district_code,
      level: 'district',
      name: row.district_name.normalize('NFC'),
      parentCode: listedProvince.code,
      areaKm2: sum(members.map((member) => Number(member.area_km2))),
      population: sum(members.map((member) => Number(member.population_2019))),
      point: null,
    });
  }
  const province: ListedUnit = {
    ...listedProvince,
    level: 'province',
    parentCode: null,
    areaKm2: sum(communes.map((unit) => unit.areaKm2 ?? 0)),
    population: sum(communes.map((unit) => unit.population ?? 0)),
    point: null,
  };
  return new Map([...communes, ...districts.values(), province].map((unit) => [unit.code, unit]));
}

/** Units of the database that bear one of the codes, whenever they were in force; boundaries are those of `at`. */
export function readStoredUnits(db: Queryable, codes: readonly string[], at: string): Promise<StoredUnit[]> {
  return db.many<StoredUnit>(boundaries.storedUnits, { codes, at });
}

function sum(values: readonly number[]): number {
  return Number(values.reduce((total, value) => total + value, 0).toFixed(3));
}
