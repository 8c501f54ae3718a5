import proj4 from 'proj4';
import type { Position } from '#contract/common.ts';
import type { CrsSystem } from '#rules/crs/systems.ts';

/** A function from positions of a system to WGS 84 [lng, lat] in degrees; not finite where it cannot be. */
export function toWgs84({ epsg, definition }: CrsSystem): (position: readonly number[]) => Position {
  if (epsg === 4326) return ([x = Number.NaN, y = Number.NaN]) => [x, y];
  const converter = proj4(definition, '+proj=longlat +datum=WGS84 +no_defs');
  return ([x = Number.NaN, y = Number.NaN]) => {
    if (!Number.isFinite(x) || !Number.isFinite(y)) return [Number.NaN, Number.NaN];
    const [lng = Number.NaN, lat = Number.NaN] = converter.forward([x, y]);
    return [lng, lat];
  };
}

/** A function from WGS 84 [lng, lat] in degrees to positions of a system; not finite where it cannot be. */
export function fromWgs84({ epsg, definition }: CrsSystem): (position: readonly number[]) => Position {
  if (epsg === 4326) return ([x = Number.NaN, y = Number.NaN]) => [x, y];
  const converter = proj4('+proj=longlat +datum=WGS84 +no_defs', definition);
  return ([lng = Number.NaN, lat = Number.NaN]) => {
    const [x = Number.NaN, y = Number.NaN] = converter.forward([lng, lat]);
    return [x, y];
  };
}
