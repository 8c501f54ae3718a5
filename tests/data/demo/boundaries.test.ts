import { readFileSync } from 'node:fs';
import { area } from '@turf/turf';
import type { Feature, FeatureCollection, MultiPolygon, Polygon } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, test } from 'vitest';
import { findCrossings } from '#data/demo/make/find-crossings.ts';
import type { Point } from '#data/demo/make/geometry.ts';
import { piecesOf, readCrosswalks } from '#data/demo/make/later-units.ts';
import { makeBoundaries, notice } from '#data/demo/make/make-boundaries.ts';
import { readOutline, readUnits } from '#data/demo/make/read-units.ts';

const at = (path: string): URL => new URL(`../../../data/${path}`, import.meta.url);
const levels = ['communes', 'districts', 'provinces'] as const;
const later = ['communes-2024-11-01', 'communes-2025-07-01', 'provinces-2025-07-01'] as const;
type Levels = Record<(typeof levels)[number] | (typeof later)[number], GeometryCollection<Record<string, string>>>;
const text = readFileSync(at('demo/boundaries.topojson'), 'utf8');
const topology = JSON.parse(text) as Topology<Levels> & { notice: string };
const units = readUnits(at('admin-units/admin-units.csv'));
const outline = readOutline(at('admin-units/province-outline.csv'));
const crosswalks = readCrosswalks((day) => at(`admin-units/succession-${day}.csv`));

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

  test('uses every arc twice, once each way, every outer arc once, and cuts only once units are split', () => {
    const outer = walks('provinces').map(({ forwards, backwards }) => forwards + backwards === 1);
    expect(outer.filter(Boolean).length).toBeGreaterThan(20);
    const [before, since] = [walks('communes'), walks('communes-2025-07-01')];
    const isUsed = ({ forwards, backwards }: (typeof before)[number]) => forwards + backwards > 0;
    // Nine cuts, of which two end at another.
    expect(before.filter((count) => !isUsed(count)).length).toBe(11);
    topology.arcs.forEach((_, i) => {
      const whole = outer[i] ? { forwards: 1, backwards: 0 } : { forwards: 1, backwards: 1 };
      const [old, made] = [before[i], since[i]];
      if (!old || !made) throw new Error(`no arc ${i}`);
      if (isUsed(old)) expect(old, `arc ${i}`).toEqual(whole);
      if (isUsed(made)) expect(made, `arc ${i}`).toEqual(whole);
    });
    expect(walks('provinces-2025-07-01')).toEqual(walks('provinces'));
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
    for (const level of [...levels, ...later]) {
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

describe('units of later days', () => {
  const areaOf = (level: keyof Levels) => new Map(features(level).map((f) => [f.properties.code, area(f)]));
  const [at2020, at2024, at2025] = (['communes', later[0], later[1]] as const).map(areaOf);
  const pieces = [...piecesOf(units, crosswalks).values()];

  test('are those of the crosswalks: five of Tuy Hòa, then 34 and a province', () => {
    expect([...(at2024?.keys() ?? [])]).toEqual(['22015', '22018', '22024', '22030', '22033']);
    expect([...(at2025?.keys() ?? [])]).toEqual([...new Set(pieces.flat().map(({ on }) => on['2025-07-01']))].sort());
    expect(at2025?.size).toBe(34);
    expect(features('provinces-2025-07-01').map((f) => f.properties.code)).toEqual(['66']);
  });

  test('have the ground of those that went into them, and parts where units were split', () => {
    for (const [since, day] of [[at2024, '2024-11-01'] as const, [at2025, '2025-07-01'] as const]) {
      for (const [code, ground] of since ?? []) {
        const own = pieces.filter((all) => all.some((piece) => piece.on[day] === code));
        const areas = own.map((all) => at2020?.get(all[0]?.unit ?? '') ?? 0);
        const whole = own.map((all) => all.every((piece) => piece.on[day] === code));
        expect(ground, code).toBeLessThanOrEqual(sum(areas) * (1 + 1e-9));
        expect(ground, code).toBeGreaterThanOrEqual(sum(areas.filter((_, i) => whole[i])) * (1 - 1e-9));
      }
    }
    const touched = ['22015', '22018', '22021', '22024', '22027', '22030', '22033', '22039', '22048'];
    const before = sum(touched.map((code) => at2020?.get(code) ?? 0));
    expect(sum([...(at2024?.values() ?? [])]) / before).toBeCloseTo(1, 9);
    expect(sum([...(at2025?.values() ?? [])]) / sum([...(at2020?.values() ?? [])])).toBeCloseTo(1, 9);
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
    expect(makeBoundaries(units, outline, crosswalks) === text).toBe(true);
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
