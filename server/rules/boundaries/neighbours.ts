import type { MultiPolygon, Position } from 'geojson';

/** Two units that share an edge; `a` and `b` count the given boundaries, a < b. `sharedM` is in metres. */
export interface SharedEdge {
  readonly a: number;
  readonly b: number;
  readonly sharedM: number;
}

interface Segment {
  readonly unit: number;
  readonly from: Position;
  readonly to: Position;
}

const metresPerDegree = 111_195;
const shortestExactM = 1;

/**
 * Finds which boundaries (WGS 84) share an edge, and how long it is. Edges drawn twice with the same points count
 * exactly; where the two drawings differ (slivers of gap or overlap) a piece of edge belongs to the nearest other unit
 * within `toleranceM` metres. Touching at a corner is not sharing.
 */
export function findSharedEdges(boundaries: readonly MultiPolygon[], toleranceM = 8): SharedEdge[] {
  const exact = new Map<string, number>();
  const near = new Map<string, number>();
  const unmatched = matchExactly(boundaries, exact);
  matchNearby(unmatched, toleranceM, near);
  const edges: SharedEdge[] = [];
  for (const pair of new Set([...exact.keys(), ...near.keys()])) {
    // Both drawings of a sliver are counted, so the shared length is half of the two.
    const [sure, likely] = [exact.get(pair) ?? 0, (near.get(pair) ?? 0) / 2];
    const isSliver = likely >= 3 * toleranceM;
    if (sure < shortestExactM && !isSliver) continue;
    const [a = 0, b = 0] = pair.split(' ').map(Number);
    // Where a shared edge ends, the two outer edges lie within the tolerance for a few metres: that is no sharing.
    edges.push({ a, b, sharedM: isSliver ? sure + likely : sure });
  }
  return edges;
}

function add(lengths: Map<string, number>, one: number, other: number, lengthM: number) {
  const pair = one < other ? `${one} ${other}` : `${other} ${one}`;
  lengths.set(pair, (lengths.get(pair) ?? 0) + lengthM);
}

/** Counts segments that several units draw with the same two points; returns those that only one unit draws. */
function matchExactly(boundaries: readonly MultiPolygon[], lengths: Map<string, number>): Segment[] {
  const users = new Map<string, Segment[]>();
  boundaries.forEach((boundary, unit) => {
    for (const ring of boundary.coordinates.flat()) {
      for (let i = 1; i < ring.length; i++) {
        const segment = { unit, from: ring[i - 1] as Position, to: ring[i] as Position };
        const [p, q] = [`${segment.from[0]} ${segment.from[1]}`, `${segment.to[0]} ${segment.to[1]}`];
        if (p === q) continue;
        const key = p < q ? `${p} ${q}` : `${q} ${p}`;
        const already = users.get(key);
        if (already) already.push(segment);
        else users.set(key, [segment]);
      }
    }
  });
  const unmatched: Segment[] = [];
  for (const segments of users.values()) {
    const units = [...new Set(segments.map((segment) => segment.unit))];
    const [first] = segments;
    if (!first) continue;
    if (units.length === 1) unmatched.push(first);
    else {
      const lengthM = metresBetween(first.from, first.to);
      units.forEach((one, i) => units.slice(i + 1).forEach((other) => add(lengths, one, other, lengthM)));
    }
  }
  return unmatched;
}

/** Gives pieces of unmatched edge to the nearest other unit within the tolerance. */
function matchNearby(segments: readonly Segment[], toleranceM: number, lengths: Map<string, number>): void {
  const cellDegrees = Math.max(0.002, (4 * toleranceM) / metresPerDegree);
  const grid = makeGrid(segments, cellDegrees, toleranceM / metresPerDegree);
  for (const { unit, from, to } of segments) {
    const lengthM = metresBetween(from, to);
    const pieces = Math.max(1, Math.ceil(lengthM / toleranceM));
    for (let piece = 0; piece < pieces; piece++) {
      const share = (piece + 0.5) / pieces;
      const point = [along(from, to, share, 0), along(from, to, share, 1)];
      const other = nearestOther(grid.get(cellOf(point, cellDegrees)) ?? [], point, unit, toleranceM);
      if (other !== null) add(lengths, unit, other, lengthM / pieces);
    }
  }
}

function nearestOther(candidates: readonly Segment[], point: Position, unit: number, limitM: number): number | null {
  let best = limitM;
  let found: number | null = null;
  for (const segment of candidates) {
    if (segment.unit === unit) continue;
    const distanceM = metresToSegment(point, segment);
    if (distanceM <= best) [best, found] = [distanceM, segment.unit];
  }
  return found;
}

/** Each cell lists the segments within `marginDegrees` of it, so that one look-up finds everything near a point. */
function makeGrid(segments: readonly Segment[], cell: number, marginDegrees: number): Map<string, Segment[]> {
  const grid = new Map<string, Segment[]>();
  // A degree of longitude is shorter than one of latitude; up to 60° north it is at least half.
  const margin = [2 * marginDegrees, marginDegrees] as const;
  for (const segment of segments) {
    for (const [x, y] of cellsAlong(segment, cell, margin)) {
      const key = `${x} ${y}`;
      const already = grid.get(key);
      if (already) already.push(segment);
      else grid.set(key, [segment]);
    }
  }
  return grid;
}

/** Cells that a segment passes within the margin; long segments are walked row by row, not as a whole box. */
function* cellsAlong({ from, to }: Segment, cell: number, [marginX, marginY]: readonly [number, number]) {
  const [, y0 = 0] = from;
  const [, y1 = 0] = to;
  const lowest = Math.floor((Math.min(y0, y1) - marginY) / cell);
  const highest = Math.floor((Math.max(y0, y1) + marginY) / cell);
  for (let y = lowest; y <= highest; y++) {
    const [bottom, top] = [y * cell - marginY, (y + 1) * cell + marginY];
    const at = (lat: number) => (y1 === y0 ? 0 : Math.max(0, Math.min(1, (lat - y0) / (y1 - y0))));
    const [s, t] = y1 === y0 ? [0, 1] : [at(bottom), at(top)];
    const [xa, xb] = [along(from, to, s, 0), along(from, to, t, 0)];
    const last = Math.floor((Math.max(xa, xb) + marginX) / cell);
    for (let x = Math.floor((Math.min(xa, xb) - marginX) / cell); x <= last; x++) yield [x, y] as const;
  }
}

function cellOf([x = 0, y = 0]: Position, cell: number): string {
  return `${Math.floor(x / cell)} ${Math.floor(y / cell)}`;
}

function along(from: Position, to: Position, share: number, axis: 0 | 1): number {
  return (from[axis] ?? 0) + ((to[axis] ?? 0) - (from[axis] ?? 0)) * share;
}

function metresBetween([x0 = 0, y0 = 0]: Position, [x1 = 0, y1 = 0]: Position): number {
  const shrink = Math.cos((((y0 + y1) / 2) * Math.PI) / 180);
  return Math.hypot((x1 - x0) * shrink, y1 - y0) * metresPerDegree;
}

function metresToSegment([x = 0, y = 0]: Position, { from, to }: Segment): number {
  const shrink = Math.cos((y * Math.PI) / 180);
  const [ax, ay] = [((from[0] ?? 0) - x) * shrink, (from[1] ?? 0) - y];
  const [bx, by] = [((to[0] ?? 0) - x) * shrink, (to[1] ?? 0) - y];
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / squared));
  return Math.hypot(ax + share * dx, ay + share * dy) * metresPerDegree;
}
