import { z } from 'zod';
import { CollectionId } from './collections.ts';
import { wholeNumber } from './common.ts';
import { endpoint } from './endpoint.ts';
import { ImportReport, StandingOutcome } from './imports.ts';
import { Problem } from './problem.ts';
import { xlsxType } from './workbooks.ts';

/** How far an import is: the step, or in the end what came of it and holds of it now (`undone` of one that was taken back). */
export const ImportStep = z.object({
  id: z.string(),
  step: z.string(),
  done: z.number().int(),
  total: z.number().int().nullable(),
  finished: z.boolean(),
});
export type ImportStep = z.infer<typeof ImportStep>;

/**
 * How far an import is, and of one that has ended its report, where that is still known: of what was imported always, of a
 * trial for an hour and in the process that ran it. `problem` says why one could not be begun or went wrong.
 */
export const ImportProgress = ImportStep.extend({
  report: ImportReport.nullable(),
  problem: Problem.nullable(),
});
export type ImportProgress = z.infer<typeof ImportProgress>;

/** An import as it is recorded. */
export const RecordedImport = z.object({
  id: z.string(),
  collection: CollectionId,
  file: z.string(),
  /** What came of it; null while it runs. */
  outcome: StandingOutcome.nullable(),
  counts: ImportReport.shape.counts.nullable(),
  startedAt: z.string(),
  finishedAt: z.string().nullable(),
  by: z.string(),
});
export type RecordedImport = z.infer<typeof RecordedImport>;

export const listImports = endpoint({
  id: 'listImports',
  method: 'get',
  audience: 'administrator',
  cost: 'light',
  path: '/api/imports',
  summary: 'The last imports that were recorded, newest first; trials are none',
  params: z.object({}),
  query: z.strictObject({
    /** 20 by itself. */
    limit: wholeNumber(1, 100).optional(),
  }),
  reply: z.object({ imports: z.array(RecordedImport) }),
  problems: ['unauthorised', 'forbidden'],
});

/** Takes an import of boundaries back as a whole, while it is the last one and nothing is recorded of the units that it made. */
export const undoImport = endpoint({
  id: 'undoImport',
  method: 'post',
  audience: 'administrator',
  cost: 'import',
  path: '/api/imports/{id}/undo',
  summary: 'Take an import of boundaries back: units are again what they were before it',
  params: z.object({ id: z.uuid() }),
  query: z.strictObject({ by: z.string().trim().min(1).max(100).optional() }),
  reply: z.object({ id: z.string(), undone: z.literal(true) }),
  problems: ['unauthorised', 'forbidden', 'notFound', 'conflict'],
});

export const getImportProgress = endpoint({
  id: 'getImportProgress',
  method: 'get',
  audience: 'administrator',
  cost: 'light',
  path: '/api/imports/{id}',
  summary: 'How far an import is, and its report when it has ended',
  params: z.object({ id: z.uuid() }),
  query: z.strictObject({}),
  reply: ImportProgress,
  problems: ['notFound', 'unauthorised', 'forbidden'],
});

/** Nothing of an import that is cancelled stays; it may take some seconds to end. */
export const cancelImport = endpoint({
  id: 'cancelImport',
  method: 'delete',
  audience: 'administrator',
  cost: 'light',
  path: '/api/imports/{id}',
  summary: 'Cancel an import that this process runs',
  params: z.object({ id: z.uuid() }),
  query: z.strictObject({}),
  reply: z.unknown(),
  isEmpty: true,
  problems: ['notFound', 'conflict', 'unauthorised', 'forbidden'],
});

/** Kept for an hour by the process that ran the import; it holds what the file held, so that nobody else may have it. */
export const getRefusedRows = endpoint({
  id: 'getRefusedRows',
  method: 'get',
  audience: 'administrator',
  cost: 'memory',
  path: '/api/imports/{id}/refused',
  summary: 'Rows that were refused as a workbook, with reasons: to be mended and given again as it is',
  params: z.object({ id: z.uuid() }),
  query: z.strictObject({}),
  reply: z.unknown(),
  mediaType: xlsxType,
  problems: ['notFound', 'unauthorised', 'forbidden'],
});
