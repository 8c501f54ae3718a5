import type { Problem, ProblemCode } from '#contract/problem.ts';

/** The one table from code to status and title. */
const table: Record<ProblemCode, { status: number; title: string }> = {
  badRequest: { status: 400, title: 'The request cannot be understood' },
  unauthorised: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Not allowed' },
  notFound: { status: 404, title: 'There is no such thing here' },
  methodNotAllowed: { status: 405, title: 'This address does not take that method' },
  notAcceptable: { status: 406, title: 'This address has no such format' },
  conflict: { status: 409, title: 'Something else is going on with it' },
  tooLarge: { status: 413, title: 'Too large' },
  unsupportedMediaType: { status: 415, title: 'This kind of file is not taken' },
  unprocessable: { status: 422, title: 'The file was refused' },
  tooManyRequests: { status: 429, title: 'Too many requests' },
  internal: { status: 500, title: 'The portal made a mistake' },
  unavailable: { status: 503, title: 'Not available just now' },
};

/** A refusal on its way to the client. `detail` is one sentence that names the thing and says what to do. */
export class Refusal extends Error {
  constructor(
    readonly code: ProblemCode,
    detail: string,
    /** Where in the request: `query.limit`, `path.code`, `body.file`. */
    readonly at?: string,
  ) {
    super(detail);
  }
}

/** HTTP status of a code. */
export function statusOf(code: ProblemCode): number {
  return table[code].status;
}

/** The problem document of a refusal. */
export function toProblem(refusal: Refusal): Problem {
  const { status, title } = table[refusal.code];
  return {
    type: 'about:blank',
    title,
    status,
    code: refusal.code,
    detail: refusal.message,
    ...(refusal.at === undefined ? {} : { at: refusal.at }),
  };
}

/** SQLSTATE classes that say something of the request or of the moment; everything else is our own mistake. */
export function fromDatabaseError(error: { code?: unknown; message: string }): Refusal {
  const code = typeof error.code === 'string' ? error.code : '';
  if (code === '22021' || code === '22P05') {
    return new Refusal('badRequest', 'The request has a character that no text may hold (U+0000): take it out.');
  }
  // The pool says this one in words: every connection was busy for too long.
  if (error.message.includes('timeout exceeded when trying to connect')) return busy();
  if (
    ['55P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT'].includes(code) ||
    /^(08|53|57)/.test(code) ||
    // pg's words for a connection that was cut while it waited for an answer, or before.
    /^(Connection terminated|Client has encountered a connection error)/.test(error.message)
  ) {
    return busy();
  }
  return new Refusal('internal', 'The portal made a mistake and has logged it: try again, and report it if it stays.');
}

function busy(): Refusal {
  return new Refusal('unavailable', 'The database does not answer just now: try again in a few seconds.');
}

/** A client's word in a sentence of ours: short and without characters that are not seen or turn the writing round. */
export function shown(text: string): string {
  return text.replace(/\p{C}/gu, '?').slice(0, 60);
}
