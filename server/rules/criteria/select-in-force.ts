import type { Level, UnitKind } from '#contract/admin-units.ts';
import type { CriteriaSet, CriteriaSetDetail, CriterionDetail, Indicator, SetVersion } from '#contract/criteria.ts';
import { isInForce } from '../in-force.ts';

/** The version of a set that is in force on a day: the newest that has begun; null outside the set's own validity. */
export function findVersion(set: CriteriaSetDetail, at: string): SetVersion | null {
  if (!isInForce(set, at)) return null;
  return set.versions.findLast(({ validFrom }) => validFrom <= at) ?? null;
}

/** The indicators of a criterion that are in force on a day. */
export function indicatorsAt({ indicators }: CriterionDetail, at: string): Indicator[] {
  return indicators.filter((indicator) => isInForce(indicator, at));
}

/** Whether a set is for a unit at all: wards are no matter of the commune sets, thị xã and thành phố none of the district ones. */
export function isSetFor(
  set: Pick<CriteriaSet, 'level' | 'appliesTo'>,
  unit: { level: Level; kind: UnitKind },
): boolean {
  return set.level === unit.level && set.appliesTo.includes(unit.kind);
}

/**
 * Whether a unit may be recognised by a set: units that it is for, and thị xã and thành phố by the districts' standard one,
 * for whom that says that their task is complete (QĐ 320, Annex II).
 */
export function mayBeRecognisedBy(
  set: Pick<CriteriaSet, 'level' | 'tier' | 'appliesTo'>,
  unit: { level: Level; kind: UnitKind },
): boolean {
  const completes = unit.kind === 'town' || unit.kind === 'city';
  return (
    isSetFor(set, unit) ||
    (completes && unit.level === 'district' && set.level === 'district' && set.tier === 'standard')
  );
}
