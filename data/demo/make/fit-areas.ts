import { buildPowerCells, measureWithin, piecesInside } from './build-power-cells.ts';
import type { Cell, Site } from './build-power-cells.ts';
import { at, distance, isInside } from './geometry.ts';
import type { Point } from './geometry.ts';

/** The outline, and the corners of a box around it with a margin. */
export interface Box {
  readonly outline: readonly Point[];
  readonly corners: readonly [Point, Point];
}

/** A fit: cells with their areas (m2) and centroids within the outline. */
export interface State {
  readonly sites: readonly Site[];
  readonly cells: readonly Cell[];
  readonly areas: readonly number[];
  readonly centroids: readonly Point[];
}

function measure(sites: readonly Site[], box: Box): State {
  const cells = buildPowerCells(sites, box.corners);
  const measured = cells.map((cell) => measureWithin(box.outline, cell));
  return { sites, cells, areas: measured.map((m) => m.area), centroids: measured.map((m) => m.centroid) };
}

/** Solves a symmetric positive system by Gaussian elimination; small enough (110 rows) to need nothing better. */
function solve(matrix: number[][], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, at(right, i)]);
  const n = rows.length;
  for (let col = 0; col < n; col++) {
    const pivot = at(rows, col);
    for (let r = col + 1; r < n; r++) {
      const row = at(rows, r);
      const factor = at(row, col) / at(pivot, col);
      if (factor === 0) continue;
      for (let c = col; c <= n; c++) row[c] = at(row, c) - factor * at(pivot, c);
    }
  }
  const result = new Array<number>(n).fill(0);
  for (let r = n - 1; r >= 0; r--) {
    const row = at(rows, r);
    let sum = at(row, n);
    for (let c = r + 1; c < n; c++) sum -= at(row, c) * at(result, c);
    result[r] = sum / at(row, r);
  }
  return result;
}

/** How the areas answer to the weights: -dA_i/dw_j is the shared edge's length over twice the sites' distance. */
function stiffness(state: State, box: Box): number[][] {
  const n = state.sites.length;
  const matrix = Array.from({ length: n }, () => new Array<number>(n).fill(0));
  state.cells.forEach((cell, i) => {
    cell.neighbours.forEach((j, k) => {
      if (j <= i) return;
      const a = at(cell.vertices, k);
      const b = at(cell.vertices, (k + 1) % cell.vertices.length);
      const pieces = piecesInside(box.outline, a, b, isInside(box.outline, a));
      const share = pieces.reduce((sum, piece) => sum + piece.to.t - piece.from.t, 0);
      const value = (distance(a, b) * share) / (2 * distance(at(state.sites, i).position, at(state.sites, j).position));
      const [ri, rj] = [at(matrix, i), at(matrix, j)];
      ri[j] = -value;
      rj[i] = -value;
      ri[i] = at(ri, i) + value;
      rj[j] = at(rj, j) + value;
    });
  });
  // Weights are known up to a constant and an empty cell answers to nothing: a hair on the diagonal settles both.
  matrix.forEach((row, i) => (row[i] = at(row, i) + 1e-6));
  return matrix;
}

const worst = (areas: readonly number[], targets: readonly number[]): number =>
  Math.max(...areas.map((area, i) => Math.abs(area - at(targets, i)) / at(targets, i)));

/**
 * Weights for which each cell takes its target area (m2): Newton's method with a step halved until no cell vanishes and
 * the error shrinks (Kitagawa, Merigot, Thibert 2019: this always ends for sites inside the outline).
 */
export function fitWeights(start: readonly Site[], targets: readonly number[], box: Box, tolerance = 1e-4): State {
  let state = measure(start, box);
  if (Math.min(...state.areas) <= 0)
    state = measure(
      start.map((site) => ({ ...site, weight: 0 })),
      box,
    );
  const floor = Math.min(...state.areas, ...targets) / 2;
  const norm = (areas: readonly number[]): number => Math.hypot(...areas.map((area, i) => area - at(targets, i)));
  for (let round = 0; round < 80 && worst(state.areas, targets) > tolerance; round++) {
    const missing = targets.map((target, i) => target - at(state.areas, i));
    const step = solve(stiffness(state, box), missing);
    let scale = 1;
    let next = state;
    do {
      const sites = state.sites.map((site, i) => ({ ...site, weight: site.weight + scale * at(step, i) }));
      next = measure(sites, box);
      scale /= 2;
    } while (
      scale > 1e-6 &&
      (Math.min(...next.areas) < floor || norm(next.areas) > (1 - scale / 2) * norm(state.areas))
    );
    state = next;
  }
  return state;
}

/**
 * Sites near the wanted positions whose cells have the target areas (m2) and centroids near the wanted positions: the
 * listed positions are centres of the real units, and a power cell's site is not its centre. Sites are led by `gain` of
 * the miss a round, and never further from the wanted position than `reach` times the radius of the cell's circle: a
 * power diagram is the same for many sets of sites, so that free ones would wander off without end.
 */
export function fitSites(
  wanted: readonly Point[],
  targets: readonly number[],
  box: Box,
  rounds: number,
  gain: number,
  reach: number,
): State {
  let state = fitWeights(
    wanted.map((position) => ({ position, weight: 0 })),
    targets,
    box,
    0.02,
  );
  for (let round = 0; round < rounds; round++) {
    const moved = state.sites.map(({ position, weight }, i): Site => {
      const [[wx, wy], [cx, cy]] = [at(wanted, i), at(state.centroids, i)];
      const [dx, dy] = [position[0] + gain * (wx - cx) - wx, position[1] + gain * (wy - cy) - wy];
      const limit = reach * Math.sqrt(at(targets, i) / Math.PI);
      const scale = Math.min(1, limit / Math.max(1, Math.hypot(dx, dy)));
      return { position: [wx + dx * scale, wy + dy * scale], weight };
    });
    state = fitWeights(moved, targets, box, 0.02);
  }
  return fitWeights(state.sites, targets, box);
}
