import type { AdminUnit, Level, UnitProfile, UnitKind } from '#contract/admin-units.ts';
import type { Bbox } from '#contract/common.ts';
import { Fault } from '#contract/faults.ts';
import { writePeriod } from '#contract/periods.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { searchable } from '#rules/text/fold.ts';
import { passedOver, wordsToLookFor } from '#rules/unit-names.ts';
import { SearchableUnits } from '#rules/unit-search.ts';

const queries = loadQueries(new URL('./queries.sql', import.meta.url), [
  'unitsAt',
  'unitAt',
  'periodsOf',
  'neighboursOf',
  'adjacency',
  'anyRecognition',
  'recognitionsOf',
  'criteriaCountsOf',
  'lineageOf',
]);

// Neither database sorts Vietnamese (the embedded one has no ICU), so names are put in order here.
const vietnamese = new Intl.Collator('vi', { numeric: true });
const levelOrder: Record<Level, number> = { province: 0, district: 1, commune: 2 };

/** Which units to list: all filters are optional. `limit` and `offset` count units of the ordered list. */
export interface UnitSearch {
  readonly q?: string | undefined;
  readonly level?: Level | undefined;
  readonly within?: string | undefined;
  readonly limit?: number | undefined;
  readonly offset?: number | undefined;
}

interface PlaceRow {
  readonly lng: number | null;
  readonly lat: number | null;
  readonly west: number | null;
  readonly south: number | null;
  readonly east: number | null;
  readonly north: number | null;
  readonly mainlandWest: number | null;
  readonly mainlandSouth: number | null;
  readonly mainlandEast: number | null;
  readonly mainlandNorth: number | null;
  readonly areaM2: number | null;
}

interface UnitRow extends PlaceRow {
  readonly code: string;
  readonly name: string;
  readonly nameSearch: string;
  readonly level: Level;
  readonly kind: UnitKind;
  readonly parentCode: string | null;
  readonly parentName: string | null;
  readonly aboveCode: string | null;
  readonly population: number | null;
}

/** The units of a day, kept ready to be searched. */
export type UnitsOfDay = SearchableUnits<UnitRow>;

interface UnitList {
  readonly numberMatched: number;
  readonly items: AdminUnit[];
}

interface UnitAtRow extends Omit<UnitRow, 'nameSearch'> {
  readonly id: number;
  readonly parentLevel: Level | null;
  readonly aboveName: string | null;
  readonly aboveLevel: Level | null;
  readonly populationYear: number | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly listedAreaKm2: number | null;
  readonly origin: 'demo' | 'import';
  readonly boundaryId: number | null;
  readonly boundaryFrom: string;
  readonly boundaryTo: string | null;
  readonly lineage: string;
  readonly boundaryOrigin: 'demo' | 'import';
}

/**
 * Units in force at `at`. With `q` the best hits first (see SearchableUnits), then by level, Vietnamese name order and code.
 * `within` takes any unit above, however far. Positions and extents in WGS 84, areas in km².
 */
export async function findUnits(db: Queryable, search: UnitSearch & { readonly at: string }): Promise<UnitList> {
  const { at, q, level, within } = search;
  const rows = await db.many<UnitRow>(queries.unitsAt, {
    at,
    level: level ?? null,
    within: within ?? null,
    words: q === undefined ? null : wordsToLookFor(q),
    passedOver,
    codePrefix: q === undefined ? null : `${searchable(q).replace(/[\\%_]/g, '\\$&')}%`,
  });
  return searchUnits(inOrder(rows), search);
}

/** All units in force at `at`, for `searchUnits`. */
export async function readUnitsOfDay(db: Queryable, at: string): Promise<UnitsOfDay> {
  return inOrder(
    await db.many(queries.unitsAt, { at, level: null, within: null, words: null, passedOver, codePrefix: null }),
  );
}

/** `findUnits` among units that were read before. */
export function searchUnits(units: UnitsOfDay, { q, level, within, limit, offset = 0 }: UnitSearch): UnitList {
  const found = units.find(
    q,
    (unit) =>
      (level === undefined || unit.level === level) &&
      (within === undefined || unit.parentCode === within || unit.aboveCode === within),
  );
  const page = found.slice(offset, limit === undefined ? undefined : offset + limit);
  return { numberMatched: found.length, items: page.map(({ unit }) => toUnit(unit)) };
}

function inOrder(rows: readonly UnitRow[]): UnitsOfDay {
  return new SearchableUnits(
    [...rows].sort(
      (a, b) =>
        levelOrder[a.level] - levelOrder[b.level] || vietnamese.compare(a.name, b.name) || a.code.localeCompare(b.code),
    ),
  );
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
 * recognitions, criteria met by set, what it came from and became. Throws `notFound` like requireUnit.
 */
export async function describeUnit(
  db: Queryable,
  { code, at, demoLoaded }: { code: string; at: string; demoLoaded: boolean },
): Promise<UnitProfile> {
  const unit = await readUnit(db, code, at);
  const [below, neighbours, recognitions, { known }, counts, lineage] = await Promise.all([
    findUnits(db, { at, within: code }),
    db.many<{ code: string; name: string; lng: number; lat: number; bearingDegrees: number; sharedM: number }>(
      queries.neighboursOf,
      { unitId: unit.id, at },
    ),
    db.many<UnitProfile['recognitions'][number]>(queries.recognitionsOf, { unitId: unit.id, at }),
    db.one<{ known: boolean }>(queries.anyRecognition, { level: unit.level, at }),
    db.many<CountRow>(queries.criteriaCountsOf, { unitId: unit.id, at, kind: unit.kind, level: unit.level }),
    db.many<LineageRow>(queries.lineageOf, { unitId: unit.id }),
  ]);
  return {
    ...toUnit({ ...unit, nameSearch: '' }),
    at,
    validFrom: unit.validFrom,
    validTo: unit.validTo,
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
    predecessors: lineage.filter(({ side }) => side === 'before').map(toStep),
    successors: lineage.filter(({ side }) => side === 'after').map(toStep),
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

function toUnit({ code, name, level, kind, parentCode, parentName, population, ...place }: UnitRow): AdminUnit {
  const { lng, lat, west, south, east, north, areaM2 } = place;
  const mainland = boxOf(place.mainlandWest, place.mainlandSouth, place.mainlandEast, place.mainlandNorth);
  return {
    code,
    name,
    level,
    kind,
    parentCode,
    parentName,
    point: lng === null || lat === null ? null : [degrees(lng), degrees(lat)],
    bbox: boxOf(west, south, east, north),
    ...(mainland === null ? {} : { mainland }),
    areaKm2: areaM2 === null ? null : Math.round(areaM2 / 100) / 10_000,
    population,
  };
}

function boxOf(west: number | null, south: number | null, east: number | null, north: number | null): Bbox | null {
  return west === null || south === null || east === null || north === null
    ? null
    : [degrees(west), degrees(south), degrees(east), degrees(north)];
}

/** Seven decimals of a degree are about a centimetre. */
function degrees(value: number): number {
  return Math.round(value * 1e7) / 1e7;
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

interface LineageRow {
  readonly side: 'before' | 'after';
  readonly code: string;
  readonly name: string;
  readonly event: UnitProfile['predecessors'][number]['event'];
  readonly onDay: string;
  readonly decision: string | null;
}

function toStep({ code, name, event, onDay, decision }: LineageRow): UnitProfile['predecessors'][number] {
  return { code, name, event, on: onDay, decision };
}
