import { expect, test } from 'vitest';
import { packPolygons, type PackedPolygons } from '#contract/packed-polygons.ts';
import { cleanCoverage } from '#geo/clean-coverage.ts';
import { findCoverageFaults, type CoverageFaults } from '#geo/coverage-faults.ts';
import { cutCoverage } from '#geo/cut-coverage.ts';

/** A rectangle in degrees east of 109° and north of 13°. */
function box(west: number, south: number, east: number, north: number): PackedPolygons {
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ].map(([x = 0, y = 0]) => [109 + x, 13 + y]);
  return packPolygons([[ring]]);
}

function faultsOf(boundaries: readonly PackedPolygons[]): CoverageFaults {
  return findCoverageFaults(cutCoverage(boundaries));
}

/** 0.001° is 108 m east and 111 m north here. */
const proper = [box(0, 0, 0.1, 0.1), box(0.1, 0, 0.2, 0.1), box(0, 0.1, 0.2, 0.2)];

test('a proper coverage has no faults', () => {
  expect(faultsOf(proper)).toEqual({ overlaps: [], gaps: [] });
});

test('an overlap is said once a pair, with its size and a place on it', () => {
  const { overlaps, gaps } = faultsOf([box(0, 0, 0.101, 0.1), box(0.1, 0, 0.2, 0.1)]);
  expect(gaps).toEqual([]);
  expect(overlaps).toHaveLength(1);
  const [overlap] = overlaps;
  expect(overlap).toMatchObject({ a: 0, b: 1 });
  expect(overlap?.areaM2).toBeGreaterThan(1_180_000);
  expect(overlap?.areaM2).toBeLessThan(1_220_000);
  expect(overlap?.position[0]).toBeGreaterThanOrEqual(109.1);
  expect(overlap?.position[0]).toBeLessThanOrEqual(109.101);
});

const withGap = [box(0, 0, 0.0999, 0.1), box(0.1, 0, 0.2, 0.1), box(0, 0.1, 0.2, 0.2), box(0, -0.1, 0.2, 0)];

test('a gap inside is said with its neighbours; open water outside is none', () => {
  const { overlaps, gaps } = faultsOf(withGap);
  expect(overlaps).toEqual([]);
  expect(gaps).toHaveLength(1);
  expect(gaps[0]?.near).toEqual([0, 1]);
  expect(gaps[0]?.areaM2).toBeGreaterThan(115_000);
  expect(gaps[0]?.areaM2).toBeLessThan(125_000);
});

test('cleaning leaves neither gap nor overlap, and every unit', () => {
  const careless = [box(0, 0, 0.0999, 0.1), box(0.1, 0, 0.2, 0.1002), box(0, 0.1, 0.2, 0.2), box(0, -0.1, 0.2, 0)];
  const before = faultsOf(careless);
  expect(before.overlaps.length + before.gaps.length).toBeGreaterThan(1);
  const cleaned = cleanCoverage(careless).filter((boundary) => boundary !== null);
  expect(cleaned).toHaveLength(careless.length);
  expect(faultsOf(cleaned)).toEqual({ overlaps: [], gaps: [] });
});

test('a hole as large as a missing unit is not filled', () => {
  const frame = [box(0, 0, 0.1, 0.05), box(0, 0.1, 0.1, 0.15), box(0, 0.05, 0.02, 0.1), box(0.08, 0.05, 0.1, 0.1)];
  const cleaned = cleanCoverage(frame).filter((boundary) => boundary !== null);
  expect(faultsOf(cleaned).gaps).toHaveLength(1);
});
