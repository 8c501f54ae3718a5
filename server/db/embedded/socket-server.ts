import { createServer, type Socket } from 'node:net';
import { fatal, onlyVersion30, ready } from './answers.ts';
import type { Engine } from './engine.ts';
import { message, ProtocolFault, RequestReader, type Group } from './frames.ts';

export interface SocketServer {
  /** Tells every connection why it ends, and ends it. At once: what is written is with the system when this returns. */
  endAll(code: string, sentence: string): void;
  /** Ends every connection and stops listening. */
  close(): Promise<void>;
}

export interface SocketOptions {
  readonly socketPath: string;
  /** A connection that leaves a transaction open and says nothing for so long is ended: everybody waits for it. */
  readonly idleInTransactionMs: number;
  /** The engine threw, so that nobody knows what it has read: its session can't be used any more. */
  onThrow(error: Error): void;
}

const maxConnections = 50;
/** Answers are written in pieces of about this size. */
const pieceSize = 256 * 1024;
const lastWordMs = 1_000;
/** A request asks several times with hardly a pause between: whoever is patient comes when nobody asked for so long ... */
const quietMs = 10;
/** ... and after so long in any case, so that the work of the patient ends however many ask. */
const longestPatienceMs = 100;
const rollback = new Uint8Array(
  Buffer.concat([message('S', Buffer.alloc(0)), message('Q', Buffer.from('rollback\0'))]),
);

/**
 * PostgreSQL's wire protocol on a socket for many clients of one session. Groups of messages run whole and one after the
 * other; while a transaction or a group that a Flush has cut is open, only those of its connection do. What a client has
 * sent whole is run, in its order; what it has sent in part when it goes is dropped, what it has open is rolled back.
 * Names of prepared statements, settings and temporary tables are shared: the session is one. A request to cancel does
 * nothing. Connections that name themselves patient let others go first, so that a request hardly ever waits for work more
 * than once.
 */
export async function serveSocket(engine: Engine, options: SocketOptions): Promise<SocketServer> {
  const turns = new Turns(engine, options);
  const connections = new Set<Connection>();
  const server = createServer({ allowHalfOpen: true }, (socket) => {
    const connection = new Connection(socket);
    if (connections.size >= maxConnections) {
      connection.refuse(
        fatal('53300', `The embedded database has ${maxConnections} connections already: try again later.`),
      );
      return;
    }
    connections.add(connection);
    connection.serve(engine.greeting, turns, () => connections.delete(connection));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.socketPath, resolve);
  });
  const endAll = (code: string, sentence: string) => {
    for (const connection of connections) connection.end(fatal(code, sentence));
  };
  return {
    endAll,
    async close() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      endAll('57P01', 'The portal that serves this database is stopping: try again when it is back.');
      await turns.stop();
      // One that does not read its last word is not waited for.
      const cut = setTimeout(() => connections.forEach((connection) => connection.cut()), lastWordMs);
      await closed;
      clearTimeout(cut);
    },
  };
}

/** One client. */
class Connection {
  readonly #socket: Socket;
  readonly #reader = new RequestReader();
  #ended = false;
  #patient = false;

  constructor(socket: Socket) {
    this.#socket = socket;
    // A client that goes is no error; 'close' follows.
    socket.on('error', () => undefined);
  }

  /** Nothing that it asks is answered any more. */
  get ended(): boolean {
    return this.#ended;
  }

  /** Whether it lets others go first. */
  get patient(): boolean {
    return this.#patient;
  }

  serve(greeting: Uint8Array, turns: Turns, onClose: () => void): void {
    this.#socket.on('data', (chunk) => {
      if (this.#ended) return;
      try {
        for (const request of this.#reader.push(chunk)) {
          if (request.kind === 'group') turns.run(this, request);
          else if (request.kind === 'terminate') turns.leave(this);
          else if (request.kind === 'encryption') this.write(Buffer.from('N'));
          else if (request.kind === 'cancel') this.end();
          else {
            this.#patient = request.patient;
            if (request.minor > 0) this.write(onlyVersion30());
            this.write(Buffer.concat([greeting, ready('I')]));
          }
        }
      } catch (error) {
        if (!(error instanceof ProtocolFault)) throw error;
        this.end(fatal('08P01', error.message));
        turns.leave(this);
      }
    });
    this.#socket.on('end', () => turns.leave(this));
    this.#socket.on('close', () => {
      this.#ended = true;
      onClose();
      turns.leave(this);
    });
  }

  /** Ends it when it has said something: a client that is still writing would not read the last word. */
  refuse(lastWord: Uint8Array): void {
    this.#socket.once('data', () => this.end(lastWord));
    this.#socket.once('end', () => this.end());
  }

  write(bytes: Uint8Array): void {
    if (!this.#ended) this.#socket.write(bytes);
  }

  /** Says the last word and closes both directions. */
  end(lastWord?: Uint8Array): void {
    if (lastWord) this.write(lastWord);
    this.#ended = true;
    this.#socket.destroySoon();
  }

  /** Closes without waiting for anything. */
  cut(): void {
    this.#socket.destroy();
  }
}

/** What is to be run; without a group a connection leaves. */
interface Waiting {
  readonly connection: Connection;
  readonly group: Group | null;
  /** When it came. */
  readonly since: number;
}

/** Whose turn it is. */
class Turns {
  readonly #engine: Engine;
  readonly #options: SocketOptions;
  /** In the order in which they came. */
  readonly #waiting: Waiting[] = [];
  /** Who has something open in the session. */
  #holder: Connection | null = null;
  #silence: NodeJS.Timeout | undefined;
  /** When the last turn of somebody who is not patient ended. */
  #quietSince = 0;
  /** Whether the last turn was of somebody patient. */
  #wasPatient = false;
  #patience: NodeJS.Timeout | undefined;
  #busy = false;
  #going = Promise.resolve();
  #stopped = false;

  constructor(engine: Engine, options: SocketOptions) {
    this.#engine = engine;
    this.#options = options;
  }

  run(connection: Connection, group: Group): void {
    this.#add(connection, group);
  }

  /** Ends the connection after what it has asked before; what it has open is rolled back. */
  leave(connection: Connection): void {
    this.#add(connection, null);
  }

  /** Takes nothing more, and rolls back what is open. */
  async stop(): Promise<void> {
    this.#stopped = true;
    clearTimeout(this.#patience);
    await this.#going;
    if (this.#holder) await this.#rollBack();
  }

  #add(connection: Connection, group: Group | null): void {
    if (this.#stopped) return;
    this.#waiting.push({ connection, group, since: performance.now() });
    this.#begin();
  }

  #begin(): void {
    if (!this.#busy && !this.#stopped) this.#going = this.#go();
  }

  async #go(): Promise<void> {
    this.#busy = true;
    try {
      for (let turn = this.#next(); turn; turn = this.#next()) {
        if (turn.group === null) await this.#end(turn.connection);
        else if (!turn.connection.ended) await this.#answer(turn.connection, turn.group);
      }
    } catch (error) {
      this.#options.onThrow(error as Error);
    } finally {
      this.#busy = false;
    }
  }

  #next(): Waiting | undefined {
    clearTimeout(this.#patience);
    const now = performance.now();
    const find = (fits: (one: Waiting) => boolean) => this.#waiting.findIndex(fits);
    let place = -1;
    if (this.#holder) place = find(({ connection }) => connection === this.#holder);
    else {
      // Who is patient comes once, and then somebody who is not, however many of the patient there are.
      const others = find(({ connection }) => !connection.patient);
      const overdue = others >= 0 && this.#wasPatient ? -1 : find((one) => !this.#isPatient(one, now));
      place = overdue >= 0 ? overdue : others;
    }
    if (place >= 0) return this.#waiting.splice(place, 1)[0];
    if (!this.#holder && this.#waiting.length > 0) this.#patience = setTimeout(() => this.#begin(), quietMs);
    return undefined;
  }

  /** Whether it would let others go first, who may be about to ask. */
  #isPatient({ connection, since }: Waiting, now: number): boolean {
    return connection.patient && now < this.#quietSince + quietMs && now < since + longestPatienceMs;
  }

  async #answer(connection: Connection, { bytes, whole }: Group): Promise<void> {
    let pieces: Uint8Array[] = [];
    let size = 0;
    const send = () => {
      connection.write(Buffer.concat(pieces, size));
      pieces = [];
      size = 0;
    };
    const add = (piece: Uint8Array) => {
      pieces.push(piece);
      size += piece.length;
      if (size >= pieceSize) send();
    };
    const status = await this.#engine.run(bytes, add);
    if (whole) add(ready(status));
    send();
    this.#wasPatient = connection.patient;
    if (!connection.patient) this.#quietSince = performance.now();
    this.#hold(whole && status === 'I' ? null : connection);
  }

  async #end(connection: Connection): Promise<void> {
    connection.end();
    if (this.#holder === connection) await this.#rollBack();
  }

  async #rollBack(): Promise<void> {
    await this.#engine.run(rollback, () => undefined);
    this.#hold(null);
  }

  #hold(holder: Connection | null): void {
    this.#holder = holder;
    clearTimeout(this.#silence);
    if (!holder) return;
    const { idleInTransactionMs } = this.#options;
    this.#silence = setTimeout(() => {
      const sentence = `The transaction was rolled back: nothing was asked in it for ${idleInTransactionMs / 1000} s, and everybody waits for it.`;
      holder.end(fatal('25P03', sentence));
      this.leave(holder);
    }, idleInTransactionMs);
  }
}
