import { z } from 'zod';
import { Text } from './common.ts';

/** Every way in which the portal refuses; `server/http/problem.ts` gives each its status and title. */
export const problemCodes = [
  'badRequest',
  'unauthorised',
  'forbidden',
  'notFound',
  'methodNotAllowed',
  'notAcceptable',
  'timedOut',
  'conflict',
  'preconditionFailed',
  'tooLarge',
  'unsupportedMediaType',
  'rangeNotSatisfiable',
  'expectationFailed',
  'unprocessable',
  'tooManyRequests',
  'headersTooLarge',
  'internal',
  'unavailable',
  'noRoom',
] as const;
export const ProblemCode = z.enum(problemCodes);
export type ProblemCode = z.infer<typeof ProblemCode>;

/** RFC 9457 problem details, as every refusal is sent (`application/problem+json`). */
export const Problem = z.object({
  type: z.string(),
  title: z.string(),
  status: z.number().int(),
  code: ProblemCode,
  /** One sentence that names the thing and says what to do. */
  detail: z.string(),
  /** Code of the fault in `contract/faults.ts`, which a page words. Any text: who reads it may be older than the portal. */
  fault: z.string().optional(),
  /** What the fault's sentence names: words, numbers, and phrases that are there in both languages. */
  parameters: z.record(z.string(), z.union([z.string(), z.number(), Text])).optional(),
  /** Where in the request the fault is: `query.limit`, `path.collectionId`, `body.file` ... */
  at: z.string().optional(),
});
export type Problem = z.infer<typeof Problem>;
