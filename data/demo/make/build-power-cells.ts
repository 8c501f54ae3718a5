import { areaAndCentroid, at, distance } from './geometry.ts';
import type { Point } from './geometry.ts';

/** A weighted site; the weight is in square metres. */
export interface Site {
  readonly position: Point;
  readonly weight: number;
}

/** A convex cell, counter-clockwise; `neighbours[i]` is the site across the edge from vertex i to i + 1, or -1. */
export interface Cell {
  readonly vertices: readonly Point[];
  readonly neighbours: readonly number[];
}

/** Part of a cell that is nearer (by power distance) to `own` than to `other`. */
function cutBy(cell: Cell, own: Site, other: Site, otherIndex: number): Cell {
  const nx = other.position[0] - own.position[0];
  const ny = other.position[1] - own.position[1];
  // Signed excess over the bisector, measured from the own site to keep digits.
  const limit = (nx * nx + ny * ny + own.weight - other.weight) / 2;
  const excess = cell.vertices.map((v) => (v[0] - own.position[0]) * nx + (v[1] - own.position[1]) * ny - limit);
  if (excess.every((value) => value <= 0)) return cell;
  const vertices: Point[] = [];
  const neighbours: number[] = [];
  const count = cell.vertices.length;
  for (let i = 0; i < count; i++) {
    const j = (i + 1) % count;
    const [a, b] = [at(cell.vertices, i), at(cell.vertices, j)];
    const [ea, eb] = [at(excess, i), at(excess, j)];
    const label = at(cell.neighbours, i);
    const crossing = (): Point => [a[0] + ((b[0] - a[0]) * ea) / (ea - eb), a[1] + ((b[1] - a[1]) * ea) / (ea - eb)];
    if (ea <= 0) {
      vertices.push(a);
      neighbours.push(label);
      if (eb > 0) {
        vertices.push(crossing());
        neighbours.push(otherIndex);
      }
    } else if (eb <= 0) {
      vertices.push(crossing());
      neighbours.push(label);
    }
  }
  return { vertices, neighbours };
}

/** Power diagram (weighted Voronoi) of the sites within a box that surrounds the outline; metres. */
export function buildPowerCells(sites: readonly Site[], box: readonly [Point, Point]): Cell[] {
  const [[west, south], [east, north]] = box;
  return sites.map((own, i) => {
    const others = sites
      .map((other, j) => ({ other, j, far: distance(own.position, other.position) }))
      .filter(({ j }) => j !== i)
      .sort((a, b) => a.far - b.far);
    let cell: Cell = {
      vertices: [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
      ],
      neighbours: [-1, -1, -1, -1],
    };
    for (const { other, j } of others) {
      if (cell.vertices.length === 0) break;
      cell = cutBy(cell, own, other, j);
    }
    return cell;
  });
}

/**
 * Area (m2) and centroid of the outline within a convex cell. Sutherland-Hodgman may leave bridges of no width where
 * the outline is not convex; they do not count in either figure.
 */
export function measureWithin(outline: readonly Point[], cell: Cell): { area: number; centroid: Point } {
  let ring: readonly Point[] = cell.vertices.length < 3 ? [] : outline;
  for (let i = 0; i < cell.vertices.length && ring.length > 0; i++) {
    const a = at(cell.vertices, i);
    const b = at(cell.vertices, (i + 1) % cell.vertices.length);
    const kept: Point[] = [];
    const side = (p: Point): number => (b[0] - a[0]) * (p[1] - a[1]) - (b[1] - a[1]) * (p[0] - a[0]);
    let from = at(ring, ring.length - 1);
    let fromSide = side(from);
    for (const to of ring) {
      const toSide = side(to);
      if (fromSide >= 0 !== toSide >= 0) {
        const t = fromSide / (fromSide - toSide);
        kept.push([from[0] + (to[0] - from[0]) * t, from[1] + (to[1] - from[1]) * t]);
      }
      if (toSide >= 0) kept.push(to);
      [from, fromSide] = [to, toSide];
    }
    ring = kept;
  }
  return areaAndCentroid(ring);
}

/** A piece of a segment as shares (0 to 1) of its length, and the side of the ring that cuts it there, if one does. */
export interface InsidePiece {
  readonly from: { readonly t: number; readonly segment: number | null };
  readonly to: { readonly t: number; readonly segment: number | null };
}

/** Pieces of the segment from a to b inside a ring; `segment` says which side of the ring cuts it, null at a or b. */
export function piecesInside(ring: readonly Point[], a: Point, b: Point, aInside: boolean): InsidePiece[] {
  const crossings: { t: number; segment: number | null }[] = [];
  for (let i = 0; i < ring.length; i++) {
    const c = at(ring, i);
    const d = at(ring, (i + 1) % ring.length);
    const sideOf = (p: Point, q: Point, r: Point): number =>
      (q[0] - p[0]) * (r[1] - p[1]) - (q[1] - p[1]) * (r[0] - p[0]);
    const [sc, sd] = [sideOf(a, b, c), sideOf(a, b, d)];
    const [sa, sb] = [sideOf(c, d, a), sideOf(c, d, b)];
    if (sc >= 0 !== sd >= 0 && sa >= 0 !== sb >= 0) crossings.push({ t: sa / (sa - sb), segment: i });
  }
  crossings.sort((x, y) => x.t - y.t);
  const marks = [{ t: 0, segment: null }, ...crossings, { t: 1, segment: null }];
  const pieces: InsidePiece[] = [];
  for (let k = aInside ? 0 : 1; k + 1 < marks.length; k += 2) {
    pieces.push({ from: at(marks, k), to: at(marks, k + 1) });
  }
  return pieces;
}
