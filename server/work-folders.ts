import { rmSync } from 'node:fs';
import { mkdtemp, readdir, rm, stat } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** Folder of a process in the system's temporary one; what lies in it may be addresses of households. */
const ofProcess = /^ntm-work-/;
/** Folders of portals before 0.2.0, which told nothing of their process. */
const ofEarlier = /^ntm-(upload|export)-/;
const alive = 'alive';
/** A folder that cannot tell whether its process lives is left for so long. */
const patienceMs = 24 * 3_600_000;
/** Longer names are no addresses of sockets. */
const longestSocketPath = 100;

/** By the folder that they lie in. */
const mine = new Map<string, Promise<string>>();

/**
 * Makes a folder for work in progress (an upload, a file to send, rows that were refused), which whoever asks removes when it is done. A process
 * that is killed leaves it behind: `sweepWorkFolders` removes it then. Rejects as mkdtemp where there is no room.
 */
export async function makeWorkFolder(purpose: 'upload' | 'export' | 'refused'): Promise<string> {
  const parent = tmpdir();
  const make = async () => {
    const folder = mine.get(parent) ?? makeProcessFolder(parent);
    mine.set(parent, folder);
    return mkdtemp(path.join(await folder, `${purpose}-`));
  };
  return make().catch((error: NodeJS.ErrnoException) => {
    mine.delete(parent);
    if (error.code !== 'ENOENT') throw error;
    // Whoever tidies temporary folders took ours for forgotten.
    return make();
  });
}

/** Removes folders whose process is dead, with all that lies in them; gives how many. To be called when a portal starts. */
export async function sweepWorkFolders(): Promise<number> {
  let swept = 0;
  for (const name of await readdir(tmpdir()).catch(() => [])) {
    if (!ofProcess.test(name) && !ofEarlier.test(name)) continue;
    const folder = path.join(tmpdir(), name);
    if (!(await isLeft(folder))) continue;
    await rm(folder, { recursive: true, force: true });
    swept++;
  }
  return swept;
}

/** The folder holds a socket for as long as its process lives: ids of processes are used again, and differ by container. */
async function makeProcessFolder(parent: string): Promise<string> {
  const folder = await mkdtemp(path.join(parent, 'ntm-work-'));
  process.once('exit', () => rmSync(folder, { recursive: true, force: true }));
  const socketPath = path.join(folder, alive);
  if (socketPath.length > longestSocketPath) return folder;
  const server = createServer((socket) => socket.destroy());
  await new Promise<void>((resolve) => {
    // Where there are no sockets the folder is left for a day, as one whose name is too long.
    server.once('error', () => resolve());
    server.listen(socketPath, resolve);
  });
  server.unref();
  return folder;
}

async function isLeft(folder: string): Promise<boolean> {
  const found = await stat(folder).catch(() => null);
  // Another user's may not be looked into, and is that user's to sweep.
  if (found === null || !found.isDirectory() || found.uid !== process.getuid?.()) return false;
  const answer = await askSocket(path.join(folder, alive));
  return answer === 'refused' || (answer === 'none' && Date.now() - found.mtimeMs > patienceMs);
}

function askSocket(socketPath: string): Promise<'answered' | 'refused' | 'none'> {
  return new Promise((resolve) => {
    const socket = connect(socketPath, () => {
      socket.destroy();
      resolve('answered');
    });
    socket.on('error', ({ code }: NodeJS.ErrnoException) => resolve(code === 'ECONNREFUSED' ? 'refused' : 'none'));
  });
}
