import type { Geometry } from 'geojson';
import { expect, test } from 'vitest';
import { asMultiPolygon, packPolygons } from '#contract/packed-polygons.ts';
import { ewkbHex, polygonsHex, polygonsOfWkb } from '#geo/ewkb.ts';

// As PostGIS 3.3 writes them: select st_geomfromtext('SRID=4326;...').
test.each<readonly [string, Geometry, string]>([
  [
    'a point, without its height',
    { type: 'Point', coordinates: [1, 2, 3] },
    '0101000020e6100000000000000000f03f0000000000000040',
  ],
  [
    'a line',
    {
      type: 'LineString',
      coordinates: [
        [1, 2],
        [3, 4],
      ],
    },
    '0102000020e610000002000000000000000000f03f000000000000004000000000000008400000000000001040',
  ],
  [
    'points',
    { type: 'MultiPoint', coordinates: [[1, 2]] },
    '0104000020e6100000010000000101000000000000000000f03f0000000000000040',
  ],
  [
    'areas, with a hole that has no corner',
    {
      type: 'MultiPolygon',
      coordinates: [
        [
          [
            [0, 0],
            [1, 0],
            [0, 0],
          ],
          [],
        ],
      ],
    },
    '0106000020e61000000100000001030000000200000003000000' +
      '00000000000000000000000000000000' +
      '000000000000f03f0000000000000000' +
      '00000000000000000000000000000000' +
      '00000000',
  ],
])('%s', (_, geometry, hex) => {
  expect(ewkbHex(geometry)).toBe(hex);
});

const packed = packPolygons([
  [
    [
      [0, 0],
      [9, 0],
      [9, 9],
      [0, 0],
    ],
    [
      [5, 1],
      [6, 1],
      [6, 2],
      [5, 1],
    ],
  ],
  [
    [
      [20, 0],
      [21, 0],
      [21, 1],
      [20, 0],
    ],
  ],
]);

test('packed polygons are written as the same that are not packed', () => {
  expect(polygonsHex(packed)).toBe(ewkbHex(asMultiPolygon(packed)));
  expect(polygonsHex(packed, 3857)).toBe(polygonsHex(packed).replace('e6100000', '110f0000'));
});

test('what PostGIS gives as WKB is read as packed polygons', () => {
  const ewkb = Buffer.from(polygonsHex(packed), 'hex');
  // WKB has no number of a system.
  const wkb = Buffer.concat([Buffer.from([1, 6, 0, 0, 0]), ewkb.subarray(9)]);
  expect(polygonsOfWkb(wkb)).toEqual(packed);
});
