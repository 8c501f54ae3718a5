import type { FeatureCollection, Point } from 'geojson';
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

export const seaNames: readonly SeaName[] = [
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

/** Height in degrees from which a view is one of the country; the longest province has less than two. */
const countryHeight = 6;
/** Both archipelagos with their names, west, south, east, north. */
const seaExtent: Bbox = [110.6, 6.2, 116.4, 17.3];

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
