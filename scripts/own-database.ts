import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { randomBytes } from 'node:crypto';
import pg from 'pg';

/** An empty database for one run of a command. */
export interface OwnDatabase {
  /** What a process needs in its environment to reach it. */
  readonly env: { readonly DATABASE_URL: string; readonly DATA_DIR?: string };
  drop(): Promise<void>;
}

/** Makes one beside that of DATABASE_URL, on the same server; an embedded one in a folder of its own where none is set. */
export function makeOwnDatabase(purpose: string): Promise<OwnDatabase> {
  const url = process.env.DATABASE_URL;
  return url ? onServer(url, purpose) : embedded(purpose);
}

/** A copy of a database on the same server; nobody may be connected to the original meanwhile. */
export function copyDatabase({ env }: OwnDatabase, purpose: string): Promise<OwnDatabase> {
  return onServer(env.DATABASE_URL, purpose, ` template ${new URL(env.DATABASE_URL).pathname.slice(1)}`);
}

async function onServer(url: string, purpose: string, from = ''): Promise<OwnDatabase> {
  const name = `ntm_${purpose}_${randomBytes(6).toString('hex')}`;
  // From the server's own database: neither a copied one nor one to be dropped may have a guest.
  const server = new URL(process.env.DATABASE_URL ?? url);
  const run = async (sql: string) => {
    const client = new pg.Client({ connectionString: server.href });
    await client.connect();
    await client.query(sql);
    await client.end();
  };
  await run(`create database ${name}${from}`);
  const own = new URL(url);
  own.pathname = `/${name}`;
  return { env: { DATABASE_URL: own.href }, drop: () => run(`drop database if exists ${name} with (force)`) };
}

async function embedded(purpose: string): Promise<OwnDatabase> {
  const dataDir = await mkdtemp(path.join(tmpdir(), `ntm-${purpose}-`));
  return {
    env: { DATA_DIR: dataDir, DATABASE_URL: '' },
    drop: () => rm(dataDir, { recursive: true, force: true }),
  };
}
