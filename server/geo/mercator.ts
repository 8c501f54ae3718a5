import type { Position } from 'geojson';

const earthRadiusM = 6_378_137;
const radians = Math.PI / 180;

/** Web mercator (EPSG:3857, metres) of a position in WGS 84 degrees. Latitudes beyond the map's edge are held at it. */
export function toMercator([lng = 0, lat = 0]: Readonly<Position>): [number, number] {
  const held = Math.max(-85.06, Math.min(85.06, lat));
  return [earthRadiusM * lng * radians, earthRadiusM * Math.log(Math.tan(Math.PI / 4 + (held * radians) / 2))];
}
