import { readFile, rename, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFailure } from '../failure.ts';

/** Who serves a data directory: written by the portal that opened it, read by scripts that join it. */
export interface Owner {
  readonly pid: number;
  readonly socketPath: string;
  readonly startedAt: string;
}

const startingMs = 60_000;
// Far more than an owner takes to say that it starts its database again.
const restartMs = 1_000;

function lockFile(dataDir: string): string {
  return path.join(dataDir, 'portal.lock');
}

/** The running owner of a data directory, or null. A lock that a killed portal left behind does not count. */
export async function findOwner(dataDir: string): Promise<Owner | null> {
  const text = await readFile(lockFile(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  const owner = parseOwner(text);
  if (owner && (await isServed(owner))) return owner;
  // A half-written lock is one that is being written now, or one left by a crash; and a database that has just died is
  // about to be started again: look again once.
  if (!owner || mayBeAlive(owner)) await sleep(owner ? restartMs : 200);
  const again = parseOwner(await readFile(lockFile(dataDir), 'utf8').catch(() => ''));
  return again && (await isServed(again)) ? again : null;
}

/** Takes the lock, or returns the owner that holds it. Two callers never both get it. */
export async function takeLock(dataDir: string, socketPath: string): Promise<Owner | null> {
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      await writeFile(lockFile(dataDir), ownLock(socketPath), { flag: 'wx', mode: 0o600 });
      return null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const owner = await findOwner(dataDir);
    if (owner) return owner;
    // Only one of several finders succeeds in moving the stale lock away.
    const stale = `${lockFile(dataDir)}.${process.pid}.stale`;
    await rename(lockFile(dataDir), stale).then(
      () => rm(stale, { force: true }),
      () => undefined,
    );
  }
  return findOwner(dataDir);
}

/** Says that the owner, this process, starts its database again. */
export async function renewLock(dataDir: string, socketPath: string): Promise<void> {
  // Moved into place whole: a script may be reading.
  const written = `${lockFile(dataDir)}.${process.pid}`;
  await writeFile(written, ownLock(socketPath), { mode: 0o600 });
  await rename(written, lockFile(dataDir));
}

/** Gives the lock back. */
export async function releaseLock(dataDir: string): Promise<void> {
  await rm(lockFile(dataDir), { force: true });
}

/** Waits for a portal that is still opening its database. Throws StartFailure where it never does. */
export async function waitUntilServed(owner: Owner): Promise<void> {
  const until = Date.now() + startingMs;
  while (!(await answers(owner.socketPath))) {
    if (Date.now() > until) {
      throw new StartFailure(
        `The portal of process ${owner.pid} holds the data directory but its database does not answer: stop it and try again.`,
      );
    }
    await sleep(200);
  }
}

function ownLock(socketPath: string): string {
  const mine: Owner = { pid: process.pid, socketPath, startedAt: new Date().toISOString() };
  return JSON.stringify(mine);
}

function parseOwner(text: string): Owner | null {
  try {
    const value = JSON.parse(text) as Partial<Owner>;
    return value.pid && value.socketPath && value.startedAt ? (value as Owner) : null;
  } catch {
    return null;
  }
}

async function isServed(owner: Owner): Promise<boolean> {
  if (await answers(owner.socketPath)) return true;
  const young = Date.now() - Date.parse(owner.startedAt) < startingMs;
  return young && mayBeAlive(owner);
}

/** Or another process has its number by now. */
function mayBeAlive(owner: Owner): boolean {
  return owner.pid !== process.pid && isAlive(owner.pid);
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}

function answers(socketPath: string): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = connect(socketPath);
    const finish = (served: boolean) => {
      socket.destroy();
      resolve(served);
    };
    socket.once('connect', () => finish(true));
    socket.once('error', () => finish(false));
  });
}
