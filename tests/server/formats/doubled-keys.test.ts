import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { doubledKeys } from '#formats/doubled-keys.ts';
import { expectWithinMs } from '#tests/support/within-ms.ts';
import { readGiven } from './read-given.ts';

test.each<[text: string, doubled: readonly (readonly [string, number])[]]>([
  ['{"a":1,"b":"a","c":["a","a"],"d":{"a":1}}', []],
  ['{"a":1,"a":1}', [['a', 1]]],
  ['{"a":1,"a":2,"a":3}', [['a', 2]]],
  ['[{"a":1},{"a":2}]', []],
  [
    '[{"a":{"b":1},"a":[{"c":1,"c":2}]}]',
    [
      ['a', 1],
      ['c', 1],
    ],
  ],
  ['{"a\\"":1,"a\\\\":2,"a\\"":3}', [['a"', 1]]],
  ['{"Tên":1,"T\\u00ean":2}', [['Tên', 1]]],
  ['{"a":"{\\"b\\":1,\\"b\\":2}"}', []],
  ['{"a":1}\n{"a":1}', []],
  ['{"a":"cut\n{"b":1,"b":2}', [['b', 1]]],
])('%s', (text, doubled) => {
  expect(doubledKeys(text)).toEqual(new Map(doubled));
});

test('no text that a program writes has any', () => {
  fc.assert(
    fc.property(fc.json(), (text) => {
      expect([...doubledKeys(text)]).toEqual([]);
    }),
  );
});

test('many keys in one object take no time', async () => {
  const keys = Array.from({ length: 400_000 }, (_, index) => `"k${index}":1`);
  await expectWithinMs(3_000, () => {
    expect(doubledKeys(`{${keys.join(',')}}`).size).toBe(0);
    return Promise.resolve();
  });
});

const place = { type: 'Point', coordinates: [109.3, 13.1] };

describe('a field that stands twice in a feature is told, and its last value taken', () => {
  const feature = `{"type":"Feature","properties":{"code":"A","name":"x","name":"y"},"geometry":${JSON.stringify(place)}}`;
  const data = (...values: readonly string[]) =>
    values.map((value) => `<Data name="name"><value>${value}</value></Data>`).join('');
  const kml = (extended: string) =>
    `<kml><Placemark><ExtendedData>${extended}</ExtendedData><Point><coordinates>109.3,13.1</coordinates></Point></Placemark></kml>`;
  test.each([
    ['GeoJSON', 'a.geojson', `{"type":"FeatureCollection","features":[${feature}]}`],
    ['GeoJSON by lines', 'a.geojsonl', `${feature}\n${feature.replaceAll('"name":"x",', '')}`],
    ['KML', 'a.kml', kml(data('x', 'y'))],
  ])('%s', async (_, name, text) => {
    const { notes, features } = await readGiven({ [name]: text });
    expect(notes).toMatchObject([{ code: 'doubledField', property: 'name' }]);
    expect(features[0]?.fields).toMatchObject({ name: 'y' });
  });

  test('of the same value nothing is lost', async () => {
    expect((await readGiven({ 'a.kml': kml(data('x', 'x')) })).notes).toEqual([]);
  });
});
