import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { SuccessionShapes } from '#contract/imports.ts';
import { withFacts } from '#facts/relations.ts';
import type { ImportRequest } from '#intake/request.ts';
import { readStatus } from '#intake/status.ts';
import { communesOn, type ReformDay } from '#tests/support/reform.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { countRows, importInto } from './support.ts';

let folder: string;
let database: TestDatabase;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-shapes-'));
  database = await makeTestDatabase();
  await importOn('2020-11-01');
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

async function importOn(day: ReformDay, changes: Partial<ImportRequest> = {}) {
  const file = path.join(folder, `xa-${day}.geojson`);
  await writeFile(file, JSON.stringify(communesOn(day)));
  return importInto(database.db, [file], { validFrom: day, ...changes });
}
const pointsOf = (shapes: SuccessionShapes['before']) => Object.values(shapes).map((parts) => parts.flat(2).length);

test('a trial that asks has the outlines of the units that it asks about; the record of an import has none', async () => {
  const trial = await importOn('2025-07-01', { dryRun: true });
  const { questions = [], shapes } = trial.succession ?? {};
  expect(questions.length).toBeGreaterThan(100);
  expect(Object.keys(shapes?.before ?? {}).toSorted()).toEqual(
    [...new Set(questions.map(({ oldCode }) => oldCode))].toSorted(),
  );
  expect(Object.keys(shapes?.since ?? {}).toSorted()).toEqual(
    [...new Set(questions.map(({ newCode }) => newCode))].toSorted(),
  );
  expect(shapes?.leftOut).toBe(0);
  expect(Math.max(...pointsOf(shapes?.before ?? {}), ...pointsOf(shapes?.since ?? {}))).toBeLessThanOrEqual(64);

  const refused = await importOn('2025-07-01');
  expect(refused.outcome).toBe('refused');
  expect(refused.succession?.questions).toHaveLength(questions.length);
  expect(refused.succession?.shapes).toBeUndefined();
  expect(await countRows(database.db, `import_batch where report::text like '%"shapes"%'`)).toBe(0);
});

test('an island of a thousand corners is drawn by some sixty', async () => {
  const corners = Array.from({ length: 1000 }, (_, n) => {
    const [turn, far] = [(n / 1000) * 2 * Math.PI, 0.02 + (n % 2) * 0.0002];
    return `${109 + far * Math.cos(turn)} ${13 + far * Math.sin(turn)}`;
  });
  const { rows } = await database.db.pool.query<{ points: number }>(
    `select st_npoints(st_geomfromgeojson(small.outline)) as points
     from (select st_geomfromtext($1, 4326) as geom) as island
     cross join lateral ${withFacts('facts.outline_of(island.geom)')} as small`,
    [`POLYGON((${[...corners, corners[0]].join(', ')}))`],
  );
  expect(rows[0]?.points).toBeGreaterThan(10);
  expect(rows[0]?.points).toBeLessThanOrEqual(64);
});

test('a report of before there was a word of what became of units is read as one that has none', async () => {
  const done = await importOn('2020-11-01');
  await database.db.pool.query(`update import_batch set report = report - 'succession' where id = $1`, [done.id]);
  expect((await readStatus(database.db, done.id))?.report).toMatchObject({ id: done.id, succession: null });
});
