import { z } from 'zod';
import { IsoDate, Text } from './common.ts';
import { Confidence } from './criteria.ts';
import { endpoint } from './endpoint.ts';
import {
  documented,
  documentStatuses,
  Period,
  PeriodSpan,
  ProgrammeDocument,
  ProgrammeFrame,
  sourced,
} from './programme-frame.ts';
import { Resource, ResourcePlace } from './programme-resources.ts';
import { TargetScope } from './target-scope.ts';

/** What a target counts by; `pointsPerYear` are percentage points a year. */
export const targetUnits = ['count', 'percent', 'ratio', 'pointsPerYear'] as const;

/** Whose district-level units the district targets are of: all of them, or huyện only (CONTRADICTION-H). */
export const districtDenominators = ['all', 'rural'] as const;
export const DistrictDenominator = z.enum(districtDenominators);
export type DistrictDenominator = z.infer<typeof DistrictDenominator>;

/**
 * What the programme promises by a date, as printed. `=` and `~` (khoảng) are read as "at least"; of a range (`value` to
 * `valueMax`) the lower value is enough. `contradicts` names the targets that promise something else for the same.
 */
export const Target = z.object({
  /** `T004`; `I6` of the country's. */
  id: z.string().regex(/^(T\d{3}|I\d)$/),
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
  comparator: z.enum(['>=', '<=', '<', '=', '~']),
  value: z.number(),
  valueMax: z.number().nullable(),
  unit: z.enum(targetUnits),
  year: z.number().int(),
  ...sourced,
  /** In the source's own words; empty where those were not read. */
  quote: z.string(),
  note: z.string().nullable(),
  /** Letters of the source's contradictions that it is part of (A to I). */
  contradictions: z.array(z.string()),
  contradicts: z.array(z.string()),
  /** The same promise in another unit: 80 % and 67/83. */
  sameAs: z.string().nullable(),
  ...documented,
  /** Where the document's target was read. */
  readIn: z.string().nullable(),
  /** What a target of the country wants, in words: the portal counts nothing for it. */
  words: Text.nullable(),
});
export type Target = z.infer<typeof Target>;

/** An agency of the province, and what became of it in 2025 (not checked). */
export const Agency = z.object({
  id: z.string(),
  name: Text,
  successor: Text.nullable(),
  /** Ids of the agencies of the programme before whose work it took over. */
  formerly: z.array(z.string()),
  /** How sure it is that it is this one. */
  confidence: Confidence,
});
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

/** A content or component of a programme, with its items in words of our own. */
export const Content = z.object({
  id: z.string(),
  title: Text,
  ...sourced,
  /** None where their titles are not known. */
  items: z.array(Item),
  ...documented,
  /** How many items the source counts; null where it does not say. */
  itemCount: z.number().int().nullable(),
  /** The part of the programme that it belongs to; null where it has none. */
  part: Text.nullable(),
  note: Text.nullable(),
});
export type Content = z.infer<typeof Content>;

export const Objective = z.object({ id: z.string(), text: Text, ...sourced, ...documented });
export type Objective = z.infer<typeof Objective>;

/** What is declared of a programme: of a period and a province. */
export const Programme = z.object({
  frame: ProgrammeFrame,
  objectives: z.array(Objective),
  contents: z.array(Content),
  targets: z.array(Target),
  agencies: z.array(Agency),
  duties: z.array(Duty),
  resources: z.array(Resource),
  documents: z.array(ProgrammeDocument),
});
export type Programme = z.infer<typeof Programme>;

/** How many units a target wants, and what they are counted of. Null where it counts no units. */
export const Wanted = z.object({
  value: z.number(),
  /** `atMost` for "no commune under 15", else `atLeast`. */
  sense: z.enum(['atLeast', 'atMost']),
  unit: z.enum(targetUnits),
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
      /** Names of those of `formerly`. */
      predecessors: z.array(Text),
      leads: z.array(z.object({ content: z.string(), items: z.array(z.string()), scope: z.string() })),
      coordinates: z.array(z.object({ content: z.string(), items: z.array(z.string()), scope: z.string() })),
      /** Targets for which it leads. */
      targets: targetIds,
    }),
  ),
  /** Planned money, parents before their parts. */
  resources: z.array(ResourcePlace),
  /** The day for which it is said how documents stand, and on which the programme was chosen where none was asked for. */
  at: IsoDate,
  /** What it rests on, oldest first. */
  documents: z.array(ProgrammeDocument.extend({ status: z.enum(documentStatuses) })),
  /** All programmes that there are, oldest first. */
  periods: z.array(PeriodSpan),
  /** Whether the portal holds other provinces than the programme's: then only what is of the country stands here. */
  nationalOnly: z.boolean(),
});
export type ProgrammeReply = z.infer<typeof ProgrammeReply>;

export const getProgramme = endpoint({
  id: 'getProgramme',
  method: 'get',
  audience: 'everyone',
  cost: 'light',
  path: '/api/programme',
  summary:
    'Objectives, contents, agencies, resources and documents of a programme, each linked to its targets and criteria',
  params: z.object({}),
  query: z.strictObject({ period: Period.optional(), at: IsoDate.optional() }),
  reply: ProgrammeReply,
  problems: ['notFound'],
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
  summary: 'Each target of a programme: wanted, reached, gap, pace, which units count and which do not',
  params: z.object({}),
  query: z.strictObject({
    period: Period.optional(),
    at: IsoDate.optional(),
    /** Whether district targets are of all 9 district-level units or of the 6 huyện (CONTRADICTION-H). */
    districtDenominator: z.enum(['9', '6']).optional(),
  }),
  reply: z.object({
    at: IsoDate,
    /** The day from which the pace is measured: the first review; null where there is none before `at`. */
    since: IsoDate.nullable(),
    /** Null where the programme counts no districts. */
    districtDenominator: z.object({ id: DistrictDenominator, value: z.number().int(), text: Text }).nullable(),
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
    period: Period,
    /**
     * Where `at` is later than the programme's last day, that day, or the last of a province that ended before: what was reached
     * by then stays, and all progress is of that day.
     */
    finalOn: IsoDate.nullable(),
  }),
  problems: ['notFound'],
});
