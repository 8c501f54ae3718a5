import { area } from '@turf/area';
import { pointOnFeature } from '@turf/point-on-feature';
import type { MultiPolygon } from 'geojson';
import mapshaper from 'mapshaper';
import type { Position } from '#contract/common.ts';
import { geometryOf } from './arcs.ts';
import { CornerIndex } from './corner-index.ts';
import type { CutCoverage } from './cut-coverage.ts';

const { geom, internal } = mapshaper;

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

/**
 * Where boundaries overlap and where they leave gaps between them, largest first. Areas are on the sphere, within 0.5 %. A gap
 * open to the outside is none: nobody says where the whole ends.
 */
export function findCoverageFaults(coverage: CutCoverage): CoverageFaults {
  if (coverage.boundaries.length < 2) return { overlaps: [], gaps: [] };
  const { overlaps, hasGaps } = readTiles(coverage);
  return { overlaps, gaps: hasGaps ? findGaps(coverage) : [] };
}

/** Looks at the pieces that all lines together cut the ground into: whose they are, or nobody's. */
function readTiles({ layer, nodes }: CutCoverage): { readonly overlaps: Overlap[]; readonly hasGaps: boolean } {
  nodes.setArcFilter(internal.getArcPresenceTest(layer.shapes, nodes.arcs));
  const tiles = new internal.MosaicIndex(layer, nodes, { flat: false });
  const byPair = new Map<string, { overlap: Overlap; largestM2: number }>();
  for (const [index, tile] of tiles.mosaic.entries()) {
    const pairs = pairsOf(tiles.getSourceIdsByTileId(index));
    const geometry = pairs.length > 0 ? geometryOf(tile, nodes.arcs) : null;
    if (geometry === null) continue;
    const areaM2 = area(geometry);
    for (const [a, b] of pairs) {
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
  return {
    overlaps: largestFirst([...byPair.values()].map(({ overlap }) => overlap)),
    hasGaps: tiles.getUnusedTiles().length > 0,
  };
}

function pairsOf(units: readonly number[]): [number, number][] {
  const sorted = [...new Set(units)].sort((a, b) => a - b);
  return sorted.flatMap((a, index) => sorted.slice(index + 1).map((b): [number, number] => [a, b]));
}

/** The holes of the whole. */
function findGaps({ boundaries, dataset, layer, nodes: { arcs } }: CutCoverage): Gap[] {
  const [whole] = internal.dissolvePolygonGroups2([[...boundaries.keys()]], layer, dataset, { quiet: true });
  const corners = new CornerIndex();
  const gaps: { readonly areaM2: number; readonly position: Position; readonly near: Set<number> }[] = [];
  for (const ring of whole ?? []) {
    if (geom.getPlanarPathArea(ring, arcs) > 0) continue;
    const geometry = geometryOf([ring.map((arc) => ~arc).reverse()], arcs);
    const areaM2 = geometry === null ? 0 : area(geometry);
    if (geometry === null || areaM2 < smallestM2) continue;
    for (const [x = 0, y = 0] of geometry.coordinates.flat(2)) corners.add(x, y, gaps.length);
    gaps.push({ areaM2, position: placeOn(geometry), near: new Set() });
  }
  boundaries.forEach(({ coordinates }, unit) => {
    for (let at = 0; at < coordinates.length; at += 2)
      corners.eachAt(coordinates[at] ?? 0, coordinates[at + 1] ?? 0, (gap) => gaps[gap]?.near.add(unit));
  });
  return largestFirst(gaps.map(({ near, ...gap }) => ({ ...gap, near: [...near] })));
}

function placeOn(geometry: MultiPolygon): Position {
  const [lng = 0, lat = 0] = pointOnFeature(geometry).geometry.coordinates;
  return [lng, lat];
}

function largestFirst<T extends { readonly areaM2: number }>(faults: T[]): T[] {
  return faults.filter((fault) => fault.areaM2 >= smallestM2).sort((a, b) => b.areaM2 - a.areaM2);
}
