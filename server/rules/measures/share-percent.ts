/**
 * Percent rounded to one decimal, but never up to a whole percent, so that 79.96 is not shown as the target of 80 and
 * only a full count is 100; the smallest share that is not nothing is 0.1.
 */
export function sharePercent(meeting: number, of: number): number {
  if (meeting === 0) return 0;
  const tenths = Math.round((meeting * 1000) / of);
  const raised = tenths * of > meeting * 1000 && tenths % 10 === 0;
  return Math.max(1, raised ? tenths - 1 : tenths) / 10;
}
