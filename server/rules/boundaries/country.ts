import type { Position } from 'geojson';

/**
 * Vietnam's mainland and coastal islands with a margin of some 20 km, drawn by hand: enough to tell a boundary that
 * lies elsewhere, not a boundary itself. [lng, lat], WGS 84.
 */
const mainland: readonly (readonly [number, number])[] = [
  [101.9, 22.2],
  [102.1, 22.75],
  [102.6, 22.95],
  [103.2, 23.0],
  [104.0, 23.05],
  [104.7, 23.2],
  [105.2, 23.6],
  [105.6, 23.55],
  [106.0, 23.2],
  [106.8, 23.15],
  [107.0, 22.75],
  [107.2, 22.3],
  [107.9, 21.9],
  [108.5, 21.75],
  [108.6, 21.0],
  [108.2, 20.0],
  [107.5, 19.8],
  [106.5, 19.4],
  [106.5, 18.4],
  [107.6, 17.6],
  [108.7, 16.6],
  [109.5, 15.7],
  [109.7, 14.0],
  [109.8, 12.6],
  [109.6, 11.4],
  [109.5, 10.6],
  [109.2, 10.1],
  [107.5, 9.6],
  [107.1, 8.3],
  [105.0, 8.1],
  [103.2, 8.9],
  [102.9, 9.6],
  [103.4, 10.6],
  [104.3, 10.8],
  [104.8, 11.1],
  [105.6, 11.2],
  [105.6, 11.95],
  [106.3, 11.95],
  [106.9, 12.4],
  [107.3, 12.6],
  [107.3, 13.8],
  [107.1, 14.6],
  [107.1, 15.6],
  [106.8, 16.0],
  [106.3, 16.3],
  [106.2, 16.9],
  [105.6, 17.3],
  [105.1, 18.0],
  [104.7, 18.5],
  [103.6, 19.1],
  [103.6, 19.8],
  [104.3, 20.0],
  [104.2, 20.5],
  [103.5, 20.5],
  [102.6, 20.8],
  [102.5, 21.5],
];

const edges = mainland.length;
const east = Float64Array.from(mainland, ([lng]) => lng);
const north = Float64Array.from(mainland, ([, lat]) => lat);

/** Quần đảo Hoàng Sa and quần đảo Trường Sa: west, south, east, north. They are inside, as on every official map. */
const archipelagos: readonly (readonly [number, number, number, number])[] = [
  [110.9, 15.2, 113.3, 17.4],
  [111.0, 6.2, 117.9, 12.4],
];

/** Whether a position (WGS 84) lies in Vietnam, Hoàng Sa and Trường Sa included, give or take some 20 km. */
export function isInVietnam([lng = Number.NaN, lat = Number.NaN]: Position): boolean {
  if (archipelagos.some(([west, south, east, north]) => lng >= west && lng <= east && lat >= south && lat <= north))
    return true;
  let inside = false;
  // Asked of every position of a file: no edge makes anything that has to be taken away.
  for (let index = 0, before = edges - 1; index < edges; before = index++) {
    const y = north[index] ?? 0;
    const py = north[before] ?? 0;
    if (y > lat === py > lat) continue;
    const x = east[index] ?? 0;
    const px = east[before] ?? 0;
    if (lng < ((px - x) * (lat - y)) / (py - y) + x) inside = !inside;
  }
  return inside;
}
