import type { RecognitionLevel } from '#contract/admin-units.ts';
import type { CriteriaSet } from '#contract/criteria.ts';
import { countCriteria, type Statuses } from '../criteria/count-criteria.ts';

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

/** A row of the form by criteria met. */
export function countByMet(set: Pick<CriteriaSet, 'criteria'>, communes: readonly ReportedCommune[]) {
  const counts = communes.map(({ statuses }) => metCount(set, statuses));
  const assessed = counts.filter((count) => count !== null);
  return {
    communes: communes.length,
    classes: metClasses(set.criteria.length).map(
      ({ from, to }) => assessed.filter((count) => count >= from && count <= to).length,
    ),
    notAssessed: counts.length - assessed.length,
    /** Criteria met by a commune on average; null where no commune is assessed. */
    mean: assessed.length === 0 ? null : assessed.reduce((sum, count) => sum + count, 0) / assessed.length,
  };
}

/** How many communes meet each criterion, in the order of the set. */
export function countByCriterion(set: Pick<CriteriaSet, 'criteria'>, communes: readonly ReportedCommune[]): number[] {
  return set.criteria.map(({ no }) => communes.filter(({ statuses }) => statuses.get(no) === 'met').length);
}

/** A row of the form by status: recognised and currently meeting are two things. */
export function countByStatus(set: Pick<CriteriaSet, 'criteria'>, communes: readonly ReportedCommune[]) {
  const meets = ({ statuses }: ReportedCommune) => countCriteria(set, statuses).met === set.criteria.length;
  const isAssessed = ({ statuses }: ReportedCommune) => metCount(set, statuses) !== null;
  const level = (wanted: RecognitionLevel) => communes.filter(({ recognised }) => recognised.includes(wanted)).length;
  const standing = communes.filter(({ recognised }) => recognised.length > 0);
  const others = communes.filter(({ recognised }) => recognised.length === 0);
  return {
    communes: communes.length,
    recognised: standing.length,
    advanced: level('advanced'),
    model: level('model'),
    recognisedNotMeeting: standing.filter((commune) => isAssessed(commune) && !meets(commune)).length,
    meetingNotRecognised: others.filter(meets).length,
    underWay: others.filter((commune) => isAssessed(commune) && !meets(commune)).length,
    notAssessed: others.filter((commune) => !isAssessed(commune)).length,
  };
}
