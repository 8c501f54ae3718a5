import { isInForce } from '#rules/in-force.ts';
import type { PackedPolygons } from '#contract/packed-polygons.ts';
import { boundaryCollections, type ImportReport } from '#contract/imports.ts';
import type { Level } from '#contract/admin-units.ts';
import type { Queryable } from '#db/db.ts';
import { hasDistricts } from '#rules/boundaries/tiers.ts';
import { inspectInThread } from './coverage.ts';
import { areaChanges, noteCoverageFaults } from './coverage-checks.ts';
import type { Findings } from '../../findings.ts';
import { checkGeometries } from './geometry-checks.ts';
import type { StoredUnit } from '../../stored-units.ts';
import { listedFrom, readProvincesMade } from '../../unit-lists.ts';
import { findEmptied, type EmptiedUnit } from './levels-above.ts';
import { nameOfRow } from './naming.ts';
import {
  asUnit,
  findParents,
  parentCodeOf,
  parentsToUnite,
  startOf,
  type ParentUnit,
  type Sources,
} from './parents.ts';
import type { GoodRow, Prepared } from './prepare.ts';
import type { ImportRequest } from '../../request.ts';
import { succeed } from './succeed.ts';
import { tellProvinceStands } from './tell-order.ts';
import type { Succession } from './succession.ts';
import type { UnitBoundary } from './write.ts';

export interface Assembled {
  /** Units to write, parents first. */
  readonly units: readonly UnitBoundary[];
  /** What becomes of the units of the day before; null where no day was given. */
  readonly succession: Succession | null;
  /** Units above that have nothing below them any more. */
  readonly emptied: readonly EmptiedUnit[];
  readonly cleaned: ImportReport['cleaned'];
}

/** Looks at good rows together (gaps, overlaps, cleaning), finds the units above them and makes units to write. */
export async function assemble(
  db: Queryable,
  prepared: Prepared,
  request: ImportRequest,
  findings: Findings,
  signal?: AbortSignal,
): Promise<Assembled> {
  const level = boundaryCollections[request.collection];
  const { listed, stored } = prepared;
  const at = request.validFrom ?? listedFrom;
  const rows = prepared.rows.filter((row): row is GoodRow => isGood(row, findings));
  const succession = await succeed(db, rows, request, findings);
  const sources: Sources = {
    listed,
    stored,
    at,
    knownAbove: knownAbove(succession, stored, at),
    made: await readProvincesMade(at),
  };
  const parents = findParents(rows, level, sources, findings);
  const emptied = succession === null ? [] : await emptiedBy(db, succession, { rows, sources, parents }, findings);
  const codes = new Set(rows.map((row) => row.code));
  const uniting = level === 'commune' ? await parentsToUnite(db, parents, codes, sources) : new Set<string>();
  const inspected = await inspectInThread(
    {
      boundaries: rows.map((row) => row.geometry),
      clean: request.clean,
      owners: ownersOf(rows, level, parents, sources, uniting),
    },
    signal,
  );
  const final = rows.map((row, index) => inspected.cleaned?.[index] ?? row.geometry);
  const cleaned = inspected.cleaned ? await compareCleaned(db, rows, inspected.cleaned, prepared, findings) : [];
  noteCoverageFaults(rows, inspected.faults, request.clean, findings);
  const source = `Tệp ${request.files[0]?.name ?? ''}`.trim();
  const united = new Map(inspected.united.flatMap((byOwner) => [...byOwner]));
  noteStarts(rows, request.validFrom, prepared, findings);
  const making = { level, prepared, request, source, sources, succession };
  return {
    cleaned,
    succession,
    emptied,
    units: [
      ...parents.map((parent) => asUnit(parent, united.get(parent.code) ?? null, { ...sources, ...request, source })),
      ...rows.flatMap((row, index) =>
        findings.isRefused(row.row) ? [] : (unitOf(row, final[index] ?? row.geometry, making, findings) ?? []),
      ),
    ],
  };
}

/** What is known of the unit above: of whoever goes on as a unit of the file, or bears its code. */
function knownAbove(succession: Succession | null, stored: readonly StoredUnit[], at: string): Sources['knownAbove'] {
  if (succession === null) return (code) => storedOn(stored, code, at)?.parentCode ?? null;
  return (code) => {
    if (succession.settled.has(code)) return storedOn(stored, code, at)?.parentCode ?? null;
    const before = succession.before.find(({ id }) => id === succession.goesOn.get(code)?.id);
    if (before === undefined) return null;
    return before.parentLevel === 'district' && !hasDistricts(at) ? null : before.parentCode;
  };
}

function storedOn(stored: readonly StoredUnit[], code: string, day: string): StoredUnit | undefined {
  return stored.find((unit) => unit.code === code && isInForce(unit, day));
}

interface Found {
  readonly rows: readonly GoodRow[];
  readonly sources: Sources;
  readonly parents: readonly ParentUnit[];
}

/** Units above that have nothing below them once those that cease or go to another have left; of communes alone. */
async function emptiedBy(
  db: Queryable,
  { day, before, ended, goesOn, level }: Succession,
  { rows, sources, parents }: Found,
  findings: Findings,
): Promise<EmptiedUnit[]> {
  if (level !== 'commune') return [];
  const parentOf = new Map(before.map(({ id, parentCode }) => [id, parentCode]));
  const moved = rows.flatMap((row) => {
    const unit = goesOn.get(row.code);
    return unit !== undefined && parentOf.get(unit.id) !== parentCodeOf(row, level, sources) ? [unit.id] : [];
  });
  // A province that is made now has none of its code before it.
  const made = parents.flatMap(({ code, stored }) => (stored === null && sources.made.has(code) ? [code] : []));
  const emptied = await findEmptied(db, {
    day,
    leaving: [...ended.map(({ id }) => id), ...moved],
    kept: new Set(parents.filter(({ stored }) => stored !== null).map(({ code }) => code)),
    made,
  });
  for (const code of made) {
    const standing = storedOn(sources.stored, code, day);
    if (standing !== undefined && !emptied.some((unit) => unit.code === code))
      tellProvinceStands(standing.name, code, findings);
  }
  return emptied;
}

function isGood(row: Prepared['rows'][number], findings: Findings): boolean {
  return row.code !== null && row.geometry !== null && !findings.isRefused(row.row);
}

/** For each row the district and the province that is to be united from it. */
function ownersOf(
  rows: readonly GoodRow[],
  level: Level,
  parents: readonly ParentUnit[],
  sources: Sources,
  uniting: ReadonlySet<string>,
) {
  const parentCodes = rows.map((row) => parentCodeOf(row, level, sources));
  const above = new Map(parents.map((parent) => [parent.code, parent.parentCode]));
  const wanted = (code: string | null | undefined) => (code && uniting.has(code) ? code : null);
  return [parentCodes.map(wanted), parentCodes.map((code) => wanted(above.get(code ?? '')))];
}

async function compareCleaned(
  db: Queryable,
  rows: readonly GoodRow[],
  cleaned: readonly (PackedPolygons | null)[],
  { areas }: Prepared,
  findings: Findings,
) {
  const after = await checkGeometries(
    db,
    rows.flatMap((row, index) => {
      const geometry = cleaned[index];
      return geometry ? [{ ...row, geometry }] : [];
    }),
    findings,
    () => undefined,
  );
  rows.forEach((row, index) => {
    if (cleaned[index]) return;
    findings.note(
      'vanishedInCleaning',
      row,
      {
        vi: 'Đơn vị nằm trọn trong đơn vị khác; ranh giới được giữ như trong tệp.',
        en: 'The unit lies wholly inside another; its boundary was kept as in the file.',
      },
      { vi: 'Kiểm tra ranh giới của hai đơn vị.', en: 'Check the boundaries of the two units.' },
    );
  });
  return areaChanges(rows, areas, new Map([...areas, ...after]));
}

interface Making {
  readonly level: Level;
  readonly prepared: Prepared;
  readonly request: ImportRequest;
  readonly source: string;
  readonly sources: Sources;
  readonly succession: Succession | null;
}

/** A row as a unit to write; null where neither its name nor its kind is known, which is asked for. */
function unitOf(
  row: GoodRow,
  geometry: PackedPolygons,
  { level, prepared, request, source, sources, succession }: Making,
  findings: Findings,
): UnitBoundary | null {
  const { listed, stored, statedKm2 } = prepared;
  const known = listed.get(row.code);
  const before = succession?.goesOn.get(row.code);
  const isSettled = succession?.settled.has(row.code) ?? false;
  const bearer =
    succession === null || isSettled
      ? stored.find(
          (unit) => unit.code === row.code && unit.level === level && (!isSettled || isInForce(unit, sources.at)),
        )
      : before;
  const unit = succession?.settled.get(row.code) ?? before?.id ?? 'new';
  // What a list says of a code's people and area is of a day of its own: it is for units that are told nothing of yet.
  const own = succession === null || unit === 'new' ? known : undefined;
  const named = nameOfRow(row, level, known, bearer, findings);
  if (named === null) return null;
  return {
    code: row.code,
    level,
    ...named,
    nameEn: row.nameEn,
    parentCode: parentCodeOf(row, level, sources),
    listedAreaKm2: own?.areaKm2 ?? statedKm2.get(row.row) ?? null,
    population: row.population ?? own?.population ?? null,
    populationYear: row.population !== null ? row.populationYear : typeof own?.population === 'number' ? 2019 : null,
    validFrom: succession === null ? (ownStart(row.code, level, stored) ?? listedFrom) : startIn(succession),
    source,
    geometry,
    ...(succession === null ? {} : { revises: true, unit }),
  };

  /** One that is known to be made on the day begins on it, whatever a list has under its code. */
  function startIn({ edges, day }: Succession): string {
    return edges.some(({ code }) => code === row.code) ? day : startOf(known, request.validFrom);
  }
}

/** First day of the unit that the database has for a code: the one of the list's time, else the newest; or null. */
function ownStart(code: string, level: Level, stored: readonly StoredUnit[]): string | null {
  const same = stored.filter((unit) => unit.code === code && unit.level === level);
  const inForce = same.find((unit) => isInForce(unit, listedFrom));
  return (inForce ?? same.at(-1))?.validFrom ?? null;
}

/** Says on what day units begin that neither the list nor the database knows, where nobody said it. */
function noteStarts(
  rows: readonly GoodRow[],
  validFrom: string | null,
  { listed, stored }: Prepared,
  findings: Findings,
) {
  const known = new Set(stored.map((unit) => unit.code));
  const unknown = rows.filter((row) => !listed.has(row.code) && !known.has(row.code));
  if (validFrom !== null || unknown.length === 0) return;
  const examples = unknown
    .slice(0, 3)
    .map((row) => row.feature)
    .join(', ');
  findings.note(
    'startAssumed',
    {},
    {
      vi: `${unknown.length} đơn vị không rõ ngày bắt đầu hiệu lực (${examples}...); đã dùng ${listedFrom}.`,
      en: `Of ${unknown.length} units the first day is not known (${examples}...); ${listedFrom} was used.`,
    },
    { vi: 'Cho biết ngày bằng --valid-from NĂM-THÁNG-NGÀY.', en: 'Say it with --valid-from YEAR-MONTH-DAY.' },
  );
}
