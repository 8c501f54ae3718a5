import { describe, expect, test } from 'vitest';
import type { Property } from '#contract/collections.ts';
import { catalogFor, isTable, readCatalog } from '#catalog/collections.ts';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { declaredProgrammes } from '#catalog/declared.ts';
import { searchable } from '#rules/text/fold.ts';

const [catalog, sets, programmes] = await Promise.all([readCatalog(), readCriteriaSets(), declaredProgrammes()]);
const layers = catalog.collections.filter(isTable).map((collection) => [collection.id, collection] as const);
const items = new Set(
  programmes.flatMap(({ contents }) => contents).flatMap(({ id, items }) => items.map(({ item }) => `${id}/${item}`)),
);

/** What people and scripts call: taking one out or renaming it breaks them. */
const ids = [
  'communes',
  'cemeteries',
  'cooperatives',
  'craft-villages',
  'culture-houses',
  'digital-addresses',
  'districts',
  'hamlets',
  'health-stations',
  'irrigation-works',
  'loudspeakers',
  'markets',
  'material-zones',
  'model-gardens',
  'model-residential-areas',
  'ocop-products',
  'organisation-addresses',
  'pesticide-bins',
  'post-points',
  'power-lines',
  'provinces',
  'roads',
  'rural-tourism-sites',
  'schools',
  'waste-facilities',
  'wastewater-works',
  'water-supply-works',
];

/** CIE Lab of a colour, so that a distance in it is about what an eye tells apart. */
function labOf(colour: string): number[] {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((start) => {
    const part = Number.parseInt(colour.slice(start, start + 2), 16) / 255;
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4;
  });
  const bent = (value: number) => (value > 216 / 24389 ? Math.cbrt(value) : (24389 / 27 / 116) * value + 16 / 116);
  const x = bent((0.4124 * r + 0.3576 * g + 0.1805 * b) / 0.95047);
  const y = bent(0.2126 * r + 0.7152 * g + 0.0722 * b);
  const z = bent((0.0193 * r + 0.1192 * g + 0.9505 * b) / 1.08883);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

function apart(one: string, other: string): number {
  const [from, to] = [labOf(one), labOf(other)];
  return Math.hypot(...from.map((value, index) => value - (to[index] ?? 0)));
}

function doubled(texts: readonly string[]): string[] {
  return texts.filter((text, index) => texts.indexOf(text) !== index);
}

function namesOf({ name, title, aliases }: Property): string[] {
  return [...new Set([name, title.vi, title.en, ...aliases].map(searchable))];
}

test('every promised collection is declared', () => {
  expect(catalog.collections.map(({ id }) => id)).toEqual(expect.arrayContaining(ids));
});

describe.each(layers)('%s', (_, collection) => {
  const { symbology, properties, evidence, topic, storage } = collection;

  test('stands under an item of the programme and names indicators that there are', () => {
    expect(items).toContain(topic);
    for (const { set, indicators } of evidence) {
      const known = sets.find(({ id }) => id === set)?.criteria.flatMap((one) => one.indicators.map(({ no }) => no));
      expect(known, set).toEqual(expect.arrayContaining(indicators));
    }
  });

  test('has classes that look different with colour and without', () => {
    const classes = symbology?.classes ?? [];
    for (const [index, one] of classes.entries()) {
      for (const other of classes.slice(index + 1)) {
        const alike = one.icon !== undefined && one.icon === other.icon;
        expect(alike, `icons of ${one.value} and ${other.value}`).toBe(false);
        const dashed = JSON.stringify(one.dash) !== JSON.stringify(other.dash);
        const told = apart(one.colour, other.colour) > 14 || dashed || one.width !== other.width;
        expect(told, `colours of ${one.value} and ${other.value}`).toBe(true);
      }
    }
    if (collection.source.geometry === 'point') {
      expect(classes.filter(({ icon }) => icon === undefined)).toEqual([]);
    }
  });

  test('has properties that a column of a file can be told by', () => {
    expect(doubled(properties.flatMap(namesOf))).toEqual([]);
    for (const { name, values } of properties) {
      const words = (values ?? []).flatMap(({ value, label, aliases }) => [
        ...new Set([value, label.vi, label.en, ...aliases].map(searchable)),
      ]);
      expect(doubled(words), name).toEqual([]);
    }
  });

  test('shows nobody but officers who a person is', () => {
    const [open] = catalogFor({ collections: [collection], find: () => null }, { kind: 'public' }).collections;
    const personal = /owner|producer$|phone|income|consent_on/;
    expect(open?.properties.filter(({ name }) => personal.test(name)) ?? []).toEqual([]);
    const hasPeople = properties.some(({ name }) => name === 'consent');
    expect(storage.kind === 'table' && storage.exactWith !== null).toBe(hasPeople);
  });
});
