import { piecesInside } from './build-power-cells.ts';
import type { Cell, Site } from './build-power-cells.ts';
import { areaOf, at, between, distance, isInside, lengthOf } from './geometry.ts';
import type { Point } from './geometry.ts';

/** Label of what is not in the province. */
export const outside = '';

/**
 * A piece of boundary between two junctions, with the unit on its left and on its right. Positions at the ends are the
 * same objects' values for all arcs of a junction; `from` and `to` name the junctions.
 */
export interface Arc {
  readonly from: string;
  readonly to: string;
  readonly left: string;
  readonly right: string;
  readonly line: readonly Point[];
}

/** An arc and the way it is walked. */
export interface Step {
  readonly arc: number;
  readonly reversed: boolean;
}

interface Crossing {
  readonly key: string;
  readonly segment: number;
  readonly t: number;
  readonly position: Point;
}

/** Name of the junction where three cells meet: the same from each of the three. */
const junction = (...cells: number[]): string => cells.sort((a, b) => a - b).join('+');

/** Arcs between cells, and where they end on the outline. */
function traceInner(cells: readonly Cell[], codes: readonly string[], outline: readonly Point[]) {
  const arcs: Arc[] = [];
  const crossings: Crossing[] = [];
  const corners = new Map<string, Point>();
  cells.forEach((cell, i) => {
    const count = cell.vertices.length;
    cell.neighbours.forEach((j, k) => {
      if (j <= i) return;
      const before = junction(i, j, at(cell.neighbours, (k + count - 1) % count));
      const after = junction(i, j, at(cell.neighbours, (k + 1) % count));
      // The three cells compute their corner separately; the first one found speaks for all.
      const corner = (key: string, index: number): Point => {
        const known = corners.get(key) ?? at(cell.vertices, index % count);
        corners.set(key, known);
        return known;
      };
      const [a, b] = [corner(before, k), corner(after, k + 1)];
      for (const piece of piecesInside(outline, a, b, isInside(outline, a))) {
        const end = ({ t, segment }: { t: number; segment: number | null }): { key: string; position: Point } => {
          if (segment === null) return t === 0 ? { key: before, position: a } : { key: after, position: b };
          const position = between(a, b, t);
          const [c, d] = [at(outline, segment), at(outline, (segment + 1) % outline.length)];
          const crossing = {
            key: `${i}+${j}@${segment}`,
            segment,
            t: distance(c, position) / distance(c, d),
            position,
          };
          crossings.push(crossing);
          return crossing;
        };
        const [from, to] = [end(piece.from), end(piece.to)];
        // A counter-clockwise cell has itself on the left of its edges.
        arcs.push({
          from: from.key,
          to: to.key,
          left: at(codes, i),
          right: at(codes, j),
          line: [from.position, to.position],
        });
      }
    });
  });
  return { arcs, crossings };
}

/** The outline (counter-clockwise) cut at the crossings; each piece belongs to the cell that its middle lies in. */
function traceOuter(
  sites: readonly Site[],
  codes: readonly string[],
  outline: readonly Point[],
  crossings: readonly Crossing[],
): Arc[] {
  const sorted = [...crossings].sort((a, b) => a.segment - b.segment || a.t - b.t);
  return sorted.map((start, k) => {
    const end = at(sorted, (k + 1) % sorted.length);
    const line: Point[] = [start.position];
    const last = k + 1 === sorted.length ? end.segment + outline.length : end.segment;
    for (let s = start.segment + 1; s <= last; s++) line.push(at(outline, s % outline.length));
    line.push(end.position);
    const m = Math.floor((line.length - 1) / 2);
    const middle = between(at(line, m), at(line, m + 1), 0.5);
    const powers = sites.map(({ position, weight }) => distance(position, middle) ** 2 - weight);
    const owner = at(codes, powers.indexOf(Math.min(...powers)));
    return { from: start.key, to: end.key, left: owner, right: outside, line };
  });
}

/** Rings around all that bears one label, counter-clockwise outside; each as the walk over its arcs. */
export function traceRings(arcs: readonly Arc[], label: string, labelOf = (code: string): string => code): Step[][] {
  const byStart = new Map<string, Step>();
  arcs.forEach(({ from, to, left, right }, arc) => {
    const [l, r] = [labelOf(left), labelOf(right)];
    if (l === r) return;
    const start = l === label ? from : r === label ? to : null;
    if (start === null) return;
    if (byStart.has(start)) throw new Error(`${label} touches itself at junction ${start}`);
    byStart.set(start, { arc, reversed: l !== label });
  });
  const rings: Step[][] = [];
  while (byStart.size > 0) {
    const ring: Step[] = [];
    let key = at([...byStart.keys()], 0);
    for (let step = byStart.get(key); step !== undefined; step = byStart.get(key)) {
      ring.push(step);
      byStart.delete(key);
      key = step.reversed ? at(arcs, step.arc).from : at(arcs, step.arc).to;
    }
    rings.push(ring);
  }
  return rings;
}

/** Positions along a walk, closed (first equals last). */
export function lineOfRing(arcs: readonly Arc[], ring: readonly Step[]): Point[] {
  const positions = ring.flatMap(({ arc, reversed }) => {
    const { line } = at(arcs, arc);
    return (reversed ? [...line].reverse() : [...line]).slice(0, -1);
  });
  return [...positions, at(positions, 0)];
}

/** Gives the lesser parts of a unit that the outline cuts in two to the neighbour with the longest shared boundary. */
function joinStrays(arcs: readonly Arc[], codes: readonly string[]): Arc[] {
  let joined = [...arcs];
  for (const code of codes) {
    const rings = traceRings(joined, code).sort(
      (a, b) => areaOf(lineOfRing(joined, b)) - areaOf(lineOfRing(joined, a)),
    );
    for (const ring of rings.slice(1)) {
      const shared = new Map<string, number>();
      for (const { arc, reversed } of ring) {
        const { left, right, line } = at(joined, arc);
        const other = reversed ? left : right;
        if (other !== outside) shared.set(other, (shared.get(other) ?? 0) + lengthOf(line));
      }
      const heir = at(
        [...shared].sort((a, b) => b[1] - a[1]),
        0,
      )[0];
      for (const { arc, reversed } of ring) {
        const old = at(joined, arc);
        joined[arc] = reversed ? { ...old, right: heir } : { ...old, left: heir };
      }
    }
  }
  joined = joined.filter(({ left, right }) => left !== right);
  return joined;
}

/** Joins arcs that meet where no third one ends, so that a junction is a place where three units really meet. */
function joinAtPassings(arcs: readonly Arc[]): Arc[] {
  const joined = [...arcs];
  for (;;) {
    const ends = new Map<string, number[]>();
    joined.forEach(({ from, to }, i) => [from, to].forEach((key) => ends.set(key, [...(ends.get(key) ?? []), i])));
    const passing = [...ends].find(([, [a, b, ...more]]) => a !== b && b !== undefined && more.length === 0);
    if (passing === undefined) return joined;
    const [key, [i, j]] = passing as [string, [number, number]];
    const first = at(joined, i).to === key ? at(joined, i) : flip(at(joined, i));
    const second = at(joined, j).from === key ? at(joined, j) : flip(at(joined, j));
    joined[i] = { ...first, to: second.to, line: [...first.line, ...second.line.slice(1)] };
    joined.splice(j, 1);
  }
}

function flip({ from, to, left, right, line }: Arc): Arc {
  return { from: to, to: from, left: right, right: left, line: [...line].reverse() };
}

/** The coverage that a power diagram makes of the outline (a counter-clockwise open ring), as arcs in metres. */
export function traceArcs(
  sites: readonly Site[],
  cells: readonly Cell[],
  codes: readonly string[],
  outline: readonly Point[],
): Arc[] {
  const { arcs, crossings } = traceInner(cells, codes, outline);
  return joinAtPassings(joinStrays([...arcs, ...traceOuter(sites, codes, outline, crossings)], codes));
}
