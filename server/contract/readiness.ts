import { z } from 'zod';
import { ListedId } from './collections.ts';
import { IsoDate, Text } from './common.ts';
import { endpoint } from './endpoint.ts';
import { ImportReport, StandingOutcome } from './imports.ts';
import { csvType } from './features.ts';
import { xlsxType } from './workbooks.ts';

/** What a portal lives on, in the order in which an office has it. */
export const stages = ['boundaries', 'results', 'programme', 'layers', 'people'] as const;
export const Stage = z.enum(stages);
export type Stage = z.infer<typeof Stage>;

/** One thing that a portal lives on: whether it is there, and as far as anybody may know how much of it. */
export const ReadinessStep = z.object({
  /** The collection or the kind of records; of households the collection of their published counts. */
  id: ListedId,
  stage: Stage,
  kind: z.enum(['boundaries', 'records', 'features', 'households']),
  /** Title of the collection; null of records, which a page has words for. */
  title: Text.nullable(),
  /** Without it the map has nothing to show. */
  essential: z.boolean(),
  has: z.boolean(),
  /** How many units, entries or features hold; null where no number is told. */
  count: z.number().int().nullable(),
  /** How many there would be were it whole: units in force, indicators left to the province; null where nobody knows. */
  wanted: z.number().int().nullable(),
  /** The newest day from which any of it holds; null where it has no day. */
  newest: IsoDate.nullable(),
  /** How much of it is invented. */
  demo: z.enum(['none', 'some', 'all']),
});
export type ReadinessStep = z.infer<typeof ReadinessStep>;

export const Readiness = z.object({ at: IsoDate, demo: z.boolean(), steps: z.array(ReadinessStep) });
export type Readiness = z.infer<typeof Readiness>;

export const getReadiness = endpoint({
  id: 'getReadiness',
  method: 'get',
  audience: 'everyone',
  cost: 'heavy',
  path: '/api/readiness',
  summary: 'What is there and what is missing, in the order in which an office has it',
  params: z.object({}),
  query: z.strictObject({}),
  reply: Readiness,
});

/** The last import of something that has ended, whatever came of it. */
export const LastImport = z.object({
  id: z.uuid(),
  file: z.string(),
  by: z.string(),
  outcome: StandingOutcome,
  /** Null of one that was killed: nobody was left to count. */
  counts: ImportReport.shape.counts.nullable(),
  finishedAt: z.string(),
});
export type LastImport = z.infer<typeof LastImport>;

/** What can be imported, with the step of the readiness that it makes. */
export const ImportSubject = z.object({
  id: ListedId,
  step: ListedId.nullable(),
  last: LastImport.nullable(),
});
export type ImportSubject = z.infer<typeof ImportSubject>;

/** Names files and who imported them, and what is for officers: needs `Authorization: Bearer $ADMIN_TOKEN`. */
export const listLastImports = endpoint({
  id: 'listLastImports',
  method: 'get',
  audience: 'administrator',
  cost: 'light',
  path: '/api/imports/last',
  summary: 'Everything that can be imported, each with its last import: by which file, by whom, with what outcome',
  params: z.object({}),
  query: z.strictObject({}),
  reply: z.object({ subjects: z.array(ImportSubject) }),
  problems: ['unauthorised', 'forbidden'],
});

const template = {
  method: 'get',
  cost: 'memory',
  params: z.object({ id: ListedId }),
  query: z.strictObject({}),
  reply: z.unknown(),
  mediaType: xlsxType,
} as const;

export const getImportTemplate = endpoint({
  ...template,
  id: 'getImportTemplate',
  audience: 'everyone',
  path: '/api/import-templates/{id}',
  summary:
    'A workbook to fill in for a collection or a kind of records: its columns, lists of values and what is asked for',
  problems: ['notFound'],
});

/** With the collections and columns that are for officers: needs `Authorization: Bearer $ADMIN_TOKEN`. */
export const getWholeImportTemplate = endpoint({
  ...template,
  id: 'getWholeImportTemplate',
  audience: 'administrator',
  path: '/api/import-templates/{id}/whole',
  summary: 'The same workbook with the columns that are for officers',
  problems: ['notFound', 'unauthorised', 'forbidden'],
});

/**
 * Tables of what decisions made of units, as `POST /api/imports` takes them for `succession`: of Phú Yên's communes by the day of
 * the change, and of the provinces.
 */
export const SuccessionTable = z.enum(['2024-11-01', '2025-07-01', 'provinces-2025-07-01']);
export type SuccessionTable = z.infer<typeof SuccessionTable>;

export const getSuccessionTable = endpoint({
  id: 'getSuccessionTable',
  method: 'get',
  audience: 'everyone',
  cost: 'memory',
  path: '/api/succession-tables/{id}',
  summary: 'A table of which old unit became which new one by a decision, to be given to an import of boundaries',
  params: z.object({ id: SuccessionTable }),
  query: z.strictObject({}),
  reply: z.unknown(),
  mediaType: csvType,
});
