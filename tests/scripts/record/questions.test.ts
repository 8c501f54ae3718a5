import { expect, test } from 'vitest';
import { endpoints } from '#contract/endpoints.ts';
import { fileNameOf } from '../../../scripts/record/store.ts';
import { questions } from '../../../scripts/record/questions.ts';

test('every GET of the contract is asked', () => {
  const missed = endpoints.filter(({ method, id }) => method === 'get' && !(id in questions)).map(({ id }) => id);
  expect(missed).toEqual([]);
});

test('every question has a file name of its own that any system takes', () => {
  const asked = ['GET /api', 'GET /api/x?a=1', 'GET /api/x?A=1', 'GET /api/x?a=1&b=', `GET /api/${'x'.repeat(400)}`];
  const names = asked.map(fileNameOf);
  expect(new Set(names.map((name) => name.toLowerCase())).size).toBe(asked.length);
  for (const name of names) expect(name).toMatch(/^[\p{L}\p{N}=&.,@+~-]{1,200}$/u);
});
