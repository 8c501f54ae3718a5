import type { TileMatrixSet } from '#contract/standards.ts';
import type { TileXyz } from './tile-grid.ts';

/** Width of the world in EPSG:3857, in its metres. */
const worldM = 40_075_016.685578488;
const tilePixels = 256;
/** Width of a pixel that scale denominators are reckoned by (OGC 17-083r4), in metres. */
const standardPixelM = 0.00028;
const deepest = 24;

export const webMercatorQuad = 'http://www.opengis.net/def/tilematrixset/OGC/1.0/WebMercatorQuad';

/** The grid of the portal's tiles as the standard registers it. */
export const webMercatorQuadSet: TileMatrixSet = {
  id: 'WebMercatorQuad',
  title: 'Google Maps Compatible for the World',
  uri: webMercatorQuad,
  crs: 'http://www.opengis.net/def/crs/EPSG/0/3857',
  orderedAxes: ['X', 'Y'],
  wellKnownScaleSet: 'http://www.opengis.net/def/wkss/OGC/1.0/GoogleMapsCompatible',
  tileMatrices: Array.from({ length: deepest + 1 }, (_, zoom) => {
    const across = 2 ** zoom;
    const cellSize = worldM / tilePixels / across;
    return {
      id: String(zoom),
      scaleDenominator: cellSize / standardPixelM,
      cellSize,
      cornerOfOrigin: 'topLeft',
      pointOfOrigin: [-worldM / 2, worldM / 2],
      tileWidth: tilePixels,
      tileHeight: tilePixels,
      matrixWidth: across,
      matrixHeight: across,
    };
  }),
};

/**
 * The tile that holds a position at a zoom, moved by `over` of a tile's width to the south-east; at the edge of the world the
 * last one.
 */
export function tileAt([lng, lat]: readonly [number, number], z: number, over = 0): TileXyz {
  const across = 2 ** z;
  const radians = (lat * Math.PI) / 180;
  const within = (value: number) => Math.min(across - 1, Math.max(0, Math.floor(value * across + over)));
  return { z, x: within((lng + 180) / 360), y: within((1 - Math.asinh(Math.tan(radians)) / Math.PI) / 2) };
}
