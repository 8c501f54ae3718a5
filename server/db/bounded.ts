import type { Pool, PoolClient, QueryArrayConfig, QueryArrayResult } from 'pg';
import type { StopSignal } from '#server/stop.ts';

/** Whatever runs a statement: a pool, a connection, or one that may be given up. */
export interface Runner {
  query(config: QueryArrayConfig): Promise<QueryArrayResult<unknown[]>>;
}

/** Asks the server to end what a connection runs; undefined where that cannot be. */
export type Cancel = (client: PoolClient) => Promise<unknown> | undefined;

/** A statement that is cancelled and not answered for so long is given up. */
const givenUpMs = 2_000;

/** A runner whose statements are given up when `signal` aborts: each rejects with its reason. */
export function runnerUntil(pool: Pool, signal: StopSignal, cancel: Cancel): Runner {
  return {
    async query(config) {
      signal.throwIfAborted();
      const client = await pool.connect();
      if (signal.aborted) client.release();
      signal.throwIfAborted();
      return new Bounded(client, signal, cancel).run(config);
    },
  };
}

/** One statement on one connection that may be given up. It listens for the abort itself: each closure costs as it is made. */
class Bounded {
  private cancelled: Promise<unknown> | undefined;
  private patience: NodeJS.Timeout | undefined;
  private giveUp: ((reason: unknown) => void) | undefined;
  private broken = false;

  constructor(
    private readonly client: PoolClient,
    private readonly signal: StopSignal,
    private readonly cancel: Cancel,
  ) {}

  handleEvent(): void {
    this.cancelled = this.cancel(this.client);
    if (this.cancelled === undefined) return;
    this.patience = setTimeout(() => {
      this.broken = true;
      this.giveUp?.(this.signal.reason);
    }, givenUpMs);
  }

  /** Runs the statement and gives the connection back. */
  async run(config: QueryArrayConfig): Promise<QueryArrayResult<unknown[]>> {
    const { client, signal } = this;
    signal.addEventListener('abort', this);
    try {
      return await new Promise((resolve, reject) => {
        this.giveUp = reject;
        client.query<unknown[]>(config, (error: Error | null, result) => (error ? reject(error) : resolve(result)));
      });
    } catch (error) {
      // That it was cancelled says less than why.
      throw signal.aborted ? signal.reason : error;
    } finally {
      clearTimeout(this.patience);
      signal.removeEventListener('abort', this);
      // A cancellation that is still on its way would hit the next query of this connection.
      if (this.cancelled !== undefined && !this.broken) await this.cancelled;
      client.release(this.broken);
    }
  }
}
