import type { MultiPolygon } from 'geojson';
import mapshaper, { type Arcs, type Dataset, type Shape } from 'mapshaper';
import { eachRing, packPolygons, type PackedPolygons } from '#contract/packed-polygons.ts';

const { internal } = mapshaper;

/** Where a position of a boundary is put. */
export type Place = (position: readonly [number, number]) => readonly [number, number];

/**
 * Boundaries as mapshaper holds them: lines that several share once, in arrays of numbers, which take a tenth of what its commands
 * take that are given GeoJSON. Shapes are in the order of the boundaries.
 */
export function arcsOf(boundaries: readonly PackedPolygons[], place: Place = (position) => position): Dataset {
  const count = boundaries.reduce((sum, { coordinates }) => sum + coordinates.length / 2, 0);
  const importer = new internal.PathImporter({ type: 'polygon', reserved_points: count });
  for (const boundary of boundaries) {
    const { coordinates } = boundary;
    importer.startShape();
    eachRing(boundary, (from, to, isHole) => {
      const area = areaOf(coordinates, from, to);
      if (to - from < 4 || area === 0) return;
      // Outer rings run clockwise there, holes the other way.
      const isTurned = isHole === area > 0;
      for (let step = 0; step < to - from; step++) {
        const at = 2 * (isTurned ? to - 1 - step : from + step);
        const [x, y] = place([coordinates[at] ?? 0, coordinates[at + 1] ?? 0]);
        importer.addPoint(x, y);
      }
      importer.endPath();
    });
  }
  const dataset = importer.done();
  internal.cleanPathsAfterImport(dataset, {});
  internal.buildTopology(dataset);
  return dataset;
}

/** The area of a ring; positive where it runs clockwise. */
function areaOf(coordinates: Float64Array, from: number, to: number): number {
  const [x0 = 0, y0 = 0] = coordinates.subarray(2 * from, 2 * from + 2);
  let sum = 0;
  for (let at = 2 * from + 2; at < 2 * to; at += 2) {
    const [ax, ay] = [(coordinates[at] ?? 0) - x0, (coordinates[at + 1] ?? 0) - y0];
    const [bx, by] = [(coordinates[at - 2] ?? 0) - x0, (coordinates[at - 1] ?? 0) - y0];
    sum += ax * by - bx * ay;
  }
  return sum / 2;
}

/** A shape of arcs as polygons, rounded to a part of a unit where one is said; null where nothing is left of it. */
export function polygonsOf(shape: Shape, arcs: Arcs, partsOfUnit: number | null = null): PackedPolygons | null {
  const geometry = geometryOf(shape, partsOfUnit === null ? arcs : roundedArcs(arcs, partsOfUnit));
  return geometry && packPolygons(geometry.coordinates);
}

/** A shape of arcs as GeoJSON has it; null where nothing is left of it. */
export function geometryOf(shape: Shape, arcs: Arcs): MultiPolygon | null {
  const layer = { geometry_type: 'polygon', shapes: [shape] } as const;
  const geometry = internal.getFeatureCursor(layer, { arcs }, { rfc7946: true }, false).getFeature(0);
  return geometry?.type === 'Polygon' ? { type: 'MultiPolygon', coordinates: [geometry.coordinates] } : geometry;
}

/** The same arcs as whoever writes them out walks them: at rounded positions. */
function roundedArcs(arcs: Arcs, parts: number): Arcs {
  const round = (value: number) => Math.round(value * parts) / parts;
  const getShapeIter: Arcs['getShapeIter'] = (ids) => {
    const path = arcs.getShapeIter(ids);
    const rounded = {
      x: 0,
      y: 0,
      hasNext() {
        if (!path.hasNext()) return false;
        rounded.x = round(path.x);
        rounded.y = round(path.y);
        return true;
      },
    };
    return rounded;
  };
  return Object.assign(Object.create(arcs) as Arcs, { getShapeIter });
}
