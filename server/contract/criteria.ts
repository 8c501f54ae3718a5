import { z } from 'zod';
import { IsoDate, Text } from './common.ts';
import { Level, recognitionLevels, UnitCode } from './admin-units.ts';
import { endpoint } from './endpoint.ts';

export const statuses = ['met', 'notMet', 'notAssessed', 'notApplicable'] as const;
export const Status = z.enum(statuses);
export type Status = z.infer<typeof Status>;

export const Criterion = z.object({
  no: z.number().int(),
  name: Text,
  group: z.string().nullable(),
});
export type Criterion = z.infer<typeof Criterion>;

/** A criteria set as a decision issued it, and the kinds of unit to which it applies. */
export const CriteriaSet = z.object({
  id: z.string(),
  title: Text,
  level: Level,
  tier: z.enum(recognitionLevels),
  decision: z.string(),
  validFrom: IsoDate,
  validTo: IsoDate.nullable(),
  appliesTo: z.array(z.string()),
  criteria: z.array(Criterion),
});
export type CriteriaSet = z.infer<typeof CriteriaSet>;

/** Regions by which the decisions of 2021-2025 set thresholds; Phú Yên lies on the south central coast. */
export const regions = [
  'northernMidlands',
  'redRiverDelta',
  'northCentral',
  'southCentralCoast',
  'centralHighlands',
  'southEast',
  'mekongDelta',
] as const;
export const Region = z.enum(regions);
export type Region = z.infer<typeof Region>;

/** A group of communes by which a threshold is set: of a scheme of `data/admin-units/schemes.ts` (nhóm xã 1, 2, 3 of 2026-2030 ...). */
export const CommuneGroup = z.object({ scheme: z.string(), group: z.string() });
export type CommuneGroup = z.infer<typeof CommuneGroup>;

/** How sure a wording or a number is: only `high` was checked against a published text. */
export const Confidence = z.enum(['high', 'medium', 'low']);
export type Confidence = z.infer<typeof Confidence>;

/** What a value counts. `yesNo` is 1 where the indicator's sentence holds and 0 where it does not. */
export const indicatorUnits = [
  'yesNo',
  'percent',
  'count',
  'millionVndPerYear',
  'm2PerPerson',
  'litresPerDay',
] as const;
export const IndicatorUnit = z.enum(indicatorUnits);
export type IndicatorUnit = z.infer<typeof IndicatorUnit>;

export const Comparator = z.enum(['>=', '<=', '=']);
export type Comparator = z.infer<typeof Comparator>;

const dates = { validFrom: IsoDate.nullable().default(null), validTo: IsoDate.nullable().default(null) };

/**
 * The value that an indicator must reach: in a region, in a commune group, in a year, from a day to the day before
 * another. Null is "any". `value2` is the second number of an indicator that has two.
 */
export const Threshold = z.object({
  region: Region.nullable().default(null),
  communeGroup: CommuneGroup.nullable().default(null),
  year: z.number().int().nullable().default(null),
  ...dates,
  value: z.number(),
  value2: z.number().nullable().default(null),
});
export type Threshold = z.infer<typeof Threshold>;

/** A threshold that the province gave where the decision leaves it to the province or its number is not known here. */
export const ThresholdSetting = Threshold.extend({
  setId: z.string(),
  indicatorNo: z.string(),
  /** The province's decision, or what says that the number is invented. */
  source: z.string(),
  demo: z.boolean(),
});
export type ThresholdSetting = z.infer<typeof ThresholdSetting>;

/**
 * One indicator of a criterion. `thresholdBy` says who sets the number: the decision (then `thresholds` holds it), the
 * province (UBND cấp tỉnh quy định cụ thể), or the decision in words not known here; the last two are settings, empty until given.
 */
export const Indicator = z.object({
  /** As printed; where the printed number is not known a provisional one that is unique in the set. */
  no: z.string().regex(/^\d+(\.\w+)?$/),
  provisional: z.boolean().default(false),
  name: Text,
  unit: IndicatorUnit,
  comparator: Comparator,
  /** Names of the two numbers of an indicator that has two; both must reach their thresholds. */
  parts: z.tuple([Text, Text]).nullable().default(null),
  thresholdBy: z.enum(['decision', 'province', 'unknown']),
  thresholds: z.array(Threshold).default([]),
  confidence: z.object({ wording: Confidence, threshold: Confidence.nullable() }),
  /** Ids of the collections that are evidence for it; never declared here: collections say what they are evidence for. */
  evidence: z.array(z.string()).default([]),
  ...dates,
  note: Text.nullable().default(null),
});
export type Indicator = z.infer<typeof Indicator>;

/** How a criterion without indicators of its own is computed: from another set, or from another indicator's threshold. */
export const CriterionTest = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('wholeSet'), setId: z.string() }),
  z.object({
    kind: z.literal('aboveThreshold'),
    setId: z.string(),
    indicatorNo: z.string(),
    percentAbove: z.number(),
  }),
]);
export type CriterionTest = z.infer<typeof CriterionTest>;

export const CriterionDetail = Criterion.extend({
  /** How many indicators the decision prints; null where that is not known. */
  officialIndicatorCount: z.number().int().nullable().default(null),
  indicators: z.array(Indicator).default([]),
  test: CriterionTest.nullable().default(null),
});
export type CriterionDetail = z.infer<typeof CriterionDetail>;

/** What must hold beside the criteria before a unit can be recognised. A null percentage is not known here. */
export const Precondition = z.object({
  id: z.string(),
  name: Text,
  test: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('allCriteria') }),
    z.object({ kind: z.literal('shareMeeting'), setId: z.string(), atLeastPercent: z.number() }),
    z.object({
      kind: z.literal('satisfaction'),
      atLeastPercent: z.number().nullable(),
      eachAtLeastPercent: z.number().nullable(),
    }),
    /** Only an officer can say. */
    z.object({ kind: z.literal('declared') }),
  ]),
  source: z.string(),
  confidence: Confidence,
});
export type Precondition = z.infer<typeof Precondition>;

/**
 * When a recognition is lost: so many percent of the criteria no longer met, or fewer but a key criterion among them.
 * Both percentages are "from".
 */
export const RevocationRule = z.object({
  percent: z.number(),
  percentWithKey: z.number(),
  keyCriteria: z.array(z.number().int()),
  source: z.string(),
  confidence: Confidence,
  note: Text.nullable().default(null),
});
export type RevocationRule = z.infer<typeof RevocationRule>;

/** A wording of the set, in force from a day until the next version; `known` says how much of it is held here. */
export const SetVersion = z.object({ decision: z.string(), validFrom: IsoDate, known: Text });
export type SetVersion = z.infer<typeof SetVersion>;

/** A criteria set with all that the rules need: indicators, thresholds, versions, preconditions. */
export const CriteriaSetDetail = CriteriaSet.extend({
  criteria: z.array(CriterionDetail),
  /** How many indicators the decision prints in all; null where that is not known. */
  officialIndicatorCount: z.number().int().nullable().default(null),
  versions: z.array(SetVersion).default([]),
  preconditions: z.array(Precondition).default([]),
  revocation: RevocationRule.nullable().default(null),
  note: Text.nullable().default(null),
});
export type CriteriaSetDetail = z.infer<typeof CriteriaSetDetail>;

/** What a file of `data/criteria` writes: the same, with what is usual left out. */
export type CriteriaSetFile = z.input<typeof CriteriaSetDetail>;

/** The figures of one indicator of a unit, as recorded. A missing figure is null. */
export const IndicatorReading = z.object({
  value: z.number().nullable(),
  value2: z.number().nullable().default(null),
  /** Declared by an officer: there is nothing of the kind in the unit ("nếu có"). */
  notApplicable: z.boolean().default(false),
});
export type IndicatorReading = z.infer<typeof IndicatorReading>;

/** A status with the words that the page shows for it. */
export const Judgement = z.object({ status: Status, reason: Text });
export type Judgement = z.infer<typeof Judgement>;

/**
 * What the value of an indicator comes to. `threshold` is what it was held against and `thresholdFrom` who gave that;
 * `short` is by how much a value misses it, in the indicator's unit (0 where it is met), null where nothing can be compared.
 */
export const IndicatorJudgement = Judgement.extend({
  indicatorNo: z.string(),
  threshold: Threshold.nullable(),
  thresholdFrom: z.enum(['decision', 'setting', 'demoSetting']).nullable(),
  short: z.number().nullable(),
});
export type IndicatorJudgement = z.infer<typeof IndicatorJudgement>;

/** One criterion of one unit at a date: by which revision, holding since when, recorded when and by whom. */
export const CriterionStatus = Criterion.extend({
  status: Status,
  since: IsoDate.nullable(),
  assessedOn: IsoDate.nullable(),
  recordedAt: z.string().nullable(),
  recordedBy: z.string().nullable(),
  source: z.string().nullable(),
  revision: z.number().int().nullable(),
});
export type CriterionStatus = z.infer<typeof CriterionStatus>;

/** What stands beside what was not checked against the decision ("chưa đối chiếu văn bản"); null where it was. */
const unchecked = z.object({ wording: Text.nullable(), threshold: Text.nullable() });

/** An indicator as a page may show it: never as law where it was not checked. */
export const ShownIndicator = Indicator.extend({ unchecked });
export type ShownIndicator = z.infer<typeof ShownIndicator>;

/** A criteria set with all that is known of it, and the thresholds that the province gave (or the demo invented). */
export const ShownCriteriaSet = CriteriaSetDetail.extend({
  criteria: z.array(CriterionDetail.extend({ indicators: z.array(ShownIndicator) })),
  /** How many indicators are held here; the decision's own count is `officialIndicatorCount`. */
  heldIndicatorCount: z.number().int(),
  settings: z.array(ThresholdSetting),
});
export type ShownCriteriaSet = z.infer<typeof ShownCriteriaSet>;

/** An indicator of one unit at a date: the figure, what it is held against, and what that comes to. */
export const UnitIndicator = ShownIndicator.pick({
  no: true,
  provisional: true,
  name: true,
  unit: true,
  comparator: true,
  parts: true,
  evidence: true,
  unchecked: true,
}).extend({
  value: z.number().nullable(),
  value2: z.number().nullable(),
  /** The day from which the figure holds, by whom and from where; null where there is no figure. */
  recorded: z.object({ validOn: IsoDate, recordedBy: z.string(), source: z.string() }).nullable(),
  ...IndicatorJudgement.omit({ indicatorNo: true }).shape,
});
export type UnitIndicator = z.infer<typeof UnitIndicator>;

/** A criterion of one unit at a date: declared by an officer, and beside it what its indicators come to. */
export const UnitCriterion = CriterionStatus.extend({
  computed: Judgement,
  /** Where both are known and part: `contradicts`; where one of them is not known: which one is. */
  difference: z.enum(['contradicts', 'declaredOnly', 'computedOnly']).nullable(),
  indicators: z.array(UnitIndicator),
});
export type UnitCriterion = z.infer<typeof UnitCriterion>;

export const listCriteriaSets = endpoint({
  id: 'listCriteriaSets',
  method: 'get',
  audience: 'everyone',
  cost: 'light',
  path: '/api/criteria-sets',
  summary: 'Criteria sets with their criteria and the decisions that they come from',
  params: z.object({}),
  query: z.strictObject({}),
  reply: z.object({ sets: z.array(CriteriaSet) }),
});

export const getCriteriaSet = endpoint({
  id: 'getCriteriaSet',
  method: 'get',
  audience: 'everyone',
  cost: 'light',
  path: '/api/criteria-sets/{id}',
  summary: 'One criteria set with its indicators, thresholds, preconditions and versions',
  params: z.object({ id: z.string() }),
  query: z.strictObject({}),
  reply: ShownCriteriaSet,
  problems: ['notFound'],
});

/** How one unit stands by a set on a day, criterion by criterion. */
export const UnitCriteria = z.object({
  code: z.string(),
  setId: z.string(),
  at: IsoDate,
  applicable: z.boolean(),
  /** How many indicators the decision prints, are held here, and lack; null where the first is not known. */
  indicatorCounts: z.object({
    official: z.number().int().nullable(),
    held: z.number().int(),
    missing: z.number().int().nullable(),
  }),
  criteria: z.array(UnitCriterion),
  demo: z.boolean(),
});
export type UnitCriteria = z.infer<typeof UnitCriteria>;

export const getUnitCriteria = endpoint({
  id: 'getUnitCriteria',
  method: 'get',
  audience: 'everyone',
  cost: 'light',
  path: '/api/admin-units/{code}/criteria',
  summary: 'Each criterion of a set for one unit at a date: declared, and computed from its indicators',
  params: z.object({ code: UnitCode }),
  query: z.strictObject({ set: z.string().optional(), at: IsoDate.optional() }),
  reply: UnitCriteria,
  problems: ['notFound'],
});
