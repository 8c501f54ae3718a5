import type { ErrorRequestHandler, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { Fault } from '#contract/faults.ts';
import { fromDatabaseError } from './problem.ts';
import { refusalOf, sendRefusal, wantsPage, type Refusal } from './refusal.ts';

/**
 * Sends every thrown thing as problem+json, or as words for people where a page was asked for; what is our own mistake is
 * logged with its stack and never shown.
 */
export function sendProblem(log: Logger): ErrorRequestHandler {
  return (error: unknown, request, response, next) => {
    const refusal = toRefusal(error, request.originalUrl);
    if (isOurs(refusal.fault)) {
      log.error({ err: error, method: request.method, url: request.originalUrl.slice(0, 300) }, 'request failed');
    }
    if (response.headersSent) {
      next(error);
      return;
    }
    const forPeople = forReaders.has(request);
    if (forPeople) response.vary('Accept');
    sendRefusal(response, refusal, forPeople && wantsPage(request) ? 'page' : 'problem');
  };
}

const forReaders = new WeakSet<object>();

/** From here on addresses are pages: what goes wrong is told in words for people. */
export const tellPeople: RequestHandler = (request, _response, next) => {
  forReaders.add(request);
  next();
};

/** What whoever runs the portal wants to know of; that there is a crowd is no news of each request in it. */
function isOurs({ problem, code }: Fault): boolean {
  return ['internal', 'unavailable', 'noRoom'].includes(problem) && code !== 'serverBusy';
}

/** The last route: nothing answered. */
export const noSuchAddress: RequestHandler = (request) => {
  throw unknownAddress(request.originalUrl);
};

function unknownAddress(target: string): Fault {
  return new Fault('addressUnknown', { path: target.replace(/\?.*$/s, '') });
}

/** What middleware throws has a status and words of its own, which tell of files and parts of the server: the status stays. */
function toRefusal(error: unknown, target: string): Refusal {
  if (error instanceof Fault) return refusalOf(error);
  if (error instanceof URIError) return refusalOf(new Fault('addressBroken', {}));
  const status = (error as { status?: unknown } | null)?.status;
  if (typeof status === 'number' && status >= 400 && status < 500)
    return { fault: faultOf(status, error, target), status };
  return refusalOf(fromDatabaseError(error instanceof Error ? error : new Error(String(error))));
}

function faultOf(status: number, error: unknown, target: string): Fault {
  switch (status) {
    case 404:
      return unknownAddress(target);
    case 412:
      return new Fault('preconditionFailed', {});
    case 413:
      return new Fault('bodyTooLarge', { reason: (error as Error).message });
    case 416:
      return new Fault('rangeBeyond', {});
    default:
      return new Fault('requestRefused', {});
  }
}
