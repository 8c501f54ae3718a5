import { createConfig, lintFromString } from '@redocly/openapi-core';
import { expect, test } from 'vitest';
import { readCatalog } from '#catalog/collections.ts';
import { endpoints } from '#contract/endpoints.ts';
import { describeApi } from '#http/openapi.ts';

test('a linter of OpenAPI finds nothing to say about the document', async () => {
  const { collections } = await readCatalog();
  const document = describeApi(endpoints, {
    base: 'https://example.org',
    version: '1.0.0',
    day: '2024-10-31',
    collections,
  });
  // `nullable` beside `$ref` or no type is how zod writes what may be null.
  const config = await createConfig({ extends: ['recommended'], rules: { 'no-server-example.com': 'off' } });
  const problems = await lintFromString({ source: JSON.stringify(document), config });
  const said = problems.map(({ ruleId, message, location }) => `${ruleId} ${location[0]?.pointer ?? ''}: ${message}`);
  expect(said).toEqual([]);
});
