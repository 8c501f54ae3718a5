import type { MultiPolygon, Polygon } from 'geojson';
import mapshaper from 'mapshaper';
import { asMultiPolygon, packPolygons, type PackedPolygons } from '#contract/packed-polygons.ts';

/**
 * The largest gap that is taken for carelessness of drawing and given to a neighbour, in m². A larger one may be a unit
 * that is missing from the file, or a lake: it stays, and stays noted.
 */
export const largestFilledGapM2 = 1_000_000;

/**
 * Makes a proper coverage of boundaries (WGS 84) that overlap and gap by metres: ground that two units claim goes to the
 * larger of them, a gap to the neighbour with the longest edge on it. Returns the boundaries in their order; null
 * where one vanished, which only a unit that lies wholly inside a larger one does.
 */
export async function cleanCoverage(boundaries: readonly PackedPolygons[]): Promise<(PackedPolygons | null)[]> {
  const features = boundaries.map((boundary, index) => ({
    type: 'Feature',
    properties: { index },
    geometry: asMultiPolygon(boundary),
  }));
  const files = await mapshaper.applyCommands(
    [
      '-i in.json',
      `-clean gap-fill-area=${largestFilledGapM2}m2 sliver-control=0 overlap-rule=max-area`,
      '-o out.json format=geojson precision=0.00000001',
    ].join(' '),
    { 'in.json': { type: 'FeatureCollection', features } },
  );
  const file = files['out.json'];
  if (file === undefined) throw new Error('mapshaper gave no file');
  const text = typeof file === 'string' ? file : Buffer.from(file).toString('utf8');
  const { features: cleaned } = JSON.parse(text) as {
    features: { properties: { index: number }; geometry: Polygon | MultiPolygon | null }[];
  };
  const byIndex = new Map(cleaned.map(({ properties, geometry }) => [properties.index, geometry]));
  return boundaries.map((_, index) => {
    const geometry = byIndex.get(index);
    if (!geometry) return null;
    return packPolygons(geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates);
  });
}
