import { expect, test } from 'vitest';
import { byClass, dashes } from '#client/map/collection-style.ts';
import { inkOn, lookOf, looksOf } from '#client/map/looks.ts';
import { readCatalog } from '#catalog/collections.ts';
import { pictogramsOf } from '#catalog/pictograms.ts';
import { collectionInfo, property } from '../collections.ts';

const kind = property({
  name: 'kind',
  type: 'string',
  values: [{ value: 'a', label: { vi: 'Loại A', en: 'Kind A' }, aliases: [] }],
});
const symbology = {
  colour: '#112233',
  width: 2,
  by: 'kind',
  classes: [
    { value: 'a', colour: '#aa0000', icon: 'school' },
    { value: 'b', colour: '#00aa00', dash: [2, 1] },
  ],
};
const looks = looksOf(collectionInfo({ symbology, properties: [kind], pictograms: { school: 'M0 0' } }));

test('each class has its own look, and whatever falls into none has the collection’s', () => {
  expect(looks.classes).toMatchObject([
    { value: 'a', label: { vi: 'Loại A' }, colour: '#aa0000', width: 2, dash: null, pictogram: { name: 'school' } },
    { value: 'b', label: null, colour: '#00aa00', width: 2, dash: [2, 1], pictogram: null },
  ]);
  expect(lookOf(looks, { kind: 'b' }).colour).toBe('#00aa00');
  expect(lookOf(looks, { kind: 'z' })).toBe(looks.other);
  expect(lookOf(looks, {})).toBe(looks.other);
});

test('the map finds the same look by the same property', () => {
  const same = (value: string) => ['==', ['to-string', ['get', 'kind']], value];
  expect(byClass(looks, ({ colour }) => colour)).toEqual([
    'case',
    same('a'),
    '#aa0000',
    ['case', same('b'), '#00aa00', '#112233'],
  ]);
  expect(dashes(looks)).toContainEqual(['literal', [1, 0]]);
  expect(dashes(looksOf(collectionInfo()))).toBeNull();
  expect(byClass(looksOf(collectionInfo()), ({ colour }) => colour)).toBe(looksOf(collectionInfo()).other.colour);
});

test('classes of every collection are told apart without colour', async () => {
  const { collections } = await readCatalog();
  // The map shows wholes.
  for (const collection of collections.filter(({ storage }) => storage.kind !== 'type')) {
    const { classes } = looksOf({ ...collection, pictograms: pictogramsOf(collection.symbology) });
    const told = classes.map(({ shape, pictogram, width, dash, pattern }) =>
      collection.geometryType === 'MultiLineString'
        ? [width, dash].join()
        : collection.geometryType === 'MultiPolygon'
          ? pattern
          : [shape, pictogram?.name].join(),
    );
    expect(new Set(told).size, collection.id).toBe(told.length);
  }
});

test.each([
  ['#3f2a73', '#ffffff'],
  ['#f2d14b', '#1b1f24'],
])('on %s a pictogram is %s', (colour, ink) => {
  expect(inkOn(colour)).toBe(ink);
});
