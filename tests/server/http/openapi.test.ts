import { expect, test } from 'vitest';
import { readCatalog } from '#catalog/collections.ts';
import { endpoints } from '#contract/endpoints.ts';
import { describeApi } from '#http/openapi.ts';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly style?: string;
  readonly explode?: boolean;
  readonly schema: Readonly<Record<string, unknown>>;
}
interface Operation {
  readonly operationId: string;
  readonly parameters: readonly (Parameter | { readonly $ref: string })[];
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, unknown>> }>>;
}

const { collections } = await readCatalog();
const day = '2024-10-31';
const document = describeApi(endpoints, { base: 'https://example.org', version: '1.0.0', day, collections });
const operationOf = (path: string) => document.paths[path]?.['get'] as Operation;
const parametersOf = (path: string) =>
  operationOf(path).parameters.map((one) =>
    '$ref' in one ? (document.components.parameters.limit as Parameter) : one,
  );
const everyPath = Object.keys(document.paths).filter((path) => document.paths[path]?.['get'] !== undefined);
const itemPaths = everyPath.filter((path) => path.endsWith('/items'));

test('items stand under the general path and under that of each collection', () => {
  expect(itemPaths).toHaveLength(collections.length + 1);
});

// OGC 17-069r4, requirements fc-bbox-definition, fc-limit-definition and fc-time-definition.
test.each(itemPaths)('%s: bbox, limit and datetime are defined as the standard defines them', (path) => {
  const standard = { in: 'query', required: false, style: 'form', explode: false };
  const found = Object.fromEntries(parametersOf(path).map((one) => [one.name, one]));
  expect(found['bbox']).toMatchObject({
    ...standard,
    schema: { type: 'array', items: { type: 'number' }, minItems: 4, maxItems: 6 },
  });
  expect(found['limit']).toMatchObject({
    ...standard,
    schema: { type: 'integer', minimum: 1, maximum: 10_000, default: 10 },
  });
  expect(found['datetime']).toMatchObject({ ...standard, schema: { type: 'string', default: day } });
  expect(found['filter-lang']).toMatchObject({ ...standard, schema: { default: 'cql2-text' } });
  expect(Object.keys(operationOf(path).responses['200']?.content ?? {})).toEqual([
    'application/geo+json',
    'text/csv; charset=utf-8; header=present',
    'text/html',
  ]);
});

test.each(everyPath)(
  '%s: each parameter of the query says how it is written, and its day is the reference date',
  (path) => {
    const inQuery = parametersOf(path).filter((one) => one.in === 'query');
    for (const { name, style, explode, schema } of inQuery) {
      expect([name, style, explode]).toEqual([name, 'form', name === 'queryables']);
      if (name === 'at' || name === 'datetime') expect(schema).toMatchObject({ default: day });
    }
  },
);

test('a collection’s queryables have type, values and bounds', () => {
  const found = new Map(parametersOf('/collections/schools/items').map(({ name, schema }) => [name, schema]));
  const { properties } = collections.find(({ id }) => id === 'schools') ?? { properties: [] };
  const { values } = properties.find(({ name }) => name === 'level') ?? { values: null };
  expect(found.get('level')).toEqual({ type: 'string', enum: values?.map(({ value }) => value) });
  expect(found.get('pupils')).toEqual({ type: 'integer', format: 'int32', minimum: 0, maximum: 10_000 });
  expect(found.get('branch')).toEqual({ type: 'boolean' });
  expect(found.get('surveyed_on')).toEqual({ type: 'string', format: 'date' });
  expect(found.get('sortby')).toMatchObject({ type: 'array' });
  expect((found.get('sortby')?.['items'] as { enum: string[] }).enum).toContain('-pupils');
});

// OGC 20-057, requirement oas30/operation-id.
test('tiles are named as OGC names them, and an empty one is a 204', () => {
  const tiles = '/collections/{collectionId}/tiles';
  const names = [tiles, `${tiles}/WebMercatorQuad`, `${tiles}/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}`].map(
    (path) => operationOf(path).operationId,
  );
  expect(names).toEqual([
    '.collection.vector.getTileSetsList',
    '.collection.vector.getTileSet',
    '.collection.vector.getTile',
  ]);
  const withEmpty = everyPath.filter((path) => '204' in operationOf(path).responses);
  expect(withEmpty).toEqual([`${tiles}/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}`]);
});

test.each(everyPath)('%s: what any request may be answered with stands there', (path) => {
  expect(Object.keys(operationOf(path).responses)).toEqual(expect.arrayContaining(['200', '400', '429', '500', '503']));
});
