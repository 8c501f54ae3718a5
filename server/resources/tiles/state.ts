import type { Level } from '#contract/admin-units.ts';
import type { Revisions } from '#contract/revisions.ts';
import { isBoundary, isTable, type Collection, type TableCollection } from '#catalog/collections.ts';
import { resourceOf } from '#catalog/resources.ts';
import type { FilterSql } from '#catalog/filter-sql.ts';
import { sourceValues } from '#catalog/sql.ts';
import { lastChangeStatement } from '#catalog/extent-sql.ts';
import type { Config } from '#server/config.ts';
import type { Database, Queryable } from '#db/db.ts';
import { readStand, revisionsOf } from '#facts/stand.ts';
import { queries } from './queries.ts';

/** All that decides what a tile shows. */
export interface TileState {
  /** Moves with every change of any data that tiles show, and differs from that of another database. */
  readonly token: string;
  readonly referenceDate: string;
  readonly demo: boolean;
  readonly changeDays: Readonly<Record<Level, readonly string[]>>;
  /** Versions by resource: `admin-units`, `collection:<id>`. */
  readonly versions: ReadonlyMap<string, string>;
  /** Revisions by resource, of which the versions are made. */
  readonly revisions: Revisions;
}

/** How long a state is believed before the database is asked again: far below the second in which an edit has to show. */
const believedMs = 150;
/** While the database is away it is asked again at most so often: what is in memory does not wait for its answer. */
const askAgainMs = 1_000;
const units = 'admin-units';

/** Reads the state at most once in `believedMs`, however many tiles are asked for; equal readers share one query. */
export class TileStateReader {
  private last: { state: TileState; asked: number; until: number } | null = null;
  /** When the database last did not answer, since it last did. */
  private failed: number | null = null;
  private reading: Promise<TileState> | null = null;
  private days: { version: string; byLevel: Record<Level, string[]> } | null = null;
  private readonly lastChanges = new Map<string, { version: string; day: Promise<string | null> }>();

  constructor(
    private readonly db: Pick<Database, 'state' | 'light'>,
    private readonly config: Pick<Config, 'referenceDate'>,
    private readonly now: () => number = () => performance.now(),
  ) {}

  /** The state where it is known well enough without asking. */
  peek(): TileState | null {
    return this.last !== null && this.now() < this.last.until ? this.last.state : null;
  }

  /**
   * The last state that is known while the database does not answer, and for how many seconds it has not been seen to
   * hold; null while the database answers. Asks the database now and then, without waiting.
   */
  peekStale(): { readonly state: TileState; readonly seconds: number } | null {
    if (this.failed === null || this.last === null) return null;
    const now = this.now();
    if (now - this.failed > askAgainMs) this.read().catch(() => undefined);
    return { state: this.last.state, seconds: Math.ceil((now - this.last.asked) / 1000) };
  }

  /** Ask again next time: something was written. */
  forget(): void {
    if (this.last !== null) this.last = { ...this.last, until: 0 };
  }

  async read(): Promise<TileState> {
    const known = this.peek();
    if (known) return known;
    this.reading ??= this.readAnew()
      .then(
        (state) => {
          this.failed = null;
          return state;
        },
        (error: unknown) => {
          this.failed = this.now();
          throw error;
        },
      )
      .finally(() => {
        this.reading = null;
      });
    return this.reading;
  }

  /** The last day on which features of a table begin or cease to hold; null while it is empty. Asked once a version. */
  async lastChange(collection: TableCollection, state: TileState): Promise<string | null> {
    const key = JSON.stringify([collection.id, collection.source.within]);
    const version = versionOf(collection, state);
    const known = this.lastChanges.get(key);
    if (known?.version === version) return known.day;
    const day = this.db.light
      .one<{ day: string | null }>(lastChangeStatement(collection), sourceValues(collection))
      .then((row) => row.day);
    this.lastChanges.set(key, { version, day });
    day.catch(() => this.lastChanges.delete(key));
    return day;
  }

  /** The state as it is now, whatever is believed. */
  async readAnew(): Promise<TileState> {
    const asked = this.now();
    const [{ referenceDate, demo }, rows] = await Promise.all([
      readStand(this.db.state, this.config),
      this.db.state.many<{ resource: string; revision: number; movedAt: number }>(queries.revisions),
    ]);
    const versions = new Map(
      rows.map(({ resource, revision, movedAt }) => [resource, `${revision.toString(36)}.${movedAt.toString(36)}`]),
    );
    const revisions = Object.fromEntries(rows.map(({ resource, revision }) => [resource, revision]));
    const version = versions.get(units) ?? '0';
    if (this.days?.version !== version) this.days = { version, byLevel: await readChangeDays(this.db.state) };
    const token = `${[...versions.values()].sort().join(' ')} ${referenceDate}`;
    const state = { token, referenceDate, demo, changeDays: this.days.byLevel, versions, revisions };
    this.last = { state, asked, until: asked + believedMs };
    return state;
  }
}

/** Whether tiles of features depend on which commune bears a code on their day. */
export function followsUnits(collection: Collection, condition: Pick<FilterSql, 'byCommune'> | null): boolean {
  return isTable(collection) && (condition?.byCommune === true || collection.source.within !== null);
}

/** The version of the data that a collection's tiles are made from. */
export function versionOf(
  collection: Collection,
  { versions }: Pick<TileState, 'versions'>,
  byCommune = false,
): string {
  const version = versions.get(resourceOf(collection)) ?? '0';
  return byCommune ? `${version}-${versions.get(units) ?? '0'}` : version;
}

/** The revisions of the data that a collection's tiles are made from: what their version is, as a header tells it. */
export function tileRevisions(
  collection: Collection,
  { revisions }: Pick<TileState, 'revisions'>,
  byCommune: boolean,
): Revisions {
  return revisionsOf(revisions, [...new Set([resourceOf(collection), ...(byCommune ? [units] : [])])]);
}

/** Days on which units or boundaries of each level change, oldest first. */
async function readChangeDays(db: Queryable): Promise<Record<Level, string[]>> {
  const of = async (level: Level) =>
    (await db.many<{ day: string }>(queries.changeDays, { level })).map((row) => row.day);
  const [province, district, commune] = await Promise.all([of('province'), of('district'), of('commune')]);
  return { province, district, commune };
}

/**
 * The day whose tiles hold on `at` too, so that all days with the same tiles share one address: of boundaries the day on
 * which they came into force, null before the first; of features the last change where `at` is not before it, else `at`,
 * and `at` alone where they are asked for by their commune.
 */
export function tileDay(
  collection: Collection,
  at: string,
  {
    state,
    lastChange,
    byCommune = false,
  }: { state: Pick<TileState, 'changeDays'>; lastChange: string | null; byCommune?: boolean },
): string | null {
  if (isBoundary(collection)) return boundaryDateOf(state.changeDays[collection.level], at);
  return !byCommune && lastChange !== null && at >= lastChange ? lastChange : at;
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
