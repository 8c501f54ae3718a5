import { setMaxListeners } from 'node:events';
import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { PoolClient } from 'pg';
import type { Cost } from '#contract/endpoint.ts';
import type { StopSignal } from '#server/stop.ts';
import { Fault } from '#contract/faults.ts';
import type { Config } from '#server/config.ts';
import type { Deps } from '#server/deps.ts';
import { askerOf } from './asker.ts';
import { Gate, type GateOptions, type Leave } from './gate.ts';
import { Spending } from './limits.ts';

type Database = Deps['db'];
/** The database as one request may use it. */
export type LentDb = Database['light'];
type Queryable = ReturnType<LentDb['until']>;
type Statement = Parameters<LentDb['many']>[0];
type Values = NonNullable<Parameters<LentDb['many']>[1]>;
type Session = Parameters<Parameters<LentDb['session']>[0]>[0];
type ShareName = 'light' | 'heavy' | 'import';

/** An answer begins within so long, or is given up; the one session of the embedded database may be in an import's hands. */
const firstByteMs = { server: 10_000, embedded: 30_000 } as const;
/** An export has ended within so long, or is broken off. */
const exportMs = 300_000;
/** Trials too: one of the largest files takes some hundred megabytes. */
const importsAtOnce = 2;

/**
 * How long an answer may wait for places: all of its statements together until it begins, so that a refusal comes soon;
 * each of them after that, since an answer that breaks off is worse. The embedded database is one session: whoever waits
 * there mostly waits for the end of an import, not for a crowd.
 */
const patienceMs = { server: { first: 1_500, begun: 8_000 }, embedded: { first: 25_000, begun: 25_000 } } as const;
const queues: GateOptions = { mostWaiting: 1_000, mostWaitingOfOne: 250 };

/** For what the database is lent. */
export interface Borrower {
  readonly cost: Exclude<Cost, 'memory'>;
  /** Whom it is counted to. */
  readonly asker: string;
  /** Its statements are cancelled when it aborts. */
  readonly signal: AbortSignal;
  /** Whether the answer has begun to go out. */
  readonly hasBegun: () => boolean;
}

/**
 * Lends the database to requests: each statement passes the gate of its share, and what costly ones took is charged to
 * the address that asked.
 */
export class Lender {
  readonly gate: Gate<ShareName>;
  readonly spending = new Spending();

  constructor(
    private readonly db: Database,
    private readonly config: Pick<Config, 'trustProxy'>,
  ) {
    const { light, heavy } = db.readsAtOnce;
    this.gate = new Gate<ShareName>(
      { light: shareOf(light), heavy: shareOf(heavy), import: { places: importsAtOnce, forOne: importsAtOnce } },
      queues,
    );
  }

  /** How long an answer of a cost may take: until it begins, an export until it ends; null for what nobody bounds here. */
  longestMs(cost: Cost): number | null {
    if (cost === 'export') return exportMs;
    return cost === 'light' || cost === 'heavy' ? firstByteMs[this.db.kind] : null;
  }

  /** Whom a request is counted to. */
  askerOf(request: IncomingMessage): string {
    return askerOf(request, this.config);
  }

  /** A place for a whole import, which may take whatever it takes. */
  enterImport(asker: string, signal: AbortSignal): Leave | Promise<Leave> {
    return this.gate.enter({ share: 'import', asker, signal, patienceMs: patienceMs[this.db.kind].first });
  }

  /** The database for one answer. */
  lend(borrower: Borrower): LentDb {
    // An import has its place already, as a whole.
    return borrower.cost === 'import' ? this.db : new Loan(this, this.db[shareFor(borrower.cost)], borrower);
  }
}

function shareFor(cost: Cost): 'light' | 'heavy' {
  return cost === 'light' ? 'light' : 'heavy';
}

/** The database in the hands of one answer: each statement waits for a place. */
class Loan implements LentDb {
  private readonly share: 'light' | 'heavy';
  private bounded: Queryable | null = null;
  private again = false;
  // Statements may wait at the same time: what counts is how long somebody does.
  private waitedMs = 0;
  private waiting = 0;
  private waitingSince = 0;

  constructor(
    private readonly lender: Pick<Lender, 'gate' | 'spending' | 'lend'>,
    private readonly own: LentDb,
    private readonly borrower: Borrower,
  ) {
    this.share = shareFor(borrower.cost);
    // Each statement that waits for a place listens, and an answer may ask any number at once.
    setMaxListeners(0, borrower.signal);
  }

  get kind() {
    return this.own.kind;
  }

  /** What is remembered of a database is remembered by this. */
  get pool() {
    return this.own.pool;
  }

  close(): Promise<never> {
    return Promise.reject(new Error('what is lent is not closed'));
  }

  hold(name: string) {
    return this.own.hold(name);
  }

  isHeld(name: string) {
    return this.within(() => this.own.isHeld(name));
  }

  one<Row>(statement: Statement, parameters?: Values) {
    return this.within(() => this.statements.one<Row>(statement, parameters));
  }

  maybeOne<Row>(statement: Statement, parameters?: Values) {
    return this.within(() => this.statements.maybeOne<Row>(statement, parameters));
  }

  many<Row>(statement: Statement, parameters?: Values) {
    return this.within(() => this.statements.many<Row>(statement, parameters));
  }

  none(statement: Statement, parameters?: Values) {
    return this.within(() => this.statements.none(statement, parameters));
  }

  cancellable<Row>(statement: Statement, parameters: Values, until: StopSignal) {
    return this.within(() => this.own.cancellable<Row>(statement, parameters, until), until);
  }

  until(signal: AbortSignal) {
    return this.lender.lend({ ...this.borrower, signal });
  }

  transaction<T>(work: (tx: Queryable, client: PoolClient) => Promise<T>): Promise<T> {
    return this.within(() => this.own.transaction(work));
  }

  session<T>(work: (session: Session) => Promise<T>, until?: AbortSignal): Promise<T> {
    return this.within(() => this.own.session(work, until), until);
  }

  alone<T>(work: (session: Session) => Promise<T>, onWait: () => void): Promise<T> {
    return this.within(() => this.own.alone(work, onWait));
  }

  private get statements(): Queryable {
    this.bounded ??= this.own.until(this.borrower.signal);
    return this.bounded;
  }

  private async within<T>(work: () => Promise<T>, until: StopSignal = this.borrower.signal): Promise<T> {
    const { asker, hasBegun } = this.borrower;
    const patience = patienceMs[this.own.kind];
    const spentMs = this.waitedMs + (this.waiting > 0 ? performance.now() - this.waitingSince : 0);
    const entered = this.lender.gate.enter({
      share: this.share,
      asker,
      signal: until,
      again: this.again,
      patienceMs: hasBegun() ? patience.begun : Math.max(0, patience.first - spentMs),
    });
    const leave = typeof entered === 'function' ? entered : await this.waitFor(entered);
    this.again = true;
    const began = performance.now();
    try {
      return await work();
    } finally {
      leave();
      if (this.share === 'heavy') this.lender.spending.charge(asker, performance.now() - began);
    }
  }

  private async waitFor(place: Promise<Leave>): Promise<Leave> {
    if (this.waiting++ === 0) this.waitingSince = performance.now();
    try {
      return await place;
    } finally {
      if (--this.waiting === 0) this.waitedMs += performance.now() - this.waitingSince;
    }
  }
}

/** A quarter is left to others by whoever asks alone, and one place where there are two. */
function shareOf(places: number): { places: number; forOne: number } {
  return { places, forOne: Math.max(1, places - Math.max(1, Math.floor(places / 4))) };
}

const lenders = new WeakMap<IncomingMessage, Lender>();

/** Says who lends the database to what follows. */
export function lendBy(lender: Lender): RequestHandler {
  return (request, _response, next) => {
    lenders.set(request, lender);
    next();
  };
}

/** Who lends the database to a request. */
export function lenderOf(request: IncomingMessage): Lender {
  const lender = lenders.get(request);
  if (lender === undefined) throw new Error('nobody lends the database: lendBy() stands before all routes');
  return lender;
}

/** Why an answer is given up that has not begun, or an export that has not ended, in time. */
export function tooSlow(ms: number): Fault {
  return new Fault('questionTooSlow', { seconds: ms / 1000 });
}
