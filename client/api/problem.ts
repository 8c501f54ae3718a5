import type { Problem, ProblemCode } from '#contract/problem.ts';

/** What went wrong with a request: a problem that the portal answered, no answer, or an answer that makes no sense. */
export type FailureCode = ProblemCode | 'unreachable' | 'unreadable';

/** A request that did not succeed. `detail` is the portal's own sentence, in English; screens lead with their own words. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: FailureCode;
  readonly detail: string | null;

  constructor(code: FailureCode, detail: string | null) {
    super(detail ?? code);
    this.code = code;
    this.detail = detail;
  }

  static of(problem: Problem): ProblemError {
    return new ProblemError(problem.code, problem.detail);
  }
}
