import type { Pool, PoolClient, QueryArrayResult, QueryResultRow } from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { runnerUntil, type Cancel, type Runner } from './bounded.ts';
import { StartFailure } from './failure.ts';
import type { Statement } from './queries.ts';
import type { StopSignal } from '#server/stop.ts';

export type Parameters = Record<string, unknown>;

/** Runs named statements and says how many rows it wants; rows come with camelCase names. */
export interface Queryable {
  /** Exactly one row; throws RowCountError otherwise. */
  one<Row>(statement: Statement, parameters?: Parameters): Promise<Row>;
  /** One row or null; throws RowCountError for more. */
  maybeOne<Row>(statement: Statement, parameters?: Parameters): Promise<Row | null>;
  many<Row>(statement: Statement, parameters?: Parameters): Promise<Row[]>;
  /** Number of rows that the statement changed. */
  none(statement: Statement, parameters?: Parameters): Promise<number>;
}

export interface Db extends Queryable {
  readonly kind: 'embedded' | 'server';
  /**
   * Runs `work` in one transaction and commits when it resolves. Keep it short: the embedded database has one session,
   * so that everybody waits meanwhile.
   */
  transaction<T>(work: (tx: Queryable, client: PoolClient) => Promise<T>): Promise<T>;
  /** Like `many`, but cancelled as `until` says. */
  cancellable<Row>(statement: Statement, parameters: Parameters, signal: StopSignal): Promise<Row[]>;
  /**
   * The same statements, each rejected with the reason of `signal` when it aborts: cancelled on the server (the embedded
   * database finishes it), and given up with its connection where the server does not even answer to that.
   */
  until(signal: StopSignal): Queryable;
  /**
   * Lends one connection to `work` for as long as it lasts, so that its temporary tables stay; what it runs is cancelled
   * when `signal` aborts. The embedded database has one session for everybody: name those tables so that nobody else has
   * them, and drop them in the end; between its statements and transactions those of others come first.
   */
  session<T>(work: (session: Session) => Promise<T>, signal?: AbortSignal): Promise<T>;
  /**
   * Runs `work` while no other process, and nobody else in this one, runs something alone on the same database; calls
   * `onWait` once where it has to wait. All of it runs on one connection, and whoever holds that holds the turn: one that
   * is cut, or whose process is killed, can go on with nothing and frees it. Throws StartFailure where it is cut.
   */
  alone<T>(work: (session: Session) => Promise<T>, onWait: () => void): Promise<T>;
  /**
   * Takes a name that nobody else on this database has, in this process or another; null where somebody has it. It is free
   * again when it is released, and when the process or its connection ends, however they do.
   */
  hold(name: string): Promise<Held | null>;
  /** Whether somebody has taken the name. */
  isHeld(name: string): Promise<boolean>;
  /** Connections for what may take long: commands, preparation, imports on a server. */
  readonly pool: Pool;
  close(): Promise<void>;
}

/** A name that was taken on a database. */
export interface Held {
  /** Aborts where the connection was cut by which the name is held: somebody else can take it now. */
  readonly lost: AbortSignal;
  release(): Promise<void>;
}

/**
 * The database of a portal that serves: reads have connections of their own, so that no work takes them all. A read waits
 * briefly for a lock, and a statement of it is bounded. The embedded database is one session: all of them are that.
 */
export interface Database extends Db {
  /** Statements of each kind of read that can run at once. */
  readonly readsAtOnce: { readonly light: number; readonly heavy: number };
  readonly light: Db;
  readonly heavy: Db;
  /** For readiness and for what every answer begins with; nothing that takes long is asked here. */
  readonly state: Queryable;
}

/** A connection that is lent: its statements and transactions run one after the other. */
export interface Session extends Queryable, Pick<Db, 'transaction'> {
  /** Sends rows (text of COPY) by a statement `copy ... from stdin`. The embedded database takes none. */
  readonly copyIn?: (statement: Statement, rows: Buffer) => Promise<void>;
}

/** Waits until nobody else has the turn, and keeps it until the connection ends or what it returns is called. */
export type TakeTurn = (client: PoolClient, onWait: () => void) => Promise<() => void>;

export interface DbOptions extends Pick<Db, 'hold' | 'isHeld'> {
  readonly kind: Db['kind'];
  /** Connections that are lent for a session. */
  readonly sessions: Pool;
  readonly takeTurn: TakeTurn;
  /** One connection, by which statements are cancelled; null where that cannot be. */
  readonly cancellations: Pool | null;
  close(): Promise<void>;
}

/** A statement gave another number of rows than it promises: broken wiring, not bad input. */
export class RowCountError extends Error {
  constructor(statement: Statement, found: number) {
    super(`${statement.name} promises ${statement.rows} row(s) and gave ${found}`);
  }
}

/** Wraps a pool. Statements are prepared by name on a server only: the embedded session is shared and names collide. */
export function makeDb(pool: Pool, options: DbOptions): Db {
  const { kind, sessions, takeTurn, hold, isHeld, cancellations, close } = options;
  // Where it fails the statement goes on to its end, as it would have.
  const cancel: Cancel = (client) =>
    cancellations
      ?.query('select pg_cancel_backend($1)', [(client as PoolClient & { processID: number }).processID])
      .catch(() => undefined);
  return {
    kind,
    pool,
    hold,
    isHeld,
    close,
    ...queryableOn(pool, kind),
    async transaction(work) {
      const client = await pool.connect();
      let broken: Error | undefined;
      try {
        return await transactionOn(client, kind, work, (failure) => (broken = failure));
      } finally {
        // A connection that cannot even roll back is thrown away.
        client.release(broken);
      }
    },
    async session(work, signal) {
      signal?.throwIfAborted();
      const client = await sessions.connect();
      let broken: Error | undefined;
      let cancelled: Promise<unknown> | undefined;
      const abort = () => (cancelled = cancel(client));
      signal?.addEventListener('abort', abort, { once: true });
      try {
        return await work(sessionOn(client, kind, (failure) => (broken = failure)));
      } catch (error) {
        // Its temporary tables go with it, but on the embedded database.
        broken = error as Error;
        throw error;
      } finally {
        signal?.removeEventListener('abort', abort);
        // A cancellation that is still on its way would hit the next query of this connection.
        await cancelled;
        client.release(broken);
      }
    },
    async alone(work, onWait) {
      const client = await pool.connect();
      let giveBack: (() => void) | undefined;
      try {
        giveBack = await takeTurn(client, onWait);
        return await work(sessionOn(client, kind, () => undefined));
      } catch (error) {
        // What a cut connection makes fail first may be any statement: whether it is cut, it says best itself.
        await client.query('select 1').catch(() => {
          throw new StartFailure(
            `The connection to the database was lost while it was being prepared (${(error as Error).message}): see that the database runs, and start again; what was left half-way is mended then.`,
          );
        });
        throw error;
      } finally {
        client.release(true);
        giveBack?.();
      }
    },
    cancellable<Row>(statement: Statement, parameters: Parameters, signal: StopSignal): Promise<Row[]> {
      return rowsOf<Row>(runnerUntil(pool, signal, cancel), kind, { statement, parameters });
    },
    until(signal) {
      return queryableOn(runnerUntil(pool, signal, cancel), kind);
    },
  };
}

function sessionOn(client: PoolClient, kind: Db['kind'], onBroken: (failure: Error) => void): Session {
  return {
    ...queryableOn(client, kind),
    transaction: (work) => transactionOn(client, kind, work, onBroken),
    ...(kind === 'embedded' ? {} : { copyIn: ({ text }, rows) => copyInto(client, text, rows) }),
  };
}

function copyInto(client: PoolClient, text: string, rows: Buffer): Promise<void> {
  return new Promise((resolve, reject) => {
    const stream = client.query(copyFrom(text));
    stream.once('error', reject);
    stream.once('finish', resolve);
    stream.end(rows);
  });
}

async function transactionOn<T>(
  client: PoolClient,
  kind: Db['kind'],
  work: (tx: Queryable, client: PoolClient) => Promise<T>,
  onBroken: (failure: Error) => void,
): Promise<T> {
  try {
    await client.query('begin');
    const result = await work(queryableOn(client, kind), client);
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch(onBroken);
    throw error;
  }
}

/** A statement with what it is asked with. */
interface Call {
  readonly statement: Statement;
  readonly parameters: Parameters;
}

async function run(runner: Runner, kind: Db['kind'], { statement, parameters }: Call) {
  const values = statement.parameters.map((name) => {
    if (!(name in parameters)) throw new Error(`${statement.name} needs :${name}`);
    return parameters[name];
  });
  const { text, name, unprepared = false } = statement;
  const isPrepared = kind === 'server' && !unprepared;
  const result = await runner.query(
    isPrepared ? { text, values, rowMode: 'array', name } : { text, values, rowMode: 'array' },
  );
  return { rows: camelCased(result), rowCount: result.rowCount ?? 0 };
}

async function rowsOf<Row>(runner: Runner, kind: Db['kind'], call: Call): Promise<Row[]> {
  return (await run(runner, kind, call)).rows as Row[];
}

/** Statements on whatever runs them. */
export function queryableOn(runner: Runner, kind: Db['kind']): Queryable {
  return {
    async one<Row>(statement: Statement, parameters: Parameters = {}) {
      const { rows } = await run(runner, kind, { statement, parameters });
      if (rows.length !== 1) throw new RowCountError(statement, rows.length);
      return rows[0] as Row;
    },
    async maybeOne<Row>(statement: Statement, parameters: Parameters = {}) {
      const { rows } = await run(runner, kind, { statement, parameters });
      if (rows.length > 1) throw new RowCountError(statement, rows.length);
      return (rows[0] as Row | undefined) ?? null;
    },
    many: <Row>(statement: Statement, parameters: Parameters = {}) =>
      rowsOf<Row>(runner, kind, { statement, parameters }),
    async none(statement: Statement, parameters: Parameters = {}) {
      return (await run(runner, kind, { statement, parameters })).rowCount;
    },
  };
}

/**
 * The same statements, of which those without parameters are shared: whoever asks while one runs waits for the next, which
 * begins after they asked, so that nobody gets rows from before. However many ask, one of each runs.
 */
export function shared(on: Queryable): Queryable {
  const one = batches((statement) => on.one<object>(statement));
  const many = batches((statement) => on.many<object>(statement));
  const isBare = (parameters: Parameters) => Object.keys(parameters).length === 0;
  return {
    ...on,
    one: <Row>(statement: Statement, parameters: Parameters = {}) =>
      isBare(parameters) ? (one(statement) as Promise<Row>) : on.one<Row>(statement, parameters),
    many: <Row>(statement: Statement, parameters: Parameters = {}) =>
      isBare(parameters) ? (many(statement) as Promise<Row[]>) : on.many<Row>(statement, parameters),
  };
}

function batches<Result>(ask: (statement: Statement) => Promise<Result>): (statement: Statement) => Promise<Result> {
  const running = new Map<string, Promise<unknown>>();
  const next = new Map<string, Promise<Result>>();
  const begin = async (statement: Statement): Promise<Result> => {
    const { name } = statement;
    await running.get(name)?.catch(() => undefined);
    next.delete(name);
    const asked = ask(statement);
    running.set(name, asked);
    return asked.finally(() => running.delete(name));
  };
  return (statement) => {
    const waiting = next.get(statement.name) ?? begin(statement);
    next.set(statement.name, waiting);
    return waiting;
  };
}

/** snake_case columns to camelCase properties, at the one place where rows enter the program; named once a result. */
function camelCased({ fields, rows }: QueryArrayResult<unknown[]>): QueryResultRow[] {
  const names = fields.map(({ name }) =>
    name.includes('_') ? name.replace(/_([a-z0-9])/g, (_, c: string) => c.toUpperCase()) : name,
  );
  return rows.map((values) => {
    const row: QueryResultRow = {};
    for (let place = 0; place < names.length; place++) row[names[place] ?? ''] = values[place];
    return row;
  });
}
