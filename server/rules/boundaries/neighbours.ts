import type { PackedPolygons } from '#contract/packed-polygons.ts';
import { Segments } from './segments.ts';

/** Two units that share an edge; `a` and `b` count the given boundaries, a < b. `sharedM` is in metres. */
export interface SharedEdge {
  readonly a: number;
  readonly b: number;
  readonly sharedM: number;
}

const metresPerDegree = 111_195;
const shortestExactM = 1;
const notFirst = -1;

/**
 * Finds which boundaries (WGS 84) share an edge, and how long it is. Edges drawn twice with the same points count
 * exactly; where the two drawings differ (slivers of gap or overlap) a piece of edge belongs to the nearest other unit
 * within `toleranceM` metres. Touching at a corner is not sharing.
 */
export function findSharedEdges(boundaries: readonly PackedPolygons[], toleranceM = 8): SharedEdge[] {
  const segments = new Segments(boundaries);
  const exact = new Lengths(boundaries.length);
  const near = new Lengths(boundaries.length);
  matchNearby(segments, matchExactly(segments, exact), toleranceM, near);
  const edges: SharedEdge[] = [];
  for (const pair of new Set([...exact.pairs(), ...near.pairs()])) {
    // Both drawings of a sliver are counted, so the shared length is half of the two.
    const [sure, likely] = [exact.of(pair), near.of(pair) / 2];
    const isSliver = likely >= 3 * toleranceM;
    if (sure < shortestExactM && !isSliver) continue;
    const [a, b] = [Math.floor(pair / boundaries.length), pair % boundaries.length];
    // Where a shared edge ends, the two outer edges lie within the tolerance for a few metres: that is no sharing.
    edges.push({ a, b, sharedM: isSliver ? sure + likely : sure });
  }
  return edges;
}

/** Lengths by pair of units; a pair is a number. */
class Lengths {
  readonly #lengths = new Map<number, number>();

  constructor(private readonly units: number) {}

  add(one: number, other: number, lengthM: number): void {
    const pair = one < other ? one * this.units + other : other * this.units + one;
    this.#lengths.set(pair, (this.#lengths.get(pair) ?? 0) + lengthM);
  }

  pairs(): Iterable<number> {
    return this.#lengths.keys();
  }

  of(pair: number): number {
    return this.#lengths.get(pair) ?? 0;
  }
}

/** Counts segments that several units draw with the same two points; returns those that only one unit draws, once each. */
function matchExactly(segments: Segments, lengths: Lengths): Int32Array {
  const table = new Int32Array(2 ** Math.ceil(Math.log2(2 * segments.count + 1)));
  // Of the first of those that are the same the second unit that draws it (one more than its index), and the others.
  const second = new Int32Array(segments.count);
  const more = new Map<number, number[]>();
  let unmatched = 0;
  for (let segment = 0; segment < segments.count; segment++) {
    second[segment] = notFirst;
    if (segments.isPoint(segment)) continue;
    const slot = slotOf(segments, segment, table);
    if (table[slot] === 0) {
      table[slot] = segment + 1;
      second[segment] = 0;
      unmatched++;
      continue;
    }
    const first = (table[slot] ?? 0) - 1;
    const unit = segments.unitOf(segment);
    if (unit === segments.unitOf(first) || second[first] === unit + 1) continue;
    const others = more.get(first) ?? [];
    if (others.includes(unit)) continue;
    const lengthM = lengthOf(segments, first);
    lengths.add(unit, segments.unitOf(first), lengthM);
    if (second[first] === 0) {
      second[first] = unit + 1;
      unmatched--;
      continue;
    }
    for (const other of [(second[first] ?? 0) - 1, ...others]) lengths.add(unit, other, lengthM);
    more.set(first, [...others, unit]);
  }
  const found = new Int32Array(unmatched);
  for (let segment = second.length - 1; segment >= 0; segment--)
    if (second[segment] === 0) found[--unmatched] = segment;
  return found;
}

/** Where a segment stands in a table of numbers one more than theirs, or where it is to stand. */
function slotOf(segments: Segments, segment: number, table: Int32Array): number {
  const mask = table.length - 1;
  let slot = segments.hashOf(segment) & mask;
  for (;;) {
    const held = table[slot] ?? 0;
    if (held === 0 || segments.areSame(held - 1, segment)) return slot;
    slot = (slot + 1) & mask;
  }
}

/** Gives pieces of unmatched edge to the nearest other unit within the tolerance. */
function matchNearby(segments: Segments, unmatched: Int32Array, toleranceM: number, lengths: Lengths): void {
  const cellDegrees = cellFor(segments, unmatched, toleranceM);
  const grid = makeGrid(segments, unmatched, cellDegrees, toleranceM / metresPerDegree);
  for (const segment of unmatched) {
    const unit = segments.unitOf(segment);
    const lengthM = lengthOf(segments, segment);
    const pieces = Math.max(1, Math.ceil(lengthM / toleranceM));
    for (let piece = 0; piece < pieces; piece++) {
      const share = (piece + 0.5) / pieces;
      const [x, y] = [along(segments, segment, share, 0), along(segments, segment, share, 1)];
      const list = listOf(Math.floor(x / cellDegrees), Math.floor(y / cellDegrees), grid.begins.length - 1);
      const candidates = grid.segments.subarray(grid.begins[list], grid.begins[list + 1]);
      const other = nearestOther(segments, candidates, { x, y, unit }, toleranceM);
      if (other !== null) lengths.add(unit, other, lengthM / pieces);
    }
  }
}

/** How large cells are: few of them lie along a segment, and few segments in one. */
function cellFor(segments: Segments, unmatched: Int32Array, toleranceM: number): number {
  const meanM = unmatched.reduce((sum, segment) => sum + lengthOf(segments, segment), 0) / unmatched.length;
  return Math.min(0.002, Math.max(4 * toleranceM, 2 * meanM) / metresPerDegree);
}

interface Asked {
  readonly x: number;
  readonly y: number;
  readonly unit: number;
}

function nearestOther(segments: Segments, candidates: Int32Array, asked: Asked, limitM: number): number | null {
  let best = limitM;
  let found: number | null = null;
  for (const segment of candidates) {
    const unit = segments.unitOf(segment);
    if (unit === asked.unit) continue;
    const distanceM = metresTo(segments, segment, asked);
    if (distanceM <= best) [best, found] = [distanceM, unit];
  }
  return found;
}

/** Segments by cell. Cells share lists, so that one look-up finds everything near a point, and some that is far. */
interface Grid {
  readonly segments: Int32Array;
  /** Where each list begins, and the last one ends. */
  readonly begins: Int32Array;
}

/** Each cell lists the segments within `marginDegrees` of it. */
function makeGrid(segments: Segments, unmatched: Int32Array, cell: number, marginDegrees: number): Grid {
  // A degree of longitude is shorter than one of latitude; up to 60° north it is at least half.
  const margin = [2 * marginDegrees, marginDegrees] as const;
  const lists = 2 ** Math.ceil(Math.log2(4 * unmatched.length + 1));
  const counts = new Int32Array(lists);
  for (const segment of unmatched)
    for (const list of listsAlong(segments, segment, { cell, margin, lists })) counts[list] = (counts[list] ?? 0) + 1;
  const begins = new Int32Array(lists + 1);
  for (let list = 0; list < lists; list++) begins[list + 1] = (begins[list] ?? 0) + (counts[list] ?? 0);
  const listed = new Int32Array(begins[lists] ?? 0);
  const filled = begins.slice();
  for (const segment of unmatched) {
    for (const list of listsAlong(segments, segment, { cell, margin, lists })) {
      const at = filled[list] ?? 0;
      listed[at] = segment;
      filled[list] = at + 1;
    }
  }
  return { segments: listed, begins };
}

interface Cells {
  readonly cell: number;
  readonly margin: readonly [number, number];
  readonly lists: number;
}

/** The lists of cells that a segment passes within the margin; long ones are walked row by row, not as a whole box. */
function* listsAlong(
  segments: Segments,
  segment: number,
  { cell, margin: [marginX, marginY], lists }: Cells,
): Generator<number> {
  const [y0, y1] = [segments.at(segment, 0, 1), segments.at(segment, 1, 1)];
  const lowest = Math.floor((Math.min(y0, y1) - marginY) / cell);
  const highest = Math.floor((Math.max(y0, y1) + marginY) / cell);
  for (let y = lowest; y <= highest; y++) {
    const [bottom, top] = [y * cell - marginY, (y + 1) * cell + marginY];
    const [s, t] = y1 === y0 ? [0, 1] : [shareAt(bottom, y0, y1), shareAt(top, y0, y1)];
    const [xa, xb] = [along(segments, segment, s, 0), along(segments, segment, t, 0)];
    const last = Math.floor((Math.max(xa, xb) + marginX) / cell);
    for (let x = Math.floor((Math.min(xa, xb) - marginX) / cell); x <= last; x++) yield listOf(x, y, lists);
  }
}

/** How much of a segment lies before it reaches a latitude. */
function shareAt(lat: number, y0: number, y1: number): number {
  return Math.max(0, Math.min(1, (lat - y0) / (y1 - y0)));
}

/** The list of a cell, among so many. */
function listOf(x: number, y: number, lists: number): number {
  const hash = Math.imul(Math.imul(x, 0x9e3779b1) ^ y, 0x85ebca6b);
  return (hash ^ (hash >>> 15)) & (lists - 1);
}

function along(segments: Segments, segment: number, share: number, axis: 0 | 1): number {
  const from = segments.at(segment, 0, axis);
  return from + (segments.at(segment, 1, axis) - from) * share;
}

function lengthOf(segments: Segments, segment: number): number {
  const [y0, y1] = [segments.at(segment, 0, 1), segments.at(segment, 1, 1)];
  const shrink = Math.cos((((y0 + y1) / 2) * Math.PI) / 180);
  const width = segments.at(segment, 1, 0) - segments.at(segment, 0, 0);
  return Math.hypot(width * shrink, y1 - y0) * metresPerDegree;
}

function metresTo(segments: Segments, segment: number, { x, y }: Asked): number {
  const shrink = Math.cos((y * Math.PI) / 180);
  const [ax, ay] = [(segments.at(segment, 0, 0) - x) * shrink, segments.at(segment, 0, 1) - y];
  const [bx, by] = [(segments.at(segment, 1, 0) - x) * shrink, segments.at(segment, 1, 1) - y];
  const [dx, dy] = [bx - ax, by - ay];
  const squared = dx * dx + dy * dy;
  const share = squared === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / squared));
  return Math.hypot(ax + share * dx, ay + share * dy) * metresPerDegree;
}
