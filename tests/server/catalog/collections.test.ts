import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogFor, isTable, readCatalog } from '#catalog/collections.ts';
import type { DeclaredCollection } from '#contract/collections.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-catalog-'));
});
afterAll(() => rm(folder, { recursive: true }));

const text = (word: string) => ({ vi: word, en: word });
const kind = {
  name: 'kind',
  title: text('kind'),
  type: 'string',
  values: [
    { value: 'a', label: text('A') },
    { value: 'b', label: text('B') },
  ],
} as const;
const good: DeclaredCollection = {
  id: 'wells',
  title: text('Wells'),
  description: text('Wells'),
  keywords: [],
  storage: { kind: 'table', geometry: 'point', key: ['code'] },
  topic: 'III/2/10',
  properties: [
    { name: 'code', title: text('code'), type: 'string', required: true },
    { ...kind, values: [...kind.values] },
  ],
  common: ['name'],
  symbology: {
    colour: '#123456',
    icon: 'water',
    by: 'kind',
    classes: [
      { value: 'a', colour: '#123456' },
      { value: 'b', colour: '#654321' },
    ],
  },
  zooms: { min: 0, max: 16 },
  lineage: { producer: text('test'), statement: text('test'), licence: null },
};

let count = 0;
/** Reads a catalog of these declarations, each from a file of its own in a new folder. */
async function read(...declared: DeclaredCollection[]) {
  const own = path.join(folder, String(count++));
  await mkdir(own);
  for (const one of declared)
    await writeFile(path.join(own, `${one.id}.ts`), `export const collection = ${JSON.stringify(one)};`);
  return readCatalog(pathToFileURL(`${own}/`));
}

describe('a catalog', () => {
  test('derives properties, table and cells from a declaration', async () => {
    const wells = (await read(good)).find('wells');
    expect(wells?.properties.map(({ name }) => name)).toEqual([
      'code',
      'kind',
      'name',
      'commune_code',
      'source',
      'valid_from',
      'valid_to',
      'demo',
    ]);
    expect(wells?.source).toMatchObject({ kind: 'table', table: 'collection_wells', cells: 'collection_wells_cell' });
    expect(wells?.geometryType).toBe('Point');
  });

  test('knows no name that every object has', async () => {
    const catalog = await read(good);
    expect(['constructor', '__proto__', 'toString', ''].map((id) => catalog.find(id))).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });

  test.each<readonly [string, Partial<DeclaredCollection>, RegExp]>([
    ['zooms the wrong way round', { zooms: { min: 9, max: 3 } }, /zooms\.min is above zooms\.max/],
    ['no topic', { topic: null }, /topic must name an item/],
    ['no looks', { symbology: null }, /symbology must say/],
    [
      'a key that may be missing',
      { storage: { kind: 'table', geometry: 'point', key: ['kind'] } },
      /kind is part of the key/,
    ],
    [
      'cells by a free text',
      { storage: { kind: 'table', geometry: 'point', key: ['code'], cellsBy: 'code' } },
      /cellsBy code/,
    ],
    ['a pictogram that is none', { symbology: { colour: '#123456', icon: '../../x' } }, /there is no pictogram/],
    [
      'a look for no value',
      { symbology: { colour: '#123456', by: 'kind', classes: [{ value: 'c', colour: '#123456' }] } },
      /which kind never is/,
    ],
    [
      'no look for a value',
      { symbology: { colour: '#123456', by: 'kind', classes: [{ value: 'a', colour: '#123456' }] } },
      /shows nothing for b/,
    ],
    ['a title that is no property', { titleProperty: 'nope' }, /titleProperty nope/],
    [
      'a name of the portal’s own',
      { properties: [...(good.properties ?? []), { name: 'geom', title: text('x'), type: 'string' }] },
      /geom has a name of the portal's own/,
    ],
    [
      'a part of nothing',
      { storage: { kind: 'part', of: 'nothing', property: 'kind', values: ['a'], shows: [] } },
      /there is no collection nothing/,
    ],
  ])('refuses %s', async (_, change, sentence) => {
    await expect(read({ ...good, ...change })).rejects.toThrow(sentence);
  });

  test.each(['x', 'y', 'lng', 'lat', 'wkt', 'fid', 'bbox', 'limit', 'filter', 'format', 'xmin'])(
    'refuses a property %s, which files and requests have for something else',
    async (name) => {
      const properties = [...(good.properties ?? []), { name, title: text('x'), type: 'string' as const }];
      await expect(read({ ...good, properties })).rejects.toThrow(`${name} has a name of the portal's own`);
    },
  );

  const homes: DeclaredCollection = {
    ...good,
    id: 'homes',
    access: 'officers',
    properties: [...(good.properties ?? []), { ...kind, name: 'step', values: [...kind.values] }],
    common: ['name', 'hamlet'],
  };
  const counts: DeclaredCollection = {
    ...good,
    id: 'home-cells',
    storage: { kind: 'cells', of: 'homes', property: 'kind', values: ['a'] },
  };
  const part: DeclaredCollection = {
    ...good,
    id: 'some-homes',
    properties: [],
    common: [],
    storage: { kind: 'part', of: 'homes', property: 'kind', values: ['b'], shows: ['code', 'kind'] },
    titleProperty: 'code',
    symbology: { colour: '#123456', by: 'kind', classes: [{ value: 'b', colour: '#123456' }] },
  };
  const sameLook = { colour: '#123456', by: 'kind', classes: [{ value: 'a', colour: '#123456' }] };

  test('what is counted for everybody and what is shown to everybody may stand side by side', async () => {
    expect((await read(homes, counts, part)).collections).toHaveLength(3);
  });

  test.each<readonly [string, DeclaredCollection[], RegExp]>([
    [
      'a second collection of cells',
      [homes, counts, { ...counts, id: 'more-cells' }],
      /more-cells.ts: releases are counted for one/,
    ],
    ['cells of what everybody may see', [{ ...homes, access: 'public' }, counts], /homes.ts: .*must be officers/],
    [
      'an open part of what is published in counts alone',
      [
        homes,
        counts,
        { ...part, storage: { ...part.storage, values: ['a'] } as typeof part.storage, symbology: sameLook },
      ],
      /some-homes.ts: home-cells publishes a in counts/,
    ],
    ['cells without steps', [{ ...homes, properties: good.properties }, counts], /homes has no property step/],
    [
      'a part by a value that never is',
      [homes, { ...part, storage: { ...part.storage, values: ['b', 'z'] } as typeof part.storage }],
      /kind of homes is never z/,
    ],
    [
      'a part with a property that is not there',
      [homes, { ...part, storage: { ...part.storage, shows: ['code', 'kind', 'gone'] } as typeof part.storage }],
      /homes has no property gone/,
    ],
  ])('refuses %s', async (_, declared, sentence) => {
    await expect(read(...declared)).rejects.toThrow(sentence);
  });

  test('shows the public neither collections nor properties for officers, and officers their communes', async () => {
    const secret: DeclaredCollection = { ...good, id: 'homes', access: 'officers' };
    const half: DeclaredCollection = {
      ...good,
      properties: [
        ...(good.properties ?? []),
        { name: 'owner', title: text('owner'), type: 'string', access: 'officers' },
      ],
    };
    const catalog = await read(secret, half);
    const open = catalogFor(catalog, { kind: 'public' });
    expect(open.collections.map(({ id }) => id)).toEqual(['wells']);
    expect(open.find('homes')).toBeNull();
    expect(open.find('wells')?.properties.some(({ name }) => name === 'owner')).toBe(false);
    const seen = catalogFor(catalog, { kind: 'officer', communes: ['10000'] });
    const [homes, wells] = ['homes', 'wells'].map((id) => seen.find(id));
    expect(homes && isTable(homes) ? homes.source.within : null).toEqual(['10000']);
    expect(wells && isTable(wells) ? wells.source.within : 'nothing').toBeNull();
    expect(wells?.properties.some(({ name }) => name === 'owner')).toBe(true);
  });

  test('a part shows only its values and its own properties', async () => {
    const part: DeclaredCollection = {
      ...good,
      id: 'some-wells',
      properties: [],
      common: [],
      storage: { kind: 'part', of: 'wells', property: 'kind', values: ['a'], shows: ['code', 'kind'] },
      titleProperty: 'code',
      symbology: { colour: '#123456', by: 'kind', classes: [{ value: 'a', colour: '#123456' }] },
    };
    const found = (await read(good, part)).find('some-wells');
    expect(found?.properties.map(({ name }) => name)).not.toContain('name');
    expect(found?.properties.find(({ name }) => name === 'kind')?.values?.map(({ value }) => value)).toEqual(['a']);
    expect(found?.source).toMatchObject({ table: 'collection_wells', only: { property: 'kind', values: ['a'] } });
  });
});

test('the collections of data/collections are in order: boundaries, then by the programme', async () => {
  const { collections } = await readCatalog();
  expect(collections.slice(0, 3).map(({ id }) => id)).toEqual(['provinces', 'districts', 'communes']);
  const topics = collections
    .slice(3)
    .map(({ topic }) => (topic ?? '').replace(/\d+/g, (digits) => digits.padStart(2, '0')));
  expect(topics).toEqual([...topics].sort());
});
