import type { Problem, ProblemCode } from '#contract/problem.ts';

/** What went wrong with a request: a problem that the portal answered, no answer, or an answer that makes no sense. */
export type FailureCode = ProblemCode | 'unreachable' | 'unreadable';

/**
 * A request that did not succeed. `detail` is the portal's own sentence, in English; screens lead with their own words.
 * `asked` is the id of the endpoint, so that a screen can say what is missing; null where it is not known.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: FailureCode;
  readonly detail: string | null;
  readonly asked: string | null;

  constructor(code: FailureCode, detail: string | null, asked: string | null = null) {
    super(detail ?? code);
    this.code = code;
    this.detail = detail;
    this.asked = asked;
  }

  static of(problem: Problem, asked: string): ProblemError {
    return new ProblemError(problem.code, problem.detail, asked);
  }
}
