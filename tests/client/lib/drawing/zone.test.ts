import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseCql2Text } from '#rules/cql2/parse-text.ts';
import { around, areaM2, crossesItself, lengthM, lighter, polygonOf } from '#client/lib/drawing/measure.ts';
import { areaWords, lengthWords } from '#client/lib/drawing/measure-words.ts';
import { mostPoints } from '#client/lib/drawing/drawn-state.ts';
import { frameFilter, insideFilter, nearFilter, readPosition } from '#client/lib/drawing/zone.ts';

const square = [
  [109, 13],
  [109.01, 13],
  [109.01, 13.01],
  [109, 13.01],
];

describe('the condition of a zone', () => {
  test.each([
    [insideFilter({ type: 'Point', coordinates: [109.1234567, 13] }), 'S_INTERSECTS(geometry, POINT(109.12346 13))'],
    [
      nearFilter({ type: 'LineString', coordinates: square.slice(0, 2) }, 500),
      'S_DWITHIN(geometry, LINESTRING(109 13,109.01 13), 500, m)',
    ],
    [frameFilter([108.5, 12.7, 109.5, 13.7]), 'S_INTERSECTS(geometry, BBOX(108.5,12.7,109.5,13.7))'],
    [
      insideFilter({ type: 'MultiPolygon', coordinates: [polygonOf(square).coordinates] }),
      'S_INTERSECTS(geometry, MULTIPOLYGON(((109 13,109.01 13,109.01 13.01,109 13.01,109 13))))',
    ],
  ])('%s', (filter, text) => {
    expect(filter).toBe(text);
    expect(() => parseCql2Text(filter)).not.toThrow();
  });

  test('the portal reads the condition of any shape that can be drawn', () => {
    const point = fc.tuple(
      fc.double({ min: -180, max: 180, noNaN: true }),
      fc.double({ min: -85, max: 85, noNaN: true }),
    );
    fc.assert(
      fc.property(fc.array(point, { minLength: 3, maxLength: mostPoints }), (points) => {
        expect(() => parseCql2Text(insideFilter(polygonOf(points)))).not.toThrow();
        expect(() => parseCql2Text(nearFilter({ type: 'LineString', coordinates: points }, 50_000))).not.toThrow();
      }),
      { numRuns: 50 },
    );
  });
});

describe('measures', () => {
  test('a square of a hundredth of a degree', () => {
    expect(lengthM(square.slice(0, 2))).toBeCloseTo(1083.4, 0);
    expect(areaM2(square) / 1e6).toBeCloseTo(1.205, 2);
    expect([lengthM([]), lengthM(square.slice(0, 1)), areaM2(square.slice(0, 2))]).toEqual([0, 0, 0]);
  });
  test('an area whose edges cross is none', () => {
    const [a = [], b = [], c = [], d = []] = square;
    expect(crossesItself([a, b, c, d])).toBe(false);
    expect(crossesItself([a, c, b, d])).toBe(true);
  });
  test('what lies around a point is a circle of that radius', () => {
    const circle = around({ type: 'Point', coordinates: [109, 13] }, 1000);
    expect(areaM2((circle?.coordinates[0] ?? []) as [number, number][]) / 1e6).toBeCloseTo(3.12, 1);
  });
  test('a heavy boundary becomes light enough to be asked with', () => {
    const corners = Array.from({ length: 5000 }, (_, step) => {
      const turn = (step / 5000) * 2 * Math.PI;
      return [109 + 0.1 * Math.cos(turn), 13 + 0.1 * Math.sin(turn) + 0.0005 * (step % 2)];
    });
    const light = lighter(polygonOf(corners), 300);
    expect(light.coordinates[0]?.length).toBeLessThanOrEqual(300);
    expect(insideFilter(light).length).toBeLessThan(8192);
  });
  test.each([
    [lengthWords(12.34), '12,3 m'],
    [lengthWords(850), '850 m'],
    [lengthWords(12_345), '12,35 km'],
    [areaWords(900), '900 m²'],
    [areaWords(25_000), '2,5 ha'],
    [areaWords(2_500_000), '2,5 km²'],
  ])('%s', (words, expected) => {
    expect(words).toBe(expected);
  });
});

test.each([
  ['109.3, 13.08', [109.3, 13.08]],
  ['13.08 109.3', [109.3, 13.08]],
  ['  109.3;13.08 ', [109.3, 13.08]],
  ['109', null],
  ['109, x', null],
  ['190, 91', null],
  ['', null],
  ['1,2,3', null],
] as const)('a position typed as %s', (text, position) => {
  expect(readPosition(text)).toEqual(position);
});
