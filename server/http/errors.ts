import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { Fault } from '#contract/faults.ts';
import { fromDatabaseError, toProblem } from './problem.ts';

/** Sends every thrown thing as problem+json; what is our own mistake is logged with its stack and never shown. */
export function sendProblem(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const fault = toFault(error);
    if (isOurs(fault)) {
      log.error({ err: error, method: request.method, url: request.originalUrl.slice(0, 300) }, 'request failed');
    }
    if (response.headersSent) {
      next(error);
      return;
    }
    const problem = toProblem(fault);
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
  throw new Fault('addressUnknown', { path: `${request.baseUrl}${request.path}` });
};

/** What whoever runs the portal wants to know of; that there is a crowd is no news of each request in it. */
function isOurs({ problem, code }: Fault): boolean {
  return ['internal', 'unavailable', 'noRoom'].includes(problem) && code !== 'serverBusy';
}

function toFault(error: unknown): Fault {
  if (error instanceof Fault) return error;
  if (error instanceof URIError) return new Fault('addressBroken', {});
  const status = (error as { status?: unknown } | null)?.status;
  if (typeof status === 'number' && status >= 400 && status < 500) {
    return new Fault(status === 413 ? 'bodyTooLarge' : 'requestRefused', { reason: (error as Error).message });
  }
  return fromDatabaseError(error instanceof Error ? error : new Error(String(error)));
}
