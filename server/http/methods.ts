import { Router, type RequestHandler } from 'express';
import type { AnyEndpoint } from '#contract/endpoints.ts';
import { Fault } from '#contract/faults.ts';
import { expressPath } from './route.ts';
import { preflightHeaders } from './security.ts';

type Addressed = Pick<AnyEndpoint, 'path' | 'method' | 'audience'>;

/**
 * Answers 405 with `Allow` where an address exists and takes another method, and OPTIONS with what it takes; pages of
 * other sites are told so of what anybody may read. An address that is not there goes on to the next route.
 */
export function refuseOtherMethods(endpoints: readonly Addressed[]): Router {
  const router = Router();
  for (const path of new Set(endpoints.map((endpoint) => endpoint.path))) {
    const there = endpoints.filter((endpoint) => endpoint.path === path);
    const taken = there.flatMap(({ method }) => (method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()]));
    const open = there.some(({ method, audience }) => method === 'get' && audience !== 'administrator');
    router.all(expressPath(path), takeOnly(taken, open ? preflightHeaders : {}));
  }
  return router;
}

/** Lets the named methods pass, answers OPTIONS with them and `more`, and refuses all others. */
export function takeOnly(taken: readonly string[], more: Readonly<Record<string, string>> = {}): RequestHandler {
  return (request, response, next) => {
    if (taken.includes(request.method)) {
      next();
      return;
    }
    response.setHeader('Allow', [...taken, 'OPTIONS'].join(', '));
    if (request.method !== 'OPTIONS') {
      throw new Fault('methodNotTaken', { method: request.method, taken: taken.join(' and ') });
    }
    response.set(more).status(204).end();
  };
}

/** Sends everything but reads through a handler: reads are many, and what a read may not have its route refuses. */
export function exceptReads(handler: RequestHandler): RequestHandler {
  return (request, response, next) => {
    if (request.method === 'GET' || request.method === 'HEAD') next();
    else handler(request, response, next);
  };
}
