import type { DissolvedUnit, FormerName, FoundUnit, Level, UnitKind } from '#contract/admin-units.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { searchable } from '#rules/text/fold.ts';
import { patternOf } from '#rules/unit-names.ts';
import { SearchableUnits, type Hit, type SearchedName } from '#rules/unit-search.ts';
import { readFormerDistricts, type FormerDistricts } from './former.ts';
import { toUnit, type UnitRow } from './unit-row.ts';

const queries = loadQueries(new URL('./search.sql', import.meta.url), [
  'unitsAt',
  'formerNames',
  'dissolvedUnits',
  'successorsOf',
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

interface FormerRow extends SearchedName {
  readonly id: number;
  readonly until: string;
}

interface DissolvedRow extends SearchedName {
  readonly id: number;
  readonly level: Level;
  readonly kind: UnitKind;
  readonly parentCode: string | null;
  readonly parentName: string | null;
  readonly aboveCode: string | null;
  readonly until: string;
}

interface SuccessorRow {
  readonly unitId: number;
  readonly code: string;
  readonly name: string;
  readonly level: Level;
  readonly event: DissolvedUnit['successors'][number]['event'];
  readonly onDay: string;
  readonly decision: string | null;
}

/** The units of a day and those that no longer are, with all that they were called before, to be searched. */
interface Searchable {
  readonly ofDay: SearchableUnits<UnitRow, FormerRow>;
  readonly dissolved: SearchableUnits<DissolvedRow, FormerRow>;
}

/** What is told beside units of a day and those that no longer are: where they lay, and what became of them. */
interface Lineage {
  readonly former: FormerDistricts;
  readonly successors: ReadonlyMap<number, readonly SuccessorRow[]>;
}

/** The same kept ready, with the lineage of all. */
export interface UnitsOfDay extends Searchable, Lineage {}

/** What is told of a search: `dissolved` only where there are any, and with the first page. */
interface UnitList {
  readonly numberMatched: number;
  readonly items: FoundUnit[];
  readonly dissolved?: { readonly numberMatched: number; readonly items: DissolvedUnit[] };
}

const everything = { pattern: null, codePrefix: null };

/**
 * Units in force at `at`. With `q` the best hits first (see SearchableUnits), then by level, Vietnamese name order and code;
 * units that no longer are come apart, those of equal rank that ended last first. `within` takes any unit above, however far.
 */
export async function findUnits(db: Queryable, search: UnitSearch & { readonly at: string }): Promise<UnitList> {
  const { at, q, level = null, within = null } = search;
  if (q === undefined) {
    const rows = await db.many<UnitRow>(queries.unitsAt, { at, level, within, ids: null, ...everything });
    return tellOf(db, at, hitsOf(prepared(rows, [], []), search));
  }
  const narrow = { pattern: patternOf(q), codePrefix: `${searchable(q).replace(/[\\%_]/g, '\\$&')}%` };
  const former = await db.many<FormerRow>(queries.formerNames, { at, ...narrow });
  const ids = [...new Set(former.map(({ id }) => id))];
  const [rows, ended] = await Promise.all([
    db.many<UnitRow>(queries.unitsAt, { at, level, within, ids, ...narrow }),
    ids.length === 0 ? [] : db.many<DissolvedRow>(queries.dissolvedUnits, { at, ids }),
  ]);
  return tellOf(db, at, hitsOf(prepared(rows, former, ended), search));
}

async function tellOf(db: Queryable, at: string, hits: Hits): Promise<UnitList> {
  const of = { units: hits.items.map(({ unit }) => unit), ended: hits.ended.map(({ unit }) => unit) };
  return told(hits, await readLineage(db, at, of));
}

/** All units in force at `at` and those that were before, for `searchUnits`. */
export async function readUnitsOfDay(db: Queryable, at: string): Promise<UnitsOfDay> {
  const [rows, former, ended] = await Promise.all([
    db.many<UnitRow>(queries.unitsAt, { at, level: null, within: null, ids: null, ...everything }),
    db.many<FormerRow>(queries.formerNames, { at, ...everything }),
    db.many<DissolvedRow>(queries.dissolvedUnits, { at, ids: null }),
  ]);
  return { ...prepared(rows, former, ended), ...(await readLineage(db, at, { units: rows, ended })) };
}

/** `findUnits` among units that were read before. */
export function searchUnits(units: UnitsOfDay, search: UnitSearch): UnitList {
  return told(hitsOf(units, search), units);
}

/** The page of what a search finds, and how much it finds. */
interface Hits {
  readonly numberMatched: number;
  readonly items: readonly Hit<UnitRow, FormerRow>[];
  readonly numberEnded: number;
  readonly ended: readonly Hit<DissolvedRow, FormerRow>[];
}

function hitsOf(units: Searchable, { q, level, within, limit, offset = 0 }: UnitSearch): Hits {
  const wanted = (unit: UnitRow | DissolvedRow) =>
    (level === undefined || unit.level === level) &&
    (within === undefined || unit.parentCode === within || unit.aboveCode === within);
  const found = units.ofDay.find(q, wanted);
  const ended = q === undefined || offset > 0 ? [] : units.dissolved.find(q, wanted);
  return {
    numberMatched: found.length,
    items: found.slice(offset, limit === undefined ? undefined : offset + limit),
    numberEnded: ended.length,
    ended: ended.slice(0, limit),
  };
}

function told({ numberMatched, items, numberEnded, ended }: Hits, { former, successors }: Lineage): UnitList {
  const list = {
    numberMatched,
    items: items.map(({ unit, formerly }) => ({ ...toUnit(unit), ...former.get(unit.id), ...said(formerly) })),
  };
  if (numberEnded === 0) return list;
  const dissolved = ended.map(({ unit, formerly }) => toDissolved(unit, formerly, successors.get(unit.id) ?? []));
  return { ...list, dissolved: { numberMatched: numberEnded, items: dissolved } };
}

async function readLineage(
  db: Queryable,
  at: string,
  { units, ended }: { readonly units: readonly UnitRow[]; readonly ended: readonly DissolvedRow[] },
): Promise<Lineage> {
  const [former, rows] = await Promise.all([
    readFormerDistricts(db, at, units),
    ended.length === 0 ? [] : db.many<SuccessorRow>(queries.successorsOf, { at, ids: ended.map(({ id }) => id) }),
  ]);
  return { former, successors: listsBy(rows, ({ unitId }) => unitId) };
}

function prepared(units: readonly UnitRow[], former: readonly FormerRow[], ended: readonly DissolvedRow[]): Searchable {
  const called = listsBy(former, ({ id }) => id);
  const before = ({ id }: { id: number }) => called.get(id) ?? [];
  return {
    ofDay: new SearchableUnits([...units].sort(byLevelAndName), before),
    dissolved: new SearchableUnits(
      [...ended].sort((a, b) => b.until.localeCompare(a.until) || byLevelAndName(a, b)),
      // The last of its names is what a unit that no longer is goes by.
      (unit) => before(unit).filter(({ code, name }) => code !== unit.code || name !== unit.name),
    ),
  };
}

function listsBy<Row>(rows: readonly Row[], keyOf: (row: Row) => number): ReadonlyMap<number, readonly Row[]> {
  const lists = new Map<number, Row[]>();
  for (const row of rows) {
    const list = lists.get(keyOf(row));
    if (list === undefined) lists.set(keyOf(row), [row]);
    else list.push(row);
  }
  return lists;
}

type Named = Pick<UnitRow, 'level' | 'name' | 'code'>;

function byLevelAndName(a: Named, b: Named): number {
  return (
    levelOrder[a.level] - levelOrder[b.level] || vietnamese.compare(a.name, b.name) || a.code.localeCompare(b.code)
  );
}

function said(formerly: FormerRow | null): { formerly?: FormerName } {
  if (formerly === null) return {};
  const { code, name, until } = formerly;
  return { formerly: { code, name, until } };
}

function toDissolved(
  { code, name, level, kind, parentName, until }: DissolvedRow,
  formerly: FormerRow | null,
  successors: readonly SuccessorRow[],
): DissolvedUnit {
  return {
    code,
    name,
    level,
    kind,
    parentName,
    until,
    ...said(formerly),
    successors: successors.map(({ unitId: _, onDay: on, ...step }) => ({ ...step, on })),
  };
}
