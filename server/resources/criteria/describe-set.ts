import {
  CriteriaSetDetail,
  type CriteriaSet,
  type Indicator,
  type ShownCriteriaSet,
  type ShownIndicator,
  type ThresholdSetting,
} from '#contract/criteria.ts';
import { declaredSets } from '#catalog/declared.ts';
import { countIndicators } from '#rules/criteria/count-criteria.ts';
import { describeConfidence } from '#rules/criteria/describe-confidence.ts';

/** A set with all that its file declares. One that only the database knows (its file is gone) comes without indicators. */
export async function detailOf(set: CriteriaSet): Promise<CriteriaSetDetail> {
  const declared = (await declaredSets()).find(({ id }) => id === set.id);
  return declared ?? CriteriaSetDetail.parse(set);
}

/** A set as a page may show it: what was not checked against the decision says so. */
export function describeSet(set: CriteriaSetDetail, settings: readonly ThresholdSetting[]): ShownCriteriaSet {
  return {
    ...set,
    criteria: set.criteria.map((criterion) => ({
      ...criterion,
      indicators: criterion.indicators.map(describeIndicator),
    })),
    heldIndicatorCount: countIndicators(set).held,
    settings: [...settings],
  };
}

/** An indicator with its marks. A threshold that nobody gave needs none. */
export function describeIndicator(indicator: Indicator): ShownIndicator {
  const { confidence, thresholds } = indicator;
  return {
    ...indicator,
    unchecked: {
      wording: describeConfidence(confidence.wording),
      threshold: thresholds.length === 0 ? null : describeConfidence(confidence.threshold),
    },
  };
}
