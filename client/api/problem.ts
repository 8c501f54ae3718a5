import type { FaultValue } from '#contract/faults.ts';
import type { Problem, ProblemCode } from '#contract/problem.ts';

/** What went wrong with a request: a problem that the portal answered, no answer, none in time, or one that makes no sense. */
export type FailureCode = ProblemCode | 'unreachable' | 'late' | 'unreadable';

/**
 * A request that did not succeed. `fault` and `parameters` are what the screen words; `detail` is the portal's own sentence,
 * in English, for a fault that it has no words for. `asked` is the id of the endpoint, so that a screen can say what is
 * missing; null where it is not known.
 */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly code: FailureCode;
  readonly detail: string | null;
  readonly asked: string | null;
  readonly fault: string | null;
  readonly parameters: Readonly<Record<string, FaultValue>>;

  constructor(
    code: FailureCode,
    detail: string | null,
    asked: string | null = null,
    { fault, parameters }: Pick<Problem, 'fault' | 'parameters'> = {},
  ) {
    super(detail ?? code);
    this.code = code;
    this.detail = detail;
    this.asked = asked;
    this.fault = fault ?? null;
    this.parameters = parameters ?? {};
  }

  static of(problem: Problem, asked: string): ProblemError {
    return new ProblemError(problem.code, problem.detail, asked, problem);
  }
}
