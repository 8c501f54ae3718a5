import { afterAll, beforeAll, expect, test } from 'vitest';
import { failKilledImports, openBatch, readProgress } from '#intake/batch.ts';
import { importBoundaries } from '#intake/kinds/boundaries/import-boundaries.ts';
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
