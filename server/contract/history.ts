import { z } from 'zod';
import { IsoDate, Text } from './common.ts';
import { Level, Recognition, RecognitionLevel, UnitCode } from './admin-units.ts';
import { Status } from './criteria.ts';
import { endpoint } from './endpoint.ts';

/**
 * One recorded assessment. `validOn` is the day from which it holds in the world, `recordedAt` the moment at which the
 * portal learned of it. `replacedBy` is the revision recorded later for the same day; null for the one that counts.
 */
export const Revision = z.object({
  revision: z.number().int(),
  status: Status,
  validOn: IsoDate,
  recordedAt: z.string(),
  recordedBy: z.string(),
  /** False where nobody checked that `recordedBy` is who it says: everything recorded before accounts exist. */
  verified: z.boolean(),
  source: z.string(),
  replacedBy: z.number().int().nullable(),
});
export type Revision = z.infer<typeof Revision>;

/** A recorded figure of an indicator. */
export const FigureRevision = Revision.extend({ value: z.number().nullable(), value2: z.number().nullable() });
export type FigureRevision = z.infer<typeof FigureRevision>;

/** How many criteria of a set stood how from a day on. */
export const CountOnDay = z.object({
  on: IsoDate,
  met: z.number().int(),
  notMet: z.number().int(),
  notAssessed: z.number().int(),
  notApplicable: z.number().int(),
  total: z.number().int(),
});
export type CountOnDay = z.infer<typeof CountOnDay>;

/** A recognition with its end and with who recorded it when. */
export const RecordedRecognition = Recognition.extend({
  revocationDecisionNo: z.string().nullable(),
  recordedAt: z.string(),
  recordedBy: z.string(),
});
export type RecordedRecognition = z.infer<typeof RecordedRecognition>;

/** Everything recorded of one unit under one set, oldest day first; of one day the later recording last. */
export const UnitHistory = z.object({
  code: z.string(),
  setId: z.string(),
  at: IsoDate,
  /** The day whose knowledge this is; null for all that is known now. */
  knownOn: IsoDate.nullable(),
  applicable: z.boolean(),
  criteria: z.array(z.object({ no: z.number().int(), name: Text, status: Status, revisions: z.array(Revision) })),
  indicators: z.array(z.object({ no: z.string(), criterionNo: z.number().int(), revisions: z.array(FigureRevision) })),
  counts: z.array(CountOnDay),
  recognitions: z.array(RecordedRecognition),
  demo: z.boolean(),
});
export type UnitHistory = z.infer<typeof UnitHistory>;

/** What a recognition or its end changed between two dates. */
export const RecognitionChange = z.object({ level: RecognitionLevel, decisionNo: z.string().nullable(), on: IsoDate });
export type RecognitionChange = z.infer<typeof RecognitionChange>;

/**
 * A unit that is not as it was. `gained` holds criteria met at `at` that were not met (or not assessed) at `from`;
 * `lost` the reverse.
 */
export const UnitChange = z.object({
  code: z.string(),
  name: z.string(),
  parentCode: z.string().nullable(),
  parentName: z.string().nullable(),
  metBefore: z.number().int(),
  metAfter: z.number().int(),
  /** Criteria of which something was known on either date: with none, nothing met is not nought met. */
  assessedBefore: z.number().int(),
  assessedAfter: z.number().int(),
  gained: z.array(z.number().int()),
  lost: z.array(z.number().int()),
  recognised: z.array(RecognitionChange),
  revoked: z.array(RecognitionChange),
});
export type UnitChange = z.infer<typeof UnitChange>;

export const Changes = z.object({
  setId: z.string(),
  level: Level,
  from: IsoDate,
  at: IsoDate,
  /** How many units were compared: those to which the set applies and that were in force on both dates. */
  compared: z.number().int(),
  /** Whether anything at all is known of them on either date; without it no change is not "nothing changed". */
  known: z.boolean(),
  units: z.array(UnitChange),
  /** Units in force at `at` that did not exist at `from`: there is nothing to compare them with. */
  notComparable: z.array(z.string()),
  demo: z.boolean(),
});
export type Changes = z.infer<typeof Changes>;

export const getUnitHistory = endpoint({
  id: 'getUnitHistory',
  method: 'get',
  audience: 'everyone',
  cost: 'light',
  path: '/api/admin-units/{code}/history',
  summary: 'What was recorded of a unit under a criteria set, when, by whom; knownOn gives what was known on a day',
  params: z.object({ code: UnitCode }),
  query: z.strictObject({ set: z.string().optional(), at: IsoDate.optional(), knownOn: IsoDate.optional() }),
  reply: UnitHistory,
  problems: ['notFound'],
});

export const getChanges = endpoint({
  id: 'getChanges',
  method: 'get',
  audience: 'everyone',
  cost: 'heavy',
  path: '/api/changes',
  summary:
    'Units that gained or lost criteria of a set, or a recognition, between two dates (a year where no from is given)',
  params: z.object({}),
  query: z.strictObject({
    set: z.string().optional(),
    from: IsoDate.optional(),
    at: IsoDate.optional(),
    within: UnitCode.optional(),
  }),
  reply: Changes,
  problems: ['notFound'],
});
