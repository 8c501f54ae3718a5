import { expect, test } from 'vitest';
import type { Bbox } from '#contract/common.ts';
import {
  boxToFit,
  islands,
  leftOut,
  mainlandParts,
  portalReach,
  seaNames,
  showsAll,
  wholeView,
  type Reach,
} from '#client/map/islands.ts';

test('a view of the country holds both archipelagos and the names of the sea', () => {
  const [west, south, east, north] = wholeView([102.1451, 8.3814, 109.469, 23.3922]);
  const places = [
    ...islands.features.map(({ geometry }) => geometry.coordinates),
    ...seaNames.map((name) => name.position),
  ];
  for (const [lng = NaN, lat = NaN] of places) {
    expect(lng > west && lng < east && lat > south && lat < north, `${lng}, ${lat}`).toBe(true);
  }
  expect([west, north]).toEqual([102.1451, 23.3922]);
});

test('a view of a province is its own', () => {
  expect(wholeView([108.6, 12.7, 109.5, 13.7])).toEqual([108.6, 12.7, 109.5, 13.7]);
});

const khanhHoa = { bbox: [108.7, 7.9, 115.8, 12.9], mainland: [108.7, 11.8, 109.47, 12.9] } satisfies Reach;
const daNang = { bbox: [107.8, 15.8, 112.7, 17.1], mainland: [107.8, 15.9, 108.35, 16.2] } satisfies Reach;

test('a map of what reaches into an archipelago fits the mainland and leaves that one out', () => {
  expect(boxToFit(khanhHoa)).toEqual(khanhHoa.mainland);
  expect(leftOut(khanhHoa).map(({ name }) => name.en)).toEqual(['Trường Sa archipelago\n(Khánh Hòa province)']);
  expect(leftOut(daNang).map(({ name }) => name.en)).toEqual(['Hoàng Sa archipelago\n(Đà Nẵng city)']);
  expect(leftOut({ bbox: [102.1, 6.2, 116.4, 23.4], mainland: [102.1, 8.4, 109.47, 23.4] })).toHaveLength(2);
});

test('a map of what lies in an archipelago alone, or in none, fits it and leaves nothing out', () => {
  for (const bbox of [[111.2, 15.7, 112.8, 17.1] as const, [108.6, 12.7, 109.5, 13.7] as const]) {
    expect(boxToFit({ bbox: [...bbox] })).toEqual(bbox);
    expect(leftOut({ bbox: [...bbox] })).toEqual([]);
  }
  const province: Bbox = [108.6, 12.7, 109.5, 13.7];
  expect(leftOut({ bbox: province, mainland: province })).toEqual([]);
});

test('a portal of one province fits its mainland, one of the country the archipelagos too', () => {
  const province = portalReach({ extent: khanhHoa.bbox, mainland: khanhHoa.mainland });
  expect(boxToFit(province)).toEqual(khanhHoa.mainland);
  expect(leftOut(province)).toHaveLength(1);
  const both = { bbox: [102.1, 6.2, 116.4, 23.4], mainland: [102.1, 8.4, 109.47, 23.4] } satisfies Reach;
  const country = portalReach({ extent: both.bbox, mainland: both.mainland });
  expect(leftOut(country)).toEqual([]);
  const { bbox } = country;
  expect(leftOut(both).every((each) => bbox !== null && showsAll(bbox, each))).toBe(true);
  expect(boxToFit(portalReach({ extent: null }))).toBeNull();
});

test('a view shows an archipelago where it shows each of its islands', () => {
  const [southern] = leftOut(khanhHoa);
  if (southern === undefined) throw new Error('there is no archipelago');
  expect(showsAll(southern.extent, southern)).toBe(true);
  expect(showsAll([111.3, 9, 116.4, 11.9], southern)).toBe(false);
  expect(showsAll(khanhHoa.mainland, southern)).toBe(false);
});

test('the parts of a geometry on the mainland', () => {
  const square = (west: number, south: number) => [
    [
      [west, south],
      [west + 0.1, south],
      [west + 0.1, south + 0.1],
      [west, south],
    ],
  ];
  expect(mainlandParts({ type: 'MultiPolygon', coordinates: [square(109, 12), square(114, 10)] })).toEqual([
    { type: 'Polygon', coordinates: square(109, 12) },
  ]);
  expect(mainlandParts({ type: 'Polygon', coordinates: square(109.1, 15.4) })).toHaveLength(1);
  expect(mainlandParts({ type: 'Polygon', coordinates: square(111.6, 16.5) })).toEqual([]);
});
