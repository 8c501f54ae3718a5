import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { isTable, readCatalog, type TableCollection } from '#catalog/collections.ts';
import { openDatabase } from '#db/open.ts';
import { readDemoFeatures } from '#resources/demo/features.ts';
import { readDemoRows } from '#resources/demo/files.ts';
import { runScript, type ScriptRun } from '#tests/support/process.ts';

type Place = { DATABASE_URL: string } | { DATA_DIR: string };

const waiting = 'Another portal or command is preparing this database; waiting until it is done.';
const dropped: (() => Promise<unknown>)[] = [];
const runs: ScriptRun[] = [];
const whole: Record<string, number> = {};
let place: Place;

/** What one start alone puts in: the rows of the demo's files. */
beforeAll(async () => {
  whole['assessment'] = (await readDemoRows('assessments')).length + (await readDemoRows('indicatorValues')).length;
  whole['recognition'] = (await readDemoRows('recognitions')).length;
  const collections = (await readCatalog()).collections.filter(
    (one): one is TableCollection => isTable(one) && one.storage.kind === 'table',
  );
  for (const collection of collections) whole[collection.source.table] = (await readDemoFeatures(collection)).length;
  expect(whole['assessment']).toBe(18_261);
});
afterEach(async () => {
  for (const run of runs) run.child.kill('SIGKILL');
  await Promise.all(runs.splice(0).map((run) => run.ended));
  for (const drop of dropped.splice(0)) await drop();
});

const none = () => Object.fromEntries(Object.keys(whole).map((table) => [table, 0]));

function run(script: string, args: string[] = [], env: NodeJS.ProcessEnv = {}): ScriptRun {
  const started = runScript(script, args, { PORT: '0', ...place, ...env });
  runs.push(started);
  return started;
}
const start = (env: NodeJS.ProcessEnv = {}) => run('start', ['--dev'], { DEMO: 'on', ...env });

async function connected(): Promise<pg.Client> {
  const client =
    'DATABASE_URL' in place
      ? new pg.Client(place.DATABASE_URL)
      : new pg.Client({ host: place.DATA_DIR, port: 5432, user: 'postgres', database: 'postgres' });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

async function counts(): Promise<Record<string, number>> {
  const client = await connected();
  try {
    const found: Record<string, number> = {};
    for (const table of Object.keys(whole)) {
      const { rows } = await client.query<{ n: number }>(`select count(*)::int as n from ${table}`);
      found[table] = rows[0]?.n ?? Number.NaN;
    }
    return found;
  } finally {
    await client.end();
  }
}

const times = (text: string, found: string) => text.split(found).length - 1;

describe.runIf(process.env.DATABASE_URL)('on one fresh server database', () => {
  beforeEach(async () => {
    const name = `ntm_test_${randomBytes(6).toString('hex')}`;
    const admin = async (sql: string) => {
      const client = new pg.Client(process.env.DATABASE_URL);
      await client.connect();
      await client.query(sql).finally(() => client.end());
    };
    await admin(`create database ${name}`);
    dropped.push(() => admin(`drop database if exists ${name} with (force)`));
    const url = new URL(process.env.DATABASE_URL ?? '');
    url.pathname = `/${name}`;
    place = { DATABASE_URL: url.href };
  });

  test('three portals that start at once all listen; one prepares, the others wait and say so', async () => {
    const portals = [start(), start(), start()];
    await Promise.all(portals.map((portal) => portal.printed('listening on')));
    const said = portals.map((portal) => portal.output());
    expect(
      said.filter((text) => text.includes('applied ')),
      said.join('\n'),
    ).toHaveLength(1);
    expect(said.filter((text) => text.includes('invented assessments'))).toHaveLength(1);
    expect(said.map((text) => times(text, waiting)).sort(), said.join('\n')).toEqual([0, 1, 1]);
    expect(said.join()).not.toContain('half loaded');
    expect(await counts()).toEqual(whole);
  });

  test('a portal that is killed half-way frees the next, which mends what it left', async () => {
    const first = start();
    await first.printed('invented assessments');
    const second = start();
    await second.printed(waiting);
    first.child.kill('SIGKILL');
    await second.printed('listening on');
    expect(second.output()).toContain('clearing a demo province that was half loaded');
    expect(await counts()).toEqual(whole);
  });

  test('commands wait for a portal that prepares: what is taken out is taken out whole', async () => {
    const portal = start();
    await portal.printed('drawing the boundaries');
    const commands = [run('demo', ['--remove']), run('migrate')];
    const ended = await Promise.all(commands.map((command) => command.ended));
    const said = commands.map((command) => command.output());
    expect(ended, said.join('\n')).toEqual([0, 0]);
    expect(said.map((text) => times(text, waiting))).toEqual([1, 1]);
    expect(said[0]).toContain('is taken out');
    expect(said[1]).toContain('up to date');
    await portal.printed('listening on');
    expect(await counts()).toEqual(none());
  });
});

describe('on one data directory', () => {
  // Made once: what a first opening takes long for.
  let made: string;
  beforeAll(async () => {
    made = await mkdtemp(path.join(tmpdir(), 'ntm-two-'));
    await (await openDatabase({ databaseUrl: null, dataDir: made }, { role: 'server' })).close();
  });
  afterAll(() => rm(made, { recursive: true, force: true }));
  beforeEach(async () => {
    const DATA_DIR = await mkdtemp(path.join(tmpdir(), 'ntm-two-'));
    dropped.push(() => rm(DATA_DIR, { recursive: true, force: true }));
    await cp(made, DATA_DIR, { recursive: true });
    place = { DATA_DIR };
  });

  test('commands beside a portal that prepares wait for it, and for each other', async () => {
    const portal = start();
    await portal.printed('drawing the boundaries');
    const second = start();
    expect(await second.ended).toBe(1);
    expect(second.output()).toMatch(/is served by another running portal \(process \d+\): stop that one/);

    const removals = [run('demo', ['--remove']), run('demo', ['--remove'])];
    const ended = await Promise.all(removals.map((removal) => removal.ended));
    const said = removals.map((removal) => removal.output());
    expect(ended, said.join('\n')).toEqual([0, 0]);
    expect(said.map((text) => times(text, waiting))).toEqual([1, 1]);
    expect(said.map((text) => text.includes('is taken out')).sort()).toEqual([false, true]);
    expect(said.join()).toContain('No demo province is loaded.');
    await portal.printed('listening on');
    expect(await counts()).toEqual(none());
  });

  test('a command that is killed while it prepares keeps nobody out', async () => {
    const portal = start({ DEMO: 'off' });
    await portal.printed('listening on');
    const killed = run('demo', ['--load']);
    await killed.printed('drawing the boundaries');
    const next = run('demo', ['--load']);
    await next.printed(waiting);
    killed.child.kill('SIGKILL');
    expect(await next.ended, next.output()).toBe(0);
    expect(await counts()).toEqual(whole);
  });

  test('commands and a portal wait for a command that has the directory to itself', async () => {
    const first = run('demo', ['--load']);
    await first.printed('drawing the boundaries');
    const others = [run('demo', ['--load']), start({ DEMO: 'off' })];
    for (const other of others) await other.printed('is used by another command');
    expect(await first.ended, first.output()).toBe(0);
    await others[1]?.printed('listening on');
    expect(await others[0]?.ended, others[0]?.output()).toBe(0);
    for (const other of others) expect(times(other.output(), 'is used by another command')).toBe(1);
    expect('DATA_DIR' in place && existsSync(path.join(place.DATA_DIR, 'portal.lock'))).toBe(true);
    others[1]?.child.kill('SIGTERM');
    expect(await others[1]?.ended, others[1]?.output()).toBe(0);
  });
});
