import type {
  CriteriaSetDetail,
  IndicatorJudgement,
  IndicatorReading,
  Judgement,
  ThresholdSetting,
} from '#contract/criteria.ts';
import { countCriteria, type Tally } from './count-criteria.ts';
import { findThreshold, type Occasion } from './find-threshold.ts';
import { judgeCriterion } from './judge-criterion.ts';
import { judgeIndicator } from './judge-indicator.ts';
import { judgeTest, type OtherSet } from './judge-test.ts';
import { indicatorsAt } from './select-in-force.ts';

export interface JudgedCriterion extends Judgement {
  readonly no: number;
  readonly indicators: readonly IndicatorJudgement[];
}

/** Figures of a unit by number of indicator; one that is missing has no figure. */
export type Readings = ReadonlyMap<string, IndicatorReading>;

/**
 * Every criterion of a set for one unit on one occasion, computed from its figures. `otherSet` answers what a criterion
 * that rests on another set asks (`CriterionTest`).
 */
export function judgeSet(
  set: CriteriaSetDetail,
  readings: Readings,
  settings: readonly ThresholdSetting[],
  occasion: Occasion,
  otherSet?: (no: number) => OtherSet,
): { criteria: JudgedCriterion[]; tally: Tally } {
  const criteria = set.criteria.map((criterion) => {
    const indicators = indicatorsAt(criterion, occasion.at).map((indicator) =>
      judgeIndicator(
        indicator,
        readings.get(indicator.no) ?? null,
        findThreshold(set.id, indicator, settings, occasion),
      ),
    );
    const judgement =
      criterion.test !== null && otherSet
        ? judgeTest(criterion.test, otherSet(criterion.no))
        : judgeCriterion(criterion, indicators, occasion.at);
    return { no: criterion.no, ...judgement, indicators };
  });
  return { criteria, tally: countCriteria(set, new Map(criteria.map(({ no, status }) => [no, status]))) };
}
