import type { documentStatuses, ProgrammeDocument } from '#contract/programme-frame.ts';

/**
 * How a document of law stands on a day. Of one whose day of issue is known to the month or the year alone nobody knows within
 * it; one whose first day in force is not known is said to be issued and no more.
 */
export function judgeDocument(
  { issuedOn, inForceFrom }: Pick<ProgrammeDocument, 'issuedOn' | 'inForceFrom'>,
  day: string,
): (typeof documentStatuses)[number] {
  if (inForceFrom !== null && inForceFrom <= day) return 'inForce';
  const then = day.slice(0, issuedOn.length);
  if (then < issuedOn) return 'notYet';
  return then > issuedOn || issuedOn.length === day.length ? 'issued' : 'unknown';
}
