/**
 * Percent to one decimal, cut and not rounded, so that 79.96 is not shown as the target and only a full count is 100;
 * the smallest share that is not nothing is 0.1.
 */
export function sharePercent(meeting: number, of: number): number {
  if (meeting === 0) return 0;
  return Math.max(0.1, Math.floor((meeting * 1000) / of) / 10);
}
