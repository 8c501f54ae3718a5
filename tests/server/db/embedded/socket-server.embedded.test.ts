import { rm } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { openEmbedded, type Embedded } from '#db/embedded/embedded.ts';
import { message, patientName } from '#db/embedded/frames.ts';
import { copyEmbedded } from '#tests/support/templates.ts';

const idleInTransactionMs = 4_000;
let dataDir: string;
let embedded: Embedded;
const clients = new Set<pg.Client>();
const sockets = new Set<Socket>();

beforeAll(async () => {
  dataDir = await copyEmbedded('empty');
  embedded = await openEmbedded(dataDir, { role: 'server', idleInTransactionMs });
});
afterEach(async () => {
  for (const socket of sockets) socket.destroy();
  await Promise.all([...clients].map((client) => client.end().catch(() => undefined)));
  clients.clear();
  sockets.clear();
});
afterAll(async () => {
  await embedded.close();
  await rm(dataDir, { recursive: true, force: true });
});

async function open(application_name?: string): Promise<pg.Client> {
  const client = new pg.Client({ host: embedded.host, port: embedded.port, user: 'postgres', application_name });
  client.on('error', () => undefined);
  clients.add(client);
  await client.connect();
  return client;
}

async function refused(asked: Promise<unknown>): Promise<pg.DatabaseError> {
  const thrown: unknown = await asked.then(
    () => null,
    (error: unknown) => error,
  );
  expect(thrown).toBeInstanceOf(pg.DatabaseError);
  return thrown as pg.DatabaseError;
}

/** Still there, and right. */
async function works(client: pg.Client): Promise<void> {
  const { rows } = await client.query<{ a: number }>('select $1::int + 1 as a', [41]);
  expect(rows).toEqual([{ a: 42 }]);
}

const startup = message(' ', Buffer.concat([Buffer.from([0, 3, 0, 0]), Buffer.from('user\0postgres\0\0')])).subarray(1);
const text = (words: string) => Buffer.from(`${words}\0`);
const parse = (sql: string) => message('P', Buffer.concat([text(''), text(sql), Buffer.alloc(2)]));
const bind = message('B', Buffer.concat([text(''), text(''), Buffer.alloc(6)]));
const execute = message('E', Buffer.concat([text(''), Buffer.alloc(4)]));
const sync = message('S', Buffer.alloc(0));
const query = (sql: string) => message('Q', text(sql));

/** A client that sends bytes; `types` are those of the messages that came back after the greeting. */
async function openRaw() {
  const socket = connect(path.join(embedded.host, `.s.PGSQL.${embedded.port}`));
  sockets.add(socket);
  socket.on('error', () => undefined);
  let came = Buffer.alloc(0);
  socket.on('data', (chunk) => (came = Buffer.concat([came, chunk])));
  const types = () => {
    let found = '';
    for (let at = 0; at + 5 <= came.length; at += 1 + came.readInt32BE(at + 1))
      found += String.fromCharCode(came[at] ?? 0);
    return found.slice(found.indexOf('Z') + 1);
  };
  await new Promise<void>((resolve) => socket.once('connect', resolve));
  socket.write(startup);
  await vi.waitFor(() => expect(came.toString('latin1')).toContain('Z\0\0\0\x05I'), 30_000);
  return { socket, types, came: () => came.toString() };
}

describe('one client', () => {
  test.each<[string, Buffer[], string]>([
    ['a statement', [parse('select 1'), bind, execute, sync], '12DCZ'],
    ['an error in the extended protocol ends once', [parse('select nope'), bind, execute, sync], 'EZ'],
    [
      'an error and the next statement at once',
      [parse('select nope'), bind, execute, sync, query('select 1')],
      'EZTDCZ',
    ],
    ['rows out by COPY', [query('copy (select generate_series(1, 2)) to stdout')], 'HddcCZ'],
    ['rows in by COPY', [query('create temp table c1 (a int)'), query('copy c1 from stdin')], 'CZEZ'],
    [
      'rows in by COPY, the extended way, with more behind',
      [
        query('create temp table c2 (a int)'),
        parse('copy c2 from stdin'),
        bind,
        execute,
        parse('select 1'),
        bind,
        sync,
      ],
      'CZ12EZ',
    ],
    ['a notice', [query(`do $$ begin raise notice 'x'; end $$`)], 'NCZ'],
  ])('%s', async (_, messages, expected) => {
    const raw = await openRaw();
    raw.socket.write(Buffer.concat(messages));
    await vi.waitFor(() => expect(raw.types()).toBe(expected), 30_000);
    await works(await open());
    expect(raw.types()).toBe(expected);
  });

  test('rows by COPY are refused with what to do', async () => {
    const client = await open();
    await client.query('create temp table c3 (a int)');
    expect((await refused(client.query('copy c3 from stdin'))).message).toMatch(
      /takes no rows from a client: send INSERT/,
    );
    await works(client);
  });

  test('a Flush is answered, and nobody comes between it and its Sync', async () => {
    const raw = await openRaw();
    raw.socket.write(Buffer.concat([parse('select 7'), message('H', Buffer.alloc(0))]));
    await vi.waitFor(() => expect(raw.types()).toBe('1'), 30_000);
    const other = works(await open());
    raw.socket.write(Buffer.concat([bind, execute, sync]));
    await vi.waitFor(() => expect(raw.types()).toBe('12DCZ'), 30_000);
    expect(raw.came()).toContain('7');
    await other;
  });

  test('many errors leave room for the next statement', async () => {
    const client = await open();
    for (let turn = 0; turn < 4_000; turn++) await client.query('select $1::int / 0', [turn]).catch(() => undefined);
    await works(client);
  }, 600_000);

  test('a recursion without end is an error', async () => {
    const client = await open();
    await client.query(
      'create function deep(i int) returns int language plpgsql as $$ begin return deep(i + 1); end $$',
    );
    expect((await refused(client.query('select deep(1)'))).code).toBe('54001');
    expect((await refused(client.query(`select ${Array(30_000).fill('1').join('+')}`))).code).toBe('54001');
    await works(client);
  });
});

describe('what is left half done', () => {
  test('a transaction is rolled back when its connection goes, and the others go on', async () => {
    const other = await open();
    await other.query('create table half (a int)');
    const holder = await openRaw();
    holder.socket.write(query('begin; insert into half values (1)'));
    await vi.waitFor(() => expect(holder.types()).toBe('CCZ'), 30_000);
    const counted = other.query('select count(*)::int as n from half');
    holder.socket.destroy();
    expect((await counted).rows).toEqual([{ n: 0 }]);
  });

  test('a group without its end is not run', async () => {
    const raw = await openRaw();
    const other = await open();
    await other.query('create table unfinished (a int)');
    raw.socket.write(Buffer.concat([parse('insert into unfinished values (1)'), bind, execute]));
    await works(other);
    raw.socket.destroy();
    expect((await other.query('select count(*)::int as n from unfinished')).rows).toEqual([{ n: 0 }]);
  });

  test('what was sent whole is run although the client leaves at once', async () => {
    const other = await open();
    await other.query('create table left_at_once (a int)');
    const raw = await openRaw();
    raw.socket.end(Buffer.concat([query('insert into left_at_once values (1)'), message('X', Buffer.alloc(0))]));
    await new Promise((resolve) => raw.socket.once('close', resolve));
    expect((await other.query('select count(*)::int as n from left_at_once')).rows).toEqual([{ n: 1 }]);
  });

  test('a transaction in which nothing is asked is ended after its time, though others ask', async () => {
    const holder = await open();
    const told = new Promise<Error>((resolve) => holder.once('error', resolve));
    await holder.query('begin');
    const other = await open();
    const asked = works(other);
    expect((await told).message).toMatch(/^The transaction was rolled back: nothing was asked in it for 4 s/);
    await asked;
  });
});

describe('who is patient', () => {
  test('comes after others who asked later', async () => {
    const [first, later, patient] = await Promise.all([open(), open(), open(patientName)]);
    const order: string[] = [];
    const running = first.query('select pg_sleep(0.3)');
    const waited = patient.query('select 1').then(() => order.push('patient'));
    // As they are sent: the patient one is there when this comes.
    await new Promise((resolve) => setTimeout(resolve, 50));
    await Promise.all([running, waited, later.query('select 1').then(() => order.push('later'))]);
    expect(order).toEqual(['later', 'patient']);
  });

  test('gets a turn however much others ask, and all of them in a transaction that has begun', async () => {
    const [busy, patient] = await Promise.all([open(), open(patientName)]);
    let asking = true;
    const asked = (async () => {
      while (asking) await busy.query('select pg_sleep(0.005)');
    })();
    for (const statement of ['select 1', 'begin', 'select 2', 'commit', 'select 3']) await patient.query(statement);
    asking = false;
    await asked;
    await works(patient);
  });
});

describe('who can’t be served', () => {
  test('one that speaks otherwise is told, and the others go on', async () => {
    const raw = await openRaw();
    raw.socket.write(message('!', Buffer.alloc(3)));
    await vi.waitFor(() => expect(raw.came()).toMatch(/knows no message of the type "!"/), 30_000);
    await works(await open());
  });

  test('more than fifty connections', async () => {
    for (let index = 0; index < 50; index++) await open();
    expect((await refused(open())).message).toMatch(/^The embedded database has 50 connections already/);
  });
});

test('a database that dies is named and started again; who waits is told, and what was written is there', async () => {
  const said = vi.spyOn(console, 'error').mockImplementation(() => undefined);
  const [killer, idle] = [await open(), await open()];
  await killer.query('create table written (a int)');
  await killer.query('insert into written values (1)');
  const idleTold = new Promise<Error>((resolve) => idle.once('error', resolve));
  await killer.query('set exit_on_error = on');
  const sentence = /^The embedded database ended \(.+\) and is started again: try again in a few seconds\.$/;
  expect((await refused(killer.query('select nope'))).message).toMatch(sentence);
  expect((await idleTold).message).toMatch(sentence);
  await vi.waitFor(() => expect(said).toHaveBeenCalledWith('database: the embedded database answers again'), 180_000);
  expect(said.mock.calls[0]?.[0]).toMatch(/^database: the embedded database ended \(.+\) and is started again$/);
  said.mockRestore();
  const again = await open();
  expect((await again.query('select * from written')).rows).toEqual([{ a: 1 }]);
  await works(again);
});
