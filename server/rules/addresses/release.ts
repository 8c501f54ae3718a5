import { cellsOf, fill, householdsOf, mergeThin, type Bucket, type FilledCell, type PublishedCell } from './cells.ts';
import { fewestHouseholds, isTellable, nobody, sumOf, type Counts, type Direction } from './counts.ts';
import { nextDraw, supposedDraw, waits, type Draw, type Undrawn } from './draws.ts';
import { figuresOf } from './figures.ts';

/** The cells that earlier releases published of a commune, oldest release first; none where it had none. */
export type Earlier = readonly (readonly PublishedCell[])[];

/** A commune's cells with the households of now and all that was published and is kept of each. */
export interface Prepared {
  readonly code: string;
  readonly cells: readonly (FilledCell & Undrawn & Pick<Draw, 'lots'>)[];
  readonly earlier: Earlier;
}

/** What a release publishes of a commune, and what is kept of its draws for the next one. */
export interface Settled {
  readonly code: string;
  /** None where it has fewer than ten households: then what was kept stays. */
  readonly cells: readonly PublishedCell[];
  readonly earlier: Earlier;
  readonly draws: readonly Draw[];
}

/** Lots of a cell, from 0 up to 1: the next one at each call, and all that were drawn. */
type Lots = (cell: string) => { readonly lot: () => number; readonly all: readonly number[] };

/**
 * What a commune's next release starts from: the cells of the last one, put together where one holds too few, and new
 * ones. `kept` are the draws of the last release, by cell; what is not kept is supposed. `lastNumber` is the highest that a
 * cell was given under this code by whoever bore it, so that ids are never given twice.
 */
export function prepare(
  code: string,
  buckets: readonly Bucket[],
  earlier: Earlier,
  kept: ReadonlyMap<string, Draw>,
  lastNumber = 0,
): Prepared {
  const known = earlier.findLast((cells) => cells.length > 0) ?? [];
  const { filled, left } = fill(known, buckets);
  const firstNumber = Math.max(highestNumber(earlier), lastNumber) + 1;
  const fresh = cellsOf(code, left, { firstNumber, whole: known.length === 0 });
  const drawn = filled.map((cell, at) => ({
    parts: cell.parts,
    counts: kept.get(cell.id)?.counts ?? supposedDraw(cell.steps, known[at]?.counts ?? nobody),
  }));
  const cells = mergeThin([...filled, ...fill(fresh, left).filled]);
  return {
    code,
    earlier,
    cells: cells.map((cell) => ({
      ...cell,
      before: historyOf(cell, earlier),
      drawn: historyOf(cell, [drawn]).at(-1) ?? null,
      lots: kept.get(cell.id)?.lots ?? [],
    })),
  };
}

function highestNumber(earlier: Earlier): number {
  const numbers = earlier.flat().flatMap(({ parts }) => parts.map((part) => Number(part.split('-').at(-1))));
  return numbers.reduce((highest, number) => Math.max(highest, number), 0);
}

/** What releases gave of the households of a cell: of one that was put together the sum of its parts. */
export function historyOf(
  { parts }: Pick<PublishedCell, 'parts'>,
  earlier: readonly (readonly Pick<PublishedCell, 'parts' | 'counts'>[])[],
): Counts[] {
  const own = new Set(parts);
  return earlier.flatMap((cells) => {
    const inside = cells.filter((cell) => cell.parts.every((part) => own.has(part)));
    return inside.length === 0 ? [] : [sumOf(inside.map(({ counts }) => counts))];
  });
}

/**
 * The next release of all communes. All its counts move the same way, so that no sum of them nets out to a few
 * households. Where some may rise and some may fall, releases take turns. The way is told: it follows from what moves,
 * never from what waits. `random` gives numbers from 0 up to 1.
 */
export function settle(
  prepared: readonly Prepared[],
  last: Direction | null,
  random: () => number,
): { readonly direction: Direction; readonly communes: readonly Settled[] } {
  const lots = lotsOf(prepared, random);
  const going = (direction: Direction) => ({
    direction,
    communes: prepared.map((commune) => settleCommune(commune, direction, lots)),
  });
  if (last === null) return going('first');
  const [up, down] = [going('up'), going('down')];
  const turns = last === 'down' ? [up, down] : [down, up];
  return turns.find(({ communes }) => communes.some(isMoved)) ?? up;
}

/** Lots of each cell: those that are kept first, then new ones. Whoever asks again is given the same from the first on. */
function lotsOf(prepared: readonly Prepared[], random: () => number): Lots {
  const drawn = new Map(prepared.flatMap(({ cells }) => cells.map(({ id, lots }) => [id, [...lots]])));
  return (cell) => {
    const own = drawn.get(cell) ?? [];
    let at = 0;
    return { lot: () => (own[at++] ??= random()), all: own };
  };
}

/** Whether a release gives other counts than those before, or of other households. */
function isMoved({ cells, earlier }: Settled): boolean {
  return cells.some((cell) => historyOf(cell, earlier).at(-1)?.join() !== cell.counts.join());
}

/** A commune's part of a release that moves counts one way; what was published already where its sums may not follow. */
function settleCommune({ cells, earlier, code }: Prepared, direction: Direction, lots: Lots): Settled {
  const counted = cells.filter((cell) => householdsOf([cell]) >= fewestHouseholds);
  const tried = counted.map(({ steps, before, drawn, lots: _, ...cell }) => {
    const { lot, all } = lots(cell.id);
    const next = nextDraw({ steps, before, drawn }, direction, lot);
    const last = before.at(-1);
    const same = last === undefined || drawn === null ? null : { counts: last, drawn };
    return { cell, next, same, lots: all, due: next === null || waits(steps, next.drawn) };
  });
  const published = (which: 'next' | 'same') =>
    tried.flatMap((one): PublishedCell[] => {
      const drawn = one[which];
      return drawn === null ? [] : [{ ...one.cell, counts: drawn.counts }];
    });
  const moved = published('next');
  const which = followAll(code, moved, earlier) ? 'next' : 'same';
  return {
    code,
    earlier,
    cells: which === 'next' ? moved : published('same'),
    draws: tried.map((one) => ({
      cell: one.cell.id,
      counts: one[which]?.drawn ?? null,
      lots: which === 'same' || one.due ? one.lots : [],
    })),
  };
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
