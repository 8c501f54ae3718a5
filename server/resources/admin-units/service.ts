import type { CodeBearer, Level, MeasuredStep, UnitKind, UnitProfile } from '#contract/admin-units.ts';
import type { TracedBearer } from '#contract/bearers.ts';
import { Fault } from '#contract/faults.ts';
import { writePeriod } from '#contract/periods.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { readFormerDistricts } from './former.ts';
import { readUnitGroups } from './groups.ts';
import { findUnits } from './search.ts';
import { toUnit, type UnitRow } from './unit-row.ts';

const queries = loadQueries(new URL('./queries.sql', import.meta.url), [
  'unitAt',
  'periodsOf',
  'bearersOf',
  'neighboursOf',
  'adjacency',
  'anyRecognition',
  'recognitionsOf',
  'criteriaCountsOf',
  'lineageOf',
]);

interface UnitAtRow extends Omit<UnitRow, 'nameSearch'> {
  readonly parentLevel: Level | null;
  readonly aboveName: string | null;
  readonly aboveLevel: Level | null;
  readonly populationYear: number | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly unitFrom: string;
  readonly unitTo: string | null;
  readonly listedAreaKm2: number | null;
  readonly origin: 'demo' | 'import';
  readonly boundaryId: number | null;
  readonly boundaryFrom: string;
  readonly boundaryTo: string | null;
  readonly lineage: string;
  readonly boundaryOrigin: 'demo' | 'import';
}

/** Codes of the neighbours of every unit of a level at a date. A unit without a boundary or on its own is missing. */
export async function readNeighbours(
  db: Queryable,
  query: { level: Level; at: string },
): Promise<Record<string, string[]>> {
  const rows = await db.many<{ code: string; neighbours: string[] }>(queries.adjacency, query);
  return Object.fromEntries(rows.map(({ code, neighbours }) => [code, neighbours]));
}

/** The unit that bears a code at a date. Throws a `notFound` that says when the code was in force. */
export async function requireUnit(
  db: Queryable,
  code: string,
  at: string,
): Promise<{ id: number; level: Level; kind: UnitKind; name: string }> {
  return readUnit(db, code, at);
}

/**
 * Everything known of the unit that bears a code at a date: units above and below, neighbours clockwise from north,
 * recognitions, criteria met by set, its groups, what it came from and became, former districts. Throws `notFound` like requireUnit.
 */
export async function describeUnit(
  db: Queryable,
  { code, at, demoLoaded }: { code: string; at: string; demoLoaded: boolean },
): Promise<UnitProfile> {
  const unit = await readUnit(db, code, at);
  const [below, former, neighbours, recognitions, { known }, counts, groups, lineage, bearers] = await Promise.all([
    findUnits(db, { at, within: code }),
    readFormerDistricts(db, at, [unit]),
    db.many<{ code: string; name: string; lng: number; lat: number; bearingDegrees: number; sharedM: number }>(
      queries.neighboursOf,
      { unitId: unit.id, at },
    ),
    db.many<UnitProfile['recognitions'][number]>(queries.recognitionsOf, { unitId: unit.id, at }),
    db.one<{ known: boolean }>(queries.anyRecognition, { level: unit.level, at }),
    db.many<CountRow>(queries.criteriaCountsOf, { unitId: unit.id, at, kind: unit.kind, level: unit.level }),
    readUnitGroups(db, unit.id, at),
    db.many<LineageRow>(queries.lineageOf, { unitId: unit.id }),
    db.many<BearerRow>(queries.bearersOf, { code }),
  ]);
  return {
    ...toUnit(unit),
    ...former.get(unit.id),
    at,
    validFrom: unit.validFrom,
    validTo: unit.validTo,
    unitFrom: unit.unitFrom,
    unitTo: unit.unitTo,
    listedAreaKm2: unit.listedAreaKm2,
    populationYear: unit.populationYear,
    ancestors: ancestorsOf(unit),
    children: below.items.filter((child) => child.parentCode === code),
    neighbours: neighbours.map(({ lng, lat, ...rest }) => ({ ...rest, point: [lng, lat] })),
    boundary:
      unit.boundaryId === null
        ? null
        : {
            validFrom: unit.boundaryFrom,
            validTo: unit.boundaryTo,
            lineage: unit.lineage,
            demo: unit.boundaryOrigin === 'demo',
          },
    recognitions,
    recognitionsKnown: known,
    criteriaMet: counts.map(toCount),
    ...(groups.length === 0 ? {} : { groups }),
    predecessors: lineage.filter(({ side }) => side === 'before').map(toStep),
    successors: lineage.filter(({ side }) => side === 'after').map(toStep),
    otherBearers: bearers.filter(({ id }) => id !== unit.id).map(toBearer),
    demo: demoLoaded || unit.origin === 'demo' || unit.boundaryOrigin === 'demo',
  };
}

/** The units above, highest first. */
function ancestorsOf(unit: UnitAtRow): UnitProfile['ancestors'] {
  const above = [
    { code: unit.aboveCode, name: unit.aboveName, level: unit.aboveLevel },
    { code: unit.parentCode, name: unit.parentName, level: unit.parentLevel },
  ];
  return above.flatMap(({ code, name, level }) =>
    code === null || name === null || level === null ? [] : [{ code, name, level }],
  );
}

async function readUnit(db: Queryable, code: string, at: string): Promise<UnitAtRow> {
  const unit = await db.maybeOne<UnitAtRow>(queries.unitAt, { code, at });
  if (unit) return unit;
  const periods = await db.many<{ name: string; validFrom: string; validTo: string | null }>(queries.periodsOf, {
    code,
  });
  if (periods.length === 0) throw new Fault('unitUnknown', { code }, 'path.code');
  const known = periods.map(({ name, validFrom, validTo }) => `${name} ${writePeriod(validFrom, validTo)}`).join('; ');
  throw new Fault('unitNotThen', { code, at, known }, 'path.code');
}

interface CountRow {
  readonly setId: string;
  readonly titleVi: string;
  readonly titleEn: string;
  readonly applicable: boolean;
  readonly total: number;
  readonly met: number;
  readonly notMet: number;
  readonly notAssessed: number;
  readonly assessedOn: string | null;
}

function toCount({ titleVi, titleEn, ...row }: CountRow): UnitProfile['criteriaMet'][number] {
  return { ...row, title: { vi: titleVi, en: titleEn } };
}

interface LineageRow extends Omit<MeasuredStep, 'on'> {
  readonly side: 'before' | 'after';
  readonly onDay: string;
}

function toStep({ side: _, onDay, ...step }: LineageRow): MeasuredStep {
  return { ...step, on: onDay };
}

interface BearerRow extends CodeBearer {
  readonly id: number;
  readonly steps: readonly LineageRow[];
}

function toBearer({ name, level, kind, validFrom, validTo }: BearerRow): CodeBearer {
  return { name, level, kind, validFrom, validTo };
}

/** Which units have borne a code, oldest first, with what each came from and became. Throws `notFound` where none has. */
export async function readBearers(db: Queryable, code: string): Promise<TracedBearer[]> {
  const rows = await db.many<BearerRow>(queries.bearersOf, { code });
  if (rows.length === 0) throw new Fault('unitUnknown', { code }, 'path.code');
  return rows.map((row) => ({
    ...toBearer(row),
    predecessors: row.steps.filter(({ side }) => side === 'before').map(toStep),
    successors: row.steps.filter(({ side }) => side === 'after').map(toStep),
  }));
}
