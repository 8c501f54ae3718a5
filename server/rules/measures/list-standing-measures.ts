import type { CriteriaSet, CriteriaSetDetail } from '#contract/criteria.ts';
import type { Measure } from '#contract/measures.ts';
import { comparisonClasses, distanceClasses, recognitionClasses } from './classes.ts';
import { sharedParts, unitWords } from './list-set-measures.ts';
import { datesByLevel, type MeasureDays } from './measure-days.ts';
import { levelsAbove, type MeasureRule } from './rule.ts';
import { setWords } from './set-words.ts';

/**
 * Where units stand between the sets: the level at which they are recognised, and criteria missing to the next. One
 * measure each for all levels that have sets and a level above, so that the question survives a change of level.
 */
export function listStandingMeasures(sets: readonly CriteriaSet[], days: Pick<MeasureDays, 'standing'>): MeasureRule[] {
  const judged = sets.filter(({ level }) => levelsAbove[level].length > 0);
  if (judged.length === 0) return [];
  const levels = (['commune', 'district'] as const).filter((level) => judged.some((set) => set.level === level));
  const shared = {
    group: 'summary',
    setId: null,
    criterionNo: null,
    indicatorNo: null,
    levels,
    method: null,
    wanted: null,
    targetPercent: null,
    ...datesByLevel(levels, (level) => days.standing(level, judged)),
    decimals: 0,
    source: [...new Set(judged.map(({ decision }) => decision))].join('; '),
  } satisfies Partial<Measure>;
  return [
    {
      kind: 'recognition',
      sets: judged,
      measure: {
        ...shared,
        id: 'recognition',
        kind: 'recognition',
        title: { vi: 'Mức được công nhận', en: 'Recognition level' },
        description: {
          vi: 'Mức cao nhất theo quyết định công nhận còn hiệu lực; riêng đơn vị nay không còn đạt bộ tiêu chí của mức đó',
          en: 'The highest level by a decision in force; apart from it, units that no longer meet the set of that level',
        },
        unit: null,
        classes: recognitionClasses(new Set(judged.map(({ tier }) => tier))),
        change: 'recognition',
      },
    },
    {
      kind: 'distance',
      sets: judged,
      measure: {
        ...shared,
        id: 'distance',
        kind: 'distance',
        title: { vi: 'Còn thiếu đến mức tiếp theo', en: 'Criteria missing to the next level' },
        description: {
          vi: 'Số tiêu chí chưa đạt của bộ tiêu chí ở mức cao hơn mức đang được công nhận',
          en: 'Criteria not met of the set of the level after the one at which the unit is recognised',
        },
        unit: { vi: 'tiêu chí', en: 'criteria' },
        classes: distanceClasses(),
        // The next level moves when a unit is recognised, so that a difference would say nothing.
        change: null,
      },
    },
  ];
}

/** Where an officer's word and the figures part; only for sets that have something to compute from. */
export function listComparisonMeasures(
  set: CriteriaSetDetail,
  dates: readonly string[],
  among: readonly CriteriaSet[],
): MeasureRule[] {
  const computable = set.criteria.some(({ indicators, test }) => indicators.length > 0 || test !== null);
  if (!computable) return [];
  const tier = setWords(set, among);
  const units = unitWords[set.level];
  return [
    {
      kind: 'declaredComputed',
      set,
      measure: {
        ...sharedParts(set, dates, among),
        id: `declared-computed-${set.id}`,
        kind: 'declaredComputed',
        group: 'summary',
        title: {
          vi: `Công bố so với tính toán${tier.vi}`,
          en: `Declared against computed${tier.en}`,
        },
        description: {
          vi: `Số tiêu chí mà trạng thái công bố trái với số liệu chỉ tiêu của ${units.vi}. ${set.title.vi}`,
          en: `Criteria whose declared status contradicts the figures of the ${units.en}. ${set.title.en}`,
        },
        unit: { vi: 'tiêu chí', en: 'criteria' },
        levels: [set.level],
        classes: comparisonClasses(),
        change: null,
        decimals: 0,
      },
    },
  ];
}
