import type { Level } from '#contract/admin-units.ts';
import type { MeasureValues } from '#contract/measures.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#db/queries.ts';
import { Refusal, shown } from '#http/problem.ts';
import { readCriteriaSets } from '#resources/criteria/service.ts';
import { readBoundaryDate } from '#resources/tiles/state.ts';
import { measuresOf, sharePercent, type MeasureRule } from '#rules/measures.ts';

const queries = loadQueries(new URL('./queries.sql', import.meta.url), [
  'assessmentDates',
  'unitCounts',
  'unitStatuses',
  'shareCounts',
]);

/** Every measure, in the order of the criteria sets that they follow from. */
export async function readMeasures(db: Queryable): Promise<MeasureRule[]> {
  const [sets, dates] = await Promise.all([
    readCriteriaSets(db),
    db.many<{ setId: string; day: string }>(queries.assessmentDates),
  ]);
  return sets.flatMap((set) =>
    measuresOf(
      set,
      dates.filter((row) => row.setId === set.id).map((row) => row.day),
    ),
  );
}

/** Reads the measures once for each `revision` of what they follow from. */
export function rememberMeasures(db: Queryable): (revision: string) => Promise<MeasureRule[]> {
  let last: { revision: string; rules: Promise<MeasureRule[]> } | null = null;
  return (revision) => {
    if (last?.revision === revision) return last.rules;
    const rules = readMeasures(db);
    const reading = { revision, rules };
    last = reading;
    // A failure is not remembered.
    rules.catch(() => {
      if (last === reading) last = null;
    });
    return rules;
  };
}

/** The measure of an id; throws `notFound`. */
export function requireMeasure(rules: readonly MeasureRule[], id: string): MeasureRule {
  const found = rules.find(({ measure }) => measure.id === id);
  if (found) return found;
  throw new Refusal(
    'notFound',
    `There is no measure "${shown(id)}": see /api/measures for those there are.`,
    'path.id',
  );
}

/** The level asked for, or the measure's own; throws `badRequest` for one that the measure has no values for. */
export function levelOf({ measure }: MeasureRule, asked: Level | undefined): Level {
  const level = asked ?? measure.levels[0];
  if (level === undefined || !measure.levels.includes(level)) {
    throw new Refusal(
      'badRequest',
      `The measure ${measure.id} has no values for the level ${level}: it has them for ${measure.levels.join(', ')}.`,
      'query.level',
    );
  }
  return level;
}

export interface ValuesQuery {
  readonly level: Level;
  readonly at: string;
  /** Only units inside this one. */
  readonly within: string | undefined;
}

type Values = Pick<MeasureValues, 'values' | 'denominators' | 'notAssessed' | 'notApplicable' | 'withoutBoundary'>;

/**
 * Values of a measure for all units of a level at a date. A unit with criteria not yet assessed has no value: it is
 * notAssessed. A share is of all units below that the set is for, assessed or not; `denominators` says how many.
 */
export async function readValues(
  db: Queryable,
  rule: MeasureRule,
  query: ValuesQuery,
): Promise<Values & { boundaryDate: string | null }> {
  const [values, boundaryDate] = await Promise.all([
    rule.kind === 'shareMeeting' ? readShares(db, rule, query) : readCounts(db, rule, query),
    readBoundaryDate(db, query.level, query.at),
  ]);
  return { ...values, boundaryDate };
}

interface CountsRow {
  readonly code: string;
  readonly applicable: boolean;
  readonly bounded: boolean;
  /** Nulls are units without any assessment. */
  readonly met: number | null;
  readonly notMet: number | null;
  readonly exempt: number | null;
}

async function readCounts(db: Queryable, { set, criterionNo }: MeasureRule, query: ValuesQuery): Promise<Values> {
  const parameters = {
    level: query.level,
    at: query.at,
    within: query.within ?? null,
    setId: set.id,
    appliesTo: set.appliesTo,
  };
  const rows = await (criterionNo === null
    ? db.many<CountsRow>(queries.unitCounts, parameters)
    : db.many<CountsRow>(queries.unitStatuses, { ...parameters, criterionNo }));
  const total = criterionNo === null ? set.criteria.length : 1;
  const result = emptyValues();
  for (const { code, applicable, bounded, met, notMet, exempt } of rows) {
    if (!bounded) result.withoutBoundary.push(code);
    // One criterion may be declared not applicable to a unit that the set itself is for.
    if (!applicable || (criterionNo !== null && exempt === 1)) result.notApplicable.push(code);
    else if (met === null || met + (notMet ?? 0) + (exempt ?? 0) < total) result.notAssessed.push(code);
    else result.values[code] = met;
  }
  return result;
}

interface SharesRow {
  readonly code: string;
  readonly bounded: boolean;
  readonly members: number;
  readonly assessed: number;
  readonly meeting: number;
}

async function readShares(db: Queryable, { set }: MeasureRule, query: ValuesQuery): Promise<Values> {
  const rows = await db.many<SharesRow>(queries.shareCounts, {
    level: query.level,
    at: query.at,
    within: query.within ?? null,
    setId: set.id,
    appliesTo: set.appliesTo,
    memberLevel: set.level,
    total: set.criteria.length,
  });
  const result = { ...emptyValues(), denominators: {} as Record<string, number> };
  for (const { code, bounded, members, assessed, meeting } of rows) {
    if (!bounded) result.withoutBoundary.push(code);
    if (members === 0) result.notApplicable.push(code);
    else if (assessed === 0) result.notAssessed.push(code);
    else {
      result.values[code] = sharePercent(meeting, members);
      result.denominators[code] = members;
    }
  }
  return result;
}

function emptyValues() {
  return {
    values: {} as Record<string, number>,
    notAssessed: [] as string[],
    notApplicable: [] as string[],
    withoutBoundary: [] as string[],
  };
}
