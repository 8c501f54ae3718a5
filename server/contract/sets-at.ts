import type { CriteriaSet } from './criteria.ts';

type Dated = Pick<CriteriaSet, 'validFrom' | 'validTo'>;
type Held = Pick<CriteriaSet, 'criteria'>;

/**
 * The sets by which units stand on a day: those in force; of a level without any, those of it that ceased last. A decision
 * that ends leaves its results standing until a newer set is held: a portal is not empty on the day after. One in force of
 * which nothing is held (`isHeld`) is among them, so that it can be named.
 */
export function setsAt<Set extends Dated & Held & Pick<CriteriaSet, 'level'>>(sets: readonly Set[], at: string): Set[] {
  return sets.filter((set) => {
    if (isOpen(set, at)) return true;
    const ofLevel = sets.filter((other) => other.level === set.level && isHeld(other));
    if (!hasCeased(set, at) || ofLevel.some((other) => isOpen(other, at))) return false;
    return !ofLevel.some((other) => hasCeased(other, at) && (other.validTo ?? '') > (set.validTo ?? ''));
  });
}

/** Sets of `setsAt` by which somebody can be assessed: without those of which nothing is held. */
export function heldSetsAt<Set extends Dated & Held & Pick<CriteriaSet, 'level'>>(
  sets: readonly Set[],
  at: string,
): Set[] {
  return setsAt(sets, at).filter(isHeld);
}

/** The standard set by which units of a level are assessed on a day; null where there is none. */
export function standardSetAt<Set extends Dated & Held & Pick<CriteriaSet, 'level' | 'tier'>>(
  sets: readonly Set[],
  level: Set['level'],
  at: string,
): Set | null {
  return heldSetsAt(sets, at).find((set) => set.level === level && set.tier === 'standard') ?? null;
}

/** Sets that lists may be asked for by on a day: those that are held and have begun, whether they have ended or not. */
export function listedSets<Set extends Dated & Held>(sets: readonly Set[], at: string): Set[] {
  return sets.filter((set) => isHeld(set) && set.validFrom <= at);
}

/** Whether it is known what a set asks for. One that is not held is named, and nobody meets it or fails. */
export function isHeld({ criteria }: Held): boolean {
  return criteria.length > 0;
}

/** Whether two sets are in force together on some day. */
export function areOfOnePeriod(one: Dated, other: Dated): boolean {
  return !hasCeased(one, other.validFrom) && !hasCeased(other, one.validFrom);
}

/** Whether a set has ended by a day, so that what it says is the state of its last one. */
export function hasCeased({ validTo }: Pick<Dated, 'validTo'>, at: string): boolean {
  return validTo !== null && validTo <= at;
}

function isOpen(set: Dated, at: string): boolean {
  return set.validFrom <= at && !hasCeased(set, at);
}
