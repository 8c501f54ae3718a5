import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { expectWithinMs } from '#tests/support/within-ms.ts';

const adminToken = 'a-token-for-tests-only';
const root = fileURLToPath(new URL('../..', import.meta.url));
const stopsWithinMs = 10_000;
const hostLine = 'Host: localhost\r\n';
const boundary = 'b';
const upload = [
  `--${boundary}`,
  'Content-Disposition: form-data; name="file"; filename="truong.csv"',
  '',
  'Mã trường,Tên,Cấp học,Kinh độ,Vĩ độ\nT1,Trường thử,Mầm non,109.01,13.01',
  `--${boundary}--`,
  '',
].join('\r\n');

// The embedded database is stopped in start.embedded.test.ts.
describe.runIf(process.env.DATABASE_URL)('a portal that is told to stop', () => {
  let database: TestDatabase;
  let npm: ChildProcess | undefined;
  beforeAll(async () => {
    database = await makeTestDatabase({ stage: 'demo' });
    // Some 15 MB of boundaries: more than lies in the buffers of a connection.
    await database.db.pool.query('update boundary set geom = st_segmentize(geom, 0.0001)');
  });
  afterAll(async () => {
    npm?.kill('SIGKILL');
    await database.drop();
  });

  /** As an administrator starts it, npm between; gives its port. */
  async function start(): Promise<{ child: ChildProcess; port: number }> {
    const child = spawn('npm', ['start', '--', '--dev'], {
      cwd: root,
      env: { ...process.env, ...database.env, PORT: '0', DEMO: 'on', ADMIN_TOKEN: adminToken, LOG_LEVEL: 'silent' },
      stdio: ['ignore', 'pipe', 'inherit'],
    });
    npm = child;
    let said = '';
    const port = await new Promise<number>((resolve, reject) => {
      child.once('exit', () => reject(new Error(said)));
      child.stdout.on('data', (chunk: Buffer) => {
        said += chunk.toString();
        const found = /listening on http:\/\/localhost:(\d+)/.exec(said);
        if (found) resolve(Number(found[1]));
      });
    });
    return { child, port };
  }

  async function send(port: number, request: string): Promise<Socket> {
    const socket = connect(port, '127.0.0.1');
    // The one that is broken off is told so.
    socket.on('error', () => undefined);
    await once(socket, 'connect');
    socket.write(request);
    return socket;
  }

  async function textOf(socket: Socket): Promise<string> {
    let text = '';
    socket.setEncoding('utf8').on('data', (piece: string) => (text += piece));
    await once(socket, 'close');
    return text;
  }

  test('ends imports at once, lets short answers end, breaks long ones off visibly, and npm with it in time', async () => {
    const prepare = async () => {
      const { child, port } = await start();
      const blocker = await database.db.pool.connect();
      await blocker.query('begin');
      await blocker.query('lock table collection_schools in access exclusive mode');
      // Waits for the lock for as long as it stays, as a short answer does for a second.
      const importing = textOf(
        await send(
          port,
          `POST /api/imports?collection=schools&validFrom=2024-01-01 HTTP/1.1\r\n${hostLine}Authorization: Bearer ${adminToken}\r\nContent-Type: multipart/form-data; boundary=${boundary}\r\nContent-Length: ${Buffer.byteLength(upload)}\r\n\r\n${upload}`,
        ),
      );
      const long = await send(port, `GET /api/collections/communes/export?format=geojson HTTP/1.1\r\n${hostLine}\r\n`);
      await once(long, 'readable');
      await sleep(400);
      // Last: on a busy machine the second that it waits for the lock is over soon.
      const short = textOf(await send(port, `GET /api/collections/schools/items HTTP/1.1\r\n${hostLine}\r\n`));
      await sleep(100);
      return { child, blocker, importing, short, long };
    };
    const first = await prepare();
    await expectWithinMs(stopsWithinMs, async (attempt) => {
      const { child, blocker, importing, short, long } = attempt === 0 ? first : await prepare();
      child.kill('SIGTERM');
      const cancelled = await importing;
      await blocker.query('rollback');
      blocker.release();
      expect(cancelled).toMatch(/^HTTP\/1\.1 503 [^]*Connection: close[^]*"fault":"portalStopping"/);
      const [head = '', body = ''] = (await short).split('\r\n\r\n');
      expect(head).toMatch(/^HTTP\/1\.1 200 [^]*Connection: close/);
      expect(head).toContain(`Content-Length: ${Buffer.byteLength(body)}`);
      if (child.exitCode === null) await once(child, 'exit');
      expect(child.exitCode).toBe(0);
      const half = await textOf(long);
      expect([half.startsWith('HTTP/1.1 200 '), half.endsWith('\r\n0\r\n\r\n')]).toEqual([true, false]);
    });
    const { rows } = await database.db.pool.query(
      `select distinct state from import_batch where collection = 'schools'`,
    );
    expect(rows).toEqual([{ state: 'cancelled' }]);
  });
});
