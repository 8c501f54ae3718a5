import { isInForce } from '#rules/in-force.ts';
import { boundaries } from '#facts/boundaries.ts';
import type { MultiPolygon } from 'geojson';
import type { Level } from '#contract/admin-units.ts';
import type { Queryable } from '#db/db.ts';
import { kindOf, withKindWord } from '#rules/boundaries/values.ts';
import type { Findings } from '../../findings.ts';
import { listedFrom, type ListedUnit, type StoredUnit } from '../../listed-units.ts';
import type { ImportRow } from './rows.ts';
import type { UnitBoundary } from './write.ts';

/** How the lineage of a boundary begins that was united from the units below: such a one may be united anew. */
export const unitedLineage = 'Hợp từ ranh giới các đơn vị cấp dưới';

/** A unit above those of the file. `stored` where the database has it already. */
export interface ParentUnit {
  readonly code: string;
  readonly level: Level;
  readonly name: string;
  readonly parentCode: string | null;
  readonly stored: StoredUnit | null;
}

interface Sources {
  readonly listed: ReadonlyMap<string, ListedUnit>;
  readonly stored: readonly StoredUnit[];
  readonly at: string;
}

/** The code of the unit above a row: the file's own column, else the list's, else what the database has. */
export function parentCodeOf(row: ImportRow, level: Level, { listed, stored, at }: Sources): string | null {
  if (level === 'province' || row.code === null) return null;
  const known = stored.find((unit) => unit.code === row.code && isInForce(unit, at))?.parentCode ?? null;
  const fromList = listed.get(row.code)?.parentCode ?? null;
  const stated =
    level === 'commune' ? (row.district.code ?? fromList ?? known ?? row.province.code) : row.province.code;
  return stated ?? fromList ?? known;
}

/** The units above the rows, the highest first: known ones, and those to be made from the file's columns. */
export function findParents(
  rows: readonly ImportRow[],
  level: Level,
  sources: Sources,
  findings: Findings,
): ParentUnit[] {
  const parents = new Map<string, ParentUnit>();
  for (const row of rows) {
    const code = parentCodeOf(row, level, sources);
    if (code === null) {
      if (level !== 'province') noteMissingParent(row, findings);
      continue;
    }
    const isDistrict = level === 'commune' && code !== row.province.code;
    if (isDistrict) {
      const provinceCode =
        row.province.code ?? sources.listed.get(code)?.parentCode ?? storedIn(code, sources)?.parentCode ?? null;
      add(parents, { code, level: 'district', name: row.district.name, parentCode: provinceCode }, sources);
      if (provinceCode !== null)
        add(parents, { code: provinceCode, level: 'province', name: row.province.name, parentCode: null }, sources);
    } else add(parents, { code, level: 'province', name: row.province.name, parentCode: null }, sources);
  }
  return [...parents.values()].sort(
    (one, other) => Number(one.level === 'district') - Number(other.level === 'district'),
  );
}

function add(
  parents: Map<string, ParentUnit>,
  unit: Omit<ParentUnit, 'stored' | 'name'> & { readonly name: string | null },
  sources: Sources,
) {
  if (parents.has(unit.code)) return;
  const stored = storedIn(unit.code, sources);
  const name = sources.listed.get(unit.code)?.name ?? stored?.name ?? unit.name ?? null;
  const kind = kindOf(unit.level, null, name) ?? (unit.level === 'district' ? 'district' : 'province');
  parents.set(unit.code, {
    ...unit,
    stored,
    name: name === null ? withKindWord(unit.code, kind) : withKindWord(name, kind),
  });
}

function storedIn(code: string, { stored, at }: Sources): StoredUnit | null {
  return stored.find((unit) => unit.code === code && isInForce(unit, at)) ?? null;
}

function noteMissingParent(row: ImportRow, findings: Findings) {
  findings.note(
    'noParent',
    row,
    { vi: 'Không biết đơn vị cấp trên của đơn vị này.', en: 'The unit above this one is not known.' },
    {
      vi: 'Thêm cột mã huyện/tỉnh (MA_HUYEN, MA_TINH) vào tệp.',
      en: 'Add a column of the code above (MA_HUYEN, MA_TINH) to the file.',
    },
  );
}

/**
 * Which units above get a boundary united from the rows, by code: those that have none of their own (or the demo's, or
 * one united earlier), where all communes that are known to be below them are in the file.
 */
export async function parentsToUnite(
  db: Queryable,
  parents: readonly ParentUnit[],
  communeCodes: ReadonlySet<string>,
  { listed, at }: Sources,
): Promise<Set<string>> {
  const candidates = parents.filter(
    ({ stored }) => stored?.boundaryOrigin !== 'import' || (stored.boundaryLineage ?? '').startsWith(unitedLineage),
  );
  const codes = candidates.map((parent) => parent.code);
  const below = await db.many<{ code: string; parentCode: string; grandCode: string | null }>(
    boundaries.communesBelow,
    {
      codes,
      at,
    },
  );
  const incomplete = new Set<string>();
  for (const { code, parentCode, grandCode } of below) {
    if (!communeCodes.has(code)) [parentCode, grandCode].forEach((above) => above !== null && incomplete.add(above));
  }
  for (const unit of listed.values()) {
    if (unit.level !== 'commune' || communeCodes.has(unit.code) || unit.parentCode === null) continue;
    incomplete.add(unit.parentCode);
    const above = listed.get(unit.parentCode)?.parentCode;
    if (above) incomplete.add(above);
  }
  return new Set(codes.filter((code) => !incomplete.has(code)));
}

/** A parent as a unit to write; without geometry its boundary stays as it is. */
export function asUnit(
  parent: ParentUnit,
  geometry: MultiPolygon | null,
  { listed, validFrom, source }: { listed: ReadonlyMap<string, ListedUnit>; validFrom: string | null; source: string },
): UnitBoundary {
  const known = listed.get(parent.code);
  return {
    code: parent.code,
    level: parent.level,
    kind: kindOf(parent.level, null, parent.name) ?? (parent.level === 'district' ? 'district' : 'province'),
    name: parent.name,
    nameEn: null,
    parentCode: parent.parentCode,
    listedAreaKm2: known?.areaKm2 ?? null,
    population: known?.population ?? null,
    populationYear: known ? 2019 : null,
    validFrom: known ? listedFrom : (validFrom ?? listedFrom),
    source,
    geometry,
    ...(geometry === null ? {} : { lineage: `${unitedLineage} (${source})` }),
  };
}
