import { readFileSync, renameSync, rmSync } from 'node:fs';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { connect } from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { StartFailure } from '../failure.ts';
import { turnsPath } from './turns.ts';

/** A portal stays; a command has the directory to itself until it is done. */
export type Role = 'server' | 'script';

/** Who has a data directory open: written by the process that opened it, read by scripts that join it. */
export interface Owner {
  readonly pid: number;
  readonly role: Role;
  readonly socketPath: string;
  readonly startedAt: string;
}

/** From a lock's writing until its process gives turns takes no longer. */
const startingMs = 60_000;
/** Beyond what a first opening takes on a machine that is busy. */
const openingMs = 300_000;
const lookAgainMs = 200;

function lockFile(dataDir: string): string {
  return path.join(dataDir, 'portal.lock');
}

/**
 * Takes the lock of a data directory, or returns the portal that holds it. A command that holds it is waited for (and
 * `onWait` told once): it closes the database when it is done, under whoever had joined it. A script waits too for a portal
 * that is opening its database, or closing it. Throws StartFailure where that takes over five minutes.
 */
export async function takeLockOrFindPortal(
  dataDir: string,
  mine: Pick<Owner, 'role' | 'socketPath'>,
  onWait: (command: Owner) => void,
): Promise<Owner | null> {
  let told = false;
  let until = Date.now() + openingMs;
  for (;;) {
    const owner = (await findOwner(dataDir)) ?? (await takeLock(dataDir, mine));
    if (owner === null) return null;
    if (owner.role === 'script') {
      if (!told) onWait(owner);
      told = true;
      until = Date.now() + openingMs;
    } else if (mine.role === 'server' || (await answers(owner.socketPath))) {
      return owner;
    } else if (Date.now() > until) {
      throw new StartFailure(
        `The portal of process ${owner.pid} holds the data directory but its database does not answer: stop it and try again.`,
      );
    }
    await sleep(lookAgainMs);
  }
}

/** The running owner of a data directory, or null. A lock that a killed process left behind does not count. */
async function findOwner(dataDir: string): Promise<Owner | null> {
  const text = await readFile(lockFile(dataDir), 'utf8').catch(() => null);
  if (text === null) return null;
  const owner = parseOwner(text);
  // A half-written lock is one that is being written now, or one left by a crash: look again once.
  if (!owner) {
    await sleep(lookAgainMs);
    const again = parseOwner(await readFile(lockFile(dataDir), 'utf8').catch(() => ''));
    return again && (await isRunning(again)) ? again : null;
  }
  return (await isRunning(owner)) ? owner : null;
}

/** Takes the lock, or returns the owner that holds it. Two callers never both get it. */
async function takeLock(dataDir: string, { role, socketPath }: Pick<Owner, 'role' | 'socketPath'>) {
  const mine: Owner = { pid: process.pid, role, socketPath, startedAt: new Date().toISOString() };
  for (let attempt = 0; attempt < 5; attempt++) {
    try {
      await writeFile(lockFile(dataDir), JSON.stringify(mine), { flag: 'wx', mode: 0o600 });
      return null;
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EEXIST') throw error;
    }
    const seen = await readFile(lockFile(dataDir), 'utf8').catch(() => null);
    const owner = await findOwner(dataDir);
    if (owner) return owner;
    if (seen !== null) await removeStale(dataDir, seen);
  }
  return findOwner(dataDir);
}

/**
 * Only one of several finders succeeds in moving a stale lock away; one that comes late finds another's new lock there and
 * leaves it. Nothing of this process runs between the look and the move.
 */
async function removeStale(dataDir: string, seen: string): Promise<void> {
  const stale = `${lockFile(dataDir)}.${process.pid}.stale`;
  try {
    if (readFileSync(lockFile(dataDir), 'utf8') !== seen) return;
    renameSync(lockFile(dataDir), stale);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  await rm(stale, { force: true });
}

/** Gives the lock back, where nobody has found it stale and taken it meanwhile. */
export function releaseLock(dataDir: string): void {
  try {
    if (parseOwner(readFileSync(lockFile(dataDir), 'utf8'))?.pid === process.pid) rmSync(lockFile(dataDir));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code !== 'ENOENT') throw error;
  }
}

function parseOwner(text: string): Owner | null {
  try {
    const value = JSON.parse(text) as Partial<Owner>;
    // Before roles were noted only a portal was reckoned with.
    return value.pid && value.socketPath && value.startedAt ? ({ role: 'server', ...value } as Owner) : null;
  } catch {
    return null;
  }
}

/** From when it has the lock until it gives it back: it gives turns all the while, and first has to begin to. */
async function isRunning(owner: Owner): Promise<boolean> {
  if (await answers(turnsPath(path.dirname(owner.socketPath)))) return true;
  if (await answers(owner.socketPath)) return true;
  const young = Date.now() - Date.parse(owner.startedAt) < startingMs;
  return young && owner.pid !== process.pid && isAlive(owner.pid);
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
