import { compareNames } from '#client/text/format.ts';
import type { UnitRow } from './rows.ts';

export type UnitSortKey = 'name' | 'parent' | 'former' | 'value' | 'population' | 'area';
export interface UnitSort {
  readonly key: UnitSortKey;
  readonly descending: boolean;
}

/** Rows in order. What has no figure comes last either way; equal rows stand in Vietnamese order of names. */
export function sortRows(rows: readonly UnitRow[], { key, descending }: UnitSort): UnitRow[] {
  const sign = descending ? -1 : 1;
  return [...rows].sort((a, b) => {
    if (key === 'name') return sign * compareNames(a.name, b.name) || a.code.localeCompare(b.code);
    if (key === 'parent' || key === 'former') {
      const above = (row: UnitRow) => (key === 'parent' ? row.parentName : row.formerDistricts[0]?.name) ?? '';
      return sign * compareNames(above(a), above(b)) || compareNames(a.name, b.name);
    }
    const [x, y] = [figure(a, key), figure(b, key)];
    if (x === null || y === null) return Number(x === null) - Number(y === null) || compareNames(a.name, b.name);
    return sign * (x - y) || compareNames(a.name, b.name);
  });
}

function figure(row: UnitRow, key: 'value' | 'population' | 'area'): number | null {
  return key === 'area' ? row.areaKm2 : row[key];
}
