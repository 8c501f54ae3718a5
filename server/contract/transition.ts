import { z } from 'zod';
import { RecognitionLevel, UnitKind } from './admin-units.ts';
import { CriteriaSet } from './criteria.ts';
import { IsoDate } from './common.ts';
import { endpoint } from './endpoint.ts';
import { Period, PeriodSpan } from './programme-frame.ts';

/** A criteria set of the new programme, with how much of it the portal holds. */
const NewSet = CriteriaSet.pick({
  id: true,
  title: true,
  level: true,
  tier: true,
  decision: true,
  validFrom: true,
}).extend({
  criteria: z.number().int(),
  indicators: z.number().int(),
  /** How many the decision prints in all; null where that is not known. */
  officialIndicators: z.number().int().nullable(),
});

const numbers = z.array(z.number().int());

/** A unit of the day that a recognised commune is, or is part of, and how it stands by the new criteria. */
const Heir = z.object({
  code: z.string(),
  name: z.string(),
  kind: UnitKind,
  /** `notApplicable` for wards: the set is for communes. `notAssessed` also where no new set is held. */
  standing: z.enum(['assessed', 'notAssessed', 'notApplicable']),
  met: z.number().int().nullable(),
  total: z.number().int().nullable(),
  missing: numbers,
  notAssessed: numbers,
});
export type Heir = z.infer<typeof Heir>;

/** A commune with a recognition of the old programme in force: by the code and name that it bore when it was recognised. */
const RecognisedCommune = z.object({
  code: z.string(),
  name: z.string(),
  parentName: z.string().nullable(),
  /** The highest first. */
  recognitions: z.array(
    z.object({
      setId: z.string(),
      level: RecognitionLevel,
      decisionNo: z.string(),
      decidedOn: IsoDate,
      validFrom: IsoDate,
    }),
  ),
  /** None where nothing is recorded of what became of it. */
  now: z.array(Heir),
});
export type RecognisedCommune = z.infer<typeof RecognisedCommune>;

export const Transition = z.object({
  at: IsoDate,
  from: PeriodSpan,
  to: PeriodSpan,
  /** Sets of the new programme that the portal holds and that are in force. */
  sets: z.array(NewSet),
  /** The one of them by which communes meet the standard; null where none is held. */
  setId: z.string().nullable(),
  communes: z.array(RecognisedCommune),
  /** Communes by the highest level at which each is recognised. */
  counts: z.record(RecognitionLevel, z.number().int()),
  demo: z.boolean(),
});
export type Transition = z.infer<typeof Transition>;

export const getTransition = endpoint({
  id: 'getTransition',
  method: 'get',
  audience: 'everyone',
  cost: 'heavy',
  path: '/api/programme/transition',
  summary:
    'From one programme to the next: communes recognised under the old one, what they are now, and what they lack for the new',
  params: z.object({}),
  query: z.strictObject({
    /** Of the new programme; by itself that of the day, or the first that has one before it. */
    period: Period.optional(),
    at: IsoDate.optional(),
  }),
  reply: Transition,
  problems: ['notFound'],
});
