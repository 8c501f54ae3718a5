import proj4 from 'proj4';
import type { Point } from './geometry.ts';

/**
 * Cylindrical equal-area projection on WGS 84, true at 13.25° N in the middle of the province. Areas in it are true
 * areas on the ellipsoid; shapes within the province (12.7° to 13.7° N) are true to 0.5 %.
 */
const plane = proj4('EPSG:4326', '+proj=cea +lat_ts=13.25 +lon_0=109.05 +x_0=0 +y_0=0 +ellps=WGS84 +units=m');

/** `[lng, lat]` in WGS 84 degrees to `[east, north]` in metres. */
export function toMetric([lng, lat]: Point): Point {
  const [east, north] = plane.forward([lng, lat]);
  return [east, north];
}

/** `[east, north]` in metres to `[lng, lat]` in WGS 84 degrees. */
export function toLngLat([east, north]: Point): Point {
  const [lng, lat] = plane.inverse([east, north]);
  return [lng, lat];
}
