import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { endpoints } from '#contract/endpoints.ts';
import { pathUnderServer } from '#http/openapi.ts';
import { insertAssessments, insertBoard, insertSets } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';

interface Document {
  readonly openapi: string;
  readonly servers: readonly { url: string }[];
  readonly paths: Record<
    string,
    Record<string, { operationId: string; responses: Record<string, { content: Record<string, unknown> }> }>
  >;
  readonly components: {
    readonly schemas: { readonly Problem: { properties: Record<string, unknown>; required: string[] } };
  };
}

let portal: TestPortal;
let document: Document;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 2, rows: 3 });
  await insertSets(portal.db);
  await insertAssessments(portal.db, [{ code: '10000', no: 1, status: 'met', on: '2022-12-31' }]);
  const response = await portal.get('/api/openapi.json');
  expect(response.headers.get('content-type')).toContain('application/vnd.oai.openapi+json;version=3.0');
  document = (await response.json()) as Document;
});
afterAll(() => portal.drop());

/** What stands for a path's parameters when every path is asked for. */
const sample: Record<string, string> = {
  collectionId: 'communes',
  featureId: '10000',
  code: '10000',
  tileMatrix: '8',
  tileRow: '118',
  tileCol: '205',
};
const ids: readonly (readonly [part: string, id: string])[] = [
  ['measures', 'criteria-met-three'],
  ['criteria-sets', 'three'],
  ['import-templates', 'schools'],
  ['succession-tables', '2025-07-01'],
];
const idOf = (path: string) => ids.find(([part]) => path.includes(part))?.[1] ?? '00000000-0000-4000-8000-000000000000';
const filled = (path: string) =>
  `${path.replace(/\{(\w+)\}/g, (_, name: string) => sample[name] ?? idOf(path))}${path.endsWith('/export') ? '?format=geojson' : ''}`;

test('the document names every endpoint of the contract once, and the items of each collection with its properties', () => {
  expect(document.openapi).toMatch(/^3\.0\./);
  expect(document.servers).toEqual([{ url: `${portal.url}/api` }]);
  const operations = Object.values(document.paths).flatMap((methods) =>
    Object.values(methods).map((operation) => operation.operationId),
  );
  const items = portal.catalog.collections
    .filter(({ access }) => access === 'public')
    .map(({ id }) => `listItems-${id}`);
  expect(operations.sort()).toEqual([...endpoints.map(({ id }) => id), ...items].sort());
  expect(new Set(operations).size).toBe(operations.length);
});

test('a problem is described with its fault and the parameters of it', () => {
  const { properties, required } = document.components.schemas.Problem;
  expect(properties.fault).toMatchObject({ type: 'string' });
  expect(properties.parameters).toMatchObject({ type: 'object' });
  expect(required).toEqual(['type', 'title', 'status', 'code', 'detail']);
});

test('its references lead somewhere', () => {
  const text = JSON.stringify(document);
  for (const [, pointer = ''] of text.matchAll(/"\$ref":"#([^"]+)"/g)) {
    const target = pointer
      .split('/')
      .slice(1)
      .reduce<unknown>((value, step) => (value as Record<string, unknown> | undefined)?.[step], document);
    expect(target, pointer).toBeDefined();
  }
});

describe('every read', () => {
  // What is for administrators is asked for with the token elsewhere.
  const reads = endpoints.filter(({ method, audience }) => method === 'get' && audience !== 'administrator');
  test.each(reads.map((endpoint) => [endpoint.path, endpoint] as const))(
    '%s answers as it is described',
    async (path, endpoint) => {
      const response = await portal.get(filled(path));
      expect(response.status).toBe(200);
      const described = Object.keys(document.paths[pathUnderServer(path)]?.get?.responses['200']?.content ?? {});
      const plain = (type: string) => type.replaceAll(' ', '').replace(/;charset=utf-8$/, '');
      expect(described.map(plain)).toContain(plain(response.headers.get('content-type') ?? ''));
      if (!/json/.test(response.headers.get('content-type') ?? '')) return;
      const reply = endpoint.reply.safeParse(await response.json());
      expect(reply.error?.issues ?? []).toEqual([]);
    },
  );

  test.each(reads.map((endpoint) => [endpoint.path]))(
    '%s answers HEAD like GET, and tells another method what it takes',
    async (path) => {
      const head = await portal.get(filled(path), { method: 'HEAD' });
      expect([head.status, (await head.arrayBuffer()).byteLength]).toEqual([200, 0]);
      const wrong = await portal.get(filled(path), { method: 'PUT' });
      expect(wrong.status).toBe(405);
      expect(wrong.headers.get('allow')).toContain('GET');
      expect(wrong.headers.get('cache-control')).toBe('no-store');
    },
  );

  test.each(reads.map((endpoint) => [endpoint.path]))('%s may be read by a page of another site', async (path) => {
    expect((await portal.get(filled(path))).headers.get('access-control-allow-origin')).toBe('*');
  });
});

test('the page for people needs no script and no other host', async () => {
  const response = await portal.get('/api/docs');
  const text = await response.text();
  expect(response.headers.get('content-security-policy')).toContain("script-src 'self'");
  for (const { path } of endpoints) expect(text).toContain(path);
  expect(text).not.toMatch(/<script|src="http|href="http/);
});
