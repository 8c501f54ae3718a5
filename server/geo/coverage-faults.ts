import { area } from '@turf/area';
import { polygon } from '@turf/helpers';
import { pointOnFeature } from '@turf/point-on-feature';
import type { MultiPolygon, Polygon, Position as Coordinates } from 'geojson';
import mapshaper from 'mapshaper';
import type { Position } from '#contract/common.ts';
import { asMultiPolygon, type PackedPolygons } from '#contract/packed-polygons.ts';
import { polygonsOf } from './arcs.ts';
import type { CutCoverage } from './cut-coverage.ts';

const { internal } = mapshaper;

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

/** Columns of corners that are told apart. */
const columnsTold = 2 ** 20;
/** Smaller faults are of rounding, not of drawing. */
const smallestM2 = 1;

/**
 * Where boundaries overlap and where they leave gaps between them, largest first. Areas are on the sphere, within 0.5 %. A gap
 * open to the outside is none: nobody says where the whole ends.
 */
export function findCoverageFaults({ boundaries, dataset, layer, nodes }: CutCoverage): CoverageFaults {
  if (boundaries.length < 2) return { overlaps: [], gaps: [] };
  nodes.setArcFilter(internal.getArcPresenceTest(layer.shapes, nodes.arcs));
  const tiles = new internal.MosaicIndex(layer, nodes, { flat: false });
  const shared = tiles.mosaic.flatMap((tile, index): Tile[] => {
    const units = tiles.getSourceIdsByTileId(index);
    const polygons = units.length > 1 ? polygonsOf(tile, nodes.arcs) : null;
    return polygons === null ? [] : [{ geometry: asMultiPolygon(polygons), units }];
  });
  if (tiles.getUnusedTiles().length === 0) return { overlaps: overlapsOf(shared), gaps: [] };
  const [whole = null] = internal.dissolvePolygonGroups2([[...boundaries.keys()]], layer, dataset, { quiet: true });
  const parts = polygonsOf(whole, nodes.arcs);
  const holes = parts === null ? [] : asMultiPolygon(parts).coordinates.flatMap(([, ...inner]) => inner);
  return { overlaps: overlapsOf(shared), gaps: gapsOf(holes, boundaries) };
}

/** Ground that several units claim. */
interface Tile {
  readonly geometry: MultiPolygon;
  readonly units: readonly number[];
}

function overlapsOf(tiles: readonly Tile[]): Overlap[] {
  const byPair = new Map<string, { overlap: Overlap; largestM2: number }>();
  for (const { geometry, units } of tiles) {
    const areaM2 = area(geometry);
    for (const [a, b] of pairsOf(units)) {
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

function gapsOf(holes: readonly Coordinates[][], boundaries: readonly PackedPolygons[]): Gap[] {
  const beside = unitsAt(holes.flat(), boundaries);
  return largestFirst(
    holes.map((ring) => {
      const hole = polygon([ring.toReversed()]).geometry;
      const near = new Set(ring.flatMap((corner) => [...(beside.get(keyOf(corner)) ?? [])]));
      return { areaM2: area(hole), position: placeOn(hole), near: [...near].sort((a, b) => a - b) };
    }),
  );
}

/** Which boundaries have a corner at each of these. */
function unitsAt(corners: readonly Coordinates[], boundaries: readonly PackedPolygons[]): Map<string, Set<number>> {
  const found = new Map(corners.map((corner) => [keyOf(corner), new Set<number>()]));
  if (corners.length === 0) return found;
  // Of millions of corners few are looked for: most lie in no column of one.
  const columns = new Uint8Array(columnsTold);
  for (const [x = 0] of corners) columns[columnOf(x) % columnsTold] = 1;
  boundaries.forEach(({ coordinates }, unit) => {
    for (let at = 0; at < coordinates.length; at += 2) {
      const x = coordinates[at] ?? 0;
      if (columns[columnOf(x) % columnsTold]) found.get(keyOf([x, coordinates[at + 1] ?? 0]))?.add(unit);
    }
  });
  return found;
}

function keyOf([x = 0, y = 0]: Coordinates): string {
  return `${columnOf(x)} ${columnOf(y)}`;
}

function columnOf(degrees: number): number {
  return Math.round(degrees * 1e7);
}

function placeOn(geometry: Polygon | MultiPolygon): Position {
  const [lng = 0, lat = 0] = pointOnFeature(geometry).geometry.coordinates;
  return [lng, lat];
}

function largestFirst<T extends { readonly areaM2: number }>(faults: T[]): T[] {
  return faults.filter((fault) => fault.areaM2 >= smallestM2).sort((a, b) => b.areaM2 - a.areaM2);
}
