import type { Level } from '#contract/admin-units.ts';
import type { Config } from '#server/config.ts';
import type { Queryable } from '#db/db.ts';
import { readStanding } from '#resources/portal/service.ts';
import { queries } from './queries.ts';

/** All that decides which boundaries a tile shows. */
export interface BoundaryState {
  /** Moves with every change of units or boundaries, and differs from that of another database. */
  readonly version: string;
  readonly referenceDate: string;
  readonly demo: boolean;
  readonly changeDays: Readonly<Record<Level, readonly string[]>>;
}

/** How long a state is believed before the database is asked again: far below the second in which an edit has to show. */
const believedMs = 150;

/** Reads the state at most once in `believedMs`, however many tiles are asked for; equal readers share one query. */
export class BoundaryStateReader {
  private last: { state: BoundaryState; until: number } | null = null;
  private reading: Promise<BoundaryState> | null = null;
  private days: { version: string; byLevel: Record<Level, string[]> } | null = null;

  constructor(
    private readonly db: Queryable,
    private readonly config: Pick<Config, 'referenceDate'>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The state where it is known well enough without asking. */
  peek(): BoundaryState | null {
    return this.last !== null && this.now() < this.last.until ? this.last.state : null;
  }

  /** Ask again next time: something was written. */
  forget(): void {
    this.last = null;
  }

  async read(): Promise<BoundaryState> {
    const known = this.peek();
    if (known) return known;
    this.reading ??= this.ask().finally(() => {
      this.reading = null;
    });
    return this.reading;
  }

  private async ask(): Promise<BoundaryState> {
    const asked = this.now();
    const [{ referenceDate, demo }, { revision, movedAt }] = await Promise.all([
      readStanding(this.db, this.config),
      this.db.one<{ revision: number; movedAt: number }>(queries.boundaryRevision),
    ]);
    const version = `${revision.toString(36)}.${movedAt.toString(36)}`;
    if (this.days?.version !== version) this.days = { version, byLevel: await readChangeDays(this.db) };
    const state = { version, referenceDate, demo, changeDays: this.days.byLevel };
    this.last = { state, until: asked + believedMs };
    return state;
  }
}

/** Days on which units or boundaries of each level change, oldest first. */
async function readChangeDays(db: Queryable): Promise<Record<Level, string[]>> {
  const of = async (level: Level) =>
    (await db.many<{ day: string }>(queries.changeDays, { level })).map((row) => row.day);
  const [province, district, commune] = await Promise.all([of('province'), of('district'), of('commune')]);
  return { province, district, commune };
}

/**
 * The day on which the boundaries of a level that hold on `at` came into force, so that all days that share them share
 * one address; null before the first.
 */
export function boundaryDateOf(days: readonly string[], at: string): string | null {
  return days.findLast((day) => day <= at) ?? null;
}

/** boundaryDateOf, asked of the database. */
export async function readBoundaryDate(db: Queryable, level: Level, at: string): Promise<string | null> {
  const days = await db.many<{ day: string }>(queries.changeDays, { level });
  return boundaryDateOf(
    days.map((row) => row.day),
    at,
  );
}
