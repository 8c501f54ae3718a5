import type { MultiPolygon, Polygon } from 'geojson';
import mapshaper from 'mapshaper';
import { toMercator } from './mercator.ts';

/** From `minZoom` on (until the next band) boundaries are drawn with details of about `toleranceM` left out. */
export interface ZoomBand {
  readonly minZoom: number;
  /** Metres of web mercator; 0 is the full boundary. */
  readonly toleranceM: number;
}

/** Half a pixel of the highest zoom of each band, on tiles of 512 pixels. */
export const zoomBands: readonly ZoomBand[] = [
  { minZoom: 0, toleranceM: 2400 },
  { minZoom: 5, toleranceM: 600 },
  { minZoom: 7, toleranceM: 150 },
  { minZoom: 9, toleranceM: 38 },
  { minZoom: 11, toleranceM: 9 },
  { minZoom: 13, toleranceM: 0 },
];

/** A generalised boundary in web mercator (EPSG:3857); `index` counts the given boundaries. */
export interface Shape {
  readonly index: number;
  readonly minZoom: number;
  readonly geometry: MultiPolygon;
}

/**
 * Generalises boundaries (WGS 84) together, line by shared line, so that neighbours never part and units of different
 * levels nest where they share lines. A unit never vanishes: the ring that stands for it is kept. Simplification that
 * makes lines cross is taken back there.
 */
export async function generaliseCoverage(
  boundaries: readonly MultiPolygon[],
  bands: readonly ZoomBand[] = zoomBands,
): Promise<Shape[]> {
  const features = boundaries.map((boundary, index) => ({
    type: 'Feature',
    properties: { index },
    geometry: inMercator(boundary),
  }));
  const full = (minZoom: number): Shape[] =>
    features.map((feature, index) => ({ index, minZoom, geometry: feature.geometry }));
  const coarse = bands.filter((band) => band.toleranceM > 0);
  const steps = coarse.map(
    ({ minZoom, toleranceM }) =>
      `-simplify visvalingam planar interval=${toleranceM} keep-shapes -o ${minZoom}.json format=geojson precision=0.01`,
  );
  if (steps.length === 0 || features.length === 0) return bands.flatMap((band) => full(band.minZoom));
  const files = await mapshaper.applyCommands(`-i in.json ${steps.join(' ')}`, {
    'in.json': { type: 'FeatureCollection', features },
  });
  return bands.flatMap((band) => {
    const file = files[`${band.minZoom}.json`];
    return file === undefined
      ? full(band.minZoom)
      : readShapes(
          file,
          band.minZoom,
          features.map((f) => f.geometry),
        );
  });
}

function readShapes(file: string | Uint8Array, minZoom: number, fallback: readonly MultiPolygon[]): Shape[] {
  const text = typeof file === 'string' ? file : Buffer.from(file).toString('utf8');
  const { features } = JSON.parse(text) as {
    features: { properties: { index: number }; geometry: Polygon | MultiPolygon | null }[];
  };
  const found = new Map(features.map((feature) => [feature.properties.index, feature.geometry]));
  return fallback.map((whole, index) => {
    const geometry = found.get(index);
    if (!geometry) return { index, minZoom, geometry: whole };
    const coordinates = geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates;
    return { index, minZoom, geometry: { type: 'MultiPolygon', coordinates } };
  });
}

function inMercator(boundary: MultiPolygon): MultiPolygon {
  return {
    type: 'MultiPolygon',
    coordinates: boundary.coordinates.map((polygon) => polygon.map((ring) => ring.map((p) => toMercator(p)))),
  };
}
