import { Fault, type FaultCode } from '#contract/faults.ts';
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
  noRoom: { status: 507, title: 'No room left' },
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

/**
 * Codes of PostgreSQL and of Node by what they say. What is not here is our own mistake: everything else that a database
 * says is about our statement.
 */
const byCode: readonly (readonly [
  codes: RegExp,
  fault: Extract<FaultCode, 'requestNul' | 'storageFull' | 'databaseReadOnly' | 'databaseBusy' | 'serverBusy'>,
])[] = [
  // A text with U+0000.
  [/^(22021|22P05)$/, 'requestNul'],
  // A full disk, of the database or of this machine.
  [/^(53100|ENOSPC|EDQUOT)$/, 'storageFull'],
  [/^25006$/, 'databaseReadOnly'],
  // This process, or this machine, has as many files and connections open as it may.
  [/^(EMFILE|ENFILE)$/, 'serverBusy'],
  // No connection, no such user or database (any more), no resources, stopped by somebody; cut while it was idle.
  [/^(08|28|3D|53|57)...$|^25P0[34]$/, 'databaseBusy'],
  // Somebody else has what it needs.
  [/^(40001|40P01|55006|55P03)$/, 'databaseBusy'],
  [/^(ECONN(REFUSED|RESET|ABORTED)|EPIPE|ETIMEDOUT|EHOSTUNREACH|ENETUNREACH|ENOTFOUND|EAI_AGAIN)$/, 'databaseBusy'],
];

/** What pg says in words alone: a connection that was cut, could not be made or was waited for too long. */
const cutInWords =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect|Query read timeout|Cannot use a pool after calling end|Client was closed)/;

/** What an error of the database, or of this machine, says to whoever asked. */
export function fromDatabaseError(error: { code?: unknown; syscall?: unknown; message: string }): Fault {
  const code = typeof error.code === 'string' ? error.code : '';
  const [, known] = byCode.find(([codes]) => codes.test(code)) ?? [];
  if (known !== undefined) return new Fault(known, {});
  // The socket of an embedded database that is gone.
  const noSocket = code === 'ENOENT' && error.syscall === 'connect';
  return new Fault(noSocket || cutInWords.test(error.message) ? 'databaseBusy' : 'mistake', {});
}
