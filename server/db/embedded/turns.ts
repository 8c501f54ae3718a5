import { connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import type { Held } from '../db.ts';
import { StartFailure } from '../failure.ts';

/** Where the process that has an embedded database open gives turns. It answers from before it opens until it has closed. */
export function turnsPath(socketDir: string): string {
  return path.join(socketDir, '.s.turns');
}

const ask = 'a';
const go = 'g';
const wait = 'w';
/** Before a name: it is to be taken, or only looked at. */
const take = 't';
const look = 'l';
const taken = 'n';

/**
 * Gives turns on an embedded database, whose one session knows no lock between its callers: whoever asks is let in when
 * all who asked before have ended their connections, as the system does for a process that is killed. Names are held in
 * the same way, each by one connection.
 */
export async function serveTurns(socketPath: string): Promise<() => Promise<void>> {
  const queue: Socket[] = [];
  const holders = new Map<string, Socket>();
  const answerName = (socket: Socket, said: string) => {
    const name = said.slice(1);
    const isTaken = holders.has(name);
    if (said.startsWith(take) && !isTaken) {
      holders.set(name, socket);
      // Its end is known before its close, and whoever let it go may ask again at once.
      for (const event of ['end', 'close'] as const) {
        socket.on(event, () => {
          if (holders.get(name) === socket) holders.delete(name);
        });
      }
    }
    socket.write(isTaken ? taken : go);
  };
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    // One that asks for nothing only looks whether somebody is there.
    socket.once('data', (bytes) => {
      const said = bytes.toString();
      if (said.startsWith(take) || said.startsWith(look)) {
        answerName(socket, said);
        return;
      }
      queue.push(socket);
      socket.write(queue.length === 1 ? go : wait);
    });
    socket.on('close', () => {
      const place = queue.indexOf(socket);
      if (place >= 0) queue.splice(place, 1);
      if (place === 0) queue[0]?.write(go);
    });
    // Its end is noticed only while it is read.
    socket.resume();
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(socketPath, resolve);
  });
  return () =>
    new Promise((resolve) => {
      server.close(() => resolve());
      for (const socket of [...queue, ...holders.values()]) socket.destroy();
    });
}

/** Waits for a turn; what it returns gives the turn back. Throws StartFailure where the process that gives turns ends. */
export function takeEmbeddedTurn(socketPath: string, onWait: () => void): Promise<() => void> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath, () => socket.write(ask));
    let reason = 'it has ended';
    socket.on('error', (error) => (reason = error.message));
    socket.on('close', () =>
      reject(
        new StartFailure(
          `The portal that serves the data directory gives no turn to prepare its database (${reason}): start that portal anew, or stop it, and try again.`,
        ),
      ),
    );
    socket.on('data', (bytes) => {
      const said = bytes.toString();
      if (said.includes(wait)) onWait();
      if (said.includes(go)) resolve(() => socket.destroy());
    });
  });
}

/** Takes a name where turns are given; null where another connection has it. Rejects where nobody gives turns. */
export async function holdEmbedded(socketPath: string, name: string): Promise<Held | null> {
  const { socket, said } = await askFor(socketPath, `${take}${name}`);
  if (said !== go) {
    socket.destroy();
    return null;
  }
  const lost = new AbortController();
  socket.on('close', () => lost.abort(new Error(`the portal that let "${name}" be held has ended`)));
  return {
    lost: lost.signal,
    release: () =>
      new Promise((resolve) => {
        // Whoever gave it may have ended before.
        if (socket.closed) resolve();
        // Closed by the other side, which has forgotten the name by then.
        socket.once('close', () => resolve());
        socket.end();
      }),
  };
}

/** Whether a connection has the name. Rejects where nobody gives turns. */
export async function isHeldEmbedded(socketPath: string, name: string): Promise<boolean> {
  const { socket, said } = await askFor(socketPath, `${look}${name}`);
  socket.destroy();
  return said === taken;
}

function askFor(socketPath: string, question: string): Promise<{ socket: Socket; said: string }> {
  return new Promise((resolve, reject) => {
    const socket = connect(socketPath, () => socket.write(question));
    socket.on('error', reject);
    socket.once('data', (bytes) => resolve({ socket, said: bytes.toString() }));
  });
}
