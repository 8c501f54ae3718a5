import { readFileSync } from 'node:fs';
import { area } from '@turf/turf';
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, test } from 'vitest';
import { findCrossings } from '#data/demo/make/find-crossings.ts';
import type { Point } from '#data/demo/make/geometry.ts';
import { makeBoundaries, notice } from '#data/demo/make/make-boundaries.ts';
import { readOutline, readUnits } from '#data/demo/make/read-units.ts';

const at = (path: string): URL => new URL(`../../../data/${path}`, import.meta.url);
type Levels = Record<'communes' | 'districts' | 'provinces', GeometryCollection<Record<string, string>>>;
const text = readFileSync(at('demo/boundaries.topojson'), 'utf8');
const topology = JSON.parse(text) as Topology<Levels> & { notice: string };
const units = readUnits(at('admin-units/admin-units.csv'));
const outline = readOutline(at('admin-units/province-outline.csv'));

function features(level: keyof Levels): Feature<Polygon | MultiPolygon, Record<string, string>>[] {
  return (
    feature(topology, topology.objects[level]) as FeatureCollection<Polygon | MultiPolygon, Record<string, string>>
  ).features;
}

/** How often each arc is walked forwards and backwards by the polygons of a level. */
function walks(level: keyof Levels): { forwards: number; backwards: number }[] {
  const counts = topology.arcs.map(() => ({ forwards: 0, backwards: 0 }));
  for (const geometry of topology.objects[level].geometries) {
    const polygons =
      geometry.type === 'Polygon' ? [geometry.arcs] : geometry.type === 'MultiPolygon' ? geometry.arcs : [];
    for (const ref of polygons.flat(2)) {
      const count = counts[ref < 0 ? ~ref : ref];
      if (!count) throw new Error(`no arc ${ref}`);
      if (ref < 0) count.backwards++;
      else count.forwards++;
    }
  }
  return counts;
}

/** Arcs in whole micro-degrees: the deltas added up. */
const lines = topology.arcs.map((arc) => {
  let [x, y] = [0, 0];
  return arc.map(([dx = 0, dy = 0]): Point => [(x += dx), (y += dy)]);
});

const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('the coverage', () => {
  test('has 110 communes, 9 districts and 1 province, with the codes of the list', () => {
    expect(features('communes').map((f) => [f.properties.code, f.properties.district_code])).toEqual(
      units.map((unit) => [unit.code, unit.districtCode]),
    );
    expect(features('districts').map((f) => f.properties.code)).toEqual(
      [...new Set(units.map((unit) => unit.districtCode))].sort(),
    );
    expect(features('provinces').map((f) => f.properties.code)).toEqual(['54']);
  });

  test('uses every inner arc twice, once each way, and every outer arc once', () => {
    const outer = walks('provinces').map(({ forwards, backwards }) => forwards + backwards === 1);
    expect(outer.filter(Boolean).length).toBeGreaterThan(20);
    walks('communes').forEach((count, i) =>
      expect(count, `arc ${i}`).toEqual(outer[i] ? { forwards: 1, backwards: 0 } : { forwards: 1, backwards: 1 }),
    );
  });

  test('has lines that meet at junctions only, where three units or two and the outside meet', () => {
    expect(findCrossings(lines)).toEqual([]);
    const ends = new Map<string, number>();
    for (const line of lines) {
      for (const p of [line[0], line.at(-1)]) ends.set(String(p), (ends.get(String(p)) ?? 0) + 1);
    }
    expect([...new Set(ends.values())]).toEqual([3]);
  });

  test('has one polygon without holes, counter-clockwise, for every unit of every level', () => {
    for (const level of ['communes', 'districts', 'provinces'] as const) {
      for (const { id, geometry } of features(level)) {
        expect([id, geometry.type, geometry.coordinates.length]).toEqual([id, 'Polygon', 1]);
        const ring = (geometry as Polygon).coordinates[0] ?? [];
        expect(ring.at(-1)).toEqual(ring[0]);
        const [ox = 0, oy = 0] = ring[0] ?? [];
        const turns = ring.slice(1).map(([x = 0, y = 0], i) => {
          const [px = 0, py = 0] = ring[i] ?? [];
          return (px - ox) * (y - oy) - (x - ox) * (py - oy);
        });
        expect(sum(turns), String(id)).toBeGreaterThan(0);
      }
    }
  });
});

describe('areas', () => {
  const areas = features('communes').map((f) => area(f));

  test('add up to the province and to the outline: no gap and no overlap', () => {
    const province = sum(features('provinces').map((f) => area(f)));
    expect(sum(areas) / province).toBeCloseTo(1, 9);
    expect(sum(features('districts').map((f) => area(f))) / province).toBeCloseTo(1, 9);
    const ring = [...outline, outline[0]].map((p) => [...(p ?? [])]);
    expect(province / area({ type: 'Polygon', coordinates: [ring] })).toBeCloseTo(1, 3);
  });

  test('are within 5 % of the listed ones, scaled to the outline', () => {
    const scale = sum(areas) / sum(units.map((unit) => unit.areaKm2));
    const errors = units.map((unit, i) => Math.abs((areas[i] ?? 0) / scale / unit.areaKm2 - 1));
    units.forEach((unit, i) => expect(errors[i], unit.name).toBeLessThan(0.05));
    expect(errors.toSorted((a, b) => a - b)[55]).toBeLessThan(0.01);
  });
});

describe('the file', () => {
  test('says that it is invented, is small, and lies in the province', () => {
    expect(topology.notice).toBe(notice);
    expect(text.length).toBeLessThan(600_000);
    const [west = 0, south = 0, east = 0, north = 0] = topology.bbox ?? [];
    expect([west > 108.6, south > 12.6, east < 109.55, north < 13.8]).toEqual([true, true, true, true]);
  });

  test('is what the generator makes, to the byte', () => {
    expect(makeBoundaries(units, outline) === text).toBe(true);
  });
});

test('crossings and touches are found, and shared ends are none', () => {
  const cross: Point[][] = [
    [
      [0, 0],
      [10, 10],
    ],
    [
      [0, 10],
      [10, 0],
    ],
  ];
  const touch: Point[][] = [
    [
      [0, 0],
      [10, 0],
    ],
    [
      [5, 0],
      [5, 10],
    ],
  ];
  const share: Point[][] = [
    [
      [0, 0],
      [10, 0],
    ],
    [
      [10, 0],
      [5, 10],
    ],
  ];
  const through: Point[][] = [
    [
      [0, 0],
      [10, 0],
      [20, 0],
    ],
    [
      [10, 0],
      [5, 10],
    ],
  ];
  expect([cross, touch, share, through].map((pair) => findCrossings(pair).length)).toEqual([1, 1, 0, 1]);
});
