import { readdirSync, readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { booleanPointInPolygon, pointToLineDistance, polygonToLine } from '@turf/turf';
import type { Feature, FeatureCollection, LineString, Point, Polygon, Position } from 'geojson';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { describe, expect, test } from 'vitest';
import { isTable, readCatalog } from '#catalog/collections.ts';
import { makeCollections } from '#data/demo/make/collections/make-collections.ts';
import { readCsv } from '#data/demo/make/read-units.ts';
import { featureIdOf } from '#rules/feature-id.ts';

const at = (path: string): URL => new URL(`../../../data/${path}`, import.meta.url);
type Placed = Feature<Point | LineString | Polygon, Record<string, unknown>>;

const topology = JSON.parse(readFileSync(at('demo/boundaries.topojson'), 'utf8')) as Topology;
const { features: outlines } = feature(
  topology,
  topology.objects['communes'] as GeometryCollection<{ code: string }>,
) as FeatureCollection<Polygon, { code: string }>;
const outlineOf = new Map(outlines.map((outline) => [outline.properties.code, outline]));
const units = readCsv(at('admin-units/admin-units.csv'));
const figures = readCsv(at('demo/target-figures.csv'));
const texts = new Map(
  readdirSync(at('demo/collections/')).map((name) => [
    name.replace('.geojson.gz', ''),
    gunzipSync(readFileSync(at(`demo/collections/${name}`))).toString(),
  ]),
);
const features = new Map(
  [...texts].map(([id, text]) => [id, (JSON.parse(text) as FeatureCollection).features as Placed[]]),
);
const of = (id: string): Placed[] => features.get(id) ?? [];
const catalog = await readCatalog();
const tables = catalog.collections.filter(isTable).filter(({ storage }) => storage.kind === 'table');

function positionsOf({ geometry }: Placed): Position[] {
  if (geometry.type === 'Point') return [geometry.coordinates];
  return geometry.type === 'LineString' ? geometry.coordinates : (geometry.coordinates[0] ?? []);
}

test('every collection with a table of its own has some, and no file is left over', () => {
  expect([...texts.keys()].sort()).toEqual(tables.map(({ id }) => id).sort());
});

describe.each(tables.map((collection) => [collection.id, collection] as const))('%s', (id, collection) => {
  const { properties, source } = collection;

  test('holds what its declaration allows, each thing once', () => {
    const byName = new Map(properties.map((property) => [property.name, property]));
    const faults = of(id).flatMap((one) => {
      const wrong = properties
        .filter(({ required, name }) => required && one.properties[name] === undefined)
        .map(({ name }) => `${name} is missing`);
      for (const [name, value] of Object.entries(one.properties)) {
        const property = byName.get(name);
        const { type, values, min, max } = property ?? {};
        const fits =
          (type === 'string' &&
            typeof value === 'string' &&
            (values?.some((known) => known.value === value) ?? true)) ||
          (type === 'boolean' && typeof value === 'boolean') ||
          (type === 'date' && /^\d{4}-\d{2}-\d{2}$/.test(String(value)) && !Number.isNaN(Date.parse(String(value)))) ||
          ((type === 'number' || (type === 'integer' && Number.isInteger(value))) &&
            typeof value === 'number' &&
            value >= (min ?? -Infinity) &&
            value <= (max ?? Infinity));
        if (!fits) wrong.push(`${name} is ${String(value)}`);
      }
      return wrong.map((fault) => `${String(one.properties['code'])}: ${fault}`);
    });
    expect(faults.slice(0, 5)).toEqual([]);
    const ids = of(id).map((one) => featureIdOf(source.key, one.properties));
    expect(new Set(ids).size).toBe(ids.length);
    expect(of(id).length).toBeGreaterThan(10);
  });

  test('begins and changes between 2021 and the last day of the story', () => {
    const days = properties
      .filter(({ type, name }) => type === 'date' && name !== 'expires_on')
      .map(({ name }) => name);
    const late = of(id).filter(({ properties: held }) =>
      days.some((name) => typeof held[name] === 'string' && (held[name] > '2024-10-31' || held[name] < '2021-01-01')),
    );
    expect(late.slice(0, 3)).toEqual([]);
    const years = of(id).flatMap(({ properties: held }) =>
      ['built_year', 'recognised_year', 'founded_year'].flatMap((name) =>
        typeof held[name] === 'number' ? [held[name]] : [],
      ),
    );
    expect(Math.max(2000, ...years)).toBeLessThanOrEqual(2024);
  });

  test('lies in the commune that it names', () => {
    // Addresses are many: each tenth tells.
    const some = of(id).filter((_, index) => id !== 'digital-addresses' || index % 10 === 0);
    const outside = some.filter((one) => {
      const outline = outlineOf.get(String(one.properties['commune_code']));
      if (!outline) return true;
      return positionsOf(one).some(
        (p) =>
          !booleanPointInPolygon(p, outline) &&
          // A road crosses a border at a position of the border itself.
          pointToLineDistance(p, polygonToLine(outline) as Feature<LineString>, { units: 'meters' }) > 1,
      );
    });
    expect(outside.slice(0, 2)).toEqual([]);
  });
});

test('roads of a commune hang together, and go on beyond its border', () => {
  const roads = of('roads').filter(({ properties }) => properties['road_class'] !== 'alley');
  const key = (p: Position) => p.join();
  const groups = new Map<string, string>();
  const rootOf = (name: string): string => {
    const above = groups.get(name) ?? name;
    return above === name ? name : rootOf(above);
  };
  for (const road of roads) {
    const [first = '', ...rest] = positionsOf(road).map(key);
    for (const other of rest) groups.set(rootOf(other), rootOf(first));
  }
  const roots = new Map<string, number>();
  for (const road of roads) {
    const root = rootOf(key(positionsOf(road)[0] ?? []));
    roots.set(root, (roots.get(root) ?? 0) + 1);
  }
  expect(Math.max(...roots.values())).toBe(roads.length);
});

test('hamlets are several in each commune, and everything that names one names one that there is', () => {
  const named = new Map<string, Set<unknown>>();
  for (const { properties } of of('hamlets')) {
    const code = String(properties['commune_code']);
    named.set(code, (named.get(code) ?? new Set()).add(properties['name']));
  }
  expect(named.size).toBe(110);
  expect(Math.min(...[...named.values()].map(({ size }) => size))).toBeGreaterThanOrEqual(3);
  for (const [id, held] of features) {
    const lost = held.filter(
      ({ properties }) =>
        properties['hamlet'] !== undefined &&
        named.get(String(properties['commune_code']))?.has(properties['hamlet']) !== true,
    );
    expect(lost.slice(0, 1), id).toEqual([]);
  }
});

describe('digital addresses', () => {
  const addresses = of('digital-addresses');

  test('are about 60,000, mostly of households, by the people of each commune', () => {
    expect(addresses.length).toBeGreaterThan(59_000);
    expect(addresses.length).toBeLessThan(61_000);
    const homes = addresses.filter(({ properties }) => properties['kind'] === 'household').length;
    expect(homes / addresses.length).toBeGreaterThan(0.85);
    const people = units.reduce((sum, row) => sum + Number(row['population_2019']), 0);
    const counts = new Map<string, number>();
    for (const { properties } of addresses) {
      const code = String(properties['commune_code']);
      counts.set(code, (counts.get(code) ?? 0) + 1);
    }
    for (const row of units) {
      const due = (60_000 * Number(row['population_2019'])) / people;
      expect(Math.abs((counts.get(row['code'] ?? '') ?? 0) - due), row['name']).toBeLessThan(Math.max(12, due * 0.05));
    }
  });

  test('tell a household by nothing but its place, and have the days of the steps that they reached, in order', () => {
    const steps = ['collected', 'coded', 'notified', 'plated'];
    const wrong = addresses.filter(({ properties }) => {
      const days = steps.map((step) => properties[`${step}_on`]);
      const reached = steps.indexOf(String(properties['step']));
      const household = String(properties['kind']).startsWith('household');
      return (
        (household && properties['name'] !== undefined) ||
        !/^\d{10}$/.test(String(properties['code'])) ||
        days.some((day, step) => (day !== undefined) !== step <= reached) ||
        days.slice(1, reached + 1).some((day, step) => String(day) < String(days[step]))
      );
    });
    expect(wrong.slice(0, 2)).toEqual([]);
  });
});

test('models are as many as the figures of the targets say, on each of their days', () => {
  for (const [target, id] of [
    ['T011', 'model-residential-areas'],
    ['T012', 'model-gardens'],
  ] as const) {
    for (const row of figures.filter(({ target_id }) => target_id === target)) {
      const by = of(id).filter(
        ({ properties }) => String(properties['recognised_on'] ?? '9') <= (row['valid_on'] ?? ''),
      );
      expect(by.length, `${id} by ${row['valid_on']}`).toBe(Number(row['value']));
    }
  }
});

test('a commune that falls short of criterion 17 lacks what it asks for', () => {
  const assessments = readCsv(at('demo/assessments.csv'));
  const failing = assessments
    .filter((row) => row['set_id'] === 'xa-ntm' && row['valid_on'] === '2024-10-15' && row['criterion_no'] === '17')
    .filter(({ status }) => status === 'notMet');
  expect(failing.length).toBeGreaterThan(0);
  for (const { code } of failing) {
    const here = (id: string) => of(id).filter(({ properties }) => properties['commune_code'] === code);
    expect(here('pesticide-bins').length).toBeLessThan(4);
  }
});

test('the files are what the generator makes', { timeout: 180_000 }, () => {
  const made = makeCollections({
    topology,
    units,
    assessments: readCsv(at('demo/assessments.csv')),
    recognitions: readCsv(at('demo/recognitions.csv')),
    figures,
  });
  for (const [id, text] of texts) expect(made[id] === text, id).toBe(true);
});
