import { z } from 'zod';
import { RecognitionLevel } from './admin-units.ts';
import { IsoDate, Text } from './common.ts';
import { Status } from './criteria.ts';
import { endpoint } from './endpoint.ts';
import { Period } from './programme-frame.ts';

const named = {
  code: z.string(),
  name: z.string(),
  parentCode: z.string().nullable(),
  parentName: z.string().nullable(),
};
const numbers = z.array(z.number().int());

/** An indicator that holds a unit back: what it says, and by which part of its threshold it falls short (0 to 1). */
export const LackingIndicator = z.object({
  no: z.string(),
  name: Text,
  /** Beside a wording that was not checked against the decision. */
  unchecked: Text.nullable(),
  reason: Text,
  short: z.number().nullable(),
  part: z.number().nullable(),
  /** A yes or no that is not met lacks all of it: its part is 1 in every order, and says nothing in percent. */
  yesNo: z.boolean(),
});
export type LackingIndicator = z.infer<typeof LackingIndicator>;

/** A unit that does not meet a set: the criteria that it lacks and how far their indicators are from the threshold. */
export const RankedUnit = z.object({
  ...named,
  met: z.number().int(),
  total: z.number().int(),
  missing: numbers,
  notAssessed: numbers,
  lacking: z.array(LackingIndicator),
  /** Sum of the parts by which its lacking indicators fall short: breaks ties of the ranking. */
  short: z.number(),
});
export type RankedUnit = z.infer<typeof RankedUnit>;

export const FallenBack = z.object({
  ...named,
  before: z.number().int(),
  now: z.number().int(),
  lost: numbers,
  gained: numbers,
  /** Criteria that are not assessed: `now` may be more. */
  notAssessed: numbers,
});
export type FallenBack = z.infer<typeof FallenBack>;

/** A recognised unit that no longer meets its set, or of which nobody knows, with what the rule of revocation says. */
export const RecognisedNotMeeting = z.object({
  ...named,
  level: RecognitionLevel,
  decisionNo: z.string(),
  decidedOn: IsoDate,
  met: z.number().int(),
  total: z.number().int(),
  notAssessed: numbers,
  standing: z.enum(['recognisedNotMeeting', 'recognisedNotAssessed']),
  reason: Text,
  revocation: z.object({
    verdict: z.enum(['revocable', 'keeps', 'cannotTell']),
    lost: numbers,
    lostKey: numbers,
    reason: Text,
  }),
});
export type RecognisedNotMeeting = z.infer<typeof RecognisedNotMeeting>;

/** A figure behind a computed status: the indicator, its value beside its threshold in words, and what that comes to. */
export const FigureBehind = z.object({ no: z.string(), name: Text, status: Status, reason: Text });
export type FigureBehind = z.infer<typeof FigureBehind>;

/** Where what officers declared and what the figures come to part, criterion by criterion. */
export const DifferingUnit = z.object({
  ...named,
  differences: z.array(
    z.object({
      no: z.number().int(),
      declared: Status,
      computed: Status,
      kind: z.enum(['contradicts', 'declaredOnly', 'computedOnly']),
      reason: Text,
      /** The figures from which the computed status follows. */
      indicators: z.array(FigureBehind),
    }),
  ),
});
export type DifferingUnit = z.infer<typeof DifferingUnit>;

export const Ranking = z.object({
  setId: z.string(),
  at: IsoDate,
  /** The day with which `fallenBack` compares: as asked, else the review before the last; null where there is none. */
  since: IsoDate.nullable(),
  /** Codes of units that meet the whole set by assessment; who is recognised by a decision is another list. */
  meeting: z.array(z.string()),
  /** Codes of units for which the set is and whose recognition by it is in force; null where no recognition is known. */
  recognised: z.array(z.string()).nullable(),
  /** Whether there is any figure from which statuses could be computed. */
  figuresKnown: z.boolean(),
  /** Units that do not, the closest first. */
  closest: z.array(RankedUnit),
  /** Codes of the ten furthest behind, the furthest first. */
  furthestBehind: z.array(z.string()),
  /** Codes of units for which the set is but which nobody has assessed by it. */
  notAssessed: z.array(z.string()),
  /** Units with criteria met at `since` and no longer. */
  fallenBack: z.array(FallenBack),
  recognisedNotMeeting: z.array(RecognisedNotMeeting),
  /** Units with a figure that says otherwise than the declared status. Statuses that only one side knows are no difference. */
  differing: z.array(DifferingUnit),
});
export type Ranking = z.infer<typeof Ranking>;

export const getRanking = endpoint({
  id: 'getRanking',
  method: 'get',
  audience: 'everyone',
  cost: 'heavy',
  path: '/api/programme/ranking',
  summary:
    'Who is closest to meeting all criteria and what is missing, furthest behind, fallen back, recognised but no longer meeting',
  params: z.object({}),
  query: z.strictObject({
    set: z.string().optional(),
    /** Whose province's units; after its last day as they stood on that. By itself the period of the day. */
    period: Period.optional(),
    at: IsoDate.optional(),
    since: IsoDate.optional(),
  }),
  reply: Ranking.extend({ demo: z.boolean() }),
  problems: ['notFound'],
});
