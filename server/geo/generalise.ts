import mapshaper from 'mapshaper';
import { packPolygons, asMultiPolygon, type PackedPolygons } from '#contract/packed-polygons.ts';
import { arcsOf, polygonsOf } from './arcs.ts';
import { toMercator } from './mercator.ts';
import { uncross } from './uncross.ts';
import { zoomBands, type ZoomBand } from './zoom-bands.ts';

const { internal } = mapshaper;

/** The system of shapes. */
export const webMercator = 3857;
const partsOfMetre = 100;
const simplifying = { method: 'visvalingam', planar: true, keep_shapes: true, no_repair: true } as const;

/** A generalised boundary in web mercator (EPSG:3857); `index` counts the given boundaries. */
export interface Shape {
  readonly index: number;
  readonly minZoom: number;
  readonly geometry: PackedPolygons;
}

/**
 * Generalises boundaries (WGS 84) together, line by shared line, so that neighbours never part and units of different
 * levels nest where they share lines. A unit never vanishes: the ring that stands for it is kept. Simplification that
 * makes lines cross is taken back there. Says the shapes of those that are `wanted`, band by band.
 */
export function* generaliseCoverage(
  boundaries: readonly PackedPolygons[],
  wanted: (index: number) => boolean,
  bands: readonly ZoomBand[] = zoomBands,
): Generator<Shape> {
  const dataset = arcsOf(boundaries, toMercator);
  const { arcs } = dataset;
  if (arcs === null) return;
  const options = internal.getStandardSimplifyOpts(dataset, simplifying);
  internal.simplifyPaths(arcs, options);
  // What is kept or taken back for one band is none of the next one's.
  const thresholds = arcs.getVertexData().zz?.slice();
  for (const { minZoom, toleranceM } of bands) {
    if (thresholds) arcs.getVertexData().zz?.set(thresholds);
    arcs.setRetainedInterval(toleranceM);
    internal.finalizeSimplification(dataset, options);
    uncross(arcs, toleranceM);
    for (const [index, boundary] of boundaries.entries()) {
      if (!wanted(index)) continue;
      const shape = dataset.layers[0].shapes[index] ?? null;
      yield { index, minZoom, geometry: polygonsOf(shape, arcs, partsOfMetre) ?? inMercator(boundary) };
    }
  }
}

function inMercator(boundary: PackedPolygons): PackedPolygons {
  return packPolygons(
    asMultiPolygon(boundary).coordinates.map((polygon) => polygon.map((ring) => ring.map((at) => toMercator(at)))),
  );
}
