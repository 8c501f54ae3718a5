import { Fault } from '#contract/faults.ts';
import { problemCodes, type Problem, type ProblemCode } from '#contract/problem.ts';

/** The one table from code to status and title. */
const table: Record<ProblemCode, { status: number; title: string }> = {
  badRequest: { status: 400, title: 'The request cannot be understood' },
  unauthorised: { status: 401, title: 'Sign in first' },
  forbidden: { status: 403, title: 'Not allowed' },
  notFound: { status: 404, title: 'There is no such thing here' },
  methodNotAllowed: { status: 405, title: 'This address does not take that method' },
  notAcceptable: { status: 406, title: 'This address has no such format' },
  timedOut: { status: 408, title: 'The request took too long to come in' },
  conflict: { status: 409, title: 'Something else is going on with it' },
  preconditionFailed: { status: 412, title: 'A condition of the request does not hold' },
  tooLarge: { status: 413, title: 'Too large' },
  unsupportedMediaType: { status: 415, title: 'This kind of file is not taken' },
  rangeNotSatisfiable: { status: 416, title: 'There is no such part of it' },
  expectationFailed: { status: 417, title: 'An expectation of the request cannot be met' },
  unprocessable: { status: 422, title: 'The file was refused' },
  tooManyRequests: { status: 429, title: 'Too many requests' },
  headersTooLarge: { status: 431, title: 'The head of the request is too large' },
  internal: { status: 500, title: 'The portal made a mistake' },
  unavailable: { status: 503, title: 'Not available just now' },
};

/** HTTP status of a code. */
export function statusOf(code: ProblemCode): number {
  return table[code].status;
}

/** The problem document of a fault; `status` where another than the fault's own was decided on. */
export function toProblem(fault: Fault, status = statusOf(fault.problem)): Problem {
  const { code, message, parameters, at } = fault;
  const problem = problemCodes.find((one) => table[one].status === status) ?? fault.problem;
  return {
    type: 'about:blank',
    title: table[problem].title,
    status,
    code: problem,
    detail: message,
    fault: code,
    parameters,
    ...(at === undefined ? {} : { at }),
  };
}

/** SQLSTATE classes that say something of the request or of the moment; everything else is our own mistake. */
export function fromDatabaseError(error: { code?: unknown; message: string }): Fault {
  const code = typeof error.code === 'string' ? error.code : '';
  if (code === '22021' || code === '22P05') {
    return new Fault('requestNul', {});
  }
  // The pool says this one in words: every connection was busy for too long.
  if (error.message.includes('timeout exceeded when trying to connect')) return new Fault('databaseBusy', {});
  if (
    ['55P03', 'ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT'].includes(code) ||
    /^(08|53|57)/.test(code) ||
    // pg's words for a connection that was cut while it waited for an answer, or before.
    /^(Connection terminated|Client has encountered a connection error)/.test(error.message)
  ) {
    return new Fault('databaseBusy', {});
  }
  return new Fault('mistake', {});
}
