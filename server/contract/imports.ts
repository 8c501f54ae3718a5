import { z } from 'zod';
import { IsoDate, Position, Text, flag } from './common.ts';
import { Access, CollectionId, GeometryKind, ListedId } from './collections.ts';
import { Level } from './admin-units.ts';
import { endpoint } from './endpoint.ts';

/** Collections whose boundaries can be imported, and the level of unit in each. */
export const boundaryCollections = { provinces: 'province', districts: 'district', communes: 'commune' } as const;
export const BoundaryCollection = z.enum(['provinces', 'districts', 'communes']);
export type BoundaryCollection = z.infer<typeof BoundaryCollection>;

/** Figures that come as tables (workbook or CSV) through the same door; none of them is a collection. */
export const recordKinds = [
  'assessments',
  'recognitions',
  'groups',
  'thresholds',
  'target-figures',
  'disbursements',
] as const;
export const RecordKind = z.enum(recordKinds);
export type RecordKind = z.infer<typeof RecordKind>;

/**
 * One thing found in a file. An issue refuses the row (or the file, where `row` is null); a note does not.
 * `row` counts features from 1 in the file's order; `position` is WGS 84. In a table `row` is the number that the
 * spreadsheet shows beside the row, `sheet` its sheet, `column` the column's letter and `property` its heading.
 */
export const Finding = z.object({
  severity: z.enum(['issue', 'note']),
  code: z.string(),
  sheet: z.string().nullable(),
  row: z.number().int().nullable(),
  column: z.string().nullable(),
  feature: z.string().nullable(),
  property: z.string().nullable(),
  position: Position.nullable(),
  reason: Text,
  todo: Text,
});
export type Finding = z.infer<typeof Finding>;

/**
 * What a unit of a file is of those of the day before: the same (`unchanged`; `redrawn`, where only its line is another), the same
 * under another name, kind, code or unit above, grown or shrunk by land of others, or another one: made of several (`merged`), of a
 * part of one (`split`), or where the portal had none, so that when it began is not known (`startUnknown`); or what only a decision tells (`undecided`).
 */
export const unitChanges = [
  'unchanged',
  'redrawn',
  'renamed',
  'reclassified',
  'recoded',
  'moved',
  'grown',
  'shrunk',
  'merged',
  'split',
  'startUnknown',
  'undecided',
] as const;
export const UnitChange = z.enum(unitChanges);
export type UnitChange = z.infer<typeof UnitChange>;

/** A part of a unit: 0 to 1, null where nothing tells how large it is; and whether a decision or boundaries alone say so. */
const part = { share: z.number().nullable(), basis: z.enum(['decision', 'geometry']) };
const unitNamed = { code: z.string(), name: z.string() };

/** What boundaries alone do not tell: how much of a unit of before (percent of its area) lies in one of the file. */
export const SuccessionQuestion = z.object({
  oldCode: z.string(),
  oldName: z.string(),
  newCode: z.string(),
  newName: z.string().nullable(),
  percentOfOld: z.number(),
  percentOfNew: z.number(),
});
export type SuccessionQuestion = z.infer<typeof SuccessionQuestion>;

/** Polygons of a unit in WGS 84, simplified to some 60 points: to be drawn small. */
const outline = z.array(z.array(z.array(Position)));

/** What a file of boundaries that hold from a day on makes of the units of the day before. */
export const SuccessionReport = z.object({
  day: IsoDate,
  units: z.array(
    z.object({
      ...unitNamed,
      changes: z.array(UnitChange),
      /** Units that it is made of or got land of, the largest part first. */
      from: z.array(z.object({ ...unitNamed, ...part })),
      /** How far a line that was drawn anew parts from the one before at most, in metres. */
      deviationM: z.number().nullable(),
    }),
  ),
  /** Units that cease, with what they go into; units above that have nothing below them any more go into nothing. */
  ended: z.array(z.object({ ...unitNamed, level: Level, into: z.array(z.object({ ...unitNamed, ...part })) })),
  questions: z.array(SuccessionQuestion),
  /** Of a trial with questions: outlines of the units in them by code, of the day before and of the file. */
  shapes: z
    .object({
      before: z.record(z.string(), outline),
      since: z.record(z.string(), outline),
      /** Units in questions whose outlines would be too many. */
      leftOut: z.number().int(),
    })
    .optional(),
});
export type SuccessionReport = z.infer<typeof SuccessionReport>;
export type SuccessionShapes = NonNullable<SuccessionReport['shapes']>;

export const ImportOutcome = z.enum(['imported', 'unchanged', 'refused', 'wouldImport', 'cancelled', 'failed']);

/** How an import that has ended stands now: one of boundaries may have been taken back since. */
export const StandingOutcome = z.enum([...ImportOutcome.options, 'undone']);

/** What became of a file. Areas in m². Counts are of units with boundaries; of a table they are of single entries. */
export const ImportReport = z.object({
  id: z.string(),
  /** The collection, or the kind of records of a table. */
  collection: CollectionId,
  file: z.string(),
  dryRun: z.boolean(),
  outcome: ImportOutcome,
  counts: z.object({
    rows: z.number().int(),
    added: z.number().int(),
    changed: z.number().int(),
    unchanged: z.number().int(),
    refused: z.number().int(),
    parentsAdded: z.number().int(),
    /** Features of the collection that the file does not name and that stay as they are. */
    left: z.number().int(),
    /** Those that cease to hold because the file does not name them: `replace` asks for it. */
    removed: z.number().int(),
  }),
  format: z.string().nullable(),
  layer: z.string().nullable(),
  crs: z.object({ found: z.string().nullable(), used: z.string().nullable(), guess: z.string().nullable() }),
  encoding: z.object({ used: z.string().nullable(), how: z.enum(['cpg', 'option', 'guess', 'format']).nullable() }),
  /** Which property of ours each field of the file became; null where it was left. */
  fields: z.record(z.string(), z.string().nullable()),
  /** The property that a field which was left is likeliest to mean, where one is like it. */
  likely: z.record(z.string(), z.string()),
  /** Whether something is wrong with the file as a whole, so that none of its rows can come in. */
  fileRefused: z.boolean(),
  issues: z.array(Finding),
  notes: z.array(Finding),
  /** Units whose area `--clean` changed. */
  cleaned: z.array(z.object({ code: z.string(), name: z.string(), areaBeforeM2: z.number(), areaAfterM2: z.number() })),
  /** Of boundaries that hold from a day on: what becomes of the units of the day before. Null of anything else. */
  succession: SuccessionReport.nullable(),
  /** What it comes to and the next step, in a few sentences for whoever gave the file. */
  closing: Text,
  startedAt: z.string(),
  finishedAt: z.string(),
  demoLoaded: z.boolean(),
});
export type ImportReport = z.infer<typeof ImportReport>;

/**
 * Multipart upload (`file`, one or several parts of a loose shapefile; of boundaries that hold from a day on also `succession` and
 * `decisions`, tables of what became of units, and `answers` in the form of `decisions`); needs `Authorization: Bearer $ADMIN_TOKEN`. With
 * `Prefer: respond-async` it is answered when the upload is in, and the import goes on whatever becomes of the connection.
 */
export const postImport = endpoint({
  id: 'postImport',
  method: 'post',
  audience: 'administrator',
  cost: 'import',
  path: '/api/imports',
  summary: 'Import a collection (collection=...) or a table of figures (records=...), or try the file with dryRun=true',
  params: z.object({}),
  query: z.strictObject({
    /** Which collection the file holds; GET /api/imports/collections lists them. Either this or `records` is given. */
    collection: ListedId.optional(),
    /** What the workbook or CSV holds. */
    records: RecordKind.optional(),
    dryRun: flag.optional(),
    layer: z.string().max(200).optional(),
    crs: z
      .string()
      .regex(/^EPSG:\d{4,6}$/, 'must be written EPSG:n')
      .optional(),
    encoding: z.string().max(40).optional(),
    /** FIELD=property pairs, separated by commas; a field whose name has one stands in double quotes. */
    map: z.string().max(2000).optional(),
    validFrom: IsoDate.optional(),
    clean: flag.optional(),
    skipRefused: flag.optional(),
    /**
     * Features of the collection that the file does not name cease to hold. Of boundaries: units that lie wholly in one unit of the file
     * and are not known to go on as it cease on `validFrom`; of those that lie in several it is asked.
     */
    replace: flag.optional(),
    /** Of boundaries: what decided what became of units, where the tables `succession` and `decisions` do not say it. */
    decision: z.string().trim().min(1).max(200).optional(),
    /** A UUID chosen by the client, so that it can ask for progress meanwhile. */
    id: z.uuid().optional(),
    /** Name of who imports; recorded as unverified. */
    by: z.string().trim().min(1).max(100).optional(),
  }),
  reply: ImportReport,
  problems: ['unauthorised', 'forbidden', 'conflict', 'tooLarge', 'unsupportedMediaType', 'unprocessable'],
  // A file that is refused: its report says what was found.
  repliesWith: ['unprocessable'],
  respondsAsync: true,
});

/** A collection that files can be imported into. */
export const ImportCollection = z.object({
  id: CollectionId,
  title: Text,
  /** Whether it holds boundaries of units, which have rules of their own. */
  boundaries: z.boolean(),
  geometry: GeometryKind,
  access: Access,
  /** Properties that tell one feature from all others. */
  key: z.array(z.string()),
  properties: z.array(z.object({ name: z.string(), title: Text, required: z.boolean() })),
});
export type ImportCollection = z.infer<typeof ImportCollection>;

/** Those for officers are among them, so that it needs `Authorization: Bearer $ADMIN_TOKEN`. */
export const listImportCollections = endpoint({
  id: 'listImportCollections',
  method: 'get',
  audience: 'administrator',
  cost: 'memory',
  path: '/api/imports/collections',
  summary: 'Collections that files can be imported into, with their properties',
  params: z.object({}),
  query: z.strictObject({}),
  reply: z.object({ collections: z.array(ImportCollection) }),
  problems: ['unauthorised', 'forbidden'],
});
