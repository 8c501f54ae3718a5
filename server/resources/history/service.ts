import type { CriteriaSet, Status } from '#contract/criteria.ts';
import type { Changes, FigureRevision, RecordedRecognition, UnitChange, UnitHistory } from '#contract/history.ts';
import { Fault } from '#contract/faults.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { requireUnit } from '#resources/admin-units/service.ts';
import { readCriteriaSet, standardSet } from '#resources/criteria/service.ts';
import { countOverTime } from '#rules/history/count-over-time.ts';

const queries = loadQueries(new URL('./queries.sql', import.meta.url), [
  'revisionsOf',
  'recognitionsOf',
  'unitsBetween',
]);

interface RevisionRow extends FigureRevision {
  readonly criterionNo: number;
  readonly indicatorNo: string | null;
}

interface HistoryQuery {
  readonly code: string;
  readonly setId: string | undefined;
  readonly at: string;
  readonly knownOn: string | undefined;
}

/**
 * All that was recorded, up to a date, of the unit that bears `code` then, and the number of criteria met from each day on.
 * With `knownOn` only what the portal had been told by the end of that day. Throws `notFound` for an unknown unit or set.
 */
export async function readHistory(
  db: Queryable,
  { code, setId, at, knownOn }: HistoryQuery,
): Promise<Omit<UnitHistory, 'demo'>> {
  const unit = await requireUnit(db, code, at);
  const set =
    setId === undefined ? await standardSet(db, unit.level, at) : await readCriteriaSet(db, setId, 'query.set');
  const parameters = { unitId: unit.id, setId: set.id, at, knownOn: knownOn ?? null };
  const [rows, recognitions] = await Promise.all([
    db.many<RevisionRow>(queries.revisionsOf, parameters),
    db.many<RecordedRecognition>(queries.recognitionsOf, parameters),
  ]);
  const declared = rows.filter(({ indicatorNo }) => indicatorNo === null);
  return {
    code,
    setId: set.id,
    at,
    knownOn: knownOn ?? null,
    applicable: set.level === unit.level && set.appliesTo.includes(unit.kind),
    criteria: set.criteria.map(({ no, name }) => {
      const revisions = declared.filter(({ criterionNo }) => criterionNo === no);
      return { no, name, status: statusOf(revisions), revisions };
    }),
    indicators: groupFigures(rows),
    counts: countOverTime(
      set,
      declared.map(({ criterionNo, status, validOn, replacedBy }) => ({
        no: criterionNo,
        status,
        validOn,
        replaced: replacedBy !== null,
      })),
    ),
    recognitions,
  };
}

/** The last one that nothing took the place of: rows come oldest day first. */
function statusOf(revisions: readonly RevisionRow[]): Status {
  return revisions.findLast(({ replacedBy }) => replacedBy === null)?.status ?? 'notAssessed';
}

function groupFigures(rows: readonly RevisionRow[]): UnitHistory['indicators'] {
  const byNo = new Map<string, { no: string; criterionNo: number; revisions: FigureRevision[] }>();
  for (const { indicatorNo, criterionNo, ...revision } of rows) {
    if (indicatorNo === null) continue;
    const group = byNo.get(indicatorNo) ?? { no: indicatorNo, criterionNo, revisions: [] };
    group.revisions.push(revision);
    byNo.set(indicatorNo, group);
  }
  return [...byNo.values()];
}

interface ChangesQuery {
  readonly setId: string | undefined;
  readonly from: string;
  readonly at: string;
  readonly within: string | undefined;
}

interface ChangeRow extends UnitChange {
  readonly comparable: boolean;
}

/**
 * Units that are not at `at` as they were at `from`, by code. Without a set's id the standard set for communes. Throws
 * `badRequest` where `from` is not before `at`, `notFound` for an unknown set.
 */
export async function readChanges(
  db: Queryable,
  { setId, from, at, within }: ChangesQuery,
): Promise<Omit<Changes, 'demo'>> {
  if (from >= at) {
    throw new Fault('changesNotEarlier', { from, at }, 'query.from');
  }
  const set: CriteriaSet =
    setId === undefined ? await standardSet(db, 'commune', at) : await readCriteriaSet(db, setId, 'query.set');
  const rows = await db.many<ChangeRow>(queries.unitsBetween, {
    setId: set.id,
    level: set.level,
    appliesTo: set.appliesTo,
    from,
    at,
    within: within ?? null,
  });
  return {
    setId: set.id,
    level: set.level,
    from,
    at,
    compared: rows.filter(({ comparable }) => comparable).length,
    known: rows.some(
      (unit) => unit.assessedBefore + unit.assessedAfter + unit.recognised.length + unit.revoked.length > 0,
    ),
    units: rows.flatMap(({ comparable, ...unit }) => (comparable && isChanged(unit) ? [unit] : [])),
    notComparable: rows.filter(({ comparable }) => !comparable).map(({ code }) => code),
  };
}

function isChanged({ gained, lost, recognised, revoked }: UnitChange): boolean {
  return [gained, lost, recognised, revoked].some((list) => list.length > 0);
}

/** The same day a year before; 29 February becomes 28 February. */
export function yearBefore(isoDate: string): string {
  const year = String(Math.max(1, Number(isoDate.slice(0, 4)) - 1)).padStart(4, '0');
  return `${year}${isoDate.slice(4).replace('-02-29', '-02-28')}`;
}
