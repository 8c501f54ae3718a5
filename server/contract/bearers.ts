import { z } from 'zod';
import { CodeBearer, MeasuredStep, UnitCode } from './admin-units.ts';
import { endpoint } from './endpoint.ts';

/** A bearer of a code with what it came from and became. */
export const TracedBearer = CodeBearer.extend({
  predecessors: z.array(MeasuredStep),
  successors: z.array(MeasuredStep),
});
export type TracedBearer = z.infer<typeof TracedBearer>;

/** What became of a code: for whoever has one that nobody bears on the day asked for. */
export const listBearers = endpoint({
  id: 'listBearers',
  method: 'get',
  audience: 'everyone',
  cost: 'light',
  path: '/api/admin-units/{code}/bearers',
  summary: 'Which units have borne a code, on which days, what each was made of and what it became',
  params: z.object({ code: UnitCode }),
  query: z.strictObject({}),
  reply: z.object({
    code: z.string(),
    /** Oldest first. */
    bearers: z.array(TracedBearer),
    demo: z.boolean(),
  }),
  problems: ['notFound'],
});
