import mapshaper from 'mapshaper';
import type { PackedPolygons } from '#contract/packed-polygons.ts';
import { arcsOf, polygonsOf } from './arcs.ts';

const { cmd } = mapshaper;

/**
 * The largest gap that is taken for carelessness of drawing and given to a neighbour, in m². A larger one may be a unit
 * that is missing from the file, or a lake: it stays, and stays noted.
 */
export const largestFilledGapM2 = 1_000_000;
/** Of what is cleaned as many parts of a degree are kept: a millimetre. */
const partsOfDegree = 1e8;

/**
 * Makes a proper coverage of boundaries (WGS 84) that overlap and gap by metres: ground that two units claim goes to the
 * larger of them, a gap to the neighbour with the longest edge on it. Returns the boundaries in their order; null
 * where one vanished, which only a unit that lies wholly inside a larger one does.
 */
export function cleanCoverage(boundaries: readonly PackedPolygons[]): (PackedPolygons | null)[] {
  const dataset = arcsOf(boundaries);
  cmd.cleanLayers(dataset.layers, dataset, {
    gap_fill_area: `${largestFilledGapM2}m2`,
    sliver_control: 0,
    overlap_rule: 'max-area',
    allow_empty: true,
  });
  const [{ shapes }] = dataset.layers;
  const { arcs } = dataset;
  return boundaries.map((_, index) => (arcs === null ? null : polygonsOf(shapes[index] ?? null, arcs, partsOfDegree)));
}
