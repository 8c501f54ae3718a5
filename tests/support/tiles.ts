import { VectorTile, type VectorTileLayer } from '@mapbox/vector-tile';
import { PbfReader } from 'pbf';

export interface DecodedFeature {
  readonly properties: Record<string, string | number | boolean>;
  /** In the tile's own whole numbers, 4096 across. */
  readonly rings: { x: number; y: number }[][];
  /** Area in tile units; 0 for a point. */
  readonly area: number;
}

/** Layers of a vector tile with their features in order of code. */
export function decodeTile(bytes: Uint8Array): Record<string, DecodedFeature[]> {
  const { layers } = new VectorTile(new PbfReader(bytes));
  return Object.fromEntries(Object.entries(layers).map(([name, layer]) => [name, featuresOf(layer)]));
}

function featuresOf(layer: VectorTileLayer): DecodedFeature[] {
  const features = Array.from({ length: layer.length }, (_, index) => layer.feature(index));
  return features
    .map((feature) => {
      const rings = feature.loadGeometry().map((ring) => ring.map(({ x, y }) => ({ x, y })));
      const properties = Object.fromEntries(Object.entries(feature.properties));
      return { properties, rings, area: rings.reduce((sum, ring) => sum + areaOf(ring), 0) };
    })
    .sort((a, b) => String(a.properties.code).localeCompare(String(b.properties.code)));
}

function areaOf(ring: readonly { x: number; y: number }[]): number {
  let sum = 0;
  ring.forEach((point, index) => {
    const next = ring[(index + 1) % ring.length] ?? point;
    sum += point.x * next.y - next.x * point.y;
  });
  return sum / 2;
}

/** Column and row of the tile that holds a position at a zoom. */
export function tileOf(lng: number, lat: number, z: number): { x: number; y: number } {
  const radians = (lat * Math.PI) / 180;
  return {
    x: Math.floor(((lng + 180) / 360) * 2 ** z),
    y: Math.floor(((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) * 2 ** z),
  };
}
