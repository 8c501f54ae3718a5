import type { CriteriaSet, CriteriaSetDetail, IndicatorUnit } from '#contract/criteria.ts';
import type { Level } from '#contract/admin-units.ts';
import type { Measure, MeasureClass } from '#contract/measures.ts';
import type { GroupScheme } from '#contract/unit-groups.ts';
import type { Target } from '#contract/programme.ts';

/** A measure with what the server must know to work it out. */
export type MeasureRule = { readonly measure: Measure } & (
  | { readonly kind: 'criteriaMet'; readonly set: CriteriaSet }
  | { readonly kind: 'shareMeeting'; readonly set: CriteriaSet }
  | { readonly kind: 'criterion'; readonly set: CriteriaSet; readonly criterionNo: number }
  | { readonly kind: 'shareCriterion'; readonly set: CriteriaSet; readonly criterionNo: number }
  | {
      readonly kind: 'indicator';
      readonly set: CriteriaSet;
      readonly indicatorNo: string;
      /** Which of the figures of an indicator that has two. */
      readonly part: 1 | 2;
      /** What the figure is a number of: of counts there is no mean, and yes or no is a status. */
      readonly unit: IndicatorUnit;
    }
  | { readonly kind: 'recognition'; readonly sets: readonly CriteriaSet[] }
  | { readonly kind: 'distance'; readonly sets: readonly CriteriaSet[] }
  | { readonly kind: 'declaredComputed'; readonly set: CriteriaSetDetail }
  | { readonly kind: 'disbursed'; readonly per: 'head' | 'km2' }
  | { readonly kind: 'group'; readonly scheme: GroupScheme }
  | { readonly kind: 'target'; readonly set: CriteriaSet; readonly target: Target }
);

export type RuleOf<Kind extends MeasureRule['kind']> = Extract<MeasureRule, { readonly kind: Kind }>;

/** Levels of which units of a level are part, the nearest first. */
export const levelsAbove: Record<Level, readonly Level[]> = {
  commune: ['district', 'province'],
  district: ['province'],
  province: [],
};

/** The programme's target: 80 % of the communes meet all criteria; so a class of shares begins there. */
export const targetPercent = 80;

/** The same class, marked as one whose values reach what is asked for. */
export function meeting(entry: MeasureClass): MeasureClass {
  return { ...entry, meets: true };
}

/** A class of a measure; a pattern tells it from its neighbours without colour. */
export function toClass(
  id: string,
  label: MeasureClass['label'],
  [min, max]: readonly [number | null, number | null],
  colour: string | undefined,
  pattern: MeasureClass['pattern'] = null,
): MeasureClass {
  if (colour === undefined) throw new Error(`there is no colour for the class ${id}`);
  return { id, label, min, max, colour, pattern };
}
