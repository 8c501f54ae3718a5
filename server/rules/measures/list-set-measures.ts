import type { Level } from '#contract/admin-units.ts';
import type { Text } from '#contract/common.ts';
import type { CriteriaSet } from '#contract/criteria.ts';
import type { Measure, MeasureWanted } from '#contract/measures.ts';
import { countClasses, shareClasses, statusClasses } from './classes.ts';
import { hasDistricts } from '../boundaries/tiers.ts';
import { levelsAbove, targetPercent, type MeasureRule } from './rule.ts';
import { setWords, startAfterOthers } from './set-words.ts';

export const unitWords: Record<Level, Text> = {
  commune: { vi: 'xã', en: 'communes' },
  district: { vi: 'huyện', en: 'districts' },
  province: { vi: 'tỉnh', en: 'provinces' },
};

/** What measures of a set have in common; `among` are the sets that others are made of. */
export function sharedParts(set: CriteriaSet, dates: readonly string[], among: readonly CriteriaSet[]) {
  const from = startAfterOthers(set, among);
  return {
    ...(from === null ? {} : { from }),
    setId: set.id,
    criterionNo: null,
    indicatorNo: null,
    dates: [...dates],
    source: set.decision,
    method: null,
    wanted: null,
    targetPercent: null,
  } satisfies Partial<Measure>;
}

/** What a set says as a whole: criteria met by a unit, and the share of units below that meet them all. */
export function listWholeSetMeasures(
  set: CriteriaSet,
  dates: readonly string[],
  wanted: MeasureWanted | null,
  among: readonly CriteriaSet[],
): MeasureRule[] {
  const shared = { ...sharedParts(set, dates, among), group: 'summary' };
  const total = set.criteria.length;
  const tier = setWords(set, among);
  const units = unitWords[set.level];
  const counted: MeasureRule = {
    kind: 'criteriaMet',
    set,
    measure: {
      ...shared,
      id: `criteria-met-${set.id}`,
      kind: 'criteriaMet',
      title: { vi: `Số tiêu chí đạt${tier.vi}`, en: `Criteria met${tier.en}` },
      description: {
        vi: `Số tiêu chí đạt trong ${total} tiêu chí. ${set.title.vi}`,
        en: `How many of the ${total} criteria are met. ${set.title.en}`,
      },
      unit: { vi: 'tiêu chí', en: 'criteria' },
      levels: [set.level],
      classes: countClasses(total),
      wanted,
      change: 'count',
      decimals: 0,
    },
  };
  if (sharedAt(set).length === 0) return [counted];
  return [
    counted,
    {
      kind: 'shareMeeting',
      set,
      measure: {
        ...shared,
        id: `share-meeting-${set.id}`,
        kind: 'shareMeeting',
        title: {
          vi: `Tỷ lệ ${units.vi} đạt đủ ${total} tiêu chí${tier.vi}`,
          en: `Share of ${units.en} that meet all ${total} criteria${tier.en}`,
        },
        description: {
          vi: `Phần trăm số ${units.vi} đạt đủ tiêu chí. ${set.title.vi}`,
          en: `Percent of ${units.en} that meet every criterion. ${set.title.en}`,
        },
        unit: { vi: '%', en: '%' },
        levels: sharedAt(set),
        classes: shareClasses(),
        targetPercent,
        change: 'share',
        decimals: 1,
      },
    },
  ];
}

/** Each criterion of a set by itself: met or not, and the share of units below that meet it. */
export function listCriterionMeasures(
  set: CriteriaSet,
  datesOf: (no: number) => readonly string[],
  among: readonly CriteriaSet[],
): MeasureRule[] {
  const tier = setWords(set, among);
  const units = unitWords[set.level];
  const single = set.criteria.map(({ no, name }): MeasureRule => ({
    kind: 'criterion',
    set,
    criterionNo: no,
    measure: {
      ...sharedParts(set, datesOf(no), among),
      id: `criterion-${set.id}-${no}`,
      kind: 'criterion',
      group: `criteria-${set.id}`,
      title: { vi: `Tiêu chí ${no}: ${name.vi}${tier.vi}`, en: `Criterion ${no}: ${name.en}${tier.en}` },
      description: { vi: set.title.vi, en: set.title.en },
      unit: null,
      criterionNo: no,
      levels: [set.level],
      classes: [...statusClasses],
      change: 'status',
      decimals: 0,
    },
  }));
  if (sharedAt(set).length === 0) return single;
  const shares = set.criteria.map(({ no, name }): MeasureRule => ({
    kind: 'shareCriterion',
    set,
    criterionNo: no,
    measure: {
      ...sharedParts(set, datesOf(no), among),
      id: `share-criterion-${set.id}-${no}`,
      kind: 'shareCriterion',
      group: `shares-${set.id}`,
      title: {
        vi: `Tỷ lệ ${units.vi} đạt tiêu chí ${no}: ${name.vi}${tier.vi}`,
        en: `Share of ${units.en} that meet criterion ${no}: ${name.en}${tier.en}`,
      },
      description: {
        vi: `Phần trăm trong số ${units.vi} mà tiêu chí áp dụng. ${set.title.vi}`,
        en: `Percent of the ${units.en} to which the criterion applies. ${set.title.en}`,
      },
      unit: { vi: '%', en: '%' },
      criterionNo: no,
      levels: sharedAt(set),
      classes: shareClasses(),
      targetPercent,
      change: 'share',
      decimals: 1,
    },
  }));
  return [...single, ...shares];
}

/** Levels of units of which it is said which part of those below meets a set: a set that begins without districts has none. */
function sharedAt({ level, validFrom }: CriteriaSet): Level[] {
  return levelsAbove[level].filter((above) => above !== 'district' || hasDistricts(validFrom));
}
