import type { TargetRow } from '#contract/programme.ts';

/** How a target stands: reached, on pace for the end of the programme, too slow, of unknown pace, without data. */
export const targetStates = ['met', 'onPace', 'late', 'paceUnknown', 'noData'] as const;
export type TargetState = (typeof targetStates)[number];

export function targetStateOf({ progress: { status, pace } }: Pick<TargetRow, 'progress'>): TargetState {
  if (status === 'met') return 'met';
  if (status === 'notAssessed') return 'noData';
  const onPace = pace?.onPace ?? null;
  if (onPace === null) return 'paceUnknown';
  return onPace ? 'onPace' : 'late';
}

/** How many targets stand so. */
export function countTargetStates(rows: readonly TargetRow[]): Record<TargetState, number> {
  const counts: Record<TargetState, number> = { met: 0, onPace: 0, late: 0, paceUnknown: 0, noData: 0 };
  for (const row of rows) counts[targetStateOf(row)] += 1;
  return counts;
}
