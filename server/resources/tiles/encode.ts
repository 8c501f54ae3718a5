import { fromVectorTileJs, GeoJSONWrapper } from '@maplibre/vt-pbf';
import type { GeoJSONVTFeature } from '@maplibre/geojson-vt';

/** Whole numbers across a tile. */
export const tileExtent = 4096;

/** A vector tile (MVT 2) of layers by name, whose features are in the tile's whole numbers; layers without any are left out. */
export function encodeLayers(layers: Readonly<Record<string, GeoJSONVTFeature[]>>): Buffer {
  const filled = Object.entries(layers).filter(([, features]) => features.length > 0);
  return Buffer.from(
    fromVectorTileJs({
      layers: Object.fromEntries(
        filled.map(([name, features]) => {
          const layer = new GeoJSONWrapper(features, { version: 2, extent: tileExtent });
          layer.name = name;
          return [name, layer];
        }),
      ),
    }),
  );
}
