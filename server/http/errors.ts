import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { fromDatabaseError, Refusal, shown, toProblem } from './problem.ts';

/** Sends every thrown thing as problem+json; what is our own mistake is logged with its stack and never shown. */
export function sendProblem(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const refusal = toRefusal(error);
    if (refusal.code === 'internal' || refusal.code === 'unavailable') {
      log.error({ err: error, method: request.method, url: request.originalUrl.slice(0, 300) }, 'request failed');
    }
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = toProblem(refusal);
    if ((problem.status === 503 || problem.status === 429) && !response.hasHeader('Retry-After')) {
      response.setHeader('Retry-After', '5');
    }
    response.removeHeader('ETag');
    response
      .status(problem.status)
      .setHeader('Cache-Control', 'no-store')
      .type('application/problem+json')
      .send(JSON.stringify(problem));
  };
}

/** The last route: nothing answered. */
export const noSuchAddress: RequestHandler = (request) => {
  const path = `${request.baseUrl}${request.path}`;
  throw new Refusal('notFound', `There is nothing at ${shown(path)}: see /api for what there is.`);
};

function toRefusal(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof URIError)
    return new Refusal('badRequest', 'The address holds a broken %-escape: write it anew.');
  const status = (error as { status?: unknown } | null)?.status;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Refusal(status === 413 ? 'tooLarge' : 'badRequest', (error as Error).message);
  }
  return fromDatabaseError(error instanceof Error ? error : new Error(String(error)));
}
