import type { TargetRow } from '#contract/programme.ts';

/** How a target stands: reached, on pace for the end of the programme, too slow, not reached at its end, of unknown pace, without data. */
export const targetStates = ['met', 'onPace', 'late', 'missed', 'paceUnknown', 'noData'] as const;
export type TargetState = (typeof targetStates)[number];

export function targetStateOf({ progress: { status, pace } }: Pick<TargetRow, 'progress'>): TargetState {
  if (status === 'met') return 'met';
  if (status === 'notAssessed') return 'noData';
  const onPace = pace?.onPace ?? null;
  if (pace === null || onPace === null) return 'paceUnknown';
  if (onPace) return 'onPace';
  // Where nothing is needed any more the programme is over.
  return pace.neededPerYear === null ? 'missed' : 'late';
}

/** The states to speak of: of a programme that is over no target is on its way, of another none is missed. */
export function spokenStates(ended: boolean): TargetState[] {
  const onTheWay: readonly TargetState[] = ['onPace', 'late', 'paceUnknown'];
  return targetStates.filter((state) => (ended ? !onTheWay.includes(state) : state !== 'missed'));
}

/** How many targets stand so. */
export function countTargetStates(rows: readonly TargetRow[]): Record<TargetState, number> {
  const counts: Record<TargetState, number> = { met: 0, onPace: 0, late: 0, missed: 0, paceUnknown: 0, noData: 0 };
  for (const row of rows) counts[targetStateOf(row)] += 1;
  return counts;
}
