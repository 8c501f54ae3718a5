import type { Session } from '#db/db.ts';
import type { Statement } from '#db/queries.ts';
import { runAll, type Switching } from './switching.ts';

/** What a piece is to take: others get their turn after it. */
const pieceMs = 100;
const fewestRows = 50;
const mostRows = 2_000;

/** Where a piece ends that begins after some row: the last row, null where none is left, and how many rows it has. */
export interface End {
  readonly until: number | null;
  readonly rows: number;
}

/** Writes rows a short transaction at a time, tells how many are done, and ends between two where that is asked for. */
export class Pieces {
  #done = 0;
  /** As many as took their time last: a place that is shown by consent takes ten times as long as another. */
  #most = 500;

  constructor(
    private readonly session: Session,
    private readonly switching: Pick<Switching, 'signal' | 'onProgress'>,
    private readonly total: number,
  ) {}

  /** Runs statements of a piece, which they are given as `:from` (left out) and `:until`, for each piece until none is left. */
  async run(
    endOf: (from: number, most: number) => Promise<End>,
    statements: readonly Statement[],
    parameters: Readonly<Record<string, unknown>>,
  ): Promise<void> {
    for (let from = 0; ;) {
      this.switching.signal?.throwIfAborted();
      this.switching.onProgress(this.#done, this.total);
      const { until, rows } = await endOf(from, this.#most);
      if (until === null) return;
      await this.#write(statements, { ...parameters, from, until }, rows);
      this.#done += rows;
      from = until;
    }
  }

  async #write(statements: readonly Statement[], parameters: Record<string, unknown>, rows: number): Promise<void> {
    await this.session.transaction(async (tx) => {
      // Until it begins others have their turn.
      const began = performance.now();
      await runAll(tx, statements, parameters);
      const most = (rows * pieceMs) / Math.max(performance.now() - began, 1);
      this.#most = Math.round(Math.min(Math.max(most, fewestRows), mostRows));
    });
  }
}
