import type { z } from 'zod';
import { BoundaryCollection, recordKinds, type postImport } from '#contract/imports.ts';
import type { Catalog, TableCollection } from '#catalog/collections.ts';
import { featureUploadLimits, uploadLimits, workbookUploadLimits, type Limits } from '#formats/limits.ts';
import type { GivenFile } from '#formats/source.ts';
import type { Unreadable } from '#formats/unreadable.ts';
import { Refusal, shown } from '#http/problem.ts';
import { findCrs } from '#rules/crs/systems.ts';
import type { RecordRequest } from '#resources/workbooks/request.ts';
import type { FeatureRequest } from './features/request.ts';
import { findImportable, importableIds } from './importable.ts';
import { parseMapping, type ImportRequest } from './request.ts';

/** Parameters of an upload. */
export type Query = z.output<typeof postImport.query>;

/** What an upload holds: boundaries, features of a collection, or a table of figures. */
export type Subject =
  | { readonly kind: 'boundaries'; readonly collection: BoundaryCollection }
  | { readonly kind: 'features'; readonly collection: TableCollection }
  | { readonly kind: 'records' };

/** What an upload's query says that it holds. Throws Refusal (badRequest) where it says nothing, or what is unknown. */
export function subjectOf(query: Query, catalog: Catalog): Subject {
  if (query.records !== undefined) {
    if (query.collection !== undefined) throw subjectMissing(catalog);
    return { kind: 'records' };
  }
  if (query.collection === undefined) throw subjectMissing(catalog);
  const boundaries = BoundaryCollection.safeParse(query.collection);
  if (boundaries.success) return { kind: 'boundaries', collection: boundaries.data };
  const collection = findImportable(catalog, query.collection);
  if (collection === null) {
    const ids = importableIds(catalog).join(', ');
    throw new Refusal(
      'badRequest',
      `Nothing can be imported into "${shown(query.collection)}": there are ${ids}.`,
      'query.collection',
    );
  }
  return { kind: 'features', collection };
}

/** How much of an upload is taken. */
export function limitsOf({ kind }: Subject): Limits {
  return { boundaries: uploadLimits, features: featureUploadLimits, records: uploadLimits }[kind];
}

/** The import of features that an upload's query asks for. Throws Refusal (badRequest) like boundaryRequestOf. */
export function featureRequestOf(
  query: Query,
  id: string,
  files: readonly GivenFile[],
  collection: TableCollection,
  referenceDate: string | null,
): FeatureRequest {
  if (query.clean !== undefined)
    throw new Refusal('badRequest', '"clean" is for boundaries: leave it out.', 'query.clean');
  const { replace = false, ...others } = query;
  const common = boundaryRequestOf(others, id, files, 'communes');
  return { ...common, collection, replace, referenceDate, limits: featureUploadLimits };
}

/** The import of boundaries that an upload's query asks for. Throws Refusal (badRequest) where it cannot be followed. */
export function boundaryRequestOf(
  query: Query,
  id: string,
  files: readonly GivenFile[],
  collection: BoundaryCollection,
): ImportRequest {
  if (query.replace !== undefined)
    throw new Refusal(
      'badRequest',
      '"replace" is for other collections than boundaries: leave it out.',
      'query.replace',
    );
  const crs = query.crs === undefined ? null : Number(query.crs.slice('EPSG:'.length));
  if (crs !== null && findCrs(crs) === null) {
    throw new Refusal('badRequest', `${query.crs ?? ''} is none of the systems taken: see /api/docs.`, 'query.crs');
  }
  return {
    id,
    collection,
    files,
    layer: query.layer ?? null,
    crs,
    encoding: query.encoding ?? null,
    map: pairsOf(query.map ?? ''),
    validFrom: query.validFrom ?? null,
    clean: query.clean ?? false,
    skipRefused: query.skipRefused ?? false,
    dryRun: query.dryRun ?? false,
    by: `${query.by ?? 'importer'} (unverified)`,
    limits: uploadLimits,
  };
}

/** The import of a table that an upload's query asks for. Throws Refusal (badRequest) like boundaryRequestOf. */
export function recordRequestOf(query: Query, id: string, files: readonly GivenFile[]): RecordRequest {
  const { records } = query;
  if (records === undefined) throw new Error('no records are asked for');
  for (const name of ['layer', 'crs', 'map', 'validFrom', 'clean', 'replace'] as const) {
    if (query[name] === undefined) continue;
    throw new Refusal('badRequest', `"${name}" is for collections: leave it out with records=.`, `query.${name}`);
  }
  const [file, second] = files;
  if (file === undefined || second !== undefined)
    throw new Refusal('badRequest', 'Send one workbook or CSV at a time.', 'body.file');
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

function subjectMissing(catalog: Catalog): Refusal {
  return new Refusal(
    'badRequest',
    `Say what the file holds: collection=${importableIds(catalog).join('|')} or records=${recordKinds.join('|')}, one of the two.`,
    'query.collection',
  );
}

function pairsOf(text: string): ImportRequest['map'] {
  return text
    .split(',')
    .filter((pair) => pair.trim() !== '')
    .map((pair) => {
      const mapping = parseMapping(pair.trim());
      if (mapping === null)
        throw new Refusal('badRequest', 'Write map as FIELD=property pairs, separated by commas.', 'query.map');
      return mapping;
    });
}

/** What the reader would not take at all is a problem; a file that it understood and found faults in has a report. */
export function refuseUnreadable({ kind, code, reason, todo }: Unreadable) {
  const detail = `${reason.en} ${todo.en}`;
  if (kind === 'unsupported') throw new Refusal('unsupportedMediaType', detail, 'body.file');
  if (code.startsWith('zip')) throw new Refusal('unprocessable', detail, 'body.file');
  if (kind === 'limit') throw new Refusal('tooLarge', detail, 'body.file');
}
