import { createHash } from 'node:crypto';
import { mkdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { StartFailure } from '../failure.ts';
import { releaseLock, takeLockOrFindPortal, type Role } from './lock.ts';
import { startDatabaseThread } from './thread.ts';
import { serveTurns, turnsPath } from './turns.ts';

/** A way to reach the embedded database; `close` stops it where this process started it. */
export interface Embedded {
  /** Folder of the socket, as pg's `host`. */
  readonly host: string;
  readonly port: number;
  /** Where turns are taken. */
  readonly turnsPath: string;
  close(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly role: Role;
  /** Gets a sentence when somebody has to be waited for. */
  readonly progress?: (line: string) => void;
  /** A transaction in which nothing is asked for so long is rolled back, as on a server (open.ts). */
  readonly idleInTransactionMs?: number;
}

const port = 5432;
const require = createRequire(import.meta.url);
// The dependency is pinned exactly, so that our own manifest says which version runs.
const { dependencies } = require('../../../package.json') as { dependencies: Record<string, string> };
const version = dependencies['@electric-sql/pglite'] ?? 'unknown';
const longestSocketPath = 100;

/**
 * Opens the embedded database of `dataDir`. A script joins the portal that serves it; a second portal is refused. Both
 * wait for a script that has it to itself, and tell `progress`. Throws StartFailure where the directory is another
 * version's, is served already or cannot be written.
 */
export async function openEmbedded(
  dataDir: string,
  { role, progress = () => undefined, idleInTransactionMs = 600_000 }: EmbeddedOptions,
): Promise<Embedded> {
  await makeDirectory(dataDir).catch((error: Error) => {
    throw new StartFailure(`The data directory ${dataDir} cannot be made (${error.message}): set DATA_DIR to another.`);
  });
  const socketDir = await socketDirectory(dataDir);
  const socketPath = path.join(socketDir, `.s.PGSQL.${port}`);
  const owner = await takeLockOrFindPortal(dataDir, { role, socketPath }, ({ pid }) =>
    progress(`The data directory ${dataDir} is used by another command (process ${pid}); waiting until it is done.`),
  ).catch(cannotWrite(dataDir));
  if (owner) {
    if (role === 'script') {
      const host = path.dirname(owner.socketPath);
      return { host, port, turnsPath: turnsPath(host), close: () => Promise.resolve() };
    }
    throw new StartFailure(
      `The data directory ${dataDir} is served by another running portal (process ${owner.pid}): stop that one, or set DATA_DIR to another directory.`,
    );
  }
  const turns = turnsPath(socketDir);
  let endTurns: (() => Promise<void>) | undefined;
  try {
    await rm(turns, { force: true });
    endTurns = await serveTurns(turns);
    await checkVersion(dataDir);
    const directory = path.join(dataDir, 'database');
    const thread = await startDatabaseThread({ directory, socketPath, idleInTransactionMs });
    return {
      host: socketDir,
      port,
      turnsPath: turns,
      async close() {
        await thread.close();
        await rm(socketPath, { force: true });
        // From here on others may take the directory: the database has closed.
        await endTurns?.();
        releaseLock(dataDir);
      },
    };
  } catch (error) {
    await endTurns?.();
    releaseLock(dataDir);
    throw error;
  }
}

/** Like Node's recursive mkdir, which never ends where a file system makes no folders at all, as /proc does. */
async function makeDirectory(directory: string): Promise<void> {
  const found = await stat(directory).catch(() => null);
  if (found?.isDirectory()) return;
  const parent = path.dirname(directory);
  if (parent !== directory) await makeDirectory(parent);
  await mkdir(directory).catch(async (error: NodeJS.ErrnoException) => {
    // Two that start at once both find it missing.
    if (error.code !== 'EEXIST' || !(await stat(directory)).isDirectory()) throw error;
  });
}

function cannotWrite(dataDir: string): (error: Error) => never {
  return (error) => {
    if (error instanceof StartFailure) throw error;
    throw new StartFailure(
      `The data directory ${dataDir} cannot be written (${error.message}): give this user the right to, or set DATA_DIR to another.`,
    );
  };
}

/** Sockets have short names: a deep data directory keeps its socket in a private folder under the system's temporary one. */
async function socketDirectory(dataDir: string): Promise<string> {
  if (path.join(dataDir, `.s.PGSQL.${port}`).length < longestSocketPath) return dataDir;
  const digest = createHash('sha256').update(dataDir).digest('hex').slice(0, 12);
  const directory = path.join(tmpdir(), `ntm-${digest}`);
  await mkdir(directory, { recursive: true, mode: 0o700 });
  return directory;
}

/** A data directory opens only with the version that made it: PostgreSQL's files change between major versions. */
async function checkVersion(dataDir: string): Promise<void> {
  const file = path.join(dataDir, 'version.json');
  const found = await readFile(file, 'utf8').catch(() => null);
  if (found === null) {
    await writeFile(file, JSON.stringify({ embeddedDatabase: version }));
    return;
  }
  let made: unknown;
  try {
    made = (JSON.parse(found) as { embeddedDatabase?: unknown }).embeddedDatabase;
  } catch {
    made = 'an unreadable version';
  }
  if (made !== version) {
    throw new StartFailure(
      `The data directory ${dataDir} was made by embedded database ${String(made)} and this portal has ${version}: start the portal that made it to back it up, or set DATA_DIR to a new directory.`,
    );
  }
}
