import { recognitionLevels, type RecognitionLevel } from '#contract/admin-units.ts';
import type { IndicatorJudgement } from '#contract/criteria.ts';
import type { Statuses } from './count-criteria.ts';

/** How far a unit is from meeting a set: the criteria that it lacks and those that nobody has assessed. */
export interface Distance {
  readonly setId: string;
  readonly missing: readonly number[];
  readonly notAssessed: readonly number[];
}

interface SetOfTier {
  readonly id: string;
  readonly tier: RecognitionLevel;
  readonly criteria: readonly { readonly no: number }[];
}

/**
 * The set of the level after the one at which a unit is recognised (null: the lowest); null at the highest. `sets` are
 * those for the unit in force on the day, in any order.
 */
export function findNextSet<Set extends SetOfTier>(
  sets: readonly Set[],
  recognised: RecognitionLevel | null,
): Set | null {
  const rank = (tier: RecognitionLevel | null) => (tier === null ? -1 : recognitionLevels.indexOf(tier));
  const higher = sets.filter(({ tier }) => rank(tier) > rank(recognised));
  return higher.sort((one, other) => rank(one.tier) - rank(other.tier))[0] ?? null;
}

/** The criteria of a set that a unit still lacks. A criterion that does not apply to it is not lacking. */
export function measureDistance(set: SetOfTier, statuses: Statuses): Distance {
  const numbersWith = (status: string) =>
    set.criteria.map(({ no }) => no).filter((no) => (statuses.get(no) ?? 'notAssessed') === status);
  return { setId: set.id, missing: numbersWith('notMet'), notAssessed: numbersWith('notAssessed') };
}

/**
 * By how much a figure misses its threshold, as a part of it: 0 where it is met, 0.25 for 60 % of 80 %, at most 1. Null where
 * nothing could be compared.
 */
export function relativeShort({ short, threshold }: IndicatorJudgement): number | null {
  if (short === null || threshold === null) return null;
  if (short === 0) return 0;
  return threshold.value === 0 ? 1 : Math.min(1, short / threshold.value);
}

/**
 * Units in the order of how close they are: fewest criteria lacking first, then fewest not assessed, then the smallest
 * sum of what their indicators lack, then by code.
 */
export function rankByDistance<Unit extends { code: string; distance: Distance; short: number }>(
  units: readonly Unit[],
): Unit[] {
  return [...units].sort(
    (one, other) =>
      one.distance.missing.length - other.distance.missing.length ||
      one.distance.notAssessed.length - other.distance.notAssessed.length ||
      one.short - other.short ||
      one.code.localeCompare(other.code),
  );
}
