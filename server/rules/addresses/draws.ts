import type { FilledCell } from './cells.ts';
import { fewestHouseholds, goes, isPublishable, mayFollow, reached, type Counts, type Direction } from './counts.ts';
import { roundSteps, scaleSteps } from './round-steps.ts';

/**
 * What is kept of a cell between releases, for the next release alone: no answer reads it (docs/privacy.md). A published
 * step is rounded; whether it has to be drawn again can't be told from it, or one that was rounded far would be drawn
 * until it is near.
 */
export interface Draw {
  readonly cell: string;
  /** The true counts, each of when it was last drawn; null where nothing is published of the cell. */
  readonly counts: Counts | null;
  /**
   * Lots (from 0 up to 1) that were drawn for counts which still wait. They are tried again and not drawn anew: else how
   * long a count waits would tell how likely it was, and it would move while its households stay.
   */
  readonly lots: readonly number[];
}

/** A cell before it is drawn: its households, what was published of it, and what is kept of that. */
export interface Undrawn {
  readonly steps: FilledCell['steps'];
  /** All that was published of its households, oldest first. */
  readonly before: readonly Counts[];
  /** The true counts, each of when it was last drawn; null of a new cell. */
  readonly drawn: Counts | null;
}

/** What a cell publishes, and the true counts behind each figure when it was last drawn. */
export interface Drawn {
  readonly counts: Counts;
  readonly drawn: Counts;
}

/** Roundings that are tried before a cell waits. */
const tries = 4;
const stepsOf = [1, 2, 3] as const;
type Step = (typeof stepsOf)[number];

/**
 * Counts that a cell has next; what was published already where nothing may move, null for a new cell that has to wait.
 * A figure is drawn only where its true count has moved by ten or more since it was drawn last: many roundings of the
 * same would tell their mean. It is drawn in a release that goes the same way: no lot lets a count fall whose households
 * became more.
 */
export function nextDraw({ steps, before, drawn }: Undrawn, direction: Direction, lot: () => number): Drawn | null {
  const now = reached(steps);
  const last = before.at(-1);
  if (last === undefined || drawn === null)
    return direction === 'down' ? null : { counts: reached(roundSteps(steps, lot)), drawn: now };
  const isDue = (at: 0 | Step) => hasMoved(now[at], drawn[at]) && now[at] > drawn[at] === (direction !== 'down');
  const due = stepsOf.filter(isDue);
  for (const base of isDue(0) ? [now[0], last[0]] : [last[0]]) {
    const scaled = scaleSteps(steps, base);
    const roundings = Array.from({ length: due.length > 0 ? tries : 0 }, () => reached(roundSteps(scaled, lot)));
    for (const moving of subsetsOf(due))
      for (const rounded of moving.length > 0 ? roundings : [last]) {
        const pick = (at: Step) => (moving.includes(at) ? rounded[at] : last[at]);
        const counts: Counts = [base, pick(1), pick(2), pick(3)];
        if (!isPublishable(counts) || !mayFollow(counts, before) || !goes(direction, last, counts)) continue;
        const drawnOf = (at: Step) => (moving.includes(at) ? now[at] : drawn[at]);
        return { counts, drawn: [base, drawnOf(1), drawnOf(2), drawnOf(3)] };
      }
  }
  return { counts: last, drawn };
}

/** Whether a figure of a cell waits to be drawn. */
export function waits(steps: FilledCell['steps'], drawn: Counts): boolean {
  return reached(steps).some((count, at) => hasMoved(count, drawn[at] ?? 0));
}

/**
 * True counts that stand for those of a draw of which none were kept (releases of 0.1.0 kept none). The total is known:
 * it is published as it is. A step may have been anything: it is taken to be drawn of the households of now, so that it
 * stays as it is published until it moves by ten from here.
 */
export function supposedDraw(steps: FilledCell['steps'], published: Counts): Counts {
  const [, coded, notified, plated] = reached(steps);
  return [published[0], coded, notified, plated];
}

function hasMoved(now: number, drawn: number): boolean {
  return Math.abs(now - drawn) >= fewestHouseholds;
}

/** All subsets, the largest first. */
function subsetsOf<One>(all: readonly One[]): One[][] {
  const subsets = all.reduce<One[][]>((found, one) => [...found, ...found.map((some) => [...some, one])], [[]]);
  return subsets.sort((a, b) => b.length - a.length);
}
