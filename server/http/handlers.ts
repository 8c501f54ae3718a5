import type { Router } from 'express';

type Handler = (input: { readonly params: never; readonly query: never }, exchange: never) => Promise<unknown>;

/** What answers each endpoint, by its router. */
const handlers = new WeakMap<Router, Map<string, Handler>>();

/** Remembers what answers an endpoint, so that the portal can ask it too. */
export function rememberHandler(router: Router, id: string, handler: Handler): void {
  handlers.set(router, (handlers.get(router) ?? new Map<string, Handler>()).set(id, handler));
}

/** What answers an endpoint of one of some routers. */
export function handlerOf(routers: readonly Router[], id: string): Handler | undefined {
  return routers.map((router) => handlers.get(router)?.get(id)).find((found) => found !== undefined);
}
