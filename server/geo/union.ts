import mapshaper from 'mapshaper';
import type { PackedPolygons } from '#contract/packed-polygons.ts';
import { polygonsOf } from './arcs.ts';
import { largestFilledGapM2 } from './clean-coverage.ts';
import type { CutCoverage } from './cut-coverage.ts';

const { internal } = mapshaper;

/**
 * Unites boundaries that bear the same `owners` entry, along their outer lines; slivers between them are filled.
 * Boundaries whose owner is null belong to nobody. Keys of the answer are the owners.
 */
export function uniteByOwner(
  { dataset, layer }: CutCoverage,
  owners: readonly (string | null)[],
): Map<string, PackedPolygons> {
  const owned = layer.shapes.flatMap((shape, index) => {
    const owner = owners[index];
    return owner ? [{ owner, shape }] : [];
  });
  const members = new Map<string, number[]>();
  owned.forEach(({ owner }, index) => {
    const already = members.get(owner);
    if (already) already.push(index);
    else members.set(owner, [index]);
  });
  if (members.size === 0 || dataset.arcs === null) return new Map();
  const { arcs } = dataset;
  const united = internal.dissolvePolygonGroups2(
    [...members.values()],
    { geometry_type: 'polygon', shapes: owned.map(({ shape }) => shape) },
    dataset,
    { gap_fill_area: `${largestFilledGapM2}m2`, quiet: true },
  );
  return new Map(
    [...members.keys()].flatMap((owner, index): [string, PackedPolygons][] => {
      const polygons = polygonsOf(united[index] ?? null, arcs);
      return polygons === null ? [] : [[owner, polygons]];
    }),
  );
}
