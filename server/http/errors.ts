import type { ErrorRequestHandler, Request, RequestHandler } from 'express';
import type { Logger } from 'pino';
import { Fault } from '#contract/faults.ts';
import { fromDatabaseError } from './problem.ts';
import { refusalOf, sendRefusal, wantsPage, type Refusal } from './refusal.ts';

/** Between two lines that say what is no mistake: while the database is away, each request would say it again. */
const quietMs = 1_000;

/**
 * Sends every thrown thing as problem+json, or as words for people where a page was asked for; what is our own mistake is
 * logged with its stack and never shown.
 */
export function sendProblem(log: Logger): ErrorRequestHandler {
  let quietUntil = 0;
  let untold = 0;
  const tell = (error: unknown, { method, originalUrl }: Request, { problem }: Fault) => {
    const isMistake = problem === 'internal';
    if (!isMistake && Date.now() < quietUntil) {
      untold++;
      return;
    }
    const others = isMistake || untold === 0 ? {} : { untold };
    log.error({ err: error, method, url: originalUrl.slice(0, 300), ...others }, 'request failed');
    if (isMistake) return;
    quietUntil = Date.now() + quietMs;
    untold = 0;
  };
  return (error: unknown, request, response, next) => {
    const refusal = toRefusal(error, request.originalUrl);
    if (isNews(error, refusal.fault)) tell(error, request, refusal.fault);
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

/** What whoever runs the portal wants to know of; that there is a crowd, which we say ourselves, is none. */
function isNews(error: unknown, { problem, code }: Fault): boolean {
  const isCrowd = code === 'serverBusy' && error instanceof Fault;
  return ['internal', 'unavailable', 'noRoom'].includes(problem) && !isCrowd;
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
