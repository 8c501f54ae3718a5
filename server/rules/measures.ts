import { schemePuBuGn, schemeYlGnBu } from 'd3-scale-chromatic';
import type { Level } from '#contract/admin-units.ts';
import type { Text } from '#contract/common.ts';
import type { CriteriaSet } from '#contract/criteria.ts';
import type { Measure, MeasureClass } from '#contract/measures.ts';

/** What a measure counts: criteria met by a unit, whether it meets one of them, the share of units below that meet all. */
export type MeasureKind = 'criteriaMet' | 'criterion' | 'shareMeeting';

/** A measure with what the server must know to work it out. */
export interface MeasureRule {
  readonly kind: MeasureKind;
  readonly set: CriteriaSet;
  readonly criterionNo: number | null;
  readonly measure: Measure;
}

const above: Record<Level, readonly Level[]> = {
  commune: ['district', 'province'],
  district: ['province'],
  province: [],
};
const tierWords: Record<CriteriaSet['tier'], Text> = {
  standard: { vi: '', en: '' },
  advanced: { vi: ' (nâng cao)', en: ' (advanced)' },
  model: { vi: ' (kiểu mẫu)', en: ' (model)' },
  modern: { vi: ' (hiện đại)', en: ' (modern)' },
};
const unitWords: Record<Level, Text> = {
  commune: { vi: 'xã', en: 'communes' },
  district: { vi: 'huyện', en: 'districts' },
  province: { vi: 'tỉnh', en: 'provinces' },
};
/** The programme's target: 80 % of the communes meet all criteria; so a class begins there. */
const targetPercent = 80;

/** Every measure that follows from a criteria set. `dates` are the days on which its assessments hold from. */
export function measuresOf(set: CriteriaSet, dates: readonly string[]): MeasureRule[] {
  const shared = { setId: set.id, dates: [...dates], source: set.decision };
  const total = set.criteria.length;
  const tier = tierWords[set.tier];
  const rules: MeasureRule[] = [
    {
      kind: 'criteriaMet',
      set,
      criterionNo: null,
      measure: {
        ...shared,
        id: `criteria-met-${set.id}`,
        title: { vi: `Số tiêu chí đạt${tier.vi}`, en: `Criteria met${tier.en}` },
        description: {
          vi: `Số tiêu chí đạt trong ${total} tiêu chí. ${set.title.vi}`,
          en: `How many of the ${total} criteria are met. ${set.title.en}`,
        },
        unit: { vi: 'tiêu chí', en: 'criteria' },
        criterionNo: null,
        levels: [set.level],
        classes: countClasses(total),
        decimals: 0,
      },
    },
  ];
  if (above[set.level].length > 0) {
    const units = unitWords[set.level];
    rules.push({
      kind: 'shareMeeting',
      set,
      criterionNo: null,
      measure: {
        ...shared,
        id: `share-meeting-${set.id}`,
        title: {
          vi: `Tỷ lệ ${units.vi} đạt đủ ${total} tiêu chí${tier.vi}`,
          en: `Share of ${units.en} that meet all ${total} criteria${tier.en}`,
        },
        description: {
          vi: `Phần trăm số ${units.vi} đạt đủ tiêu chí. ${set.title.vi}`,
          en: `Percent of ${units.en} that meet every criterion. ${set.title.en}`,
        },
        unit: { vi: '%', en: '%' },
        criterionNo: null,
        levels: [...above[set.level]],
        classes: shareClasses(),
        decimals: 1,
      },
    });
  }
  for (const { no, name } of set.criteria) {
    rules.push({
      kind: 'criterion',
      set,
      criterionNo: no,
      measure: {
        ...shared,
        id: `criterion-${set.id}-${no}`,
        title: { vi: `Tiêu chí ${no}: ${name.vi}${tier.vi}`, en: `Criterion ${no}: ${name.en}${tier.en}` },
        description: { vi: set.title.vi, en: set.title.en },
        unit: null,
        criterionNo: no,
        levels: [set.level],
        classes: statusClasses,
        decimals: 0,
      },
    });
  }
  return rules;
}

/**
 * Percent to one decimal, cut and not rounded, so that 79.96 is not shown as the target and only a full count is 100;
 * the smallest share that is not nothing is 0.1.
 */
export function sharePercent(meeting: number, of: number): number {
  if (meeting === 0) return 0;
  return Math.max(0.1, Math.floor((meeting * 1000) / of) / 10);
}

/**
 * Classes for a count of criteria, highest first: all of them, then down in the programme's own reporting steps (15, 10,
 * 5), or in quarters where a set has too few criteria for those.
 */
export function countClasses(total: number): MeasureClass[] {
  const steps = total > 15 ? [15, 10, 5] : [0.75, 0.5, 0.25].map((part) => Math.round(part * total));
  const floors = [...new Set([total, ...steps, 0])].filter((floor) => floor <= total).sort((a, b) => b - a);
  const colours = ramp(schemeYlGnBu, floors.length);
  return floors.map((min, index) => {
    const max = index === 0 ? total : (floors[index - 1] ?? total) - 1;
    const label =
      min === 0 && max > 0
        ? { vi: `Dưới ${max + 1}`, en: `Under ${max + 1}` }
        : sameInBoth(min === max ? String(min) : `${min}–${max}`);
    return {
      id: min === max ? `${min}` : `${min}-${max}`,
      label,
      min,
      max,
      colour: colours[index] ?? '#000000',
      pattern: null,
    };
  });
}

function shareClasses(): MeasureClass[] {
  const [all, reached, half, some, none] = ramp(schemePuBuGn, 5);
  const step = (id: string, label: Text, min: number, max: number, colour: string | undefined): MeasureClass => ({
    id,
    label,
    min,
    max,
    colour: colour ?? '#000000',
    pattern: null,
  });
  return [
    step('100', sameInBoth('100%'), 100, 100, all),
    step('80-100', { vi: '80% đến dưới 100%', en: '80% to under 100%' }, targetPercent, 99.9, reached),
    step('50-80', { vi: '50% đến dưới 80%', en: '50% to under 80%' }, 50, targetPercent - 0.1, half),
    step('0-50', { vi: 'Trên 0% đến dưới 50%', en: 'Over 0% to under 50%' }, 0.1, 49.9, some),
    step('0', sameInBoth('0%'), 0, 0, none),
  ];
}

const statusClasses: MeasureClass[] = [
  { id: 'met', label: { vi: 'Đạt', en: 'Met' }, min: 1, max: 1, colour: '#225ea8', pattern: null },
  { id: 'notMet', label: { vi: 'Chưa đạt', en: 'Not met' }, min: 0, max: 0, colour: '#ffffcc', pattern: 'dots' },
];

/** `count` colours of a ColorBrewer scheme, darkest first; schemes have 3 to 9. */
function ramp(scheme: readonly (readonly string[])[], count: number): string[] {
  return [...(scheme[Math.max(3, count)] ?? [])].reverse().slice(0, count);
}

function sameInBoth(text: string): Text {
  return { vi: text, en: text };
}
