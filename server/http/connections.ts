import type { Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';

/**
 * The connections of a server and the answers on each that have not ended. Node tells an answer that its client has gone only
 * where it is that answer's turn. Those of requests that came before it was (pipelining) would never hear of it: what is done
 * for them would go on, and what they hold stay for ever. Here they are told too, by the same event `close`.
 */
export class Connections {
  private readonly answers = new Map<Socket, Set<ServerResponse>>();
  private draining = false;

  constructor(private readonly server: Server) {
    server.on('connection', (socket) => {
      const answers = new Set<ServerResponse>();
      this.answers.set(socket, answers);
      socket.once('close', () => {
        this.answers.delete(socket);
        tellGone(answers);
      });
    });
    server.prependListener('request', ({ socket }, answer: ServerResponse) => {
      const answers = this.answers.get(socket);
      answers?.add(answer);
      answer.once('close', () => answers?.delete(answer));
      if (this.draining) answer.shouldKeepAlive = false;
    });
  }

  /** Answers that have not ended. */
  get open(): number {
    let open = 0;
    for (const { size } of this.answers.values()) open += size;
    return open;
  }

  /**
   * Takes no more connections, says so on those that there are, lets requests finish, and cuts those that have not after
   * `mostMs`, so that nobody takes half a body for the whole.
   */
  async drain(mostMs: number): Promise<void> {
    this.draining = true;
    const closed = new Promise<void>((resolve) => this.server.close(() => resolve()));
    for (const answers of this.answers.values()) for (const answer of answers) answer.shouldKeepAlive = false;
    // An answer whose head was sent before said that its connection stays.
    const idle = setInterval(() => this.server.closeIdleConnections(), 100);
    const cut = setTimeout(() => {
      // A plain end would look like the end of a body that has no length.
      for (const socket of this.answers.keys()) socket.resetAndDestroy();
    }, mostMs);
    await closed;
    clearInterval(idle);
    clearTimeout(cut);
  }
}

function tellGone(answers: Iterable<ServerResponse>): void {
  // Node tells the one whose turn it is, and one that has ended just now.
  const untold = [...answers].filter(({ socket, writableFinished }) => socket === null && !writableFinished);
  // All are gone before the first is told: what it leaves room for would be let in else.
  for (const answer of untold) answer.destroy();
  for (const answer of untold) answer.emit('close');
}
