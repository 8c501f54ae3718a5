import type { Text } from '#contract/common.ts';
import type { CriteriaSetDetail, Indicator, IndicatorUnit, Region, ThresholdSetting } from '#contract/criteria.ts';
import { describeConfidence } from '#rules/criteria/describe-confidence.ts';
import { findThreshold, type FoundThreshold } from '#rules/criteria/find-threshold.ts';
import { changeOfIndicator, classifyIndicator } from './indicator-classes.ts';
import { sharedParts, tierWords } from './list-set-measures.ts';
import type { MeasureRule } from './rule.ts';

const unitWords: Record<IndicatorUnit, Text | null> = {
  yesNo: null,
  percent: { vi: '%', en: '%' },
  count: { vi: 'số lượng', en: 'count' },
  millionVndPerYear: { vi: 'triệu đồng/người/năm', en: 'million VND per head a year' },
  m2PerPerson: { vi: 'm²/người', en: 'm² per head' },
  litresPerDay: { vi: 'lít/người/ngày đêm', en: 'litres per head and day' },
};
const sources: Record<FoundThreshold['from'], Text> = {
  decision: { vi: 'theo quyết định', en: 'by the decision' },
  setting: { vi: 'do tỉnh quy định', en: 'given by the province' },
  demoSetting: { vi: 'giả định, dữ liệu minh hoạ', en: 'invented for the demo' },
};

/** What an indicator's classes hang on. */
export interface IndicatorContext {
  readonly settings: readonly ThresholdSetting[];
  readonly region: Region | null;
  /** Fifths of all figures on all dates by number of indicator, for those that `listWithoutClasses` named. */
  readonly fifths: ReadonlyMap<string, readonly number[]>;
  readonly dates: readonly string[];
}

/** The figure of each indicator of a set; of an indicator that has two figures, both. */
export function listIndicatorMeasures(set: CriteriaSetDetail, context: IndicatorContext): MeasureRule[] {
  return lastWordings(set).flatMap((indicator): MeasureRule[] => {
    const found = lastThreshold(set, indicator, context);
    const parts = indicator.parts === null ? ([1] as const) : ([1, 2] as const);
    return parts.map((part) => toRule(set, indicator, part, found, context));
  });
}

/** Numbers of the indicators whose classes need the fifths of their figures. */
export function listWithoutClasses(
  set: CriteriaSetDetail,
  context: Pick<IndicatorContext, 'settings' | 'region'>,
): string[] {
  return lastWordings(set)
    .filter(({ unit }) => unit !== 'yesNo' && unit !== 'percent')
    .filter((indicator) => lastThreshold(set, indicator, context) === null)
    .map(({ no }) => no);
}

function toRule(
  set: CriteriaSetDetail,
  indicator: Indicator,
  part: 1 | 2,
  found: FoundThreshold | null,
  { fifths, dates }: IndicatorContext,
): MeasureRule {
  const { no, unit, confidence } = indicator;
  const threshold = (part === 1 ? found?.threshold.value : found?.threshold.value2) ?? null;
  const { classes, method } = classifyIndicator(indicator, threshold, fifths.get(no) ?? null);
  const name = indicator.parts?.[part - 1] ?? indicator.name;
  const tier = tierWords[set.tier];
  const unchecked = describeConfidence(confidence.wording);
  const by = method !== null && threshold !== null && found !== null ? sources[found.from] : null;
  return {
    kind: 'indicator',
    set,
    indicatorNo: no,
    part,
    measure: {
      ...sharedParts(set, dates),
      id: `indicator-${set.id}-${no}${part === 2 ? '-2' : ''}`,
      kind: 'indicator',
      group: `indicators-${set.id}`,
      title: { vi: `Chỉ tiêu ${no}: ${name.vi}${tier.vi}`, en: `Indicator ${no}: ${name.en}${tier.en}` },
      description: {
        vi: unchecked === null ? set.title.vi : `${set.title.vi} (lời văn ${unchecked.vi})`,
        en: unchecked === null ? set.title.en : `${set.title.en} (wording ${unchecked.en})`,
      },
      unit: unitWords[unit],
      criterionNo: Number(no.split('.')[0]),
      indicatorNo: no,
      levels: [set.level],
      classes: [...classes],
      method:
        method === null || by === null ? method : { vi: `${method.vi} (${by.vi})`, en: `${method.en} (${by.en})` },
      change: changeOfIndicator(indicator),
      decimals: unit === 'yesNo' || unit === 'count' ? 0 : 2,
    },
  };
}

/** Each number once, as it was worded last. */
function lastWordings(set: CriteriaSetDetail): Indicator[] {
  const all = set.criteria.flatMap(({ indicators }) => indicators);
  return all.filter(({ no }, index) => !all.slice(index + 1).some((later) => later.no === no));
}

/** The threshold at the end of the set's validity: one for all dates, so that classes are locked across them. */
function lastThreshold(
  set: CriteriaSetDetail,
  indicator: Indicator,
  { settings, region }: Pick<IndicatorContext, 'settings' | 'region'>,
): FoundThreshold | null {
  const years = [
    ...indicator.thresholds,
    ...settings.filter(({ setId, indicatorNo }) => setId === set.id && indicatorNo === indicator.no),
  ].flatMap(({ year }) => (year === null ? [] : [year]));
  const last = set.validTo === null ? null : dayBefore(set.validTo);
  const end = years.length > 0 ? `${Math.max(...years)}-12-31` : null;
  const at = last ?? end ?? indicator.validFrom ?? set.validFrom;
  return findThreshold(set.id, indicator, settings, {
    region,
    communeGroup: null,
    at: end !== null && end < at ? end : at,
  });
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
