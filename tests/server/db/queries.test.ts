import { mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { pathToFileURL } from 'node:url';
import { expect, test } from 'vitest';
import { loadQueries } from '#db/queries.ts';

function fileWith(text: string): URL {
  const folder = mkdtempSync(path.join(tmpdir(), 'ntm-queries-'));
  const file = path.join(folder, 'queries.sql');
  writeFileSync(file, text);
  return pathToFileURL(file);
}

test('names become numbers, casts and times stay', () => {
  const { find } = loadQueries(
    fileWith(`-- name: find -> many\n-- Finds.\nselect :a::text, :b, :a, '12:30'::time;\n`),
    ['find'],
  );
  expect(find).toMatchObject({ text: `select $1::text, $2, $1, '12:30'::time`, parameters: ['a', 'b'], rows: 'many' });
});

test.each([
  ['a heading without rows', '-- name: find\n-- Finds.\nselect 1;'],
  ['no sentence of purpose', '-- name: find -> one\nselect 1;'],
  ['a name twice', '-- name: find -> one\n-- A.\nselect 1;\n-- name: find -> one\n-- B.\nselect 2;'],
  ['a statement that nobody uses', '-- name: find -> one\n-- A.\nselect 1;\n-- name: other -> one\n-- B.\nselect 2;'],
  ['a statement that is missing', '-- nothing here'],
])('%s is refused', (_, text) => {
  expect(() => loadQueries(fileWith(text), ['find'])).toThrow();
});
