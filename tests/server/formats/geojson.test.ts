import { describe, expect, test } from 'vitest';
import { isSequence, itemsOf } from '#formats/geojson-lines.ts';
import { expectWithinMs } from '#tests/support/within-ms.ts';
import { readGiven } from './read-given.ts';

const point = { type: 'Point', coordinates: [109.3, 13.08] };
const feature = (properties: Record<string, unknown>, more: Record<string, unknown> = {}) =>
  JSON.stringify({ type: 'Feature', ...more, properties, geometry: point });
const collection = (...features: string[]) => `{"type":"FeatureCollection","features":[${features.join(',')}]}`;
const [one, two] = [feature({ code: 'T1' }), feature({ code: 'T2' })];

async function codesOf(name: string, text: string | Uint8Array) {
  const { features } = await readGiven({ [name]: text });
  return features.map(({ fields, fault }) => fault?.code ?? fields.code ?? null);
}

describe('what GeoJSON comes as', () => {
  test.each<[what: string, name: string, text: string | Uint8Array, codes: unknown[]]>([
    ['a collection', 'a.geojson', collection(one, two), ['T1', 'T2']],
    ['a line each', 'a.geojson', `${one}\n${two}\n`, ['T1', 'T2']],
    ['a line each, as .geojsonl', 'a.geojsonl', `${one}\n${two}`, ['T1', 'T2']],
    ['a line each, as .ndjson, with empty ones', 'a.ndjson', `\r\n${one}\r\n\r\n${two}\r\n`, ['T1', 'T2']],
    ['one line', 'a.geojsonl', `${one}\n`, ['T1']],
    ['record separators', 'a.geojsons', `\u001e${one}\n\u001e${two}\n`, ['T1', 'T2']],
    [
      'record separators, lines within',
      'a.json',
      `\u001e${JSON.stringify(JSON.parse(one), null, 2)}\n\u001e${two}`,
      ['T1', 'T2'],
    ],
    ['collections in lines', 'a.jsonl', `${collection(one)}\n${collection(two, one)}`, ['T1', 'T2', 'T1']],
    ['a mark in front', 'a.ndjson', `\ufeff${one}\n${two}`, ['T1', 'T2']],
    ['UTF-16', 'a.geojsonl', Buffer.from(`\ufeff${one}\n${two}`, 'utf16le'), ['T1', 'T2']],
    ['a feature alone', 'a.geojson', one, ['T1']],
    ['a feature alone, in many lines', 'a.geojson', JSON.stringify(JSON.parse(one), null, 2), ['T1']],
    ['a list of features', 'a.json', `[${one},${two}]`, ['T1', 'T2']],
    ['a geometry alone', 'a.geojson', JSON.stringify(point), [null]],
    ['geometries in lines', 'a.geojsonl', `${JSON.stringify(point)}\n${JSON.stringify(point)}`, [null, null]],
    ['geometries together', 'a.geojson', JSON.stringify({ type: 'GeometryCollection', geometries: [point] }), [null]],
    ['a line that is broken', 'a.ndjson', `${one}\n{"type":\n${two}`, ['T1', 'badJson', 'T2']],
    ['a first line that is broken', 'a.ndjson', `{"type":}\n${two}`, ['badJson', 'T2']],
    ['a line that is something else', 'a.ndjson', `${one}\n{"a":1}\n${two}`, ['T1', 'badStructure', 'T2']],
  ])('%s', async (_, name, text, codes) => {
    expect(await codesOf(name, text)).toEqual(codes);
  });

  test('letters that are not UTF-8 are kept for whoever finds the encoding', async () => {
    const lines = `${feature({ code: 'T1', name: 'Tr\u00ad\u00eang' })}\n${two}`;
    const { features } = await readGiven({ 'a.ndjson': Buffer.from(lines, 'latin1') });
    expect(features).toHaveLength(2);
  });

  test.each([['"text"'], ['[]'], ['null'], ['{"type":"Topology"}'], ['[1]']])('%s is refused', async (text) => {
    await expect(readGiven({ 'a.geojson': text })).rejects.toMatchObject({ code: 'notFeatureCollection' });
  });
});

describe('a fault says where it is', () => {
  const open = '{"type":"Feature","properties":{},"geometry":{"type":"Polygon","coordinates":[[[1,2],[3,4],[5,6]]]}}';
  const faultIn = async (text: string) => {
    const { features } = await readGiven({ 'a.geojson': text });
    return features.map(({ fault }) => fault?.reason.en).find((reason) => reason !== undefined);
  };

  test('in a line', async () => {
    expect(await faultIn(`${one}\n\n${open}\n`)).toContain(' in line 3: ');
    expect(await faultIn(`\u001e${one}\n\u001e\n${open}\n`)).toContain(' in line 3: ');
    expect(await faultIn(`${one}\n\n{"type"\n`)).toBe('Line 3 is not valid JSON.');
  });

  test('in a feature alone, a list, a geometry', async () => {
    const bad = '"109.2"';
    const broken = one.replace('109.3', bad);
    const geometry = JSON.stringify(point).replace('109.3', bad);
    for (const text of [broken, `[${two},${broken}]`, geometry, ` \n${geometry}`])
      expect(await faultIn(text)).toContain(` at character ${text.indexOf(bad) + 1} `);
  });

  test('beside integers that are kept as text', async () => {
    const text = collection(
      feature({ code: 1 }).replace('"code":1', '"code":9007199254740993').replace('109.3', '"109.2"'),
    );
    expect(await faultIn(text)).toContain(` at character ${text.indexOf('"109.2"') + 1} `);
  });
});

describe('numbers', () => {
  const read = async (number: string) => {
    const { features } = await readGiven({
      'a.geojson': collection(feature({ ma: 0 }).replace('"ma":0', `"ma":${number}`)),
    });
    return features.map(({ fields, fault }) => fault?.code ?? fields.ma)[0];
  };
  test.each([
    ['9007199254740993', '9007199254740993'],
    ['12.5', 12.5],
    ['1e3', 1000],
    ['1e300', 1e300],
    ['1e400', 'hugeNumber'],
    ['-1E+999', 'hugeNumber'],
    ['[1,{"a":1e999}]', 'hugeNumber'],
    [`${'9'.repeat(400)}.5`, 'hugeNumber'],
  ])('%s', async (number, value) => {
    expect(await read(number)).toEqual(value);
  });

  test('a coordinate that is too large', async () => {
    expect(await codesOf('a.geojson', collection(one.replace('109.3', '1e999'), two))).toEqual(['hugeNumber', 'T2']);
  });
});

describe('the id of a feature', () => {
  const idsOf = async (...features: string[]) =>
    (await readGiven({ 'a.geojson': collection(...features) })).features.map(({ fields }) => fields);
  test('is a field, text or number', async () => {
    expect(await idsOf(feature({ a: 1 }, { id: 'X1' }), feature({ a: 2 }, { id: 7 }), feature({ a: 3 }))).toEqual([
      { a: 1, id: 'X1' },
      { a: 2, id: 7 },
      { a: 3 },
    ]);
  });
  test('keeps its digits', async () => {
    expect(await idsOf(feature({}, { id: 1 }).replace('"id":1', '"id":9007199254740993'))).toEqual([
      { id: '9007199254740993' },
    ]);
  });
  test('gives way to a property of its name in any feature', async () => {
    expect(await idsOf(feature({ a: 1 }, { id: 'X1' }), feature({ ID: 2 }))).toEqual([{ a: 1 }, { ID: 2 }]);
  });
});

test('which line each text of a sequence begins in', () => {
  const lines = (text: string) => [...itemsOf(text)].map(({ line, value }) => [line, value]);
  expect(lines('{}\n\n{"a":1}\n')).toEqual([
    [1, {}],
    [3, { a: 1 }],
  ]);
  expect(lines('\u001e{}\n\u001e{\n"a":1}\n\u001e\n[]')).toEqual([
    [1, {}],
    [2, { a: 1 }],
    [5, []],
  ]);
  expect(['{}', '{\n"a":{}}', '[{},\n{}]', '{"a":{}\n,"b":{}}', ''].map(isSequence)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('fifty thousand lines are read in seconds', async () => {
  await expectWithinMs(10_000, async () => {
    expect((await readGiven({ 'a.geojsonl': `${one}\n`.repeat(50_000) })).features).toHaveLength(50_000);
  });
});
