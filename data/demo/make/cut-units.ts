import { drawRandom } from './draw-random.ts';
import { quantise, unquantise } from './encode-topology.ts';
import { findCrossings } from './find-crossings.ts';
import { areaOf, at, between, distance, isInside, nearestOnSegment } from './geometry.ts';
import type { Point } from './geometry.ts';
import { reformDays, type Piece } from './later-units.ts';
import { toLngLat, toMetric } from './project.ts';
import { traceRings, type Arc } from './trace-arcs.ts';

/** A position of a border, counter-clockwise: where it is in an arc, and what lies across the line from it to the next one. */
interface Vertex {
  readonly arc: number;
  readonly index: number;
  readonly position: Point;
  readonly across: string;
}

/** A straight way through a unit between two vertices of its border; the piece is on its left on the way back. */
interface Chord {
  readonly from: number;
  readonly to: number;
}

interface Cut {
  readonly unit: string;
  readonly piece: Piece;
  /** What the rest is called after the cut. */
  readonly rest: string;
  /** Labels of what the piece, and each of those that are left, becomes one with. */
  readonly kin: readonly [ReadonlySet<string>, ...ReadonlySet<string>[]];
}

/** Every so manieth vertex of a border may end a cut: enough to choose among. */
const everyVertex = 3;
/** How far (metres) a cut stays from junctions and, in its middle, from the border. */
const clearM = 150;
/** Shared border (metres) from which on more is no better. */
const enoughM = 2_500;
/** What part of the ground that is left a cut may take. */
const leastShare = 0.15;
const mostShare = 0.45;

/**
 * The coverage with every unit that decisions split cut into its pieces: each cut is a bent line from a vertex of the border to
 * another, such that each piece touches what it becomes one with where that can be. Arcs are split at the ends of cuts; no
 * position of theirs moves. Arcs bear whole micro-degrees.
 */
export function cutUnits(arcs: readonly Arc[], pieces: ReadonlyMap<string, readonly Piece[]>): Arc[] {
  const all = [...pieces.values()].flat();
  const kinOf = ({ unit, on }: Piece): ReadonlySet<string> => {
    const day = reformDays.find((each) => on[each] !== unit) ?? reformDays[1];
    return new Set(all.filter((other) => other.on[day] === on[day] && other.unit !== unit).map(({ label }) => label));
  };
  let cut = [...arcs];
  for (const [unit, own] of pieces) {
    for (const [index, piece] of own.slice(0, -1).entries()) {
      const [next, ...more] = own.slice(index + 1);
      // What is left bears the unit's code until it is the last piece.
      const rest = more.length === 0 && next !== undefined ? next.label : unit;
      const left = [next, ...more].flatMap((one) => (one === undefined ? [] : [kinOf(one)]));
      cut = cutOff(cut, { unit, piece, rest, kin: [kinOf(piece), ...left] });
    }
  }
  return cut;
}

function cutOff(arcs: readonly Arc[], cut: Cut): Arc[] {
  const { unit, piece, rest } = cut;
  const border = borderOf(arcs, unit);
  const chord = bestChord(border, cut);
  const [start, end] = [`${piece.label} start`, `${piece.label} end`];
  const split = splitArcs(arcs, [
    { ...at(border, chord.from), key: start },
    { ...at(border, chord.to), key: end },
  ]);
  // Counter-clockwise from where the cut ends to where it begins lies the piece.
  const [ring = []] = traceRings(split, unit);
  const startOf = ring.map(({ arc, reversed }) => (reversed ? at(split, arc).to : at(split, arc).from));
  const first = startOf.indexOf(start);
  const around = [...ring.slice(first), ...ring.slice(0, first)];
  const until = [...startOf.slice(first), ...startOf.slice(0, first)].indexOf(end);
  around.forEach(({ arc, reversed }, step) => {
    const label = step < until ? piece.label : rest;
    const old = at(split, arc);
    split[arc] = reversed ? { ...old, right: label } : { ...old, left: label };
  });
  const line = bend(at(border, chord.to).position, at(border, chord.from).position, piece.label, split);
  return [...split, { from: end, to: start, left: piece.label, right: rest, line }];
}

/** The vertices around a unit, which is one piece without holes, in metres. */
function borderOf(arcs: readonly Arc[], unit: string): Vertex[] {
  const [ring = [], another] = traceRings(arcs, unit);
  if (another !== undefined) throw new Error(`${unit} is not of one piece`);
  return ring.flatMap(({ arc, reversed }) => {
    const { line, left, right } = at(arcs, arc);
    const vertices = line.map((p, index) => ({
      arc,
      index,
      position: toMetric(unquantise(p)),
      across: reversed ? left : right,
    }));
    return (reversed ? vertices.reverse() : vertices).slice(0, -1);
  });
}

function bestChord(border: readonly Vertex[], { unit, kin }: Cut): Chord {
  const ring = border.map(({ position }) => position);
  const steps = ring.map((p, k) => distance(p, at(ring, (k + 1) % ring.length)));
  /** Border shared with some labels from vertex 0 to each one, and once around. */
  const sharedWith = (labels: ReadonlySet<string>): number[] =>
    steps.reduce<number[]>(
      (sums, step, k) => [...sums, at(sums, k) + (labels.has(at(border, k).across) ? step : 0)],
      [0],
    );
  const shared = kin.map(sharedWith).map((sums) => ({ sums, whole: at(sums, ring.length) }));
  const lengthBetween = ({ sums, whole }: (typeof shared)[number], from: number, to: number): number =>
    at(sums, to) - at(sums, from) + (to < from ? whole : 0);
  const area = areaOf(ring);
  const ends = border.flatMap(({ index }, k) => (k % everyVertex === 0 && index > 0 && isFree(border, k) ? [k] : []));
  let best: { chord: Chord; score: number } | null = null;
  for (const from of ends) {
    for (const to of ends) {
      if (from === to) continue;
      const touched = shared.flatMap((one, k) => {
        if (one.whole === 0) return [];
        const inPiece = lengthBetween(one, from, to);
        return [Math.min(enoughM, k === 0 ? inPiece : one.whole - inPiece)];
      });
      const long = distance(at(ring, from), at(ring, to));
      const score = Math.min(enoughM, ...touched) - long / 10;
      if (best !== null && score <= best.score) continue;
      const part = to > from ? ring.slice(from, to + 1) : [...ring.slice(from), ...ring.slice(0, to + 1)];
      const share = areaOf(part) / area;
      if (share < leastShare || share > mostShare || !runsInside(ring, at(ring, from), at(ring, to))) continue;
      best = { chord: { from, to }, score };
    }
  }
  if (best === null) throw new Error(`${unit} cannot be cut`);
  return best.chord;
}

/** Whether no junction is near a vertex. */
function isFree(border: readonly Vertex[], vertex: number): boolean {
  const { arc, position } = at(border, vertex);
  return border.every((other, k) => {
    const before = at(border, (k + border.length - 1) % border.length);
    const isJunction = before.arc !== other.arc;
    return !isJunction || (other.arc !== arc && before.arc !== arc) || distance(other.position, position) > clearM;
  });
}

function runsInside(ring: readonly Point[], a: Point, b: Point): boolean {
  const long = distance(a, b);
  if (long < 4 * clearM) return false;
  const samples = Math.ceil(long / 100);
  for (let k = 1; k < samples; k++) {
    const p = between(a, b, k / samples);
    if (!isInside(ring, p)) return false;
    const fromEnd = Math.min(distance(p, a), distance(p, b));
    const room = Math.min(clearM, fromEnd / 3);
    if (ring.some((c, i) => distance(p, nearestOnSegment(p, c, at(ring, (i + 1) % ring.length))) < room)) return false;
  }
  return true;
}

/** Arcs split at two vertices, which become junctions of these names; the further parts of split arcs come last. */
function splitArcs(arcs: readonly Arc[], ends: readonly (Vertex & { readonly key: string })[]): Arc[] {
  const split = [...arcs];
  for (const { arc, index, key } of ends.toSorted((one, other) => other.index - one.index)) {
    const old = at(split, arc);
    split[arc] = { ...old, to: key, line: old.line.slice(0, index + 1) };
    split.push({ ...old, from: key, line: old.line.slice(index) });
  }
  return split;
}

/** A line in whole micro-degrees between two positions (metres) that swings to both sides and meets no other line. */
function bend(a: Point, b: Point, label: string, arcs: readonly Arc[]): Point[] {
  const long = distance(a, b);
  const [east, north] = [(b[0] - a[0]) / long, (b[1] - a[1]) / long];
  const random = drawRandom(`cut ${label}`);
  const phases = [2 + 2 * random(), 2 * Math.PI * random(), 5 + 4 * random(), 2 * Math.PI * random()] as const;
  const swing = (t: number): number =>
    Math.sin(Math.PI * t) *
    (Math.sin(phases[0] * Math.PI * t + phases[1]) + 0.4 * Math.sin(phases[2] * Math.PI * t + phases[3]));
  const steps = Math.max(6, Math.ceil(long / 90));
  const lines = arcs.map(({ line }) => line);
  for (let amplitudeM = Math.min(400, long / 9); amplitudeM > 1; amplitudeM *= 0.6) {
    const line = Array.from({ length: steps + 1 }, (_, k): Point => {
      const [x, y] = between(a, b, k / steps);
      const off = k === 0 || k === steps ? 0 : amplitudeM * swing(k / steps);
      return quantise(toLngLat([x - north * off, y + east * off]));
    });
    if (!findCrossings([...lines, line]).some((pair) => pair.includes(lines.length))) return line;
  }
  throw new Error(`the cut of ${label} meets other lines`);
}
