import { schemePuBuGn, schemeYlGnBu } from 'd3-scale-chromatic';
import type { RecognitionLevel } from '#contract/admin-units.ts';
import type { Text } from '#contract/common.ts';
import type { MeasureClass } from '#contract/measures.ts';
import { meeting, targetPercent, toClass } from './rule.ts';

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
    const entry = toClass(min === max ? `${min}` : `${min}-${max}`, label, [min, max], colours[index]);
    return index === 0 ? meeting(entry) : entry;
  });
}

/** Classes of a share in percent, with the programme's 80 % as a line. */
export function shareClasses(): MeasureClass[] {
  const [all, reached, half, some, none] = ramp(schemePuBuGn, 5);
  return [
    toClass('100', sameInBoth('100%'), [100, 100], all),
    toClass('80-100', { vi: '80% đến dưới 100%', en: '80% to under 100%' }, [targetPercent, 99.9], reached),
    toClass('50-80', { vi: '50% đến dưới 80%', en: '50% to under 80%' }, [50, targetPercent - 0.1], half),
    toClass('0-50', { vi: 'Trên 0% đến dưới 50%', en: 'Over 0% to under 50%' }, [0.1, 49.9], some),
    toClass('0', sameInBoth('0%'), [0, 0], none),
  ];
}

export const statusClasses: readonly MeasureClass[] = [
  meeting(toClass('met', { vi: 'Đạt', en: 'Met' }, [1, 1], '#225ea8')),
  toClass('notMet', { vi: 'Chưa đạt', en: 'Not met' }, [0, 0], '#ffffcc', 'dots'),
];

/** Whether a unit counts for a target: those count that meet what it asks, or of "no commune under 15" those that are under. */
export function targetClasses(sense: 'atLeast' | 'atMost'): MeasureClass[] {
  return sense === 'atLeast'
    ? [
        meeting(toClass('counts', { vi: 'Được tính', en: 'Counts' }, [1, 1], '#225ea8')),
        toClass('doesNotCount', { vi: 'Chưa được tính', en: 'Does not count' }, [0, 0], '#ffffcc', 'dots'),
      ]
    : [
        toClass('counts', { vi: 'Còn dưới 15 tiêu chí', en: 'Still under 15 criteria' }, [1, 1], '#ffffcc', 'dots'),
        meeting(
          toClass('doesNotCount', { vi: 'Từ 15 tiêu chí trở lên', en: '15 criteria or more' }, [0, 0], '#225ea8'),
        ),
      ];
}

/** What a unit is recognised as, as a number: higher is further. `noLongerMeeting` is recognised but meets the set no more. */
export const recognitionValues = {
  none: 0,
  noLongerMeeting: 1,
  standard: 2,
  advanced: 3,
  model: 4,
  modern: 5,
} as const satisfies Record<RecognitionLevel | 'none' | 'noLongerMeeting', number>;

const recognitionLabels: Record<RecognitionLevel, Text> = {
  standard: { vi: 'Đạt chuẩn', en: 'Standard' },
  advanced: { vi: 'Nâng cao', en: 'Advanced' },
  model: { vi: 'Kiểu mẫu', en: 'Model' },
  modern: { vi: 'Hiện đại', en: 'Modern' },
};

/** Classes of recognition for the tiers that there are, highest first. */
export function recognitionClasses(tiers: ReadonlySet<RecognitionLevel>): MeasureClass[] {
  const held = (['modern', 'model', 'advanced', 'standard'] as const).filter((tier) => tiers.has(tier));
  // Nobody recognised is the lightest of the same ramp.
  const colours = ramp(schemeYlGnBu, held.length + 2);
  const fallen = { vi: 'Đã công nhận, nay không còn đủ tiêu chí', en: 'Recognised, no longer meeting all criteria' };
  return [
    ...held.map((tier, index) => {
      const value = recognitionValues[tier];
      return toClass(tier, recognitionLabels[tier], [value, value], colours[index]);
    }),
    toClass('noLongerMeeting', fallen, [1, 1], '#fdb863', 'cross'),
    toClass('none', { vi: 'Chưa được công nhận', en: 'Not recognised' }, [0, 0], colours.at(-1)),
  ];
}

/** Where a unit is recognised at the highest level there is no next one. */
export const atHighest = -1;

/** Criteria missing to the next level, nearest first. */
export function distanceClasses(): MeasureClass[] {
  const colours = ramp(schemeYlGnBu, 6);
  return [
    toClass('highest', { vi: 'Đã ở mức cao nhất', en: 'At the highest level' }, [atHighest, atHighest], colours[0]),
    toClass('0', { vi: '0: đủ tiêu chí, chưa công nhận', en: '0: meets all, not recognised' }, [0, 0], colours[1]),
    toClass('1-2', { vi: 'Thiếu 1–2', en: '1–2 missing' }, [1, 2], colours[2]),
    toClass('3-5', { vi: 'Thiếu 3–5', en: '3–5 missing' }, [3, 5], colours[3]),
    toClass('6-9', { vi: 'Thiếu 6–9', en: '6–9 missing' }, [6, 9], colours[4]),
    toClass('10', { vi: 'Thiếu từ 10', en: '10 or more missing' }, [10, null], colours[5]),
  ];
}

/** What declared and computed come to, as a number: how many criteria contradict, or which side alone is known. */
export const comparisonValues = { agree: 0, declaredOnly: -1, computedOnly: -2 } as const;

/** What the map is asked for is where the two part: those classes are saturated, and whatever does not part is pale. */
export function comparisonClasses(): MeasureClass[] {
  const [four, two, one] = ['#7f3b08', '#b35806', '#e08214'];
  return [
    toClass('contradicts-4', { vi: 'Trái nhau ở từ 4 tiêu chí', en: 'Contradict in 4 or more' }, [4, null], four),
    toClass('contradicts-2', { vi: 'Trái nhau ở 2–3 tiêu chí', en: 'Contradict in 2–3' }, [2, 3], two, 'cross'),
    toClass('contradicts-1', { vi: 'Trái nhau ở 1 tiêu chí', en: 'Contradict in 1' }, [1, 1], one, 'dots'),
    toClass('agree', { vi: 'Khớp nhau', en: 'Agree' }, [0, 0], '#d8daeb'),
    toClass('declaredOnly', { vi: 'Chỉ có công bố', en: 'Declared only' }, [-1, -1], '#f7f7f7', 'dots'),
    toClass('computedOnly', { vi: 'Chỉ có số liệu', en: 'Computed only' }, [-2, -2], '#e9e9f2', 'cross'),
  ];
}

/** `count` colours of a ColorBrewer scheme, darkest first; schemes have 3 to 9. */
export function ramp(scheme: readonly (readonly string[])[], count: number): string[] {
  return [...(scheme[Math.max(3, count)] ?? [])].reverse().slice(0, count);
}

function sameInBoth(text: string): Text {
  return { vi: text, en: text };
}
