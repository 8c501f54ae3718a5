import { afterAll, beforeAll, expect, test } from 'vitest';
import type { ImportReport } from '#contract/imports.ts';
import { closeBatch, failKilledImports, openBatch, readProgress } from '#intake/batch.ts';
import { importBoundaries } from '#intake/kinds/boundaries/import-boundaries.ts';
import { runImport } from '#intake/run.ts';
import { uploadLimits } from '#formats/limits.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { countRows, everything, requestFor, stagedRows } from './kinds/boundaries/support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase();
});
afterAll(() => database.drop());

const batch = { collection: 'provinces', fileName: 'x', fileSha256: 'x', importedBy: 'test' } as const;

const other = '00000000-0000-4000-8000-000000000002';

test('one import a collection at a time; one whose process is gone holds nobody up', async () => {
  const id = '00000000-0000-4000-8000-000000000001';
  const running = await openBatch(database.db, { ...batch, id });
  await expect(openBatch(database.db, { ...batch, id: other })).rejects.toMatchObject({ code: 'importRunning' });
  expect(await failKilledImports(database.db)).toBe(0);
  expect(await readProgress(database.db, id)).toMatchObject({ finished: false });
  // What is left of it when its process is killed: the record, and nobody who holds its name.
  await running.stop();
  expect(await readProgress(database.db, id)).toMatchObject({ finished: true, step: 'failed' });
  const next = await openBatch(database.db, { ...batch, id: other });
  expect(await countRows(database.db, `import_batch where id = '${id}' and state = 'failed'`)).toBe(1);
  await next.stop();
  expect(await failKilledImports(database.db)).toBe(1);
  expect(await readProgress(database.db, other)).toMatchObject({ finished: true, step: 'failed' });
  expect(await readProgress(database.db, '00000000-0000-4000-8000-000000000009')).toBeNull();
});

test('an import that reads for long without a sign of life is not taken for one that was killed', async () => {
  const { db } = database;
  const id = crypto.randomUUID();
  const order = { id, collection: 'provinces', dryRun: false, skipRefused: false, by: 'test', files: [] } as const;
  const reading = async () => {
    await db.pool.query(`update import_batch set heartbeat_at = now() - interval '1 day' where id = $1`, [id]);
    // A portal that starts meanwhile, and somebody who imports the same.
    expect(await failKilledImports(db)).toBe(0);
    await expect(openBatch(db, { ...batch, id: crypto.randomUUID() })).rejects.toMatchObject({ code: 'importRunning' });
    return 'unchanged' as const;
  };
  const { report } = await runImport(db, { ...order, limits: uploadLimits }, reading, {});
  expect(report.outcome).toBe('unchanged');
  expect(await countRows(db, `import_batch where id = '${id}' and state = 'unchanged'`)).toBe(1);
});

test.runIf(process.env.DATABASE_URL)(
  'an import that others may begin again is broken off and leaves nothing',
  async () => {
    const before = await everything(database.db);
    const request = requestFor(['board.geojson'], { validFrom: '2024-01-01' });
    const importing = importBoundaries(database.db, request, {
      onProgress: (step) => {
        if (step !== 'inspect') return;
        void database.db.pool.query(
          `select pg_terminate_backend(pid) from pg_locks
         where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())`,
        );
      },
    });
    await expect(importing).rejects.toThrow('was cut');
    expect(await everything(database.db)).toEqual(before);
    expect(await readProgress(database.db, request.id)).toMatchObject({ step: 'failed' });
  },
);

test('an import that is stopped leaves nothing and says so', async () => {
  const before = await everything(database.db);
  const stop = new AbortController();
  const { report } = await importBoundaries(database.db, requestFor(['board.geojson'], { validFrom: '2024-01-01' }), {
    signal: stop.signal,
    onProgress: (step) => {
      if (step === 'generalise') stop.abort(new Error('stopped'));
    },
  });
  expect(report.outcome).toBe('cancelled');
  expect(await everything(database.db)).toEqual(before);
  expect(await stagedRows(database.db)).toBe(0);
  expect(await countRows(database.db, `import_batch where state = 'cancelled'`)).toBe(1);
});

const report: ImportReport = {
  id: '',
  collection: 'provinces',
  file: 'x',
  dryRun: false,
  outcome: 'refused',
  format: null,
  layer: null,
  encoding: { used: null, how: null },
  crs: { found: null, used: null, guess: null },
  fields: {},
  likely: {},
  counts: { rows: 0, added: 0, changed: 0, unchanged: 0, refused: 0, parentsAdded: 0, left: 0, removed: 0 },
  cleaned: [],
  succession: null,
  fileRefused: false,
  issues: [],
  notes: [],
  closing: { vi: '', en: '' },
  startedAt: '2025-07-01T00:00:00Z',
  finishedAt: '2025-07-01T00:00:00Z',
  demoLoaded: false,
};

test.each([
  ['a NUL', 'a\u0000b', 'a?b'],
  ['what only looks like a NUL', 'a\\u0000b', 'a\\u0000b'],
  ['half a letter', 'a\ud83db', 'a?b'],
  ['a whole one', 'a\ud83d\ude00b', 'a\ud83d\ude00b'],
])('a report with %s is stored', async (_, text, stored) => {
  const id = crypto.randomUUID();
  const running = await openBatch(database.db, { ...batch, id });
  await closeBatch(database.db, { ...report, id, fields: { [text]: null }, layer: text });
  await running.stop();
  const { rows } = await database.db.pool.query<{ report: ImportReport; state: string }>(
    'select report, state from import_batch where id = $1',
    [id],
  );
  expect(rows[0]).toMatchObject({ state: 'refused', report: { layer: stored, fields: { [stored]: null } } });
});

test('an import that fails with a report that cannot be stored has failed all the same, and holds nobody up', async () => {
  const endless: Record<string, unknown> = {};
  endless.itself = endless;
  for (let round = 0; round < 2; round++) {
    const id = crypto.randomUUID();
    const order = { id, collection: 'provinces', dryRun: false, skipRefused: false, by: 'test', files: [] } as const;
    const importing = runImport(
      database.db,
      { ...order, limits: uploadLimits },
      (run) => {
        run.tell({ fields: endless as Record<string, null> });
        return Promise.reject(new Error('in the middle'));
      },
      {},
    );
    await expect(importing).rejects.toThrow('in the middle');
    expect(await countRows(database.db, `import_batch where id = '${id}' and state = 'failed'`)).toBe(1);
    expect(await readProgress(database.db, id)).toMatchObject({ finished: true, step: 'failed' });
  }
});
