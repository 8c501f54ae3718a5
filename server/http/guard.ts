import { createHash, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { RateLimiterMemory, type RateLimiterRes } from 'rate-limiter-flexible';
import type { Config } from '#server/config.ts';
import { Fault } from '#contract/faults.ts';
import { askerOf } from './asker.ts';
import { closeToOtherSites } from './security.ts';

/** Wrong tokens that one address may give in a minute. */
export const wrongTokensAMinute = 10;

/** What a request says of the ADMIN_TOKEN. */
export type GivenToken = 'none' | 'right' | 'wrong';

/** Compares the request's token with the portal's ADMIN_TOKEN, in constant time. */
export function tokenOf(request: Request, { adminToken }: Pick<Config, 'adminToken'>): GivenToken {
  const given = /^Bearer +(.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (given === undefined) return 'none';
  const digest = (text: string) => createHash('sha256').update(text).digest();
  return adminToken !== null && timingSafeEqual(digest(given), digest(adminToken)) ? 'right' : 'wrong';
}

/**
 * Who may write, and read what is for administrators: the holder of ADMIN_TOKEN. Before accounts exist this is the whole
 * of authorisation. Wrong tokens are counted by address, apart from everything else that it does: who has the right one
 * is never kept out by who tries others from the same place.
 */
export class Guard {
  readonly #wrong = new RateLimiterMemory({ points: wrongTokensAMinute, duration: 60 });

  constructor(private readonly config: Pick<Config, 'adminToken' | 'publicUrl' | 'trustProxy'>) {}

  /** Whether the request carries the token; throws where it is one wrong token too many. */
  async isAdmin(request: Request, response: Response): Promise<boolean> {
    const given = tokenOf(request, this.config);
    if (given !== 'wrong' || this.config.adminToken === null) return given === 'right';
    await this.#wrong.consume(askerOf(request, this.config)).catch(({ msBeforeNext }: RateLimiterRes) => {
      response.setHeader('Retry-After', String(Math.max(1, Math.ceil(msBeforeNext / 1000))));
      throw new Fault('tokensTooMany', {});
    });
    return false;
  }

  /** Lets through who holds the token, and where a browser names an origin, from our own page. */
  readonly requireAdmin: RequestHandler = async (request, response, next) => {
    closeToOtherSites(response);
    if (this.config.adminToken === null) throw new Fault('writesClosed', {});
    const { origin, host } = request.headers;
    if (origin !== undefined && origin !== this.config.publicUrl && !sameHost(origin, host)) {
      throw new Fault('originForeign', {});
    }
    if (!(await this.isAdmin(request, response))) throw new Fault('tokenWrong', {});
    next();
  };
}

function sameHost(origin: string, host: string | undefined): boolean {
  try {
    return new URL(origin).host === host;
  } catch {
    return false;
  }
}
