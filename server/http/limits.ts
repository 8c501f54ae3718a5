import { ipKeyGenerator, rateLimit } from 'express-rate-limit';
import type { Request, RequestHandler } from 'express';
import { Fault } from '#contract/faults.ts';

/** Requests that one address may make in a minute. Tiles in memory are answered before this and count nothing. */
const readsAMinute = 30_000;
const writesAMinute = 60;

/** Bounds what one address may ask for: reads generously, writes tightly. Beyond that a 429 with Retry-After. */
export function limitRequests(): RequestHandler {
  const isRead = ({ method }: Request) => method === 'GET' || method === 'HEAD' || method === 'OPTIONS';
  return rateLimit({
    windowMs: 60_000,
    limit: (request) => (isRead(request) ? readsAMinute : writesAMinute),
    keyGenerator: (request) => `${isRead(request) ? 'reads' : 'writes'} ${ipKeyGenerator(request.ip ?? '')}`,
    // Counting headers on every answer would cost more than most answers.
    standardHeaders: false,
    legacyHeaders: false,
    handler: (_request, response) => {
      response.setHeader('Retry-After', '60');
      throw new Fault('requestsTooMany', {});
    },
  });
}
