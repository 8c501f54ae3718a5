/** Half the width of the world in EPSG:3857, in metres of that projection. */
const halfWorldM = 20_037_508.342789244;

/** Position in a tile, zoom `z`, column `x` from the west, row `y` from the north (WebMercatorQuad). */
export interface TileXyz {
  readonly z: number;
  readonly x: number;
  readonly y: number;
}

/** Extent in degrees of WGS 84: [west, south, east, north]. */
export type TileBounds = readonly [number, number, number, number];

/** The extent of a tile with a margin around it (a part of the tile's width), kept inside the world. */
export function tileBounds({ z, x, y }: TileXyz, margin = 0): TileBounds {
  const size = (2 * halfWorldM) / 2 ** z;
  const within = (metres: number) => Math.min(halfWorldM, Math.max(-halfWorldM, metres));
  const west = within(-halfWorldM + size * (x - margin));
  const east = within(-halfWorldM + size * (x + 1 + margin));
  const north = within(halfWorldM - size * (y - margin));
  const south = within(halfWorldM - size * (y + 1 + margin));
  return [longitude(west), latitude(south), longitude(east), latitude(north)];
}

function longitude(metres: number): number {
  return (metres / halfWorldM) * 180;
}

function latitude(metres: number): number {
  return (Math.atan(Math.sinh((metres / halfWorldM) * Math.PI)) * 180) / Math.PI;
}
