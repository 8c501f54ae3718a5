import type { z } from 'zod';
import { BoundaryCollection, recordKinds, type postImport } from '#contract/imports.ts';
import { Fault } from '#contract/faults.ts';
import type { Catalog, TableCollection } from '#catalog/collections.ts';
import { featureUploadLimits, uploadLimits, workbookUploadLimits, type Limits } from '#formats/limits.ts';
import type { GivenFile } from '#formats/source.ts';
import type { Unreadable } from '#formats/unreadable.ts';
import { findCrs } from '#rules/crs/systems.ts';
import type { RecordRequest } from './kinds/records/request.ts';
import type { FeatureRequest } from './kinds/features/request.ts';
import { findImportable, importableIds, wholeOfType } from './importable.ts';
import { parsePair, splitPairs } from '#rules/text/column-pairs.ts';
import type { ImportRequest } from './request.ts';

/** Parameters of an upload. */
export type Query = z.output<typeof postImport.query>;

/** What an upload holds: boundaries, features of a collection, or a table of figures. */
export type Subject =
  | { readonly kind: 'boundaries'; readonly collection: BoundaryCollection }
  | { readonly kind: 'features'; readonly collection: TableCollection }
  | { readonly kind: 'records' };

/** What an upload's query says that it holds. Throws Fault where it says nothing, or what is unknown. */
export function subjectOf(query: Query, catalog: Catalog): Subject {
  if (query.records !== undefined) {
    if (query.collection !== undefined) throw subjectMissing(catalog);
    return { kind: 'records' };
  }
  if (query.collection === undefined) throw subjectMissing(catalog);
  const boundaries = BoundaryCollection.safeParse(query.collection);
  if (boundaries.success) return { kind: 'boundaries', collection: boundaries.data };
  const whole = wholeOfType(catalog, query.collection);
  if (whole !== null) throw new Fault('importOneType', { collection: query.collection, whole }, 'query.collection');
  const collection = findImportable(catalog, query.collection);
  if (collection === null) {
    throw new Fault(
      'importCollectionUnknown',
      { collection: query.collection, known: importableIds(catalog).join(', ') },
      'query.collection',
    );
  }
  return { kind: 'features', collection };
}

/** How much of an upload is taken. */
export function limitsOf({ kind }: Subject): Limits {
  return { boundaries: uploadLimits, features: featureUploadLimits, records: uploadLimits }[kind];
}

/** Parts that answer what boundaries leave open: an office's table, and what was answered on the page beside it. */
const answering = ['decisions', 'answers'] as const;

/** Parts of an upload that say more of what it holds: of boundaries, what became of units. */
export function besideOf({ kind }: Subject): readonly string[] {
  return kind === 'boundaries' ? ['succession', ...answering] : [];
}

/** The import of features that an upload's query asks for. Throws Fault like boundaryRequestOf. */
export function featureRequestOf(
  query: Query,
  id: string,
  files: readonly GivenFile[],
  collection: TableCollection,
  referenceDate: string | null,
): FeatureRequest {
  if (query.clean !== undefined) throw new Fault('importCleanMisplaced', {}, 'query.clean');
  if (query.decision !== undefined) throw new Fault('importDecisionMisplaced', {}, 'query.decision');
  return {
    ...sourceOf(query, id, files),
    collection,
    replace: query.replace ?? false,
    referenceDate,
    limits: featureUploadLimits,
  };
}

/** The import of boundaries that an upload's query asks for. Throws Fault where it cannot be followed. */
export function boundaryRequestOf(
  query: Query,
  { id, files, beside }: { id: string; files: readonly GivenFile[]; beside: ReadonlyMap<string, GivenFile> },
  collection: BoundaryCollection,
): ImportRequest {
  const { clean = false, replace = false, decision = null, validFrom } = query;
  if (replace && validFrom === undefined) throw new Fault('importReplaceUndated', {}, 'query.replace');
  if (beside.size > 0 && validFrom === undefined) throw new Fault('importSuccessionUndated', {}, 'query.validFrom');
  return {
    ...sourceOf(query, id, files),
    collection,
    clean,
    replace,
    succession: beside.get('succession') ?? null,
    decisions: answering.flatMap((part) => beside.get(part) ?? []),
    decision,
    limits: uploadLimits,
  };
}

/** What is said of any file of places. Throws Fault where it cannot be followed. */
function sourceOf(query: Query, id: string, files: readonly GivenFile[]) {
  const crs = query.crs === undefined ? null : Number(query.crs.slice('EPSG:'.length));
  if (crs !== null && findCrs(crs) === null) {
    throw new Fault('importCrsUnknown', { crs: query.crs ?? '' }, 'query.crs');
  }
  return {
    id,
    files,
    layer: query.layer ?? null,
    crs,
    encoding: query.encoding ?? null,
    map: pairsOf(query.map ?? ''),
    validFrom: query.validFrom ?? null,
    skipRefused: query.skipRefused ?? false,
    dryRun: query.dryRun ?? false,
    by: `${query.by ?? 'importer'} (unverified)`,
  };
}

/** The import of a table that an upload's query asks for. Throws Fault like boundaryRequestOf. */
export function recordRequestOf(query: Query, id: string, files: readonly GivenFile[]): RecordRequest {
  const { records } = query;
  if (records === undefined) throw new Error('no records are asked for');
  for (const name of ['layer', 'crs', 'map', 'validFrom', 'clean', 'replace', 'decision'] as const) {
    if (query[name] === undefined) continue;
    throw new Fault('importNotForRecords', { name }, `query.${name}`);
  }
  const [file, second] = files;
  if (file === undefined || second !== undefined) throw new Fault('importOneFile', {}, 'body.file');
  return {
    id,
    records,
    file,
    encoding: query.encoding ?? null,
    skipRefused: query.skipRefused ?? false,
    dryRun: query.dryRun ?? false,
    by: `${query.by ?? 'importer'} (unverified)`,
    limits: workbookUploadLimits,
  };
}

function subjectMissing(catalog: Catalog): Fault {
  return new Fault(
    'importSubjectMissing',
    { collections: importableIds(catalog).join('|'), records: recordKinds.join('|') },
    'query.collection',
  );
}

function pairsOf(text: string): ImportRequest['map'] {
  return splitPairs(text).map((pair) => {
    const mapping = parsePair(pair);
    if (mapping === null) throw new Fault('importMapUnreadable', {}, 'query.map');
    return mapping;
  });
}

/** What the reader would not take at all is a problem; a file that it understood and found faults in has a report. */
export function refuseUnreadable({ kind, code, reason, todo }: Unreadable) {
  const why = { vi: `${reason.vi} ${todo.vi}`, en: `${reason.en} ${todo.en}` };
  if (kind === 'unsupported') throw new Fault('fileUnsupported', { why }, 'body.file');
  if (code.startsWith('zip')) throw new Fault('fileRefused', { why }, 'body.file');
  if (kind === 'limit') throw new Fault('fileTooLarge', { why }, 'body.file');
}
