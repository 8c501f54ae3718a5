import { recognitionLevels } from '#contract/admin-units.ts';
import type { CriteriaSet } from '#contract/criteria.ts';
import type { DistrictDenominator, Target } from '#contract/programme.ts';
import { areOfOnePeriod } from '#contract/sets-at.ts';
import { isSetFor } from '#rules/criteria/select-in-force.ts';
import { completesByDecision, type AssessedUnit } from './sort-units.ts';

/**
 * Of the units that a target of a whole set is about, how many are recognised by a decision in force at that set's level or a
 * higher one of the same period: another figure than how many meet its criteria. Null for other targets, and where no recognition of any unit
 * of the level is known, which is not the same as nobody being recognised.
 */
export function countRecognised(
  target: Pick<Target, 'scope' | 'criterionNo' | 'comparator'>,
  set: CriteriaSet,
  sets: readonly CriteriaSet[],
  units: readonly AssessedUnit[],
  districts: DistrictDenominator,
): number | null {
  if (target.criterionNo !== null || target.comparator === '<=') return null;
  const ofLevel = units.filter(({ level }) => level === target.scope);
  if (!ofLevel.some(({ recognised }) => recognised.size > 0)) return null;
  const least = recognitionLevels.indexOf(set.tier);
  const enough = sets.filter(
    (other) =>
      other.level === set.level && recognitionLevels.indexOf(other.tier) >= least && areOfOnePeriod(set, other),
  );
  return ofLevel.filter(
    (unit) =>
      (isSetFor(set, unit) || completesByDecision(target, set, districts)) &&
      enough.some(({ id }) => unit.recognised.has(id)),
  ).length;
}
