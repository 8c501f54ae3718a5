import { connect } from 'node:net';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Statement } from '#db/queries.ts';
import { boardCorner, insertBoard } from '#tests/support/province.ts';
import { expectWithinMs } from '#tests/support/within-ms.ts';
import { tileOf } from '#tests/support/tiles.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await insertBoard(portal.db, { columns: 2, rows: 2 });
});
afterAll(() => portal.drop());

test('a cancellation reaches its own query alone, however many wait for a connection', async () => {
  if (portal.db.kind === 'embedded') return;
  const { pool } = portal.db;
  const sleep: Statement = { name: 'test.sleep', text: 'select pg_sleep(5)', parameters: [], rows: 'many' };
  const held = await Promise.all(Array.from({ length: (pool.options.max ?? 0) - 1 }, () => pool.connect()));
  const controller = new AbortController();
  const given = portal.db.cancellable(sleep, {}, controller.signal);
  const asleep = async () =>
    (await held[0]?.query(`select 1 from pg_stat_activity where query = '${sleep.text}' and state = 'active'`))
      ?.rowCount;
  await expect.poll(asleep).toBe(1);
  // Both wait for the connection of the query that is given up: one is not given up in its place, the other is not begun.
  const next = pool.query('select pg_sleep(1)');
  const late = portal.db.cancellable(sleep, {}, controller.signal);
  controller.abort();
  const outcomes = await Promise.allSettled([given, next, late]);
  for (const client of held) client.release();
  expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'fulfilled', 'rejected']);
});

/** The lock is held, and each query waits a second for it: what is gone sooner was cancelled. */
const sooner = 800;
const [west, south] = boardCorner;
/** Of the first commune. */
const tileAt = (z: number) => {
  const { x, y } = tileOf(west + 0.01, south + 0.01, z);
  return `/api/collections/communes/tiles/WebMercatorQuad/${z}/${y}/${x}`;
};
const items = '/api/collections/communes/items?filter=area_km2%20%3E%20';
/** Running statements that begin like a text. Not by the blocker: within its transaction it sees the activity of one moment. */
async function countOf(text: string): Promise<number | undefined> {
  const { rows } = await portal.db.pool.query<{ count: number }>(
    `select count(*)::int as count from pg_stat_activity
     where datname = current_database() and query like '${text}' and state = 'active' and pid <> pg_backend_pid()`,
  );
  return rows[0]?.count;
}

test.each([
  [tileAt(8), 'boundary_shape', 'with found as%'],
  [`${items}1`, 'boundary', '%select page.id%'],
])('a client that goes away from %s takes its query with it', async (address, table, text) => {
  // The embedded database has one session and cannot cancel: this is a promise of the server alone.
  if (portal.db.kind === 'embedded') return;
  const blocker = await portal.db.pool.connect();
  try {
    await blocker.query(`begin; lock table ${table} in access exclusive mode`);
    await expectWithinMs(sooner, async () => {
      const controller = new AbortController();
      const asked = expect(portal.get(address, { signal: controller.signal })).rejects.toThrow();
      await expect.poll(() => countOf(text)).toBe(1);
      controller.abort();
      await asked;
      await expect.poll(() => countOf(text)).toBe(0);
    });
  } finally {
    await blocker.query('rollback');
    blocker.release();
  }
  expect((await portal.get(address)).status).toBe(200);
});

test.each([
  [tileAt(9), tileAt(10), 'boundary_shape', 'with found as%'],
  [`${items}1`, `${items}2`, 'boundary', '%select page.id%'],
])('so it is with what it asks for before it has the answer: %s, %s', async (first, second, table, text) => {
  if (portal.db.kind === 'embedded') return;
  const blocker = await portal.db.pool.connect();
  const { hostname, port } = new URL(portal.url);
  try {
    await blocker.query(`begin; lock table ${table} in access exclusive mode`);
    await expectWithinMs(sooner, async () => {
      const client = connect(Number(port), hostname);
      client.write([first, second].map((path) => `GET ${path} HTTP/1.1\r\nHost: localhost\r\n\r\n`).join(''));
      await expect.poll(() => countOf(text)).toBe(2);
      client.destroy();
      await expect.poll(() => countOf(text)).toBe(0);
    });
  } finally {
    await blocker.query('rollback');
    blocker.release();
  }
});
