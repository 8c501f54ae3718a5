import { area } from '@turf/area';
import { polygon } from '@turf/helpers';
import { pointOnFeature } from '@turf/point-on-feature';
import type { MultiPolygon, Polygon, Position as Coordinates } from 'geojson';
import mapshaper from 'mapshaper';
import type { Position } from '#contract/common.ts';

/** Ground that two units both claim. `a` and `b` count the given boundaries; `position` lies on its largest part. */
export interface Overlap {
  readonly a: number;
  readonly b: number;
  readonly areaM2: number;
  readonly position: Position;
}

/** Ground inside the whole that no unit claims. `near` are the boundaries that have corners on its edge. */
export interface Gap {
  readonly areaM2: number;
  readonly position: Position;
  readonly near: readonly number[];
}

export interface CoverageFaults {
  readonly overlaps: Overlap[];
  readonly gaps: Gap[];
}

/** Smaller faults are of rounding, not of drawing. */
const smallestM2 = 1;

interface Tile {
  readonly geometry: Polygon;
  readonly properties: { readonly units: readonly number[] };
}

/**
 * Where boundaries (WGS 84) overlap and where they leave gaps between them, largest first. Areas are on the sphere,
 * within 0.5 %. A gap open to the outside is none: nobody says where the whole ends.
 */
export async function findCoverageFaults(boundaries: readonly MultiPolygon[]): Promise<CoverageFaults> {
  if (boundaries.length < 2) return { overlaps: [], gaps: [] };
  const features = boundaries.map((geometry, index) => ({ type: 'Feature', properties: { index }, geometry }));
  const files = await mapshaper.applyCommands(
    [
      '-i in.json name=units',
      `-mosaic calc='units = collect(index), n = count()' name=tiles +`,
      `-filter 'n > 1' target=tiles -o overlaps.json target=tiles format=geojson`,
      '-dissolve2 target=units name=whole + gap-fill-area=0 -o whole.json target=whole format=geojson',
    ].join(' '),
    { 'in.json': { type: 'FeatureCollection', features } },
  );
  const tiles = readJson<{ features?: Tile[] }>(files['overlaps.json']).features ?? [];
  const whole = readJson<{ features?: Whole[]; geometries?: (Polygon | MultiPolygon)[] }>(files['whole.json']);
  const parts = [...(whole.features ?? []).map((feature) => feature.geometry), ...(whole.geometries ?? [])];
  return { overlaps: overlapsOf(tiles), gaps: gapsOf(parts, boundaries) };
}

interface Whole {
  readonly geometry: Polygon | MultiPolygon;
}

function overlapsOf(tiles: readonly Tile[]): Overlap[] {
  const byPair = new Map<string, { overlap: Overlap; largestM2: number }>();
  for (const { geometry, properties } of tiles) {
    const areaM2 = area(geometry);
    for (const [a, b] of pairsOf(properties.units)) {
      const known = byPair.get(`${a} ${b}`);
      const largest = !known || areaM2 > known.largestM2;
      byPair.set(`${a} ${b}`, {
        overlap: {
          a,
          b,
          areaM2: areaM2 + (known?.overlap.areaM2 ?? 0),
          position: largest ? placeOn(geometry) : known.overlap.position,
        },
        largestM2: largest ? areaM2 : known.largestM2,
      });
    }
  }
  return largestFirst([...byPair.values()].map(({ overlap }) => overlap));
}

function pairsOf(units: readonly number[]): [number, number][] {
  const sorted = [...new Set(units)].sort((a, b) => a - b);
  return sorted.flatMap((a, index) => sorted.slice(index + 1).map((b): [number, number] => [a, b]));
}

function gapsOf(parts: readonly (Polygon | MultiPolygon)[], boundaries: readonly MultiPolygon[]): Gap[] {
  const polygons = parts.flatMap((part) => (part.type === 'Polygon' ? [part.coordinates] : part.coordinates));
  const corners = cornersOf(boundaries);
  return largestFirst(
    polygons.flatMap(([, ...holes]) =>
      holes.map((ring) => {
        const hole = polygon([ring.toReversed()]).geometry;
        const near = new Set(ring.flatMap((corner) => corners.get(keyOf(corner)) ?? []));
        return { areaM2: area(hole), position: placeOn(hole), near: [...near].sort((a, b) => a - b) };
      }),
    ),
  );
}

function cornersOf(boundaries: readonly MultiPolygon[]): Map<string, number[]> {
  const corners = new Map<string, number[]>();
  boundaries.forEach(({ coordinates }, index) => {
    for (const corner of coordinates.flat(2)) {
      const units = corners.get(keyOf(corner));
      if (!units) corners.set(keyOf(corner), [index]);
      else if (!units.includes(index)) units.push(index);
    }
  });
  return corners;
}

function keyOf([x = 0, y = 0]: Coordinates): string {
  return `${x.toFixed(7)} ${y.toFixed(7)}`;
}

function placeOn(geometry: Polygon): Position {
  const [lng = 0, lat = 0] = pointOnFeature(geometry).geometry.coordinates;
  return [lng, lat];
}

function largestFirst<T extends { readonly areaM2: number }>(faults: T[]): T[] {
  return faults.filter((fault) => fault.areaM2 >= smallestM2).sort((a, b) => b.areaM2 - a.areaM2);
}

function readJson<T>(file: string | Uint8Array | undefined): T {
  if (file === undefined) throw new Error('mapshaper gave no such file');
  return JSON.parse(typeof file === 'string' ? file : Buffer.from(file).toString('utf8')) as T;
}
