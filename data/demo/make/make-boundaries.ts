import { straighten } from './bend.ts';
import { cutUnits } from './cut-units.ts';
import { encodeTopology, levelsOf, quantise, type Layer } from './encode-topology.ts';
import { findCrossings } from './find-crossings.ts';
import { fitSites } from './fit-areas.ts';
import { areaOf, at, between, densify, distance, isInside, nearestOnSegment } from './geometry.ts';
import type { Point } from './geometry.ts';
import { piecesOf, reformDays, type Crosswalks, type Piece } from './later-units.ts';
import { toLngLat, toMetric } from './project.ts';
import type { Unit } from './read-units.ts';
import { layCourses, roughenArc } from './roughen-arcs.ts';
import { traceArcs } from './trace-arcs.ts';
import type { Arc } from './trace-arcs.ts';

/** Said in every file of the demo. */
export const notice = 'Dữ liệu minh hoạ - không phải số liệu chính thức';
const provinceCode = '54';
/** In the demo its ground is no more than that of the province before: what else it was made of is not here. */
const laterProvinceCode = '66';

/** The position itself, or one just inside the ring (metres) when the generalised outline leaves it out. */
function moveInside(ring: readonly Point[], p: Point): Point {
  if (isInside(ring, p)) return p;
  const nearest = ring
    .map((a, i) => nearestOnSegment(p, a, at(ring, (i + 1) % ring.length)))
    .reduce((best, q) => (distance(p, q) < distance(p, best) ? q : best));
  const inside = between(p, nearest, 1 + 400 / distance(p, nearest));
  return isInside(ring, inside) ? inside : nearest;
}

/** Arcs in whole micro-degrees whose lines meet at junctions only. */
function roughenAll(arcs: readonly Arc[]): Arc[] {
  const courses = layCourses(arcs);
  const calm = arcs.map(() => 1);
  const draw = (arc: Arc, i: number): Point[] => {
    const line = roughenArc(arc, at(courses, i), at(calm, i)).map((p) => quantise(toLngLat(p)));
    return line.filter((p, k) => k === 0 || distance(p, at(line, k - 1)) > 0);
  };
  const lines = arcs.map(draw);
  for (let round = 0; round < 12; round++) {
    const meeting = new Set(findCrossings(lines).flat());
    if (meeting.size === 0) return arcs.map((arc, i) => ({ ...arc, line: at(lines, i) }));
    for (const i of meeting) {
      calm[i] = at(calm, i) * 0.6;
      lines[i] = draw(at(arcs, i), i);
    }
  }
  throw new Error(`lines still cross: ${JSON.stringify(findCrossings(lines))}`);
}

/** The units of later days: on the first only those whose ground changed, since on the second all are new. */
function laterLayers(pieces: readonly Piece[]): Layer[] {
  const [first, second] = reformDays;
  const byLabel = new Map(pieces.map((piece) => [piece.label, piece]));
  const on = (day: typeof first | typeof second) => (label: string) => byLabel.get(label)?.on[day] ?? label;
  const codesOf = (day: typeof first | typeof second, of: readonly Piece[]): string[] =>
    [...new Set(of.map((piece) => piece.on[day]))].sort();
  const changed = new Set(
    pieces.flatMap((piece) => (piece.on[first] === piece.unit ? [] : [piece.unit, piece.on[first]])),
  );
  const grounds = codesOf(first, pieces).filter((code) => changed.has(code));
  return [
    {
      name: `communes-${first}`,
      entries: grounds.map((code) => ({ code, properties: { code } })),
      unitOf: on(first),
    },
    {
      name: `communes-${second}`,
      entries: codesOf(second, pieces).map((code) => ({
        code,
        properties: { code, province_code: laterProvinceCode },
      })),
      unitOf: on(second),
    },
    {
      name: `provinces-${second}`,
      entries: [{ code: laterProvinceCode, properties: { code: laterProvinceCode } }],
      unitOf: () => laterProvinceCode,
    },
  ];
}

/**
 * Boundaries of the demo province as TopoJSON text (WGS 84): the generalised outline (`[lng, lat]`, open ring) shared
 * among the units by a power diagram with their listed areas, then bent and roughened. Units of later days are made of the
 * same ground as the crosswalks say.
 */
export function makeBoundaries(
  units: readonly Unit[],
  outlineLngLat: readonly Point[],
  crosswalks: Crosswalks,
): string {
  const ring = outlineLngLat.map(toMetric);
  const outline = densify([...ring, at(ring, 0)], 500)
    .slice(0, -1)
    .map(straighten);
  const listedKm2 = units.reduce((sum, unit) => sum + unit.areaKm2, 0);
  const targets = units.map((unit) => (unit.areaKm2 / listedKm2) * areaOf(outline));
  const wanted = units.map((unit) => moveInside(outline, straighten(toMetric(unit.listedAt))));
  const [xs, ys] = [outline.map((p) => p[0]), outline.map((p) => p[1])];
  const marginM = 5000;
  const box = {
    outline,
    corners: [
      [Math.min(...xs) - marginM, Math.min(...ys) - marginM],
      [Math.max(...xs) + marginM, Math.max(...ys) + marginM],
    ],
  } as const;
  const codes = units.map((unit) => unit.code);
  const { sites, cells } = fitSites(wanted, targets, box, 6, 0.3, 0.5);
  const arcs = traceArcs(sites, cells, codes, outline);
  const placements = units.map(({ code, districtCode }) => ({ code, districtCode, provinceCode }));
  const pieces = piecesOf(units, crosswalks);
  const unitOfLabel = new Map([...pieces.values()].flat().map(({ label, unit }) => [label, unit]));
  const layers = [
    ...levelsOf(placements, (label) => unitOfLabel.get(label) ?? label),
    ...laterLayers([...pieces.values()].flat()),
  ];
  return encodeTopology(cutUnits(roughenAll(arcs), pieces), layers, notice);
}
