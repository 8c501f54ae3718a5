import { Router, type RequestHandler } from 'express';
import type { AnyEndpoint } from '#contract/endpoints.ts';
import { Fault } from '#contract/faults.ts';
import { expressPath } from './route.ts';

/**
 * Answers 405 with `Allow` where an address exists and takes another method. Mount it after all routes: what comes here
 * no route took.
 */
export function refuseOtherMethods(endpoints: readonly Pick<AnyEndpoint, 'path' | 'method'>[]): Router {
  const router = Router();
  const methods = new Map<string, string[]>();
  for (const { path, method } of endpoints) {
    const taken = method === 'get' ? ['GET', 'HEAD'] : [method.toUpperCase()];
    methods.set(path, [...(methods.get(path) ?? []), ...taken]);
  }
  for (const [path, taken] of methods) router.all(expressPath(path), refuse(taken));
  return router;
}

function refuse(taken: readonly string[]): RequestHandler {
  return (request, response, next) => {
    if (taken.includes(request.method)) {
      next();
      return;
    }
    response.setHeader('Allow', taken.join(', '));
    throw new Fault('methodNotTaken', { method: request.method, taken: taken.join(' and ') });
  };
}
