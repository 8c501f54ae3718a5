import { z } from 'zod';
import { IsoDate, Text } from './common.ts';
import { Level, UnitCode } from './admin-units.ts';
import { endpoint } from './endpoint.ts';

/**
 * A policy class of a measure. It takes the values from `min` to `max`, both included; an open end is null. `pattern`
 * tells classes apart without colour. Classes are locked: neither a filter nor a date changes them.
 */
export const MeasureClass = z.object({
  id: z.string(),
  label: Text,
  min: z.number().nullable(),
  max: z.number().nullable(),
  colour: z.string().regex(/^#[0-9a-f]{6}$/),
  pattern: z.enum(['hatch', 'dots', 'cross']).nullable(),
  /** Says that values of this class reach what a set, a threshold or a target asks for. */
  meets: z.literal(true).optional(),
  /** The same where the threshold differs from year to year: the years in which such a value is enough. */
  meetsIn: z.array(z.number().int()).optional(),
});
export type MeasureClass = z.infer<typeof MeasureClass>;

/**
 * What a measure says of a unit: criteria met; the share of units below that meet a whole set; one criterion met or not;
 * the share of units below that meet it; the figure of an indicator; the level at which it is recognised; criteria missing
 * to the next level; where declared and computed part; whether it counts for a target;
 * money paid out for each inhabitant or km²; the group of a scheme that a commune is in. `change` is what two dates of
 * another measure come to: it is asked for with `from` and never listed by itself.
 */
export const MeasureKind = z.enum([
  'criteriaMet',
  'shareMeeting',
  'criterion',
  'shareCriterion',
  'indicator',
  'recognition',
  'distance',
  'declaredComputed',
  'target',
  'disbursed',
  'group',
  'change',
]);
export type MeasureKind = z.infer<typeof MeasureKind>;

/** How many units the programme wants to count; `atMost` for "no commune under 15". */
export const MeasureWanted = z.object({
  targetId: z.string(),
  value: z.number(),
  sense: z.enum(['atLeast', 'atMost']),
  of: z.number().int().nullable(),
});
export type MeasureWanted = z.infer<typeof MeasureWanted>;

/** A number per administrative unit that a map can be coloured by, at a date. */
export const Measure = z.object({
  id: z.string(),
  kind: MeasureKind,
  /** Id of the group under which lists show it. */
  group: z.string(),
  title: Text,
  description: Text,
  unit: Text.nullable(),
  setId: z.string().nullable(),
  criterionNo: z.number().int().nullable(),
  indicatorNo: z.string().nullable(),
  levels: z.array(Level),
  /** The first day on which it says something, of a measure whose set took another's place. */
  from: IsoDate.optional(),
  classes: z.array(MeasureClass),
  /** How the classes were made, where they are no policy classes: by a threshold, in equal steps, by quantiles. */
  method: Text.nullable(),
  /** Id of the scale on which a change between two dates is shown; null where a difference would mean nothing. */
  change: z.string().nullable(),
  wanted: MeasureWanted.nullable(),
  /** Least share in percent that the programme asks of a district or a province; null where a measure is no such share. */
  targetPercent: z.number().nullable(),
  /** Dates from which something new is known of this measure at some level, oldest first; none where nobody has a figure. */
  dates: z.array(IsoDate),
  /** The same by level, of a measure whose levels do not share all `dates`. */
  levelDates: z.partialRecord(Level, z.array(IsoDate)).optional(),
  decimals: z.number().int(),
  source: z.string(),
});
export type Measure = z.infer<typeof Measure>;

/** A group of measures, in the order of lists. */
export const MeasureGroup = z.object({ id: z.string(), title: Text });
export type MeasureGroup = z.infer<typeof MeasureGroup>;

/** Classes of a change between two dates, from the greatest gain to the greatest loss; locked like those of a measure. */
export const ChangeScale = z.object({
  unit: Text.nullable(),
  decimals: z.number().int(),
  classes: z.array(MeasureClass),
});
export type ChangeScale = z.infer<typeof ChangeScale>;

/** What the units that a unit was made of had reached when they ended, where it is not assessed itself: no status of its own. */
export const Reached = z.object({
  /** How many of the whole and assessed ones (`of`) had met what the measure asks for. */
  met: z.number().int(),
  of: z.number().int(),
  /** Names of those that do not count: not assessed, of a kind that the measure is not for, cut. */
  notAssessed: z.array(z.string()),
  notApplicable: z.array(z.string()),
  parts: z.array(z.string()),
});
export type Reached = z.infer<typeof Reached>;

/** What figures of units that were cut are shared out by, the surest first. */
export const SharedBy = z.enum(['households', 'population', 'area']);
export type SharedBy = z.infer<typeof SharedBy>;

/** Values by unit code. Units of the level that are in no list do not exist at the date. */
export const MeasureValues = z.object({
  measure: z.string(),
  level: Level,
  at: IsoDate,
  /** Where a change was asked for: the earlier date. A unit without a value at both dates, or that was another unit, is notAssessed. */
  from: IsoDate.nullable(),
  /** Moves with every change of assessments, units or boundaries; the ETag carries it. */
  revision: z.string(),
  /** Date on which the boundaries shown at `at` came into force: geometry is the same for all dates that share it. */
  boundaryDate: IsoDate.nullable(),
  values: z.record(z.string(), z.number()),
  /** Where a value is a share: how many units it is a share of. */
  denominators: z.record(z.string(), z.number()).optional(),
  /** Of criteria met: units that have no value because only some criteria are assessed, with how many are met so far. */
  partly: z.record(z.string(), z.object({ met: z.number().int(), notAssessed: z.number().int() })).optional(),
  /** The day whose units the values of `at` are worked out for, where another was asked for. */
  on: IsoDate.optional(),
  /** Of units that are not assessed and were made of others. */
  reached: z.record(z.string(), Reached).optional(),
  /** Of values that are no unit's own on the day, but worked out of parts of others: by what parts were measured. */
  sharedBy: z.record(z.string(), SharedBy).optional(),
  /** Units without a value: not assessed, or without a figure where the measure is one. */
  notAssessed: z.array(z.string()),
  notApplicable: z.array(z.string()),
  withoutBoundary: z.array(z.string()),
  demo: z.boolean(),
});
export type MeasureValues = z.infer<typeof MeasureValues>;

const MeasureList = z.object({
  groups: z.array(MeasureGroup),
  changes: z.record(z.string(), ChangeScale),
  measures: z.array(Measure),
  demo: z.boolean(),
});

export const listMeasures = endpoint({
  id: 'listMeasures',
  method: 'get',
  audience: 'everyone',
  cost: 'light',
  path: '/api/measures',
  summary: 'Every measure that a map can be coloured by, with its classes',
  params: z.object({}),
  query: z.strictObject({}),
  reply: MeasureList,
});

/** The same as the list holds of it: some hundreds of measures take half a megabyte, and a map opens with one. */
export const getOpeningMeasure = endpoint({
  id: 'getOpeningMeasure',
  method: 'get',
  audience: 'everyone',
  cost: 'light',
  path: '/api/measures/opening',
  summary: 'The measure that a map opens with: the one named, or the first of a level',
  params: z.object({}),
  query: z.strictObject({ measure: z.string().max(80).optional(), level: Level.optional() }),
  reply: MeasureList,
});

export const getMeasureValues = endpoint({
  id: 'getMeasureValues',
  method: 'get',
  audience: 'everyone',
  cost: 'heavy',
  path: '/api/measures/{id}/values',
  summary: 'Values of a measure for all units of a level at a date, or their change since an earlier one',
  params: z.object({ id: z.string() }),
  query: z.strictObject({
    level: Level.optional(),
    at: IsoDate.optional(),
    /** An earlier date: the values are then what has changed since. */
    from: IsoDate.optional(),
    /** Another day: the values are then worked out for the units of that day, sums by who lives where. */
    on: IsoDate.optional(),
    within: UnitCode.optional(),
  }),
  reply: MeasureValues,
  problems: ['notFound'],
});
