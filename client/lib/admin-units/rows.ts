import type { AdminUnit, FormerDistrict } from '#contract/admin-units.ts';
import type { MeasureValues, Reached } from '#contract/measures.ts';
import type { Partly } from '#client/text/figures.ts';

/** A unit as the table, the cursor and the file of figures show it. `class` is a class id of the legend. */
export interface UnitRow {
  readonly code: string;
  readonly name: string;
  readonly kind: AdminUnit['kind'];
  readonly parentCode: string | null;
  readonly parentName: string | null;
  /** Of a commune of a day without districts those that it came from, the largest part first. */
  readonly formerDistricts: readonly FormerDistrict[];
  readonly value: number | null;
  /** Of how many units below the value is a share; null where it is none. */
  readonly of: number | null;
  readonly class: string;
  /** Criteria met so far where some are not assessed; null where that says nothing more. */
  readonly partly: Partly | null;
  /** What predecessors had reached, of a unit that is not assessed itself. */
  readonly reached: Reached | null;
  readonly population: number | null;
  readonly areaKm2: number | null;
  readonly point: AdminUnit['point'];
}

export function byCode(units: readonly AdminUnit[]): ReadonlyMap<string, AdminUnit> {
  return new Map(units.map((unit) => [unit.code, unit]));
}

export function codesOf(units: readonly AdminUnit[]): ReadonlySet<string> {
  return new Set(units.map(({ code }) => code));
}

/** One row for each unit that the answer speaks of. */
export function rowsOf(
  units: readonly AdminUnit[],
  answer: Pick<MeasureValues, 'values' | 'denominators' | 'partly' | 'reached'>,
  classes: ReadonlyMap<string, string>,
): UnitRow[] {
  return units.flatMap((unit) => {
    const id = classes.get(unit.code);
    if (id === undefined) return [];
    const { code, name, kind, parentCode, parentName, formerDistricts = [], population, areaKm2, point } = unit;
    return [
      {
        code,
        name,
        kind,
        parentCode,
        parentName,
        formerDistricts,
        value: answer.values[code] ?? null,
        of: answer.denominators?.[code] ?? null,
        class: id,
        partly: answer.partly?.[code] ?? null,
        reached: answer.reached?.[code] ?? null,
        population,
        areaKm2,
        point,
      },
    ];
  });
}

/** Place of a unit among those with a value: 1 is the highest, equal values share a place. */
export function rankOf(rows: readonly UnitRow[], code: string): { place: number; of: number } | null {
  const own = rows.find((row) => row.code === code)?.value ?? null;
  if (own === null) return null;
  const valued = rows.filter(({ value }) => value !== null);
  return { place: 1 + valued.filter(({ value }) => value !== null && value > own).length, of: valued.length };
}
