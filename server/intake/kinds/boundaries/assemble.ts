import { isInForce } from '#rules/in-force.ts';
import type { MultiPolygon } from 'geojson';
import { boundaryCollections, type ImportReport } from '#contract/imports.ts';
import type { Level } from '#contract/admin-units.ts';
import type { Queryable } from '#db/db.ts';
import { bareName, withKindWord } from '#rules/boundaries/values.ts';
import { inspectInThread } from './coverage.ts';
import { areaChanges, noteCoverageFaults } from './coverage-checks.ts';
import type { Findings } from '../../findings.ts';
import { checkGeometries } from './geometry-checks.ts';
import { listedFrom, type StoredUnit } from '../../listed-units.ts';
import { asUnit, findParents, parentCodeOf, parentsToUnite, type ParentUnit } from './parents.ts';
import type { GoodRow, Prepared } from './prepare.ts';
import type { ImportRequest } from '../../request.ts';
import type { UnitBoundary } from './write.ts';

export interface Assembled {
  /** Units to write, parents first. */
  readonly units: readonly UnitBoundary[];
  readonly cleaned: ImportReport['cleaned'];
}

const defaultKinds = { commune: 'commune', district: 'district', province: 'province' } as const;

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
  const sources = { listed, stored, at: request.validFrom ?? listedFrom };
  const rows = prepared.rows.filter((row): row is GoodRow => isGood(row, findings));
  const parents = findParents(rows, level, sources, findings);
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
  return {
    cleaned,
    units: [
      ...parents.map((parent) =>
        asUnit(parent, united.get(parent.code) ?? null, { listed, validFrom: request.validFrom, source }),
      ),
      ...rows.map((row, index) => unitOf(row, final[index] ?? row.geometry, level, prepared, request, source)),
    ],
  };
}

function isGood(row: Prepared['rows'][number], findings: Findings): boolean {
  return row.code !== null && row.geometry !== null && !findings.isRefused(row.row);
}

/** For each row the district and the province that is to be united from it. */
function ownersOf(
  rows: readonly GoodRow[],
  level: Level,
  parents: readonly ParentUnit[],
  sources: Parameters<typeof parentCodeOf>[2],
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
  cleaned: readonly (MultiPolygon | null)[],
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

function unitOf(
  row: GoodRow,
  geometry: MultiPolygon,
  level: Level,
  { listed, stored, statedKm2 }: Prepared,
  request: ImportRequest,
  source: string,
): UnitBoundary {
  const known = listed.get(row.code);
  const own = ownStart(row.code, level, stored);
  const kind = row.kind ?? defaultKinds[level];
  const same = known !== undefined && row.name !== null && bareName(known.name, level) === bareName(row.name, level);
  const name = same || row.name === null ? (known?.name ?? row.code) : withKindWord(row.name, kind);
  return {
    code: row.code,
    level,
    kind,
    name,
    nameEn: row.nameEn,
    parentCode: parentCodeOf(row, level, { listed, stored, at: request.validFrom ?? listedFrom }),
    listedAreaKm2: known?.areaKm2 ?? statedKm2.get(row.row) ?? null,
    population: row.population ?? known?.population ?? null,
    populationYear: row.population !== null ? row.populationYear : known ? 2019 : null,
    validFrom: own ?? (known ? listedFrom : (request.validFrom ?? listedFrom)),
    source,
    geometry,
  };
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
