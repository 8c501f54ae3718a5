import type { TileXyz } from '../tile-grid.ts';
import { fewestHouseholds, type Counts, type StepCounts } from './counts.ts';
import { distanceBetween, nearestOf, squaresOf } from './squares.ts';

/** Households of one hamlet in one square of the finest grid, by the step that their address reached. */
export interface Bucket {
  /** Null where no hamlet is known. */
  readonly hamlet: string | null;
  readonly x: number;
  readonly y: number;
  readonly steps: StepCounts;
}

/**
 * Households that are counted together for ever: those of one hamlet (null: of all hamlets that have no cell of their
 * own) that are nearer to its squares than to those of the hamlet's other cells. Everything published is a sum of cells.
 */
export interface Cell {
  readonly id: string;
  /** Ids of the cells that it was put together from; its own where it never was. */
  readonly parts: readonly string[];
  readonly hamlet: string | null;
  readonly squares: readonly TileXyz[];
}
/** A cell with the counts that a release gives of it. */
export type PublishedCell = Cell & { readonly counts: Counts };
/** A cell with the households that are in it. */
export type FilledCell = Cell & { readonly steps: StepCounts };

/** Cells of households that no cell counts yet. Hamlets of fewer than ten are counted together as one without a name. */
export function cellsOf(code: string, buckets: readonly Bucket[], { firstNumber = 1, whole = true } = {}): Cell[] {
  const hamlets = [...new Set(buckets.map(({ hamlet }) => hamlet))]
    .map((hamlet) => ({ hamlet, households: householdsOf(buckets.filter((bucket) => bucket.hamlet === hamlet)) }))
    .sort((a, b) => a.households - b.households || String(a.hamlet).localeCompare(String(b.hamlet)));
  const named = hamlets.filter(({ hamlet, households }) => hamlet !== null && households >= fewestHouseholds);
  const others = hamlets.filter((one) => !named.includes(one));
  let together = others.reduce((sum, { households }) => sum + households, 0);
  // Fewer than ten would be the commune's total less its hamlets: the smallest hamlet hides them.
  while (whole && together > 0 && together < fewestHouseholds) {
    const next = named.shift();
    if (next === undefined) return [];
    others.push(next);
    together += next.households;
  }
  const groups = [
    ...named.map(({ hamlet }) => ({ name: hamlet, hamlets: [hamlet] })),
    ...(together >= fewestHouseholds ? [{ name: null, hamlets: others.map(({ hamlet }) => hamlet) }] : []),
  ];
  const squares = groups.flatMap(({ name, hamlets: members }) => {
    const own = buckets.filter(({ hamlet }) => members.includes(hamlet));
    return squaresOf(own.map((one) => ({ ...one, households: householdsOf([one]) }))).map((square) => ({
      hamlet: name,
      squares: [square],
    }));
  });
  return squares.map((cell, index) => {
    const id = `${code}-${firstNumber + index}`;
    return { id, parts: [id], ...cell };
  });
}

/** Cells with the households that they count, and the households that no cell counts. */
export function fill(
  cells: readonly Cell[],
  buckets: readonly Bucket[],
): { readonly filled: FilledCell[]; readonly left: Bucket[] } {
  const names = new Set(cells.map(({ hamlet }) => hamlet));
  const filled = cells.map((cell): FilledCell => ({ ...cell, steps: [0, 0, 0, 0] }));
  const left: Bucket[] = [];
  for (const bucket of buckets) {
    const name = names.has(bucket.hamlet) ? bucket.hamlet : null;
    const own = filled.filter(({ hamlet }) => hamlet === name);
    const nearest =
      own[
        nearestOf(
          own.map(({ squares }) => squares),
          bucket,
        )
      ];
    if (nearest === undefined) left.push(bucket);
    else filled[filled.indexOf(nearest)] = { ...nearest, steps: added(nearest.steps, bucket.steps) };
  }
  return { filled, left };
}

/**
 * Puts cells that hold fewer than ten households together with others until none does or one is left: with the nearest
 * of the hamlet; a hamlet's last one with all of the commune's other hamlets, or with its smallest.
 */
export function mergeThin(cells: readonly FilledCell[]): FilledCell[] {
  let merged = [...cells];
  for (;;) {
    const thin = merged.find(({ steps }) => householdsOf([{ steps }]) < fewestHouseholds);
    if (thin === undefined || merged.length === 1) return merged;
    const siblings = merged.filter((cell) => cell !== thin && cell.hamlet === thin.hamlet);
    const near = (cell: Cell) => distanceBetween(thin.squares, cell.squares);
    const nearest = siblings.toSorted((a, b) => near(a) - near(b) || a.id.localeCompare(b.id)).slice(0, 1);
    const joined = [thin, ...(siblings.length > 0 ? nearest : otherHamlet(merged, thin))];
    const [first = thin] = joined;
    merged = [
      ...merged.filter((cell) => !joined.includes(cell)),
      {
        id: first.id,
        parts: joined.flatMap(({ parts }) => parts).sort(),
        hamlet: siblings.length > 0 ? thin.hamlet : null,
        squares: joined.flatMap(({ squares }) => squares),
        steps: joined.map(({ steps }) => steps).reduce(added),
      },
    ];
  }
}

/** The cells of the hamlets without a name of their own, else of the smallest hamlet. */
function otherHamlet(cells: readonly FilledCell[], thin: Cell): FilledCell[] {
  const others = cells.filter(({ hamlet }) => hamlet !== thin.hamlet);
  const of = (name: string | null) => others.filter(({ hamlet }) => hamlet === name);
  if (of(null).length > 0) return of(null);
  const names = [...new Set(others.map(({ hamlet }) => hamlet))];
  return names.map(of).toSorted((a, b) => householdsOf(a) - householdsOf(b))[0] ?? [];
}

/** How many households there are, at whatever step. */
export function householdsOf(all: readonly { readonly steps: StepCounts }[]): number {
  return all.reduce((sum, { steps: [a, b, c, d] }) => sum + a + b + c + d, 0);
}

function added([a, b, c, d]: StepCounts, [e, f, g, h]: StepCounts): StepCounts {
  return [a + e, b + f, c + g, d + h];
}
