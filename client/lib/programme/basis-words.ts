import type { ProgrammeFrame } from '#contract/programme-frame.ts';
import type { TargetRow } from '#contract/programme.ts';
import { m } from '#client/text/compiled/messages.js';
import { formatDate, formatNumber } from '#client/text/format.ts';

/**
 * Whose units the targets of a day count: those of that day, and how many communes they are where the programme's own figure is
 * of another number.
 */
export function targetsBasis(
  rows: readonly TargetRow[],
  frame: Pick<ProgrammeFrame, 'denominators'> | undefined,
  day: string,
): string {
  const printed = frame?.denominators?.communes;
  const ofAll = rows.find(
    ({ target: { scope }, progress: { wanted, countedBy } }) =>
      scope === 'commune' && countedBy !== 'figure' && wanted.of !== null && wanted.of === printed,
  );
  if (ofAll === undefined || printed === undefined) return m.basis_said();
  const { counting, notCounting, undecided } = ofAll.progress;
  const counted = counting.length + notCounting.length + undecided.length;
  if (counted === 0 || counted === printed) return m.basis_said();
  const words = { date: formatDate(day), counted: formatNumber(counted), printed: formatNumber(printed) };
  return m.basis_counted(words);
}
