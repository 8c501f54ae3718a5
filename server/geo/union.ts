import type { MultiPolygon, Polygon } from 'geojson';
import mapshaper from 'mapshaper';
import { largestFilledGapM2 } from './clean-coverage.ts';

/**
 * Unites boundaries (WGS 84) that bear the same `owners` entry, along their outer lines; slivers between them are
 * filled. Boundaries whose owner is null belong to nobody. Keys of the answer are the owners.
 */
export async function uniteByOwner(
  boundaries: readonly MultiPolygon[],
  owners: readonly (string | null)[],
): Promise<Map<string, MultiPolygon>> {
  const features = boundaries.flatMap((geometry, index) => {
    const owner = owners[index];
    return owner ? [{ type: 'Feature', properties: { owner }, geometry }] : [];
  });
  if (features.length === 0) return new Map();
  const files = await mapshaper.applyCommands(
    `-i in.json -dissolve2 owner gap-fill-area=${largestFilledGapM2}m2 -o out.json format=geojson`,
    { 'in.json': { type: 'FeatureCollection', features } },
  );
  const file = files['out.json'];
  if (file === undefined) throw new Error('mapshaper gave no file');
  const united = JSON.parse(typeof file === 'string' ? file : Buffer.from(file).toString('utf8')) as {
    features: { properties: { owner: string }; geometry: Polygon | MultiPolygon | null }[];
  };
  return new Map(
    united.features.flatMap(({ properties, geometry }): [string, MultiPolygon][] => {
      if (!geometry) return [];
      const coordinates = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
      return [[properties.owner, { type: 'MultiPolygon', coordinates }]];
    }),
  );
}
