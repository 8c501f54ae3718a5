import { z } from 'zod';
import { RecognitionLevel, UnitCode } from './admin-units.ts';
import { IsoDate, Text } from './common.ts';
import { Status } from './criteria.ts';
import { endpoint } from './endpoint.ts';

// Lists over all units that a criteria set is for, at a date: where declared and computed part, who is recognised and
// still meets the set, who could be proposed.

const named = {
  code: z.string(),
  name: z.string(),
  parentCode: z.string().nullable(),
  parentName: z.string().nullable(),
};
const listQuery = { at: IsoDate.optional(), within: UnitCode.optional() };
const listReply = { setId: z.string(), at: IsoDate, demo: z.boolean() };
const numbers = z.array(z.number().int());

export const differenceKinds = ['contradicts', 'declaredOnly', 'computedOnly'] as const;
export const DifferenceKind = z.enum(differenceKinds);
export type DifferenceKind = z.infer<typeof DifferenceKind>;

/** A criterion whose declared status is not what its figures come to, with the words of the figures. */
export const StatusDifference = z.object({
  no: z.number().int(),
  name: Text,
  kind: DifferenceKind,
  declared: Status,
  computed: Status,
  reason: Text,
});
export type StatusDifference = z.infer<typeof StatusDifference>;

export const UnitDifferences = z.object({ ...named, differences: z.array(StatusDifference) });
export type UnitDifferences = z.infer<typeof UnitDifferences>;

export const listDifferences = endpoint({
  id: 'listDifferences',
  method: 'get',
  audience: 'everyone',
  cost: 'heavy',
  path: '/api/criteria-sets/{id}/differences',
  summary: 'Where what officers declared and what the figures come to part, unit by unit, at a date',
  params: z.object({ id: z.string() }),
  query: z.strictObject({
    ...listQuery,
    /** Without it only contradictions: both sides known, and not the same. */
    kind: z.enum([...differenceKinds, 'all']).optional(),
  }),
  reply: z.object({
    ...listReply,
    /** Criteria of all units, by how their two statuses go together. */
    counts: z.object({
      agree: z.number().int(),
      contradicts: z.number().int(),
      declaredOnly: z.number().int(),
      computedOnly: z.number().int(),
    }),
    units: z.array(UnitDifferences),
  }),
  problems: ['notFound'],
});

export const standings = [
  'recognisedMeeting',
  'recognisedNotMeeting',
  'recognisedNotAssessed',
  'meetingNotRecognised',
  'notMeeting',
  'notAssessed',
  'notApplicable',
] as const;
/** Recognised and currently meeting are two things; `recognisedNotMeeting` is "recognised but no longer meeting". */
export const Standing = z.enum(standings);
export type Standing = z.infer<typeof Standing>;

/** What the rule of revocation says of a recognised unit. It proposes; only a decision revokes. */
export const RevocationVerdict = z.object({
  verdict: z.enum(['revocable', 'keeps', 'cannotTell']),
  /** Criteria no longer met, and those of them that the rule names. */
  lost: numbers,
  lostKey: numbers,
  reason: Text,
});
export type RevocationVerdict = z.infer<typeof RevocationVerdict>;

export const UnitStandingRow = z.object({
  ...named,
  standing: Standing,
  reason: Text,
  met: z.number().int(),
  total: z.number().int(),
  recognition: z
    .object({ level: RecognitionLevel, decisionNo: z.string(), decidedOn: IsoDate, validFrom: IsoDate })
    .nullable(),
  /** For recognised units that no longer meet the set, or of which not all is assessed. */
  revocation: RevocationVerdict.nullable(),
});
export type UnitStandingRow = z.infer<typeof UnitStandingRow>;

export const listUnitStandings = endpoint({
  id: 'listUnitStandings',
  method: 'get',
  audience: 'everyone',
  cost: 'heavy',
  path: '/api/criteria-sets/{id}/standings',
  summary: 'Who is recognised by a set, who meets it, who is recognised but no longer meets it and what the rule says',
  params: z.object({ id: z.string() }),
  query: z.strictObject({ ...listQuery, standing: Standing.optional() }),
  reply: z.object({ ...listReply, counts: z.record(Standing, z.number().int()), units: z.array(UnitStandingRow) }),
  problems: ['notFound'],
});

/** A condition of recognition for one unit. `unchecked` stands beside what was not checked against the decision. */
export const ConditionJudgement = z.object({
  id: z.string(),
  name: Text,
  status: Status,
  reason: Text,
  source: z.string().nullable(),
  unchecked: Text.nullable(),
});
export type ConditionJudgement = z.infer<typeof ConditionJudgement>;

export const UnitEligibility = z.object({
  ...named,
  status: Status,
  reason: Text,
  conditions: z.array(ConditionJudgement),
});
export type UnitEligibility = z.infer<typeof UnitEligibility>;

export const listEligibility = endpoint({
  id: 'listEligibility',
  method: 'get',
  audience: 'everyone',
  cost: 'heavy',
  path: '/api/criteria-sets/{id}/eligibility',
  summary: 'Whether units could be proposed for recognition by a set: each condition with its reason in words',
  params: z.object({ id: z.string() }),
  query: z.strictObject({ ...listQuery, status: Status.optional() }),
  reply: z.object({ ...listReply, counts: z.record(Status, z.number().int()), units: z.array(UnitEligibility) }),
  problems: ['notFound'],
});
