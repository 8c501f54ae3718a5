import { connect, createServer, type Socket } from 'node:net';
import path from 'node:path';
import { StartFailure } from '../failure.ts';

/** Where the process that has an embedded database open gives turns. It answers from before it opens until it has closed. */
export function turnsPath(socketDir: string): string {
  return path.join(socketDir, '.s.turns');
}

const ask = 'a';
const go = 'g';
const wait = 'w';

/**
 * Gives turns on an embedded database, whose one session knows no lock between its callers: whoever asks is let in when
 * all who asked before have ended their connections, as the system does for a process that is killed.
 */
export async function serveTurns(socketPath: string): Promise<() => Promise<void>> {
  const queue: Socket[] = [];
  const server = createServer((socket) => {
    socket.on('error', () => undefined);
    // One that asks for nothing only looks whether somebody is there.
    socket.once('data', () => {
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
      for (const socket of [...queue]) socket.destroy();
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
