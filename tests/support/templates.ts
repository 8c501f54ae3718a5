import { createHash, randomBytes } from 'node:crypto';
import { constants, existsSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { cp, mkdir, mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import pg from 'pg';
import { readCatalog } from '#catalog/collections.ts';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import type { Db } from '#db/db.ts';
import { migrate } from '#db/migrate.ts';
import { openDatabase } from '#db/open.ts';
import { syncCollections } from '#resources/collections/sync.ts';
import { syncCriteriaSets } from '#resources/criteria/sync.ts';
import { loadDemo } from '#resources/demo/service.ts';

/** How far a database is prepared: each stage is the one before it and one step more. */
const stages = ['empty', 'migrated', 'collections', 'demo'] as const;
export type Stage = (typeof stages)[number];

const steps: Record<Stage, (db: Db) => Promise<unknown>> = {
  empty: () => Promise.resolve(),
  migrated: (db) => migrate(db),
  collections: async (db) => syncCollections(db, await readCatalog()),
  demo: async (db) => {
    await syncCriteriaSets(db, await readCriteriaSets());
    await loadDemo(db, await readCatalog(), () => undefined);
  },
};

const root = fileURLToPath(new URL('../..', import.meta.url));
const cache = path.join(root, 'node_modules/.cache/ntm-map-portal/templates');
/** What a stage is made of. Rather too much than too little: a template that is out of date makes tests lie. */
const madeOf = (stage: Stage) => [
  'package.json',
  'tests/support/templates.ts',
  ...(stage === 'empty' ? ['server/db'] : ['server', 'data']),
];
const keys = new Map<string, string>();

/** Tells templates of one state of the sources from those of another. */
function keyOf(stage: Stage): string {
  const sources = madeOf(stage);
  const known = keys.get(sources.join());
  if (known !== undefined) return known;
  const hash = createHash('sha256');
  for (const source of sources) {
    const whole = path.join(root, source);
    const files = statSync(whole).isFile() ? [''] : readdirSync(whole, { recursive: true, encoding: 'utf8' }).sort();
    for (const file of files.map((name) => path.join(whole, name))) {
      if (statSync(file).isFile()) hash.update(path.relative(root, file)).update('\0').update(readFileSync(file));
    }
  }
  const key = hash.digest('hex').slice(0, 12);
  keys.set(sources.join(), key);
  return key;
}

function before(stage: Stage): Stage | null {
  return stages[stages.indexOf(stage) - 1] ?? null;
}

const serverName = (stage: Stage) => `ntm_template_${stage}_${keyOf(stage)}`;

/** Makes the database `name` on a server, at `stage`. The first one of a stage is made and kept, the others are copies. */
export async function copyOnServer(url: string, stage: Stage, name: string): Promise<void> {
  await asAdmin(url, async (admin) => {
    if (stage !== 'empty') await makeOnServer(admin, url, stage);
    await admin.query(`create database ${name} ${stage === 'empty' ? '' : `template ${serverName(stage)}`}`);
  });
}

/** Returns with the stage's lock held until the connection ends, so that nobody drops the template before it is copied. */
async function makeOnServer(admin: pg.Client, url: string, stage: Stage): Promise<void> {
  const template = serverName(stage);
  await admin.query('select pg_advisory_lock(hashtext($1))', [template]);
  const { rowCount } = await admin.query('select 1 from pg_database where datname = $1', [template]);
  if (rowCount === 1) return;
  const made = `ntm_making_${randomBytes(6).toString('hex')}`;
  await copyOnServer(url, before(stage) ?? 'empty', made);
  const db = await openDatabase({ databaseUrl: databaseAt(url, made), dataDir: '' }, { role: 'server' });
  await steps[stage](db).finally(() => db.close());
  await admin.query(`alter database ${made} rename to ${template}`);
}

/** The address of another database of the same server. */
export function databaseAt(url: string, name: string): string {
  const own = new URL(url);
  own.pathname = `/${name}`;
  return own.href;
}

export async function asAdmin(url: string, work: (admin: pg.Client) => Promise<unknown>): Promise<void> {
  const admin = new pg.Client({ connectionString: url });
  await admin.connect();
  await work(admin).finally(() => admin.end());
}

/** Takes a server's templates of these sources away; a run that still wants one makes it anew. */
export async function dropServerTemplates(url: string): Promise<void> {
  for (const template of stages.map(serverName)) {
    await asAdmin(url, async (admin) => {
      await admin.query('select pg_advisory_lock(hashtext($1))', [template]);
      await admin.query(`drop database if exists ${template} with (force)`);
    });
  }
}

const embeddedFolder = (stage: Stage) => path.join(cache, `${stage}-${keyOf(stage)}`);

/** A data directory of its own for an embedded database at `stage`: a copy of one that is made once and kept. */
export async function copyEmbedded(stage: Stage): Promise<string> {
  const template = await makeEmbedded(stage);
  const dataDir = await mkdtemp(path.join(tmpdir(), 'ntm-test-'));
  await cp(template, dataDir, { recursive: true, mode: constants.COPYFILE_FICLONE });
  return dataDir;
}

async function makeEmbedded(stage: Stage): Promise<string> {
  const template = embeddedFolder(stage);
  const lock = `${template}.lock`;
  await mkdir(cache, { recursive: true });
  while (!existsSync(template)) {
    // Two that make the same one at once would only waste the other's time: the second finds it there.
    if (await takeLock(lock)) await makeFrom(before(stage), stage, template).finally(() => rm(lock, { force: true }));
    else await sleep(250);
  }
  return template;
}

async function makeFrom(earlier: Stage | null, stage: Stage, template: string): Promise<void> {
  if (existsSync(template)) return;
  const making = await mkdtemp(path.join(cache, `making-${process.pid}-`));
  if (earlier !== null) await cp(await makeEmbedded(earlier), making, { recursive: true });
  const db = await openDatabase({ databaseUrl: null, dataDir: making }, { role: 'server' });
  await steps[stage](db).finally(() => db.close());
  await rename(making, template).catch((error: NodeJS.ErrnoException) => {
    if (error.code !== 'ENOTEMPTY') throw error;
    return rm(making, { recursive: true });
  });
}

async function takeLock(lock: string): Promise<boolean> {
  try {
    await writeFile(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
  }
  const owner = await readFile(lock, 'utf8').catch(() => '');
  // One that was killed lets go. An empty lock is being written.
  if (owner !== '' && !runs(owner)) await rm(lock, { force: true });
  return false;
}

function runs(pid: string): boolean {
  try {
    return process.kill(Number(pid), 0);
  } catch {
    return false;
  }
}

/** Takes embedded templates of other states of the sources away, and what killed runs left half made. */
export async function clearEmbeddedTemplates(): Promise<void> {
  const current = new Set(stages.map((stage) => path.basename(embeddedFolder(stage))));
  for (const name of await readdir(cache).catch(() => [])) {
    const [, maker] = /^making-(\d+)-/.exec(name) ?? [];
    if (current.has(name.replace('.lock', '')) || (maker !== undefined && runs(maker))) continue;
    await rm(path.join(cache, name), { recursive: true, force: true });
  }
}
