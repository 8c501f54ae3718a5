import type { Queryable } from '#db/db.ts';
import { heldFigure } from '#rules/measures/change-scales.ts';
import type { RuleOf } from '#rules/measures/rule.ts';
import { sharePercent } from '#rules/measures/share-percent.ts';
import { queries } from './queries.ts';
import { emptyValues, type Values, type ValuesQuery } from './values-query.ts';

interface CountsRow {
  readonly code: string;
  readonly applicable: boolean;
  readonly bounded: boolean;
  /** Nulls are units without any assessment. */
  readonly met: number | null;
  readonly notMet: number | null;
  readonly exempt: number | null;
}

/**
 * Criteria met, or one criterion. A unit with criteria not yet assessed has no value: it is notAssessed, and `partly` says
 * how many it meets so far.
 */
export async function readCounts(
  db: Queryable,
  rule: RuleOf<'criteriaMet'> | RuleOf<'criterion'>,
  query: ValuesQuery,
): Promise<Values> {
  const { set } = rule;
  const parameters = { ...query, setId: set.id, appliesTo: set.appliesTo };
  const criterionNo = rule.kind === 'criterion' ? rule.criterionNo : null;
  const rows = await (criterionNo === null
    ? db.many<CountsRow>(queries.unitCounts, parameters)
    : db.many<CountsRow>(queries.unitStatuses, { ...parameters, criterionNo }));
  const total = criterionNo === null ? set.criteria.length : 1;
  const result = emptyValues();
  const partly: Record<string, { met: number; notAssessed: number }> = {};
  for (const { code, applicable, bounded, met, notMet, exempt } of rows) {
    if (!bounded) result.withoutBoundary.push(code);
    const decided = (met ?? 0) + (notMet ?? 0) + (exempt ?? 0);
    // One criterion may be declared not applicable to a unit that the set itself is for.
    if (!applicable || (criterionNo !== null && exempt === 1)) result.notApplicable.push(code);
    else if (met !== null && decided === total) result.values[code] = met;
    else {
      result.notAssessed.push(code);
      if (decided > 0) partly[code] = { met: met ?? 0, notAssessed: total - decided };
    }
  }
  return criterionNo === null ? { ...result, partly } : result;
}

interface SharesRow {
  readonly code: string;
  readonly bounded: boolean;
  readonly members: number;
  readonly assessed: number;
  readonly meeting: number;
}

/** Shares of units below: of all that the set is for, assessed or not; `denominators` says how many. */
export async function readShares(
  db: Queryable,
  rule: RuleOf<'shareMeeting'> | RuleOf<'shareCriterion'>,
  query: ValuesQuery,
): Promise<Values> {
  const { set } = rule;
  const parameters = { ...query, setId: set.id, appliesTo: set.appliesTo, memberLevel: set.level };
  const rows = await (rule.kind === 'shareMeeting'
    ? db.many<SharesRow>(queries.shareCounts, { ...parameters, total: set.criteria.length })
    : db.many<SharesRow>(queries.criterionShares, { ...parameters, criterionNo: rule.criterionNo }));
  const denominators: Record<string, number> = {};
  const result = { ...emptyValues(), denominators };
  for (const { code, bounded, members, assessed, meeting } of rows) {
    if (!bounded) result.withoutBoundary.push(code);
    if (members === 0) result.notApplicable.push(code);
    else if (assessed === 0) result.notAssessed.push(code);
    else {
      result.values[code] = sharePercent(meeting, members);
      denominators[code] = members;
    }
  }
  return result;
}

interface FigureRow {
  readonly code: string;
  readonly applicable: boolean;
  readonly bounded: boolean;
  readonly value: number | null;
  readonly exempt: boolean | null;
}

/** The newest figure of an indicator. */
export async function readIndicator(db: Queryable, rule: RuleOf<'indicator'>, query: ValuesQuery): Promise<Values> {
  const { set, indicatorNo, part } = rule;
  const rows = await db.many<FigureRow>(queries.unitFigures, {
    ...query,
    setId: set.id,
    appliesTo: set.appliesTo,
    indicatorNo,
    part,
  });
  const result = emptyValues();
  for (const { code, applicable, bounded, value, exempt } of rows) {
    if (!bounded) result.withoutBoundary.push(code);
    if (!applicable || exempt === true) result.notApplicable.push(code);
    else if (value === null) result.notAssessed.push(code);
    else result.values[code] = heldFigure(value);
  }
  return result;
}
