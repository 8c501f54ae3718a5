import { afterAll, beforeAll, expect, test } from 'vitest';
import { insertBoard } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 2, rows: 2 });
});
afterAll(() => portal.drop());

const waitingTiles = `select count(*)::int as count from pg_stat_activity
  where datname = current_database() and query like 'with found as%' and state = 'active' and pid <> pg_backend_pid()`;

test('a client that goes away takes its query with it', async () => {
  // The embedded database has one session and cannot cancel: this is a promise of the server alone.
  if (portal.db.kind === 'embedded') return;
  const blocker = await portal.db.pool.connect();
  try {
    await blocker.query('begin; lock table boundary_shape in access exclusive mode');
    const controller = new AbortController();
    const asked = expect(
      portal.get('/api/collections/communes/tiles/WebMercatorQuad/8/118/205', { signal: controller.signal }),
    ).rejects.toThrow();
    // Not by the blocker: within its transaction it sees the activity of one moment.
    const count = async () => (await portal.db.pool.query<{ count: number }>(waitingTiles)).rows[0]?.count;
    await expect.poll(count, { timeout: 5_000 }).toBe(1);
    controller.abort();
    await asked;
    await expect.poll(count, { timeout: 2_000 }).toBe(0);
  } finally {
    await blocker.query('rollback');
    blocker.release();
  }
  expect((await portal.get('/api/collections/communes/tiles/WebMercatorQuad/8/118/205')).status).toBe(200);
});
