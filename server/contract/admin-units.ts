import { z } from 'zod';
import { Bbox, IsoDate, Mainland, Position, Text, wholeNumber } from './common.ts';
import { endpoint } from './endpoint.ts';

/** Administrative level; districts exist until 30 June 2025 and in data before it. */
export const levels = ['province', 'district', 'commune'] as const;
export const Level = z.enum(levels);
export type Level = z.infer<typeof Level>;

/** Kind of unit: tỉnh, thành phố trực thuộc trung ương; huyện, quận, thị xã, thành phố; xã, phường, thị trấn, đặc khu. */
export const unitKinds = [
  'province',
  'municipality',
  'district',
  'urbanDistrict',
  'town',
  'city',
  'commune',
  'ward',
  'township',
  'specialZone',
] as const;
export const UnitKind = z.enum(unitKinds);
export type UnitKind = z.infer<typeof UnitKind>;

/** Official statistical code: decimal digits kept as text, because leading zeros count. */
export const UnitCode = z.string().regex(/^\d{1,5}$/, 'must be an official code of 1 to 5 digits');

/**
 * A district that a commune of a later day lay in on the last day of districts, by its code and name of then: with how much of the
 * commune's ground (0 to 1; null where nothing tells), and the province, where that is not the one of the day.
 */
export const FormerDistrict = z.object({
  code: z.string(),
  name: z.string(),
  share: z.number().nullable(),
  province: z.object({ code: z.string(), name: z.string() }).optional(),
});
export type FormerDistrict = z.infer<typeof FormerDistrict>;

/**
 * What a list, a search hit or a table row needs to know of a unit. `point` lies on the unit and carries its label. Of a commune of a
 * day without districts `formerDistricts` has those that it came from, the one with most of its ground first; missing where none is known.
 */
export const AdminUnit = z.object({
  code: z.string(),
  name: z.string(),
  level: Level,
  kind: UnitKind,
  parentCode: z.string().nullable(),
  parentName: z.string().nullable(),
  point: Position.nullable(),
  bbox: Bbox.nullable(),
  mainland: Mainland,
  areaKm2: z.number().nullable(),
  population: z.number().int().nullable(),
  formerDistricts: z.array(FormerDistrict).optional(),
});
export type AdminUnit = z.infer<typeof AdminUnit>;

/** A unit across a shared boundary. `bearingDegrees` is clockwise from north, from point to point; `sharedM` the shared length. */
export const Neighbour = z.object({
  code: z.string(),
  name: z.string(),
  point: Position,
  bearingDegrees: z.number(),
  sharedM: z.number(),
});
export type Neighbour = z.infer<typeof Neighbour>;

export const recognitionLevels = ['standard', 'advanced', 'model', 'modern'] as const;
export const RecognitionLevel = z.enum(recognitionLevels);
export type RecognitionLevel = z.infer<typeof RecognitionLevel>;

/** The act of recognising a unit at a level (đạt chuẩn, nâng cao, kiểu mẫu, hiện đại), with its decision. */
export const Recognition = z.object({
  setId: z.string(),
  level: RecognitionLevel,
  decisionNo: z.string(),
  decidedOn: IsoDate,
  validFrom: IsoDate,
  revokedOn: IsoDate.nullable(),
  note: z.string().nullable(),
});
export type Recognition = z.infer<typeof Recognition>;

/** How many criteria of a set a unit meets at a date. */
export const CriteriaCount = z.object({
  setId: z.string(),
  title: Text,
  total: z.number().int(),
  met: z.number().int(),
  notMet: z.number().int(),
  notAssessed: z.number().int(),
  applicable: z.boolean(),
  assessedOn: IsoDate.nullable(),
});
export type CriteriaCount = z.infer<typeof CriteriaCount>;

/** A unit that came before or after this one, and what happened between them. */
export const LineageStep = z.object({
  code: z.string(),
  name: z.string(),
  event: z.enum(['merge', 'split', 'transfer', 'rename', 'reclassify', 'abolishTier']),
  on: IsoDate,
  decision: z.string().nullable(),
});

/**
 * A step with how much of the unit before went over (0 to 1; null where nothing tells), and whether a decision or boundaries alone
 * say so.
 */
export const MeasuredStep = LineageStep.extend({
  level: Level,
  share: z.number().nullable(),
  basis: z.enum(['decision', 'geometry']),
});
export type MeasuredStep = z.infer<typeof MeasuredStep>;

/** What a unit was called and is no longer, with the last day on which it bore both name and code. */
export const FormerName = z.object({ code: z.string(), name: z.string(), until: IsoDate });
export type FormerName = z.infer<typeof FormerName>;

/** A unit of the day. `formerly` is what a search found it by, where that is none of its names and codes of the day. */
export const FoundUnit = AdminUnit.extend({ formerly: FormerName.optional() });
export type FoundUnit = z.infer<typeof FoundUnit>;

/**
 * A unit that a search found and that on the day no longer is, as it was on its last day (`until`), and whose land it is on
 * the day: `event`, `on` and `decision` are those of its own end, also where its successors have ended since.
 */
export const DissolvedUnit = z.object({
  code: z.string(),
  name: z.string(),
  level: Level,
  kind: UnitKind,
  parentName: z.string().nullable(),
  until: IsoDate,
  formerly: FormerName.optional(),
  successors: z.array(LineageStep.extend({ level: Level })),
});
export type DissolvedUnit = z.infer<typeof DissolvedUnit>;

/** The level of a unit by its official code: two digits of a province, three of a district, five of a commune. */
export function levelOfCode(code: string): Level {
  return code.length <= 2 ? 'province' : code.length === 3 ? 'district' : 'commune';
}

/** A unit that bears a code from one day until before another (null: still). */
export const CodeBearer = z.object({
  name: z.string(),
  level: Level,
  kind: UnitKind,
  validFrom: IsoDate,
  validTo: IsoDate.nullable(),
});
export type CodeBearer = z.infer<typeof CodeBearer>;

/** A group that a unit is in, by a scheme of `data/admin-units/schemes.ts`: since when, until before when, by which decision. */
export const UnitGroup = z.object({
  scheme: z.string(),
  title: Text,
  group: z.string(),
  name: Text,
  validFrom: IsoDate,
  validTo: IsoDate.nullable(),
  decision: z.string(),
});

/** Everything that the portal knows of a unit at a date. Areas in km², lengths in m, positions in WGS 84. */
export const UnitProfile = AdminUnit.extend({
  at: IsoDate,
  /** The unit's own first day as far as the portal knows, and the one after its last; `validFrom` and `validTo` are of its version. */
  unitFrom: IsoDate,
  unitTo: IsoDate.nullable(),
  validFrom: IsoDate,
  validTo: IsoDate.nullable(),
  listedAreaKm2: z.number().nullable(),
  populationYear: z.number().int().nullable(),
  ancestors: z.array(z.object({ code: z.string(), name: z.string(), level: Level })),
  children: z.array(AdminUnit),
  neighbours: z.array(Neighbour),
  boundary: z
    .object({ validFrom: IsoDate, validTo: IsoDate.nullable(), lineage: z.string(), demo: z.boolean() })
    .nullable(),
  recognitions: z.array(Recognition),
  /** Whether recognitions of units of this level are known by then: without any, a unit without one is not "not recognised". */
  recognitionsKnown: z.boolean(),
  criteriaMet: z.array(CriteriaCount),
  /** Groups that it is in on the day; missing where none is known. */
  groups: z.array(UnitGroup).optional(),
  predecessors: z.array(MeasuredStep),
  successors: z.array(MeasuredStep),
  /** Other units that bore its code before or bear it later: a code speaks of a day. */
  otherBearers: z.array(CodeBearer),
  /** True where any of this is invented (Dữ liệu minh hoạ). */
  demo: z.boolean(),
});
export type UnitProfile = z.infer<typeof UnitProfile>;

/** As many units as one answer may hold: the communes of the whole country are about 11,000. */
export const allUnits = 20_000;

/**
 * Units in force at a date, by name or code (`q`, with or without diacritics), by level, inside a unit (`within`, any
 * number of levels below it). Ordered by rank of the hit, else by Vietnamese name order. `q` finds units by names and codes
 * of before too, and says so; those that no longer are come apart (`dissolved`, with the first page, `limit` of them at most).
 */
export const searchAdminUnits = endpoint({
  id: 'searchAdminUnits',
  method: 'get',
  audience: 'everyone',
  cost: 'light',
  path: '/api/admin-units',
  summary: 'Find administrative units by name, code, level or parent',
  params: z.object({}),
  query: z.strictObject({
    q: z.string().trim().min(1).max(100).optional(),
    level: Level.optional(),
    within: UnitCode.optional(),
    at: IsoDate.optional(),
    limit: wholeNumber(1, allUnits).optional(),
    offset: wholeNumber(0, 1_000_000).optional(),
  }),
  reply: z.object({
    at: IsoDate,
    numberMatched: z.number().int(),
    items: z.array(FoundUnit),
    /** Only where there are any. */
    dissolved: z.object({ numberMatched: z.number().int(), items: z.array(DissolvedUnit) }).optional(),
    demo: z.boolean(),
  }),
});

export const getUnitProfile = endpoint({
  id: 'getUnitProfile',
  method: 'get',
  audience: 'everyone',
  cost: 'light',
  path: '/api/admin-units/{code}',
  summary: 'Profile of one administrative unit at a date',
  params: z.object({ code: UnitCode }),
  query: z.strictObject({ at: IsoDate.optional() }),
  reply: UnitProfile,
  problems: ['notFound'],
});

export const listNeighbours = endpoint({
  id: 'listNeighbours',
  method: 'get',
  audience: 'everyone',
  cost: 'light',
  path: '/api/neighbours',
  summary: 'For every unit of a level at a date: the units across a shared boundary, clockwise from north',
  params: z.object({}),
  query: z.strictObject({ level: Level.optional(), at: IsoDate.optional() }),
  reply: z.object({
    level: Level,
    at: IsoDate,
    neighbours: z.record(z.string(), z.array(z.string())),
    demo: z.boolean(),
  }),
});
