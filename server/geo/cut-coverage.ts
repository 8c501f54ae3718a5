import mapshaper, { type Dataset, type Layer, type Nodes } from 'mapshaper';
import type { PackedPolygons } from '#contract/packed-polygons.ts';
import { arcsOf } from './arcs.ts';

const { internal } = mapshaper;

/** Boundaries whose lines meet at their ends alone: what is asked of how they lie to each other is asked of these. */
export interface CutCoverage {
  readonly boundaries: readonly PackedPolygons[];
  readonly dataset: Dataset;
  readonly layer: Layer;
  readonly nodes: Nodes;
}

/** Cuts the lines of boundaries (WGS 84) where they cross, once for all questions. */
export function cutCoverage(boundaries: readonly PackedPolygons[]): CutCoverage {
  const dataset = arcsOf(boundaries);
  const nodes = internal.addIntersectionCuts(dataset, {});
  return { boundaries, dataset, layer: dataset.layers[0], nodes };
}
