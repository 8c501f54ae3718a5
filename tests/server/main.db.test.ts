import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { Problem } from '#contract/problem.ts';
import { StartFailure } from '#db/failure.ts';
import { readConfig } from '#server/config.ts';
import { startPortal, type RunningPortal } from '#server/main.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { boardCorner, insertBoard } from '#tests/support/province.ts';
import { tileOf } from '#tests/support/tiles.ts';
import { makeWire, type Wire } from '#tests/support/wire.ts';
import { expectWithinMs } from '#tests/support/within-ms.ts';

// What befalls a database server. The embedded one is a part of the portal.
const onServer = Boolean(process.env.DATABASE_URL);
const adminToken = 'a-token-for-tests-only';

/** Somebody else at the database, who is not cut with the portal. */
async function asOther<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
}

describe.runIf(onServer)('a portal whose database', () => {
  let database: TestDatabase;
  let wire: Wire;
  let portal: RunningPortal;
  let ownUrl: string;
  beforeAll(async () => {
    database = await makeTestDatabase({ stage: 'collections' });
    await insertBoard(database.db, { columns: 2, rows: 2 });
    ownUrl = (database.env as { DATABASE_URL: string }).DATABASE_URL;
    wire = await makeWire(ownUrl);
    portal = await startPortal(
      readConfig({
        PORT: '0',
        DATABASE_URL: wire.url,
        LOG_LEVEL: 'silent',
        REFERENCE_DATE: '2024-10-31',
        ADMIN_TOKEN: adminToken,
        TRUST_PROXY: '1',
      }),
      () => undefined,
    );
  });
  afterAll(async () => {
    await portal.close();
    await wire.close();
    await database.drop();
  });

  const ask = (path: string, address = '10.0.0.1', init: RequestInit = {}) =>
    fetch(`${portal.url}${path}`, { ...init, headers: { 'X-Forwarded-For': address, ...init.headers } });
  const faultOf = async (response: Response) => {
    const { status, fault } = Problem.parse(await response.json());
    return [status, fault];
  };
  const locked = '/api/collections/communes/items?filter=area_km2%20%3E%201';
  const { x, y } = tileOf(boardCorner[0] + 0.02, boardCorner[1] + 0.02, 10);
  const tile = `/api/collections/communes/tiles/WebMercatorQuad/10/${y}/${x}`;
  /** An address that can be kept for ever, as maps ask for it. */
  async function lastingTile(): Promise<string> {
    const tileset = (await (await ask('/api/collections/communes/tiles/WebMercatorQuad?f=tilejson')).json()) as {
      tiles: string[];
    };
    const address = new URL(tileset.tiles[0] ?? '');
    return `${tile}${address.search}`;
  }

  test('has a locked table says that it is busy, and goes on with all else', async () => {
    await asOther(ownUrl, async (client) => {
      await client.query('begin; lock table boundary in access exclusive mode');
      const crowd = Promise.all(Array.from({ length: 40 }, () => ask(locked)));
      await expectWithinMs(2_000, async () => {
        for (const path of ['/api/criteria-sets', '/readyz', '/api/collections/schools/items']) {
          expect((await ask(path, '10.0.0.2')).status, path).toBe(200);
        }
      });
      for (const answer of await crowd) {
        expect(answer.headers.get('retry-after')).not.toBeNull();
        const [status, fault] = await faultOf(answer);
        expect(status).toBe(503);
        expect(['databaseBusy', 'serverBusy']).toContain(fault);
      }
      await client.query('rollback');
    });
    expect((await ask(locked)).status).toBe(200);
  });

  test('cuts its connections answers again at once', async () => {
    await Promise.all(Array.from({ length: 8 }, () => ask(locked)));
    await asOther(ownUrl, (client) =>
      client.query(
        `select pg_terminate_backend(pid) from pg_stat_activity
         where datname = current_database() and pid <> pg_backend_pid() and application_name = 'ntm-map-portal'`,
      ),
    );
    const after = await Promise.all(Array.from({ length: 8 }, () => ask(locked)));
    for (const { status } of after) expect([200, 503]).toContain(status);
    await expect.poll(async () => (await ask(locked)).status).toBe(200);
  });

  test('takes no changes says so to who writes, and serves who reads', async () => {
    const set = (value: 'on' | 'off') =>
      asOther(ownUrl, async (client) => {
        await client.query('set default_transaction_read_only = off');
        const name = client.escapeIdentifier(new URL(ownUrl).pathname.slice(1));
        await client.query(`alter database ${name} set default_transaction_read_only = ${value}`);
      });
    await set('on');
    try {
      wire.mend();
      const file = new Blob([
        '{"type":"FeatureCollection","features":[{"type":"Feature","properties":{"ma":"1"},"geometry":{"type":"Point","coordinates":[109.1,13.1]}}]}',
      ]);
      const body = new FormData();
      body.append('file', file, 'schools.geojson');
      await expect
        .poll(async () =>
          faultOf(
            await ask('/api/imports?collection=schools', '10.0.0.1', {
              method: 'POST',
              body,
              headers: { Authorization: `Bearer ${adminToken}` },
            }),
          ),
        )
        .toEqual([503, 'databaseReadOnly']);
      expect((await ask(locked)).status).toBe(200);
    } finally {
      await set('off');
      wire.mend();
    }
  });

  test.each(['cut', 'silence'] as const)('is away (%s) has its tiles in memory, and nothing else', async (how) => {
    // Connections that the test before has cut are found to be so by who uses them first.
    await expect.poll(async () => (await ask(locked)).status).toBe(200);
    const kept = await lastingTile();
    const before = await ask(kept);
    expect(before.headers.get('cache-control')).toContain('immutable');
    const bytes = Buffer.from(await before.arrayBuffer());
    wire[how]();
    try {
      // Of 150 ms the state is believed.
      await expect.poll(async () => (await ask(kept)).headers.get('cache-status')).toMatch(/; ttl=-\d+$/);
      await expectWithinMs(1_000, async () => {
        for (let time = 0; time < 5; time++) {
          const stale = await ask(kept);
          expect([stale.status, stale.headers.get('cache-control')]).toEqual([
            200,
            'public, max-age=0, must-revalidate',
          ]);
          expect(Buffer.from(await stale.arrayBuffer()).equals(bytes)).toBe(true);
        }
      });
      expect(await faultOf(await ask('/readyz'))).toEqual([503, 'databaseBusy']);
      expect(await faultOf(await ask(locked))).toEqual([503, 'databaseBusy']);
      expect((await ask('/healthz')).status).toBe(200);
      expect((await ask('/api/conformance')).status).toBe(200);
    } finally {
      wire.mend();
    }
    await expectWithinMs(5_000, async () => {
      await expect.poll(async () => (await ask(locked)).status).toBe(200);
      await expect.poll(async () => (await ask(kept)).headers.get('cache-status')).toBeNull();
    });
    // The other connection to what was away is found to be dead by who uses it first.
    await expect.poll(async () => (await ask(kept)).headers.get('cache-control')).toContain('immutable');
  });
});

test.runIf(onServer)('a start on a database that takes no changes is a sentence', async () => {
  const database = await makeTestDatabase({ migrated: false });
  try {
    const { DATABASE_URL } = database.env as { DATABASE_URL: string };
    const name = new URL(DATABASE_URL).pathname.slice(1);
    await database.db.pool.query(`alter database ${name} set default_transaction_read_only = on`);
    const start = startPortal(readConfig({ PORT: '0', DATABASE_URL, LOG_LEVEL: 'silent' }), () => undefined);
    await expect(start).rejects.toThrow(StartFailure);
    await expect(start).rejects.toThrow(/takes no changes.*default_transaction_read_only.*DATABASE_URL/);
  } finally {
    await database.drop();
  }
});
