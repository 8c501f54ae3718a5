import type { GeometryCollection, MultiPolygon, Polygon, Topology } from 'topojson-specification';
import { areaOf, at } from './geometry.ts';
import type { Point } from './geometry.ts';
import { lineOfRing, outside, traceRings } from './trace-arcs.ts';
import type { Arc } from './trace-arcs.ts';

/** Micro-degrees: 0.11 m on the ground. */
const perDegree = 1_000_000;

/** `[lng, lat]` degrees to whole micro-degrees. */
export function quantise([lng, lat]: Point): Point {
  return [Math.round(lng * perDegree), Math.round(lat * perDegree)];
}

/** Whole micro-degrees to `[lng, lat]` degrees. */
export function unquantise([x, y]: Point): Point {
  return [x / perDegree, y / perDegree];
}

/** What a unit at any level is called in the file. */
interface Entry {
  readonly code: string;
  readonly properties: Record<string, string>;
}

/** The polygon (or polygons) of all that bears one code after `labelOf`, as references to the shared arcs. */
function polygonOf(arcs: readonly Arc[], entry: Entry, labelOf: (code: string) => string): Polygon | MultiPolygon {
  const rings = traceRings(arcs, entry.code, labelOf).map((ring) => ({
    refs: ring.map(({ arc, reversed }) => (reversed ? ~arc : arc)),
    area: areaOf(lineOfRing(arcs, ring)),
  }));
  const shells = rings.filter(({ area }) => area > 0);
  const holes = rings.filter(({ area }) => area <= 0);
  if (shells.length === 0) throw new Error(`${entry.code} has no polygon`);
  if (shells.length > 1 && holes.length > 0) throw new Error(`${entry.code}: which part are the holes of?`);
  const head = { id: entry.code, properties: entry.properties };
  if (shells.length > 1) return { type: 'MultiPolygon', ...head, arcs: shells.map(({ refs }) => [refs]) };
  return { type: 'Polygon', ...head, arcs: [...shells, ...holes].map(({ refs }) => refs) };
}

function collect(
  arcs: readonly Arc[],
  entries: readonly Entry[],
  labelOf: (code: string) => string,
): GeometryCollection {
  return { type: 'GeometryCollection', geometries: entries.map((entry) => polygonOf(arcs, entry, labelOf)) };
}

/** A commune, the district it lies in, the province: codes only, names are in data/admin-units. */
export interface Placement {
  readonly code: string;
  readonly districtCode: string;
  readonly provinceCode: string;
}

/** The units of an object of the file, by what each piece of ground is part of. */
export interface Layer {
  readonly name: string;
  readonly entries: readonly Entry[];
  readonly unitOf: (label: string) => string;
}

/** Communes, districts and provinces as layers; `unitOf` says which commune a label of the arcs is of. */
export function levelsOf(placements: readonly Placement[], unitOf: (label: string) => string): Layer[] {
  const byCode = new Map(placements.map((placement) => [placement.code, placement]));
  const districts = new Map(placements.map((placement) => [placement.districtCode, placement.provinceCode]));
  const provinces = new Set(placements.map(({ provinceCode }) => provinceCode));
  const placeOf = (label: string): Placement | undefined => byCode.get(unitOf(label));
  return [
    {
      name: 'communes',
      entries: placements.map(({ code, districtCode }) => ({
        code,
        properties: { code, district_code: districtCode },
      })),
      unitOf,
    },
    {
      name: 'districts',
      entries: [...districts]
        .sort()
        .map(([code, province]) => ({ code, properties: { code, province_code: province } })),
      unitOf: (label) => placeOf(label)?.districtCode ?? label,
    },
    {
      name: 'provinces',
      entries: [...provinces].map((code) => ({ code, properties: { code } })),
      unitOf: (label) => placeOf(label)?.provinceCode ?? label,
    },
  ];
}

/**
 * TopoJSON of layers over the same arcs. `arcs` bear whole micro-degrees, so that decoded positions of a shared
 * arc are equal to the last bit; outer rings run counter-clockwise (RFC 7946).
 */
export function encodeTopology(arcs: readonly Arc[], layers: readonly Layer[], notice: string): string {
  const all = arcs.flatMap(({ line }) => line);
  const range = (axis: 0 | 1): [number, number] =>
    all.reduce<[number, number]>(
      ([low, high], p) => [Math.min(low, p[axis]), Math.max(high, p[axis])],
      [Infinity, -Infinity],
    );
  const [[west, east], [south, north]] = [range(0), range(1)];
  const encoded = arcs.map(({ line }) =>
    line.map(([x, y], i) => (i === 0 ? [x - west, y - south] : [x - at(line, i - 1)[0], y - at(line, i - 1)[1]])),
  );
  const objects = layers.map(({ name, entries, unitOf }) => {
    const labelOf = (label: string): string => (label === outside ? outside : unitOf(label));
    return [name, collect(arcs, entries, labelOf)] as const;
  });
  const head: Omit<Topology, 'arcs'> & { notice: string } = {
    type: 'Topology',
    notice,
    bbox: [west / perDegree, south / perDegree, east / perDegree, north / perDegree],
    transform: { scale: [1 / perDegree, 1 / perDegree], translate: [west / perDegree, south / perDegree] },
    objects: Object.fromEntries(objects),
  };
  // One arc a line: a change shows in a diff, and the file stays small.
  const arcLines = encoded.map((arc) => JSON.stringify(arc)).join(',\n');
  return `${JSON.stringify(head).slice(0, -1)},"arcs":[\n${arcLines}\n]}\n`;
}
