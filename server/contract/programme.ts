import { z } from 'zod';
import { IsoDate, Text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { TargetScope } from './target-scope.ts';

/** What the figures of the programme's targets hang on. */
export const ProgrammeFrame = z.object({
  title: Text,
  /** Code of the province whose programme it is. */
  province: z.string(),
  from: IsoDate,
  until: IsoDate,
  denominators: z.object({
    communes: z.number().int(),
    standardCommunes: z.number().int(),
    districts: z.object({ all: z.number().int(), rural: z.number().int() }),
  }),
  /** Id of a target in percent -> id of the target that prints the same as a count. */
  printedCounts: z.record(z.string(), z.string()),
  headline: z.array(z.string()),
});
export type ProgrammeFrame = z.infer<typeof ProgrammeFrame>;

/** Whose district-level units the district targets are of: all of them, or huyện only (CONTRADICTION-H). */
export const districtDenominators = ['all', 'rural'] as const;
export const DistrictDenominator = z.enum(districtDenominators);
export type DistrictDenominator = z.infer<typeof DistrictDenominator>;

/**
 * What the programme promises by a date, as printed. `=` and `~` (khoảng) are read as "at least"; of a range (`value` to
 * `valueMax`) the lower value is enough. `contradicts` names the targets that promise something else for the same.
 */
export const Target = z.object({
  id: z.string().regex(/^T\d{3}$/),
  /** Section of the programme: `III/2`. */
  content: z.string(),
  /** Item of the content: `01`; null where the target stands for the whole content. */
  item: z.string().nullable(),
  scope: TargetScope,
  subject: z.string(),
  setId: z.string().nullable(),
  /** Null where the whole set is meant, or no set. */
  criterionNo: z.number().int().nullable(),
  name: z.string(),
  /** In English, where it is of no criterion, which says it itself. */
  nameEn: z.string().nullable(),
  comparator: z.enum(['>=', '<=', '=', '~']),
  value: z.number(),
  valueMax: z.number().nullable(),
  unit: z.enum(['count', 'percent', 'ratio']),
  year: z.number().int(),
  sourceLine: z.number().int(),
  quote: z.string(),
  note: z.string().nullable(),
  /** Letters of the source's contradictions that it is part of (A to I). */
  contradictions: z.array(z.string()),
  contradicts: z.array(z.string()),
  /** The same promise in another unit: 80 % and 67/83. */
  sameAs: z.string().nullable(),
});
export type Target = z.infer<typeof Target>;

/** Planned money in billion VND; a share in percent where the programme prints one. */
export const Resource = z.object({
  id: z.string(),
  name: Text,
  amountBillionVnd: z.number(),
  sharePercent: z.number().nullable(),
  parent: z.string().nullable(),
  sourceLine: z.number().int(),
});
export type Resource = z.infer<typeof Resource>;

/** An agency of the province, and what became of it in 2025 (not checked). */
export const Agency = z.object({ id: z.string(), name: Text, successor: Text.nullable() });
export type Agency = z.infer<typeof Agency>;

/** Who leads items of a content, and with whom. Where `items` is empty the source names none. */
export const Duty = z.object({
  content: z.string(),
  items: z.array(z.string()),
  leads: z.array(z.string()),
  coordinates: z.array(z.string()),
  role: z.string(),
  scope: z.string(),
  sourceLine: z.number().int(),
  note: z.string().nullable(),
});
export type Duty = z.infer<typeof Duty>;

const Item = z.object({ item: z.string(), title: Text, sourceLine: z.number().int() });

/** One of the eleven contents, with its items in words of our own. */
export const Content = z.object({
  id: z.string(),
  title: Text,
  sourceLine: z.number().int(),
  items: z.array(Item),
});
export type Content = z.infer<typeof Content>;

export const Objective = z.object({ id: z.string(), text: Text, sourceLine: z.number().int() });
export type Objective = z.infer<typeof Objective>;

/** The programme of 2021-2025 of the province. */
export const Programme = z.object({
  frame: ProgrammeFrame,
  objectives: z.array(Objective),
  contents: z.array(Content),
  targets: z.array(Target),
  agencies: z.array(Agency),
  duties: z.array(Duty),
  resources: z.array(Resource),
});
export type Programme = z.infer<typeof Programme>;

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
  summary: 'What was paid out of each source of the programme until a date, beside what was planned',
  params: z.object({}),
  query: z.strictObject({ at: IsoDate.optional() }),
  reply: z.object({
    at: IsoDate,
    paid: z.array(Paid),
    demo: z.boolean(),
  }),
});

/** How many units a target wants, and what they are counted of. Null where it counts no units. */
export const Wanted = z.object({
  value: z.number(),
  /** `atMost` for "no commune under 15", else `atLeast`. */
  sense: z.enum(['atLeast', 'atMost']),
  unit: z.enum(['count', 'percent', 'ratio']),
  of: z.number().int().nullable(),
  reason: Text,
});
export type Wanted = z.infer<typeof Wanted>;

/** Units per year: so far, and needed until the end of the programme. Null where it cannot be worked out. */
export const Pace = z.object({
  perYear: z.number().nullable(),
  neededPerYear: z.number().nullable(),
  onPace: z.boolean().nullable(),
  reason: Text,
});
export type Pace = z.infer<typeof Pace>;

/** Where a target stands at a date: who counts (codes), who does not, of whom nobody knows. */
export const TargetProgress = z.object({
  id: z.string(),
  at: IsoDate,
  status: z.enum(['met', 'notMet', 'notAssessed']),
  reason: Text,
  wanted: Wanted,
  reached: z.number().nullable(),
  /** What is missing; 0 where it is reached. */
  gap: z.number().nullable(),
  counting: z.array(z.string()),
  notCounting: z.array(z.string()),
  undecided: z.array(z.string()),
  /** Units of the scope to which the set does not apply: thị xã and thành phố for district sets. */
  notApplicable: z.array(z.string()),
  /**
   * What makes a unit count: `criteria`, that it meets them by assessment; `criteriaOrDecision`, that it does or, for thị xã
   * and thành phố, that their task is declared complete; `figure`, for a target that counts no units but stands on a figure.
   */
  countedBy: z.enum(['criteria', 'criteriaOrDecision', 'figure']),
  /** Units recognised by a decision in force at the level of a whole set, which is another figure; null where none is known. */
  recognised: z.number().int().nullable(),
  pace: Pace.nullable(),
});
export type TargetProgress = z.infer<typeof TargetProgress>;

const targetIds = z.array(z.string());

/** A criterion that a figure of the programme is about; null where it is the whole set. */
export const CriterionLink = z.object({ setId: z.string(), criterionNo: z.number().int().nullable() });
export type CriterionLink = z.infer<typeof CriterionLink>;

/** A planned resource in its place in the tree: `children` are ids, `rest` is what they leave unexplained. */
export const ResourcePlace = Resource.extend({
  depth: z.number().int(),
  children: z.array(z.string()),
  restBillionVnd: z.number().nullable(),
});
export type ResourcePlace = z.infer<typeof ResourcePlace>;

/** What stands under a content or one of its items: its targets, the criteria that they are of, who leads and who helps. */
const linkedParts = {
  targets: targetIds,
  criteria: z.array(CriterionLink),
  leads: z.array(z.string()),
  coordinates: z.array(z.string()),
};

export const ProgrammeReply = z.object({
  frame: ProgrammeFrame,
  objectives: z.array(Objective.extend({ targets: targetIds })),
  contents: z.array(
    Content.extend({ ...linkedParts, duties: z.array(Duty), items: z.array(Item.extend(linkedParts)) }),
  ),
  targets: z.array(Target),
  agencies: z.array(
    Agency.extend({
      leads: z.array(z.object({ content: z.string(), items: z.array(z.string()), scope: z.string() })),
      coordinates: z.array(z.object({ content: z.string(), items: z.array(z.string()), scope: z.string() })),
      /** Targets for which it leads. */
      targets: targetIds,
    }),
  ),
  /** Planned money, parents before their parts. */
  resources: z.array(ResourcePlace),
});
export type ProgrammeReply = z.infer<typeof ProgrammeReply>;

export const getProgramme = endpoint({
  id: 'getProgramme',
  method: 'get',
  audience: 'everyone',
  cost: 'memory',
  path: '/api/programme',
  summary: 'Objectives, contents, agencies and resources of the programme, each linked to its targets and criteria',
  params: z.object({}),
  query: z.strictObject({}),
  reply: ProgrammeReply,
});

/** A figure that somebody gave for a target that counts no units of the portal. */
export const GivenFigure = z.object({
  value: z.number(),
  validOn: IsoDate,
  source: z.string(),
  recordedBy: z.string(),
  demo: z.boolean(),
});
export type GivenFigure = z.infer<typeof GivenFigure>;

/** A target as printed, where it stands, and what its figure rests on. */
export const TargetRow = z.object({
  target: Target,
  progress: TargetProgress,
  /** `units`: counted from the portal's units; `given`: a figure that somebody gave; `none`: the portal has no data. */
  basis: z.enum(['units', 'given', 'none']),
  figure: GivenFigure.nullable(),
  /** Agencies that lead what the target stands under. */
  leads: z.array(z.string()),
  /** Where its source contradicts itself, in words; null where it does not. */
  contradiction: Text.nullable(),
  /** The same promise as the programme prints it in the other unit: 5 % beside 4 of 67; null for most. */
  alsoPrinted: Target.nullable(),
});
export type TargetRow = z.infer<typeof TargetRow>;

export const listTargets = endpoint({
  id: 'listTargets',
  method: 'get',
  audience: 'everyone',
  cost: 'heavy',
  path: '/api/programme/targets',
  summary: 'Each target of the programme: wanted, reached, gap, pace, which units count and which do not',
  params: z.object({}),
  query: z.strictObject({
    at: IsoDate.optional(),
    /** Whether district targets are of all 9 district-level units or of the 6 huyện (CONTRADICTION-H). */
    districtDenominator: z.enum(['9', '6']).optional(),
  }),
  reply: z.object({
    at: IsoDate,
    /** The day from which the pace is measured: the first review; null where there is none before `at`. */
    since: IsoDate.nullable(),
    districtDenominator: z.object({ id: DistrictDenominator, value: z.number().int(), text: Text }),
    /** Ids of the targets that stand on top. */
    headline: targetIds,
    targets: z.array(TargetRow),
    /** How many promises stand how; one that is printed as a percentage and as a number is one of them. */
    promises: z.object({
      all: z.number().int(),
      met: z.number().int(),
      notMet: z.number().int(),
      notAssessed: z.number().int(),
    }),
    demo: z.boolean(),
  }),
});
