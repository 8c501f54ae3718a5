import type { TileXyz } from '../tile-grid.ts';
import { fewestHouseholds } from './counts.ts';

/** Finest squares of households: of the width of a tile of this zoom, some 600 m. */
export const finestSquare = 16;
/** A square is parted only where each part holds this many, so that it stands when some move away. */
const fewestOfPart = 20;
/** Part of a square's households that may stand outside of the squares that it is parted into. */
const mostOutside = 0.2;

/** Households in one square of the finest grid. */
export interface Place {
  readonly x: number;
  readonly y: number;
  readonly households: number;
}

/**
 * Disjoint squares of a quadtree, fine where households stand close. Each holds ten or more of them; the others are
 * scattered in fewer than ten a square and belong to the nearest one. What is no square holds fewer than ten, maybe
 * nobody: which of the two cannot be told. Expects ten or more households.
 */
export function squaresOf(places: readonly Place[]): TileXyz[] {
  return partsOf({ z: 0, x: 0, y: 0 }, places);
}

function partsOf(square: TileXyz, places: readonly Place[]): TileXyz[] {
  if (square.z === finestSquare) return [square];
  const quarters = [0, 1, 2, 3].map((at) => {
    const quarter = { z: square.z + 1, x: 2 * square.x + (at & 1), y: 2 * square.y + (at >> 1) };
    const inside = places.filter((place) => distance(quarter, place) === 0);
    return { quarter, inside, households: householdsOf(inside) };
  });
  const full = quarters.filter(({ households }) => households >= fewestHouseholds);
  const held = full.reduce((sum, { households }) => sum + households, 0);
  const tooSmall = full.length > 1 && full.some(({ households }) => households < fewestOfPart);
  if (full.length === 0 || tooSmall || held < householdsOf(places) * (1 - mostOutside)) return [square];
  return full.flatMap(({ quarter, inside }) => partsOf(quarter, inside));
}

function householdsOf(places: readonly Place[]): number {
  return places.reduce((sum, { households }) => sum + households, 0);
}

/**
 * Which of several sets of squares is nearest to a place; -1 where there is none. Of equally near squares the coarser, then
 * the western, then the northern: sets that are put together so hold just what they held apart.
 */
export function nearestOf(sets: readonly (readonly TileXyz[])[], place: Pick<Place, 'x' | 'y'>): number {
  const all = sets.flatMap((squares, set) =>
    squares.map((square) => ({ set, order: [distance(square, place), square.z, square.x, square.y] })),
  );
  const before = (a: readonly number[], b: readonly number[]) => {
    const at = a.findIndex((value, index) => value !== b[index]);
    return at >= 0 && (a[at] ?? 0) < (b[at] ?? 0);
  };
  let best = all[0];
  for (const one of all) if (best !== undefined && before(one.order, best.order)) best = one;
  return best?.set ?? -1;
}

/** How near two sets of squares are, in squares of the finest grid, squared. */
export function distanceBetween(a: readonly TileXyz[], b: readonly TileXyz[]): number {
  const middle = ({ z, x, y }: TileXyz) => ({
    x: (x + 0.5) * 2 ** (finestSquare - z) - 0.5,
    y: (y + 0.5) * 2 ** (finestSquare - z) - 0.5,
  });
  return Math.min(...a.flatMap((one) => b.map((other) => distance(one, middle(other)))));
}

/** Squared distance of a place from a square; nought inside. */
function distance({ z, x, y }: TileXyz, place: Pick<Place, 'x' | 'y'>): number {
  const width = 2 ** (finestSquare - z);
  const away = (at: number, from: number) => Math.max(from * width - at, at - ((from + 1) * width - 1), 0);
  return away(place.x, x) ** 2 + away(place.y, y) ** 2;
}
