import type { z } from 'zod';
import { BoundaryCollection, recordKinds, type postImport } from '#contract/imports.ts';
import { uploadLimits, workbookUploadLimits } from '#formats/limits.ts';
import type { GivenFile } from '#formats/read-file.ts';
import type { Unreadable } from '#formats/unreadable.ts';
import { Refusal } from '#http/problem.ts';
import { findCrs } from '#rules/boundaries/crs.ts';
import type { RecordRequest } from '#resources/workbooks/request.ts';
import { parseMapping, type ImportRequest } from './request.ts';

/** The import that an upload's query asks for. Throws Refusal (badRequest) where a parameter cannot be followed. */
export function requestOf(
  query: z.output<typeof postImport.query>,
  id: string,
  files: readonly GivenFile[],
): ImportRequest {
  if (query.collection === undefined) throw subjectMissing();
  const crs = query.crs === undefined ? null : Number(query.crs.slice('EPSG:'.length));
  if (crs !== null && findCrs(crs) === null) {
    throw new Refusal('badRequest', `${query.crs ?? ''} is none of the systems taken: see /api/docs.`, 'query.crs');
  }
  return {
    id,
    collection: query.collection,
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

/** The import of a table that an upload's query asks for. Throws Refusal (badRequest) like requestOf. */
export function recordRequestOf(
  query: z.output<typeof postImport.query>,
  id: string,
  files: readonly GivenFile[],
): RecordRequest {
  if (query.records === undefined || query.collection !== undefined) throw subjectMissing();
  for (const name of ['layer', 'crs', 'map', 'validFrom', 'clean'] as const) {
    if (query[name] === undefined) continue;
    throw new Refusal('badRequest', `"${name}" is for boundaries: leave it out with records=.`, `query.${name}`);
  }
  const [file, second] = files;
  if (file === undefined || second !== undefined)
    throw new Refusal('badRequest', 'Send one workbook or CSV at a time.', 'body.file');
  return {
    id,
    records: query.records,
    file,
    encoding: query.encoding ?? null,
    skipRefused: query.skipRefused ?? false,
    dryRun: query.dryRun ?? false,
    by: `${query.by ?? 'importer'} (unverified)`,
    limits: workbookUploadLimits,
  };
}

function subjectMissing(): Refusal {
  return new Refusal(
    'badRequest',
    `Say what the file holds: collection=${BoundaryCollection.options.join('|')} or records=${recordKinds.join('|')}, one of the two.`,
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
