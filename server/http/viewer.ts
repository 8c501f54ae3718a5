import type { IncomingMessage } from 'node:http';
import type { RequestHandler } from 'express';
import type { Viewer } from '#contract/viewer.ts';

const viewers = new WeakMap<IncomingMessage, Viewer>();

/** Finds out once, before anything is answered, who sent a request. */
export function identify(viewerOf: (request: IncomingMessage) => Viewer): RequestHandler {
  return (request, _response, next) => {
    viewers.set(request, viewerOf(request));
    next();
  };
}

/** Who sent a request. Throws where nobody was asked: then nothing may be answered. */
export function whoAsks(request: IncomingMessage): Viewer {
  const viewer = viewers.get(request);
  if (viewer === undefined) throw new Error('nobody has found out who asks: identify() stands before all routes');
  return viewer;
}
