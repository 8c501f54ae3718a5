import { MemoryStore, rateLimit } from 'express-rate-limit';
import type { Request, RequestHandler } from 'express';
import { RateLimiterMemory } from 'rate-limiter-flexible';
import type { Config } from '#server/config.ts';
import { Fault } from '#contract/faults.ts';
import { askerOf } from './asker.ts';
import { forWatchers } from './door.ts';
import { tokenOf } from './guard.ts';

/** Requests that one address may make in a minute. Tiles in memory are answered before this and count nothing. */
const readsAMinute = 30_000;
const writesAMinute = 60;
/** Milliseconds of the database that costly answers to one address may take: two connections all the time. */
const costlyMsAMinute = 120_000;

const aMinuteMs = 60_000;

/** An answer whose headers have not gone out. */
interface Headed {
  setHeader(name: string, value: string): unknown;
}

/**
 * Bounds what one address may ask for: reads generously, writes tightly, and those with the token apart from those
 * without. Beyond that a 429 with Retry-After.
 */
export class RequestLimits {
  private readonly store = new MemoryStore();
  /** Counts whatever Express sees. */
  readonly handler: RequestHandler;

  constructor(config: Pick<Config, 'adminToken' | 'trustProxy'>) {
    const isRead = ({ method }: Request) => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
    const kindOf = (request: Request) =>
      isRead(request) ? 'reads' : tokenOf(request, config) === 'right' ? 'writes' : 'attempts';
    this.handler = rateLimit({
      store: this.store,
      skip: ({ path }) => forWatchers.has(path),
      windowMs: aMinuteMs,
      limit: (request) => (isRead(request) ? readsAMinute : writesAMinute),
      keyGenerator: (request) => `${kindOf(request)} ${askerOf(request, config)}`,
      // Counting headers on every answer would cost more than most answers.
      standardHeaders: false,
      legacyHeaders: false,
      handler: (_request, response) => refuse(response),
    });
  }

  /** Counts a read that Express does not see, together with those that it sees; rejects one too many. */
  async countRead(asker: string, response: Headed): Promise<void> {
    const { totalHits } = await this.store.increment(`reads ${asker}`);
    if (totalHits > readsAMinute) refuse(response);
  }
}

function refuse(response: Headed): never {
  response.setHeader('Retry-After', String(aMinuteMs / 1000));
  throw new Fault('requestsTooMany', {});
}

/** What costly answers took of the database, by address: charged afterwards, since nobody knows it before. */
export class Spending {
  private readonly spent: RateLimiterMemory;

  constructor(private readonly mostMs = costlyMsAMinute) {
    this.spent = new RateLimiterMemory({ points: mostMs, duration: 60 });
  }

  charge(asker: string, ms: number): void {
    void this.spent.penalty(asker, Math.ceil(ms));
  }

  /** Seconds that an address has to wait before it may ask for something costly again; null where it may. */
  async secondsToWait(asker: string): Promise<number | null> {
    const spent = await this.spent.get(asker);
    return spent !== null && spent.consumedPoints > this.mostMs ? Math.ceil(spent.msBeforeNext / 1000) : null;
  }
}
