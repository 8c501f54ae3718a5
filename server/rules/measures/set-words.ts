import type { Text } from '#contract/common.ts';
import type { CriteriaSet } from '#contract/criteria.ts';
import { dayBefore } from '#contract/days.ts';
import { isHeld } from '#contract/sets-at.ts';

type Named = Pick<CriteriaSet, 'id' | 'level' | 'tier' | 'validFrom' | 'validTo'>;

export const tierWords: Record<CriteriaSet['tier'], Text> = {
  standard: { vi: '', en: '' },
  advanced: { vi: ' (nâng cao)', en: ' (advanced)' },
  model: { vi: ' (kiểu mẫu)', en: ' (model)' },
  modern: { vi: ' (hiện đại)', en: ' (modern)' },
};

/** What tells a set from the others of a list behind a title: its tier, and its years where another set has the same one. */
export function setWords(set: Named, among: readonly Named[]): Text {
  const [tier, years] = [tierWords[set.tier], yearsAmong(set, among)];
  return { vi: tier.vi + years.vi, en: tier.en + years.en };
}

/** The years of a set in brackets, where another of a list has its level and tier. */
export function yearsAmong(set: Named, among: readonly Named[]): Text {
  if (alike(set, among).length < 2) return { vi: '', en: '' };
  const years = yearsOf(set);
  return { vi: ` (${years.vi})`, en: ` (${years.en})` };
}

/** The day from which something can be said by a set that comes after another of a list; null of the first. */
export function startAfterOthers(set: Named, among: readonly Named[]): string | null {
  return alike(set, among).some(({ validFrom }) => validFrom < set.validFrom) ? set.validFrom : null;
}

/**
 * The sets that measures are made of: those that are held and have begun by the last day that can be looked at. Of several of one
 * level and tier the newest that has begun by the portal's day and by which somebody was assessed comes first, since a map opens
 * with the first: results stand until there are newer.
 */
export function measuredSets<Set extends Named & Pick<CriteriaSet, 'criteria'>>(
  sets: readonly Set[],
  { day, until }: { readonly day: string; readonly until: string },
  isAssessed: (id: string) => boolean,
): Set[] {
  const begun = sets.filter((set) => isHeld(set) && set.validFrom <= until);
  const first = begun.filter((set) => alike(set, begun)[0] === set);
  return first.flatMap((one) =>
    alike(one, begun).sort(
      (a, b) =>
        Number(b.validFrom <= day) - Number(a.validFrom <= day) ||
        Number(isAssessed(b.id)) - Number(isAssessed(a.id)) ||
        b.validFrom.localeCompare(a.validFrom),
    ),
  );
}

function alike<Set extends Named>({ level, tier }: Named, among: readonly Set[]): Set[] {
  return among.filter((other) => other.level === level && other.tier === tier);
}

/** "2021-2025", "từ 2026": the years in which a set is in force. */
function yearsOf({ validFrom, validTo }: Named): Text {
  const from = validFrom.slice(0, 4);
  if (validTo === null) return { vi: `từ ${from}`, en: `from ${from}` };
  const last = Number(dayBefore(validTo).slice(0, 4));
  return { vi: `${from}-${last}`, en: `${from}-${last}` };
}
