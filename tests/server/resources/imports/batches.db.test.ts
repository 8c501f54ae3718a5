import { afterAll, beforeAll, expect, test } from 'vitest';
import { failStaleImports, openBatch, readProgress } from '#resources/imports/batches.ts';
import { importBoundaries } from '#resources/imports/service.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { countRows, everything, requestFor, stagedRows } from './support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase();
});
afterAll(() => database.drop());

const batch = { collection: 'provinces', fileName: 'x', fileSha256: 'x', importedBy: 'test' } as const;

test('one import a collection at a time; a killed one does not hold the others up for ever', async () => {
  const id = '00000000-0000-4000-8000-000000000001';
  const running = await openBatch(database.db, { ...batch, id });
  await expect(openBatch(database.db, { ...batch, id: '00000000-0000-4000-8000-000000000002' })).rejects.toMatchObject({
    code: 'importRunning',
  });
  expect(await readProgress(database.db, id)).toMatchObject({ finished: false });
  running.stop();
  await database.db.pool.query(
    `update import_batch set heartbeat_at = now() - interval '2 minutes' where id = '${id}'`,
  );
  expect(await failStaleImports(database.db)).toBe(1);
  expect(await readProgress(database.db, id)).toMatchObject({ finished: true, step: 'failed' });
  expect(await readProgress(database.db, '00000000-0000-4000-8000-000000000009')).toBeNull();
});

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
