import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { CollectionList, type CollectionInfo } from '#contract/features.ts';
import { writeConditions } from '#client/lib/collections/cql2.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { anyConditions } from './builder.ts';

let portal: TestPortal;
let collections: readonly CollectionInfo[];
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  collections = CollectionList.parse(await (await portal.get('/api/collections')).json()).collections;
});
afterAll(() => portal.drop());

test('the API takes every filter that the builder writes', async () => {
  const any = fc.constantFrom(...collections).chain((collection) =>
    anyConditions(collection.properties).map((conditions) => ({
      id: collection.id,
      filter: writeConditions(conditions, collection.properties),
    })),
  );
  await fc.assert(
    fc.asyncProperty(any, async ({ id, filter }) => {
      const query = new URLSearchParams({ limit: '1', ...(filter === '' ? {} : { filter }) });
      const response = await portal.get(`/api/collections/${id}/items?${query.toString()}`);
      expect(response.status, `${filter}\n${await response.text()}`).toBe(200);
    }),
    { numRuns: 150 },
  );
}, 120_000);
