import { isInForce } from '#rules/in-force.ts';
import { boundaries } from '#facts/boundaries.ts';
import type { PackedPolygons } from '#contract/packed-polygons.ts';
import type { Level, UnitKind } from '#contract/admin-units.ts';
import type { Queryable } from '#db/db.ts';
import { hasDistricts } from '#rules/boundaries/tiers.ts';
import { nothingToDo } from '#formats/driver.ts';
import { kindOf } from '#rules/boundaries/values.ts';
import { withKindWord } from '#rules/unit-kinds.ts';
import type { Findings } from '../../findings.ts';
import type { StoredUnit } from '../../stored-units.ts';
import { listedFrom, type ListedUnit, type MadeProvince } from '../../unit-lists.ts';
import type { ImportRow } from './rows.ts';
import type { UnitBoundary } from './write.ts';

/** How the lineage of a boundary begins that was united from the units below: such a one may be united anew. */
export const unitedLineage = 'Hợp từ ranh giới các đơn vị cấp dưới';

/** A unit above those of the file. `stored` where the database has it already. */
export interface ParentUnit {
  readonly code: string;
  readonly level: Level;
  readonly kind: UnitKind;
  readonly name: string;
  readonly parentCode: string | null;
  readonly stored: StoredUnit | null;
}

export interface Sources {
  readonly listed: ReadonlyMap<string, ListedUnit>;
  readonly stored: readonly StoredUnit[];
  readonly at: string;
  /** The code of the unit above the one that goes on as that of a code; null where none is known. */
  readonly knownAbove: (code: string) => string | null;
  /** Provinces that were made by the day: whoever bore the code of one before is another. */
  readonly made: ReadonlyMap<string, MadeProvince>;
}

/** The code of the unit above a row: the file's own column, else the list's, else what the database has. */
export function parentCodeOf(row: ImportRow, level: Level, sources: Sources): string | null {
  if (level === 'province' || row.code === null) return null;
  const { listed, at } = sources;
  const fromList = listed.get(row.code)?.parentCode ?? null;
  const known = sources.knownAbove(row.code);
  if (level === 'district') return row.province.code ?? fromList ?? known;
  // On days without districts the list knows the province of every code.
  if (!hasDistricts(at)) return fromList ?? row.province.code ?? known;
  return row.district.code ?? fromList ?? known ?? row.province.code;
}

/** The units above the rows, the highest first: known ones, and those to be made from the file's columns. */
export function findParents(
  rows: readonly ImportRow[],
  level: Level,
  sources: Sources,
  findings: Findings,
): ParentUnit[] {
  const parents = new Map<string, ParentUnit>();
  let withDistricts = 0;
  for (const row of rows) {
    if (level === 'commune' && row.district.code !== null && !hasDistricts(sources.at)) withDistricts++;
    const code = parentCodeOf(row, level, sources);
    if (!hasDistricts(sources.at) && code !== null && row.province.code !== null && code !== row.province.code)
      refuseAbove(row, code, findings);
    if (code === null) {
      if (level !== 'province') noteMissingParent(row, findings);
      continue;
    }
    const isDistrict = level === 'commune' && hasDistricts(sources.at) && code !== row.province.code;
    if (isDistrict) {
      const provinceCode =
        row.province.code ?? sources.listed.get(code)?.parentCode ?? storedIn(code, sources)?.parentCode ?? null;
      const district = { code, level: 'district', name: row.district.name, parentCode: provinceCode } as const;
      if (!add(parents, district, sources)) askAbove(row, district, findings);
      if (provinceCode === null) continue;
      addProvince(provinceCode, row);
    } else addProvince(code, row);
  }
  function addProvince(code: string, row: ImportRow) {
    const province = { code, level: 'province', name: row.province.name, parentCode: null } as const;
    if (!add(parents, province, sources)) askAbove(row, province, findings);
  }
  if (withDistricts > 0) noteNoDistricts(withDistricts, findings);
  return [...parents.values()].sort(
    (one, other) => Number(one.level === 'district') - Number(other.level === 'district'),
  );
}

type StatedAbove = Pick<ParentUnit, 'code' | 'level' | 'parentCode'> & { readonly name: string | null };

/** Adds a unit above, once. False where neither the list nor the database nor the file says its name and kind. */
function add(parents: Map<string, ParentUnit>, unit: StatedAbove, sources: Sources): boolean {
  if (parents.has(unit.code)) return true;
  const stored = storedIn(unit.code, sources);
  const listed = sources.listed.get(unit.code);
  const name = listed?.name ?? stored?.name ?? unit.name;
  const kind = kindOf(unit.level, null, name) ?? listed?.kind ?? stored?.kind ?? null;
  if (name === null || kind === null) return false;
  parents.set(unit.code, { ...unit, stored, kind, name: withKindWord(name, kind) });
  return true;
}

/** Asks for the name and kind of the unit above a row. */
function askAbove(row: ImportRow, { code, level, name }: StatedAbove, findings: Findings) {
  const column = level === 'district' ? 'TEN_HUYEN' : 'TEN_TINH';
  const example = level === 'district' ? 'Huyện Đồng Xuân' : 'Tỉnh Đắk Lắk';
  const [lacks, said] = [name === null ? ['tên', 'name'] : ['loại', 'kind'], name === null ? '' : ` ("${name}")`];
  findings.issue(
    'unitAboveUnknown',
    row,
    {
      vi: `Không biết ${lacks[0]} của đơn vị cấp trên mã ${code}${said}.`,
      en: `The ${lacks[1]} of the unit above, code ${code}${said}, is not known.`,
    },
    {
      vi: `Thêm cột ${column} ghi tên đầy đủ, ví dụ "${example}", hoặc nhập đơn vị cấp trên trước.`,
      en: `Add a column ${column} with the full name, for instance "${example}", or import the units above first.`,
    },
  );
}

/** A row whose province is another than that of its code. */
function refuseAbove(row: ImportRow, listed: string, findings: Findings) {
  const stated = row.province.code ?? '';
  findings.issue(
    'otherProvince',
    row,
    {
      vi: `Tệp ghi đơn vị này thuộc tỉnh mã ${stated}, danh mục từ 01/07/2025 ghi tỉnh mã ${listed}.`,
      en: `The file puts this unit under the province ${stated}, the list since 1 July 2025 under ${listed}.`,
    },
    { vi: 'Sửa mã tỉnh (MA_TINH) hoặc mã đơn vị.', en: 'Correct the code of the province (MA_TINH) or of the unit.' },
  );
}

/** The unit that bears a code above the rows; of one that was made on the day, no older one. */
function storedIn(code: string, { stored, at, made }: Sources): StoredUnit | null {
  const found = stored.find((unit) => unit.code === code && isInForce(unit, at)) ?? null;
  return found !== null && found.validFrom < (made.get(code)?.since ?? '') ? null : found;
}

function noteNoDistricts(rows: number, findings: Findings) {
  findings.note(
    'noDistricts',
    {},
    {
      vi: `Từ 01/07/2025 không còn cấp huyện; mã huyện của ${rows} đơn vị được bỏ qua.`,
      en: `There are no districts since 1 July 2025; the district codes of ${rows} unit(s) were passed over.`,
    },
    nothingToDo,
  );
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
  geometry: PackedPolygons | null,
  {
    listed,
    validFrom,
    source,
    made,
  }: Pick<Sources, 'listed' | 'made'> & { readonly validFrom: string | null; readonly source: string },
): UnitBoundary {
  const known = listed.get(parent.code);
  const isMade = parent.stored === null && made.has(parent.code);
  return {
    code: parent.code,
    level: parent.level,
    kind: parent.kind,
    name: parent.name,
    nameEn: null,
    parentCode: parent.parentCode,
    listedAreaKm2: known?.areaKm2 ?? null,
    population: known?.population ?? null,
    populationYear: typeof known?.population === 'number' ? 2019 : null,
    validFrom: startOf(known, validFrom),
    ...(isMade ? { unit: 'new' as const } : {}),
    source,
    geometry,
    ...(geometry === null ? {} : { lineage: `${unitedLineage} (${source})` }),
  };
}

/** First day of a unit that the database does not have: of one in the list of 2020 that list's, else that of the boundaries. */
export function startOf(known: ListedUnit | undefined, validFrom: string | null): string {
  if (validFrom === null) return listedFrom;
  return known !== undefined && hasDistricts(validFrom) ? listedFrom : validFrom;
}
