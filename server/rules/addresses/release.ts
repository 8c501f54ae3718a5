import { cellsOf, fill, householdsOf, mergeThin, type Bucket, type FilledCell, type PublishedCell } from './cells.ts';
import { fewestHouseholds, isPublishable, isTellable, mayFollow, reached, sumOf, type Counts } from './counts.ts';
import { figuresOf } from './figures.ts';
import { roundSteps, scaleSteps } from './round-steps.ts';

/** Which way the counts of a release move; `first` where nothing was published before. */
export type Direction = 'first' | 'up' | 'down';

/** The cells that earlier releases published of a commune, oldest release first; none where it had none. */
export type Earlier = readonly (readonly PublishedCell[])[];

/** A commune's cells with the households of now and all that was published of each before. */
export interface Prepared {
  readonly code: string;
  readonly cells: readonly (FilledCell & { readonly before: readonly Counts[] })[];
  readonly earlier: Earlier;
}

/** Roundings that are tried before a cell waits for the next release. */
const draws = 4;

/** What a commune's next release starts from: the cells of the last one, put together where one holds too few, and new ones. */
export function prepare(code: string, buckets: readonly Bucket[], earlier: Earlier): Prepared {
  const known = earlier.findLast((cells) => cells.length > 0) ?? [];
  const { filled, left } = fill(known, buckets);
  const fresh = cellsOf(code, left, { firstNumber: highestNumber(earlier) + 1, whole: known.length === 0 });
  const cells = mergeThin([...filled, ...fill(fresh, left).filled]);
  return { code, earlier, cells: cells.map((cell) => ({ ...cell, before: historyOf(cell, earlier) })) };
}

function highestNumber(earlier: Earlier): number {
  const numbers = earlier.flat().flatMap(({ parts }) => parts.map((part) => Number(part.split('-').at(-1))));
  return numbers.reduce((highest, number) => Math.max(highest, number), 0);
}

/** What releases gave of the households of a cell: of one that was put together the sum of its parts. */
export function historyOf({ parts }: Pick<PublishedCell, 'parts'>, earlier: Earlier): Counts[] {
  const own = new Set(parts);
  return earlier.flatMap((cells) => {
    const inside = cells.filter((cell) => cell.parts.every((part) => own.has(part)));
    return inside.length === 0 ? [] : [sumOf(inside.map(({ counts }) => counts))];
  });
}

/**
 * Which way a release moves counts: all of one release the same way, so that no sum of them nets out to a few
 * households. Where some wait to rise and some to fall, releases take turns.
 */
export function directionOf(prepared: readonly Prepared[], last: Direction | null): Direction {
  if (last === null) return 'first';
  const moves = prepared.flatMap(({ cells }) =>
    cells.flatMap(({ steps, before }) => {
      const then = before.at(-1);
      return then === undefined ? [fewestHouseholds] : reached(steps).map((count, at) => count - (then[at] ?? 0));
    }),
  );
  const rises = moves.some((move) => move >= fewestHouseholds);
  const falls = moves.some((move) => move <= -fewestHouseholds);
  return falls && (!rises || last !== 'down') ? 'down' : 'up';
}

/** The cells of a commune as a release publishes them; none where it has fewer than ten households. */
export function settle(prepared: Prepared, direction: Direction, random: () => number): PublishedCell[] {
  const { cells, earlier, code } = prepared;
  const counted = cells.filter((cell) => householdsOf([cell]) >= fewestHouseholds);
  const moved = counted.flatMap(({ steps, before, ...cell }): PublishedCell[] => {
    const counts = nextCounts(steps, before, direction, random);
    return counts === null ? [] : [{ ...cell, counts }];
  });
  if (followAll(code, moved, earlier)) return moved;
  return counted.flatMap(({ steps: _, before, ...cell }): PublishedCell[] => {
    const counts = before.at(-1);
    return counts === undefined ? [] : [{ ...cell, counts }];
  });
}

/** Whether hamlets and the commune, too, differ from every earlier release by nought or ten and more. */
function followAll(code: string, cells: readonly PublishedCell[], earlier: Earlier): boolean {
  return figuresOf(code, cells).every((figure) => sumFollows(figure, earlier));
}

/**
 * Whether a sum of cells is what the last release gave already, or differs from what every earlier one gave of the same
 * households by nought or ten and more.
 */
export function sumFollows(sum: Pick<PublishedCell, 'parts' | 'counts'>, earlier: Earlier): boolean {
  const before = historyOf(sum, earlier);
  const differences = (then: Counts) => sum.counts.map((count, at) => count - (then[at] ?? 0));
  const last = before.at(-1);
  if (last !== undefined && differences(last).every((change) => change === 0)) return true;
  return before.every((then) => differences(then).every(isTellable));
}

/** Counts that a cell may have after those before; null for a new one that has to wait. */
function nextCounts(
  steps: FilledCell['steps'],
  before: readonly Counts[],
  direction: Direction,
  random: () => number,
): Counts | null {
  const last = before.at(-1);
  if (last === undefined) return direction === 'down' ? null : reached(roundSteps(steps, random));
  const total = householdsOf([{ steps }]);
  for (const base of isDue(total, last[0]) ? [total, last[0]] : [last[0]]) {
    const now = reached(scaleSteps(steps, base));
    // Only what changed by ten or more is rounded anew: many roundings of the same would tell their mean.
    const due = [1, 2, 3].filter((at) => isDue(now[at] ?? 0, last[at] ?? 0));
    for (let draw = 0; draw < draws; draw++) {
      const rounded = reached(roundSteps(scaleSteps(steps, base), random));
      for (const moving of subsetsOf(due)) {
        const pick = (at: 1 | 2 | 3) => (moving.includes(at) ? rounded[at] : last[at]);
        const next: Counts = [base, pick(1), pick(2), pick(3)];
        if (isPublishable(next) && mayFollow(next, before) && goes(direction, last, next)) return next;
      }
    }
  }
  return last;
}

function isDue(now: number, published: number): boolean {
  return Math.abs(now - published) >= fewestHouseholds;
}

/** Whether counts move only the one way. */
export function goes(direction: Direction, from: Counts, to: Counts): boolean {
  return to.every((count, at) => {
    const move = count - (from[at] ?? 0);
    return direction === 'down' ? move <= 0 : move >= 0;
  });
}

/** All subsets, the largest first. */
function subsetsOf(all: readonly number[]): number[][] {
  const subsets = all.reduce<number[][]>((found, one) => [...found, ...found.map((some) => [...some, one])], [[]]);
  return subsets.sort((a, b) => b.length - a.length);
}
