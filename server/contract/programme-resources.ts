import { z } from 'zod';
import { IsoDate, Text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { documented, Period, sourced } from './programme-frame.ts';

/**
 * Planned money in billion VND; a share in percent where the source prints one. Of the country's money the portal holds no
 * province's part: nothing that is paid to its units stands against it.
 */
export const Resource = z.object({
  id: z.string(),
  name: Text,
  amountBillionVnd: z.number(),
  sharePercent: z.number().nullable(),
  parent: z.string().nullable(),
  ...sourced,
  ...documented,
  scope: z.enum(['province', 'national']),
});
export type Resource = z.infer<typeof Resource>;

/** A planned resource in its place in the tree: `children` are ids, `rest` is what they leave unexplained. */
export const ResourcePlace = Resource.extend({
  depth: z.number().int(),
  children: z.array(z.string()),
  restBillionVnd: z.number().nullable(),
});
export type ResourcePlace = z.infer<typeof ResourcePlace>;

/**
 * Money paid out of a source and of all that is part of it. What was paid stands against the plan of those parts that
 * reported; the others are named, for of them nobody knows.
 */
export const Paid = z.object({
  id: z.string(),
  amountBillionVnd: z.number(),
  /** What was planned of the parts of which something is recorded; of a source without parts all of it. */
  reportedPlanBillionVnd: z.number(),
  /** Ids of the parts of which nothing is recorded, the largest whole of each. */
  silent: z.array(z.string()),
});
export type Paid = z.infer<typeof Paid>;

/** Sources of which nothing is recorded, in none of their parts either, are not listed. */
export const getPaidResources = endpoint({
  id: 'getPaidResources',
  method: 'get',
  audience: 'everyone',
  cost: 'light',
  path: '/api/programme/resources',
  summary: 'What was paid out of each source of a programme until a date, beside what was planned',
  params: z.object({}),
  query: z.strictObject({ period: Period.optional(), at: IsoDate.optional() }),
  reply: z.object({
    at: IsoDate,
    paid: z.array(Paid),
    demo: z.boolean(),
    period: Period,
    /** The last day on which its money may be paid out, where `at` is later: what was paid is of that day. */
    finalOn: IsoDate.nullable(),
  }),
  problems: ['notFound'],
});
