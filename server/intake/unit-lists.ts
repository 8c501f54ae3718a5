import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Level, UnitKind } from '#contract/admin-units.ts';
import type { Position } from '#contract/common.ts';
import { kindOf } from '#rules/boundaries/values.ts';

/** First day of the General Statistics Office's list that boundaries without a day of their own are taken to be of. */
export const listedFrom = '2020-11-01';
/** The day on which Phường 2 took the code of Phường 8 and four units of Tuy Hòa ceased (NQ 1200/NQ-UBTVQH15). */
const changedOn = '2024-11-01';
/** The day from which the codes of the list of 2025 hold, and the one on which its names do. */
const reformedOn = '2025-07-01';
const namesOf2025On = '2026-07-25';
const listedProvince = { code: '54', name: 'Tỉnh Phú Yên' };

/** A unit that an official list has on a day. */
export interface ListedUnit {
  readonly code: string;
  readonly level: Level;
  /** Null on days of which the list says no more than the code. */
  readonly name: string | null;
  readonly kind: UnitKind | null;
  readonly parentCode: string | null;
  readonly areaKm2: number | null;
  readonly population: number | null;
  readonly point: Position | null;
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

/**
 * The units that an official list has on a day, by code: those of Phú Yên from 1 November 2020, with the change of 1 November 2024,
 * and the communes and provinces of the country since 1 July 2025. Empty on days of which no list speaks.
 */
export async function readListedUnits(day: string): Promise<ReadonlyMap<string, ListedUnit>> {
  if (day < listedFrom) return new Map();
  if (day < changedOn) return listOf2020();
  return day < reformedOn ? listOf2024() : listOf2025(day);
}

async function listOf2020(): Promise<Map<string, ListedUnit>> {
  const rows = await readRows<ListRow>('admin-units.csv');
  const communes = rows.map((row): ListedUnit => ({
    ...named(row.code, 'commune', row.name),
    parentCode: row.district_code,
    areaKm2: Number(row.area_km2),
    population: Number(row.population_2019),
    point: [Number(row.lng), Number(row.lat)],
  }));
  return withUnitsAbove(
    communes,
    rows.map(({ district_code: code, district_name: name }) => ({ code, name })),
  );
}

/** The list of 2020 with what the decision of 2024 changed: of units that it touched neither area nor population is listed. */
async function listOf2024(): Promise<Map<string, ListedUnit>> {
  const [before, changes] = await Promise.all([
    listOf2020(),
    readRows<{ old_code: string; new_code: string; new_name: string; continues: string }>('succession-2024-11-01.csv'),
  ]);
  const touched = new Set(changes.flatMap(({ old_code: old, new_code: made }) => [old, made]));
  const communes = [...before.values()].filter(({ level, code }) => level === 'commune' && !touched.has(code));
  for (const { old_code: old, new_code: code, new_name: name, continues } of changes) {
    if (continues !== 'yes') continue;
    const unit = before.get(old);
    if (unit === undefined) throw new Error(`succession-2024-11-01.csv: ${old} is not in the list of 2020`);
    communes.push({ ...unit, ...named(code, 'commune', name), areaKm2: null, population: null });
  }
  const districts = [...before.values()].flatMap(({ level, code, name }) =>
    level === 'district' && name !== null ? [{ code, name }] : [],
  );
  return withUnitsAbove(communes, districts);
}

async function listOf2025(day: string): Promise<Map<string, ListedUnit>> {
  const [communes, provinces, made] = await Promise.all([
    readRows<{ code: string; name: string; province_code: string }>('communes-2025.csv'),
    readRows<{ code: string; name: string }>('provinces-2025.csv'),
    readProvincesMade(day),
  ]);
  const bare = { areaKm2: null, population: null, point: null };
  const unit = (code: string, level: Level, name: string, parentCode: string | null): ListedUnit =>
    day < namesOf2025On
      ? { ...bare, code, level, name: null, kind: null, parentCode }
      : { ...bare, ...named(code, level, name), parentCode };
  return byCode([
    ...communes.map((row) => unit(row.code, 'commune', row.name, row.province_code)),
    ...provinces.map((row) => ({
      ...unit(row.code, 'province', row.name, null),
      ...madeNames(made.get(row.code)),
    })),
  ]);
}

function madeNames(made: MadeProvince | undefined): Partial<ListedUnit> {
  return made === undefined ? {} : { name: made.name, kind: made.kind };
}

/** A province that a decision made, with the day from which it is. */
export interface MadeProvince extends Pick<ListedUnit, 'code' | 'level' | 'name' | 'kind'> {
  readonly since: string;
}

/** Provinces that decisions have made by a day, by code: whoever bore the code before is another. */
export async function readProvincesMade(day: string): Promise<ReadonlyMap<string, MadeProvince>> {
  if (day < reformedOn) return new Map();
  const rows = await readRows<{ new_code: string; new_name: string }>('succession-provinces-2025-07-01.csv');
  return new Map(
    rows.map(({ new_code: code, new_name: name }) => [code, { ...named(code, 'province', name), since: reformedOn }]),
  );
}

function withUnitsAbove(
  communes: readonly ListedUnit[],
  districts: readonly { readonly code: string; readonly name: string }[],
): Map<string, ListedUnit> {
  const above = [...new Map(districts.map((district) => [district.code, district])).values()].map(
    ({ code, name }): ListedUnit => ({
      ...named(code, 'district', name),
      ...sumsOf(communes.filter(({ parentCode }) => parentCode === code)),
      parentCode: listedProvince.code,
    }),
  );
  const province: ListedUnit = {
    ...named(listedProvince.code, 'province', listedProvince.name),
    ...sumsOf(communes),
    parentCode: null,
  };
  return byCode([...communes, ...above, province]);
}

function named(code: string, level: Level, name: string): Pick<ListedUnit, 'code' | 'level' | 'name' | 'kind'> {
  const spelt = name.normalize('NFC');
  return { code, level, name: spelt, kind: kindOf(level, null, spelt) };
}

/** What is listed of the units below; of a whole with a part of which nothing is listed neither is anything. */
function sumsOf(units: readonly ListedUnit[]) {
  const sum = (values: readonly (number | null)[]) =>
    values.includes(null) ? null : Number(values.reduce<number>((total, value) => total + (value ?? 0), 0).toFixed(3));
  return {
    areaKm2: sum(units.map(({ areaKm2 }) => areaKm2)),
    population: sum(units.map(({ population }) => population)),
    point: null,
  };
}

function byCode(units: readonly ListedUnit[]): Map<string, ListedUnit> {
  return new Map(units.map((unit) => [unit.code, unit]));
}

async function readRows<Row>(file: string): Promise<Row[]> {
  const url = new URL(`../../data/admin-units/${file}`, import.meta.url);
  return parse(await readFile(url), { columns: true, bom: true }) as Row[];
}
