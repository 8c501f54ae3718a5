import type { CriteriaSet } from './criteria.ts';

/**
 * The sets by which units stand on a day: those in force; of a level without any, those of it that ceased last. A decision
 * that ends leaves its results standing until a newer set is held: a portal is not empty on the day after.
 */
export function setsAt<Set extends Pick<CriteriaSet, 'level' | 'validFrom' | 'validTo'>>(
  sets: readonly Set[],
  at: string,
): Set[] {
  return sets.filter((set) => {
    if (isOpen(set, at)) return true;
    const ofLevel = sets.filter(({ level }) => level === set.level);
    if (!hasCeased(set, at) || ofLevel.some((other) => isOpen(other, at))) return false;
    return !ofLevel.some((other) => hasCeased(other, at) && (other.validTo ?? '') > (set.validTo ?? ''));
  });
}

/** Whether a set has ended by a day, so that what it says is the state of its last one. */
export function hasCeased({ validTo }: Pick<CriteriaSet, 'validTo'>, at: string): boolean {
  return validTo !== null && validTo <= at;
}

function isOpen(set: Pick<CriteriaSet, 'validFrom' | 'validTo'>, at: string): boolean {
  return set.validFrom <= at && !hasCeased(set, at);
}
