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
});
export type MeasureClass = z.infer<typeof MeasureClass>;

/** A number per administrative unit that a map can be coloured by, at a date. */
export const Measure = z.object({
  id: z.string(),
  title: Text,
  description: Text,
  unit: Text.nullable(),
  setId: z.string().nullable(),
  criterionNo: z.number().int().nullable(),
  levels: z.array(Level),
  classes: z.array(MeasureClass),
  /** Dates for which assessments exist, oldest first. */
  dates: z.array(IsoDate),
  decimals: z.number().int(),
  source: z.string(),
});
export type Measure = z.infer<typeof Measure>;

/** Values by unit code. Units of the level that are in no list do not exist at the date. */
export const MeasureValues = z.object({
  measure: z.string(),
  level: Level,
  at: IsoDate,
  /** Moves with every change of assessments, units or boundaries; the ETag carries it. */
  revision: z.string(),
  /** Date on which the boundaries shown at `at` came into force: geometry is the same for all dates that share it. */
  boundaryDate: IsoDate.nullable(),
  values: z.record(z.string(), z.number()),
  /** Where a value is a share: how many units it is a share of. */
  denominators: z.record(z.string(), z.number()).optional(),
  notAssessed: z.array(z.string()),
  notApplicable: z.array(z.string()),
  withoutBoundary: z.array(z.string()),
  demo: z.boolean(),
});
export type MeasureValues = z.infer<typeof MeasureValues>;

export const listMeasures = endpoint({
  id: 'listMeasures',
  method: 'get',
  path: '/api/measures',
  summary: 'Every measure that a map can be coloured by, with its classes',
  params: z.object({}),
  query: z.strictObject({}),
  reply: z.object({ measures: z.array(Measure), demo: z.boolean() }),
});

export const getMeasureValues = endpoint({
  id: 'getMeasureValues',
  method: 'get',
  path: '/api/measures/{id}/values',
  summary: 'Values of a measure for all units of a level at a date',
  params: z.object({ id: z.string() }),
  query: z.strictObject({ level: Level.optional(), at: IsoDate.optional(), within: UnitCode.optional() }),
  reply: MeasureValues,
  problems: ['notFound'],
});
