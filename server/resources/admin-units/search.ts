import type { DissolvedUnit, FormerName, FoundUnit, Level, UnitKind } from '#contract/admin-units.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { searchable } from '#rules/text/fold.ts';
import { passedOver, wordsToLookFor } from '#rules/unit-names.ts';
import { SearchableUnits, type SearchedName } from '#rules/unit-search.ts';
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

/** The units of a day and those that no longer are, with all that they were called before, kept ready to be searched. */
export interface UnitsOfDay {
  readonly ofDay: SearchableUnits<UnitRow, FormerRow>;
  readonly dissolved: SearchableUnits<DissolvedRow, FormerRow>;
  readonly successors: ReadonlyMap<number, readonly SuccessorRow[]>;
}

/** What is told of a search: `dissolved` only where there are any, and with the first page. */
interface UnitList {
  readonly numberMatched: number;
  readonly items: FoundUnit[];
  readonly dissolved?: { readonly numberMatched: number; readonly items: DissolvedUnit[] };
}

const everything = { words: null, codePrefix: null, passedOver };

/**
 * Units in force at `at`. With `q` the best hits first (see SearchableUnits), then by level, Vietnamese name order and code;
 * units that no longer are come apart, those of equal rank that ended last first. `within` takes any unit above, however far.
 */
export async function findUnits(db: Queryable, search: UnitSearch & { readonly at: string }): Promise<UnitList> {
  const { at, q, level = null, within = null } = search;
  if (q === undefined) {
    const rows = await db.many<UnitRow>(queries.unitsAt, { at, level, within, ids: null, ...everything });
    return searchUnits(prepared(rows), search);
  }
  const narrow = {
    words: wordsToLookFor(q),
    passedOver,
    codePrefix: `${searchable(q).replace(/[\\%_]/g, '\\$&')}%`,
  };
  const former = await db.many<FormerRow>(queries.formerNames, { at, ...narrow });
  const ids = [...new Set(former.map(({ id }) => id))];
  const [rows, ended] = await Promise.all([
    db.many<UnitRow>(queries.unitsAt, { at, level, within, ids, ...narrow }),
    ids.length === 0 ? null : readDissolved(db, { at, ids }),
  ]);
  return searchUnits(prepared(rows, former, ended), search);
}

/** All units in force at `at` and those that were before, for `searchUnits`. */
export async function readUnitsOfDay(db: Queryable, at: string): Promise<UnitsOfDay> {
  const [rows, former, ended] = await Promise.all([
    db.many<UnitRow>(queries.unitsAt, { at, level: null, within: null, ids: null, ...everything }),
    db.many<FormerRow>(queries.formerNames, { at, ...everything }),
    readDissolved(db, { at, ids: null }),
  ]);
  return prepared(rows, former, ended);
}

/** `findUnits` among units that were read before. */
export function searchUnits(units: UnitsOfDay, { q, level, within, limit, offset = 0 }: UnitSearch): UnitList {
  const wanted = (unit: UnitRow | DissolvedRow) =>
    (level === undefined || unit.level === level) &&
    (within === undefined || unit.parentCode === within || unit.aboveCode === within);
  const found = units.ofDay.find(q, wanted);
  const page = found.slice(offset, limit === undefined ? undefined : offset + limit);
  const ended = q === undefined || offset > 0 ? [] : units.dissolved.find(q, wanted);
  return {
    numberMatched: found.length,
    items: page.map(({ unit, formerly }) => ({ ...toUnit(unit), ...said(formerly) })),
    ...(ended.length === 0
      ? {}
      : {
          dissolved: {
            numberMatched: ended.length,
            items: ended
              .slice(0, limit)
              .map(({ unit, formerly }) => toDissolved(unit, formerly, units.successors.get(unit.id) ?? [])),
          },
        }),
  };
}

interface Dissolved {
  readonly units: readonly DissolvedRow[];
  readonly successors: readonly SuccessorRow[];
}

/** Units that no longer are, all or some, and what became of them. */
async function readDissolved(
  db: Queryable,
  { at, ids }: { at: string; ids: readonly number[] | null },
): Promise<Dissolved> {
  const units = await db.many<DissolvedRow>(queries.dissolvedUnits, { at, ids });
  if (units.length === 0) return { units, successors: [] };
  return { units, successors: await db.many(queries.successorsOf, { at, ids: units.map(({ id }) => id) }) };
}

function prepared(
  units: readonly UnitRow[],
  former: readonly FormerRow[] = [],
  ended: Dissolved | null = null,
): UnitsOfDay {
  const called = byId(former, ({ id }) => id);
  const before = ({ id }: { id: number }) => called.get(id) ?? [];
  return {
    ofDay: new SearchableUnits([...units].sort(byLevelAndName), before),
    dissolved: new SearchableUnits(
      [...(ended?.units ?? [])].sort((a, b) => b.until.localeCompare(a.until) || byLevelAndName(a, b)),
      // The last of its names is what a unit that no longer is goes by.
      (unit) => before(unit).filter(({ code, name }) => code !== unit.code || name !== unit.name),
    ),
    successors: byId(ended?.successors ?? [], ({ unitId }) => unitId),
  };
}

function byId<Row>(rows: readonly Row[], idOf: (row: Row) => number): ReadonlyMap<number, readonly Row[]> {
  const lists = new Map<number, Row[]>();
  for (const row of rows) {
    const list = lists.get(idOf(row));
    if (list === undefined) lists.set(idOf(row), [row]);
    else list.push(row);
  }
  return lists;
}

type Told = Pick<UnitRow, 'level' | 'name' | 'code'>;

function byLevelAndName(a: Told, b: Told): number {
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
