import type { FeatureCollection, Geometry, Point } from 'geojson';
import type { Bbox, Position } from '#contract/common.ts';

// Every official map of Vietnam shows and names these; they are drawn whatever boundaries the portal holds. Positions
// in WGS 84, to a few kilometres: symbols at the scale of a country, not surveyed places.
const hoangSa: readonly Position[] = [
  [111.608, 16.534],
  [111.521, 16.449],
  [111.71, 16.45],
  [111.784, 16.047],
  [111.202, 15.785],
  [112.339, 16.833],
  [112.734, 16.667],
  [112.31, 16.965],
];
const truongSa: readonly Position[] = [
  [111.92, 8.645],
  [114.365, 11.43],
  [114.331, 11.05],
  [114.329, 10.184],
  [114.365, 10.378],
  [113.837, 7.898],
  [112.91, 8.86],
  [114.475, 9.9],
  [115.802, 10.732],
];

export interface SeaName {
  readonly vi: string;
  readonly en: string;
  readonly position: Position;
  readonly kind: 'sea' | 'archipelago';
}

export const seaNames: readonly [SeaName, SeaName, SeaName] = [
  { vi: 'Biển Đông', en: 'Biển Đông (East Sea)', position: [112.4, 13.2], kind: 'sea' },
  {
    vi: 'Quần đảo Hoàng Sa\n(thành phố Đà Nẵng)',
    en: 'Hoàng Sa archipelago\n(Đà Nẵng city)',
    position: [111.9, 15.2],
    kind: 'archipelago',
  },
  {
    vi: 'Quần đảo Trường Sa\n(tỉnh Khánh Hòa)',
    en: 'Trường Sa archipelago\n(Khánh Hòa province)',
    position: [113.7, 7.1],
    kind: 'archipelago',
  },
];

/** Islands as points, for the symbols of both archipelagos. */
export const islands: FeatureCollection<Point> = {
  type: 'FeatureCollection',
  features: [...hoangSa, ...truongSa].map((coordinates) => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'Point', coordinates: [...coordinates] },
  })),
};

/** The names as points, in a language. */
export function seaLabels(language: 'vi' | 'en'): FeatureCollection<Point> {
  return {
    type: 'FeatureCollection',
    features: seaNames.map((name) => ({
      type: 'Feature',
      properties: { name: name[language], kind: name.kind },
      geometry: { type: 'Point', coordinates: [...name.position] },
    })),
  };
}

/** Between the mainland with its inshore islands (west of 109.5°) and both archipelagos (east of 111°). */
const seaEdge = 110.2;

/** One of both archipelagos, as an inset shows it. */
export interface Archipelago {
  readonly name: SeaName;
  readonly islands: readonly Position[];
  /** All of its islands with a margin, west, south, east, north. */
  readonly extent: Bbox;
}
const [, hoangSaName, truongSaName] = seaNames;
const [northern, southern]: readonly [Archipelago, Archipelago] = [
  { name: hoangSaName, islands: hoangSa, extent: [110.9, 15.4, 113.1, 17.3] },
  { name: truongSaName, islands: truongSa, extent: [111.3, 7.4, 116.4, 11.9] },
];

/** What is known of where something lies: all of it, and the mainland's part where it reaches into an archipelago too. */
export interface Reach {
  readonly bbox: Bbox | null;
  readonly mainland?: Bbox | undefined;
}

/** What a map of it fits: far islands are shown as an inset. */
export function boxToFit({ bbox, mainland }: Reach): Bbox | null {
  return mainland ?? bbox;
}

/** The archipelagos that a map which fits the mainland leaves out: Hoàng Sa lies north of 15°, Trường Sa south of 13°. */
export function leftOut({ bbox, mainland }: Reach): readonly Archipelago[] {
  if (bbox === null || mainland === undefined || bbox[2] < seaEdge) return [];
  return [...(bbox[3] > 15 ? [northern] : []), ...(bbox[1] < 13 ? [southern] : [])];
}

/** The parts of a geometry that do not lie in the archipelagos; none where all of it does. */
export function mainlandParts(geometry: Geometry): Geometry[] {
  const inSea = (ring: readonly number[][] = []) => ring.every(([lng = 0]) => lng > seaEdge);
  if (geometry.type === 'Polygon') return inSea(geometry.coordinates[0]) ? [] : [geometry];
  if (geometry.type !== 'MultiPolygon') return [geometry];
  return geometry.coordinates.filter(([ring]) => !inSea(ring)).map((coordinates) => ({ type: 'Polygon', coordinates }));
}

/** Whether a view shows all of an archipelago itself. */
export function showsAll([west, south, east, north]: Readonly<Bbox>, { islands: all }: Archipelago): boolean {
  return all.every(([lng, lat]) => lng > west && lng < east && lat > south && lat < north);
}

/** Height in degrees from which a view is one of the country; the longest province has less than two. */
const countryHeight = 6;
/** Both archipelagos with their names, west, south, east, north. */
const seaExtent: Bbox = [110.6, 6.2, 116.4, 17.3];

/** Where a portal's units lie. One of the country is shown with the archipelagos: it leaves none out. */
export function portalReach({ extent, mainland }: { extent: Bbox | null; mainland?: Bbox | undefined }): Reach {
  const box = boxToFit({ bbox: extent, mainland });
  const whole = box && wholeView(box);
  return whole !== null && whole[2] > seaEdge ? { bbox: whole } : { bbox: extent, mainland };
}

/** What a map of all boundaries shows: of the country, the archipelagos too. */
export function wholeView([west, south, east, north]: Readonly<Bbox>): Bbox {
  if (north - south < countryHeight) return [west, south, east, north];
  return [
    Math.min(west, seaExtent[0]),
    Math.min(south, seaExtent[1]),
    Math.max(east, seaExtent[2]),
    Math.max(north, seaExtent[3]),
  ];
}
