import type { RecognitionLevel } from '#contract/admin-units.ts';
import type { CriteriaSet, Status } from '#contract/criteria.ts';
import { countCriteria, type Statuses } from '../criteria/count-criteria.ts';
import { judgeAllCriteria } from '../criteria/judge-eligibility.ts';

/** A commune as the reporting forms count it. */
export interface ReportedCommune {
  readonly statuses: Statuses;
  /** Levels of the recognitions in force. */
  readonly recognised: readonly RecognitionLevel[];
}

/** Classes by criteria met, the most first: 19 · 15-18 · 10-14 · 5-9 · under 5, as the programme reports them. */
export interface MetClass {
  readonly title: string;
  readonly from: number;
  readonly to: number;
}

/** The programme's classes for a set of 19 criteria; for another all of them or fewer. */
export function metClasses(total: number): MetClass[] {
  if (total !== 19)
    return [
      { title: `Đạt ${total}/${total}`, from: total, to: total },
      { title: `Dưới ${total}`, from: 0, to: total - 1 },
    ];
  return [
    { title: 'Đạt 19 tiêu chí', from: 19, to: 19 },
    { title: 'Đạt 15-18 tiêu chí', from: 15, to: 18 },
    { title: 'Đạt 10-14 tiêu chí', from: 10, to: 14 },
    { title: 'Đạt 5-9 tiêu chí', from: 5, to: 9 },
    { title: 'Đạt dưới 5 tiêu chí', from: 0, to: 4 },
  ];
}

/** Criteria that a commune meets; null where none of them is assessed. */
export function metCount(set: Pick<CriteriaSet, 'criteria'>, statuses: Statuses): number | null {
  const tally = countCriteria(set, statuses);
  return tally.notAssessed === tally.total ? null : tally.met;
}

/** Whether some criteria of a commune are assessed and others are not: how many it meets may be more. */
export function isPartlyAssessed(set: Pick<CriteriaSet, 'criteria'>, statuses: Statuses): boolean {
  const { notAssessed, total } = countCriteria(set, statuses);
  return notAssessed > 0 && notAssessed < total;
}

/** A row of the form by criteria met. Where nobody is assessed there are no counts: none is not nought. */
export function countByMet(set: Pick<CriteriaSet, 'criteria'>, communes: readonly ReportedCommune[]) {
  const counts = communes.map(({ statuses }) => metCount(set, statuses));
  const assessed = counts.filter((count) => count !== null);
  const known = assessed.length > 0;
  return {
    communes: communes.length,
    classes: metClasses(set.criteria.length).map(({ from, to }) =>
      known ? assessed.filter((count) => count >= from && count <= to).length : null,
    ),
    notAssessed: counts.length - assessed.length,
    /** Criteria met by a commune on average; null where no commune is assessed. */
    mean: known ? assessed.reduce((sum, count) => sum + count, 0) / assessed.length : null,
  };
}

/** How many communes meet each criterion, in the order of the set; null where none of them is assessed for it. */
export function countByCriterion(
  set: Pick<CriteriaSet, 'criteria'>,
  communes: readonly ReportedCommune[],
): (number | null)[] {
  return set.criteria.map(({ no }) => {
    const found = communes
      .flatMap(({ statuses }) => statuses.get(no) ?? [])
      .filter((status) => status !== 'notAssessed');
    return found.length === 0 ? null : found.filter((status) => status === 'met').length;
  });
}

/**
 * A row of the form by status: recognised and currently meeting are two things. A commune with criteria that nobody assessed
 * is neither meeting nor not, unless one of the others is not met. Without any recognition known nobody is counted by it.
 */
export function countByStatus(
  set: Pick<CriteriaSet, 'criteria'>,
  communes: readonly ReportedCommune[],
  recognitionsKnown: boolean,
) {
  const isOf = (wanted: Status) => (commune: ReportedCommune) =>
    judgeAllCriteria(countCriteria(set, commune.statuses)).status === wanted;
  const level = (wanted: RecognitionLevel) => communes.filter(({ recognised }) => recognised.includes(wanted)).length;
  const standing = communes.filter(({ recognised }) => recognised.length > 0);
  const others = communes.filter(({ recognised }) => recognised.length === 0);
  const known = (count: number) => (recognitionsKnown ? count : null);
  return {
    communes: communes.length,
    recognised: known(standing.length),
    advanced: known(level('advanced')),
    model: known(level('model')),
    recognisedNotMeeting: known(standing.filter(isOf('notMet')).length),
    meetingNotRecognised: known(others.filter(isOf('met')).length),
    underWay: known(others.filter(isOf('notMet')).length),
    notAssessed: known(others.filter(isOf('notAssessed')).length),
  };
}
