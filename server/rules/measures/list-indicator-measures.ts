import type { Text } from '#contract/common.ts';
import type { CriteriaSet, CriteriaSetDetail, Indicator, IndicatorUnit, ThresholdSetting } from '#contract/criteria.ts';
import { dayBefore } from '#contract/days.ts';
import { describeConfidence } from '#rules/criteria/describe-confidence.ts';
import { findThreshold, type FoundThreshold, type Occasion } from '#rules/criteria/find-threshold.ts';
import {
  changeOfIndicator,
  classifyByYear,
  classifyIndicator,
  type Classified,
  type YearThreshold,
} from './indicator-classes.ts';
import { sharedParts } from './list-set-measures.ts';
import type { MeasureRule } from './rule.ts';
import { setWords } from './set-words.ts';

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
  /** Where and when the threshold of a year is asked for: of the whole map, so of no group. */
  readonly occasionIn: (year: number) => Occasion;
  /** Fifths of all figures on all dates by number of indicator, for those that `listWithoutClasses` named. */
  readonly fifths: ReadonlyMap<string, readonly number[]>;
  readonly datesOf: (indicatorNo: string, part: 1 | 2) => readonly string[];
  /** The sets that measures are made of. */
  readonly among: readonly CriteriaSet[];
}

/** The figure of each indicator of a set; of an indicator that has two figures, both. */
export function listIndicatorMeasures(set: CriteriaSetDetail, context: IndicatorContext): MeasureRule[] {
  return lastWordings(set).flatMap((indicator): MeasureRule[] => {
    const found = thresholdsByYear(set, indicator, context);
    const parts = indicator.parts === null ? ([1] as const) : ([1, 2] as const);
    return parts.map((part) => toRule(set, indicator, part, found, context));
  });
}

/** Numbers of the indicators whose classes need the fifths of their figures. */
export function listWithoutClasses(
  set: CriteriaSetDetail,
  context: Pick<IndicatorContext, 'settings' | 'occasionIn'>,
): string[] {
  return lastWordings(set)
    .filter(({ unit }) => unit !== 'yesNo' && unit !== 'percent')
    .filter((indicator) => thresholdsByYear(set, indicator, context).length === 0)
    .map(({ no }) => no);
}

function toRule(
  set: CriteriaSetDetail,
  indicator: Indicator,
  part: 1 | 2,
  found: readonly YearFound[],
  { fifths, datesOf, among }: IndicatorContext,
): MeasureRule {
  const { no, unit, confidence } = indicator;
  const thresholds = found.flatMap(({ year, threshold, from }) => {
    const value = part === 1 ? threshold.value : threshold.value2;
    return value === null ? [] : [{ year, value, from }];
  });
  const last = thresholds.at(-1);
  const { classes, method } = classify(indicator, thresholds, fifths.get(no) ?? null);
  const name = indicator.parts?.[part - 1] ?? indicator.name;
  const tier = setWords(set, among);
  const unchecked = describeConfidence(confidence.wording);
  const by = method !== null && last !== undefined ? sources[last.from] : null;
  return {
    kind: 'indicator',
    set,
    indicatorNo: no,
    part,
    unit,
    measure: {
      ...sharedParts(set, datesOf(no, part), among),
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

type YearFound = FoundThreshold & { readonly year: number };

/** One threshold for all years is what the classes hang on; several are steps, for classes are locked across dates. */
function classify(
  indicator: Indicator,
  thresholds: readonly YearThreshold[],
  fifths: readonly number[] | null,
): Classified {
  const differ = new Set(thresholds.map(({ value }) => value)).size > 1;
  if (differ && (indicator.comparator === '>=' || indicator.comparator === '<=') && indicator.unit !== 'yesNo') {
    return classifyByYear(indicator, thresholds);
  }
  return classifyIndicator(indicator, thresholds.at(-1)?.value ?? null, fifths);
}

/** The threshold at the end of each year of the set's validity that has one, the earliest first. */
function thresholdsByYear(
  set: CriteriaSetDetail,
  indicator: Indicator,
  { settings, occasionIn }: Pick<IndicatorContext, 'settings' | 'occasionIn'>,
): YearFound[] {
  const given = [
    ...indicator.thresholds,
    ...settings.filter(({ setId, indicatorNo }) => setId === set.id && indicatorNo === indicator.no),
  ];
  const named = given.flatMap(({ year, validFrom }) => [
    ...(year === null ? [] : [year]),
    ...(validFrom === null ? [] : [yearOf(validFrom)]),
  ]);
  const first = yearOf(set.validFrom);
  const until = set.validTo === null ? Math.max(first, ...named) : yearOf(dayBefore(set.validTo));
  return Array.from({ length: until - first + 1 }, (_, index) => first + index).flatMap((year) => {
    const found = findThreshold(set.id, indicator, settings, occasionIn(year));
    return found === null ? [] : [{ ...found, year }];
  });
}

function yearOf(day: string): number {
  return Number(day.slice(0, 4));
}
