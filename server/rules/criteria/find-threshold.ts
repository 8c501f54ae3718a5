import type {
  Comparator,
  CriteriaSetDetail,
  Indicator,
  IndicatorJudgement,
  Region,
  Threshold,
  ThresholdSetting,
} from '#contract/criteria.ts';
import type { UnitGroups } from '#contract/unit-groups.ts';
import { indicatorsAt } from './select-in-force.ts';
import { isInForce } from '../in-force.ts';

/** Where and when a threshold is asked for. A unit whose region is not known has null there, and no group of whom none is known. */
export interface Occasion {
  readonly region: Region | null;
  readonly groups: UnitGroups;
  readonly at: string;
}

export interface FoundThreshold {
  readonly threshold: Threshold;
  readonly from: NonNullable<IndicatorJudgement['thresholdFrom']>;
}

/**
 * The threshold that an indicator has on an occasion: the decision's own; else one that the province gave; else one
 * invented for the demo; else null, which means that nothing can be met. Of several that fit, the one that names more of
 * region, group and year holds; of as many, one that names a group, for a group says more of a unit than its region or the
 * year does; then the one that began later, then the stricter, so that the order of settings never matters.
 */
export function findThreshold(
  setId: string,
  indicator: Pick<Indicator, 'no' | 'comparator' | 'thresholds'>,
  settings: readonly ThresholdSetting[],
  occasion: Occasion,
): FoundThreshold | null {
  const given = settings.filter((setting) => setting.setId === setId && setting.indicatorNo === indicator.no);
  const sources = [
    ['decision', indicator.thresholds],
    ['setting', given.filter(({ demo }) => !demo)],
    ['demoSetting', given.filter(({ demo }) => demo)],
  ] as const;
  for (const [from, thresholds] of sources) {
    const fitting = thresholds.filter((threshold) => fits(threshold, occasion));
    const [best] = fitting.sort((one, other) => compare(one, other, indicator.comparator));
    if (best) return { threshold: plain(best), from };
  }
  return null;
}

/** The indicators of a set that have no threshold on an occasion: what the province still has to give. */
export function listWithoutThreshold(
  set: CriteriaSetDetail,
  settings: readonly ThresholdSetting[],
  occasion: Occasion,
): Indicator[] {
  return set.criteria
    .flatMap((criterion) => indicatorsAt(criterion, occasion.at))
    .filter((indicator) => findThreshold(set.id, indicator, settings, occasion) === null);
}

function fits(threshold: Threshold, { region, groups, at }: Occasion): boolean {
  const { communeGroup } = threshold;
  return (
    (threshold.region === null || threshold.region === region) &&
    (communeGroup === null || groups[communeGroup.scheme] === communeGroup.group) &&
    (threshold.year === null || threshold.year === Number(at.slice(0, 4))) &&
    isInForce(threshold, at)
  );
}

function compare(one: Threshold, other: Threshold, comparator: Comparator): number {
  const bySpecificity = specificity(other) - specificity(one);
  if (bySpecificity !== 0) return bySpecificity;
  const byGroup = Number(other.communeGroup !== null) - Number(one.communeGroup !== null);
  if (byGroup !== 0) return byGroup;
  const byStart = (other.validFrom ?? '').localeCompare(one.validFrom ?? '');
  if (byStart !== 0) return byStart;
  const strictness = comparator === '<=' ? -1 : 1;
  return strictness * (other.value - one.value || (other.value2 ?? 0) - (one.value2 ?? 0));
}

function specificity({ region, communeGroup, year }: Threshold): number {
  return [region, communeGroup, year].filter((part) => part !== null).length;
}

function plain({ region, communeGroup, year, validFrom, validTo, value, value2 }: Threshold): Threshold {
  return { region, communeGroup, year, validFrom, validTo, value, value2 };
}
