import type { Config } from '#server/config.ts';
import type { Db } from '#db/db.ts';
import type { GivenFile } from '#formats/source.ts';
import { importRecords } from './kinds/records/import-records.ts';
import { importFeatures } from './kinds/features/import-features.ts';
import type { ImportHooks } from './import-run.ts';
import type { ImportResult } from './run.ts';
import { importBoundaries } from './kinds/boundaries/import-boundaries.ts';
import { boundaryRequestOf, featureRequestOf, recordRequestOf, type Query, type Subject } from './upload-request.ts';

/** An upload that has come in: what it holds and how it is to be read. */
export interface Uploaded {
  readonly subject: Subject;
  readonly query: Query;
  readonly id: string;
  readonly files: readonly GivenFile[];
  /** Files that say more of them, by what they say. */
  readonly beside: ReadonlyMap<string, GivenFile>;
}

interface Begun {
  readonly db: Db;
  readonly config: Config;
}

/** Begins the import of an upload. Throws Fault where it cannot be followed, and as `runImport`. */
export async function beginImport(deps: Begun, uploaded: Uploaded, hooks: ImportHooks): Promise<ImportResult> {
  return planImport(deps, uploaded)(hooks);
}

/** What beginning the import of an upload would run. Throws Fault where it cannot be followed. */
export function planImport(
  { db, config }: Begun,
  { subject, query, id, files, beside }: Uploaded,
): (hooks: ImportHooks) => Promise<ImportResult> {
  switch (subject.kind) {
    case 'boundaries': {
      const request = boundaryRequestOf(query, { id, files, beside }, subject.collection);
      return (hooks) => importBoundaries(db, request, hooks);
    }
    case 'features': {
      const request = featureRequestOf(query, id, files, subject.collection, config.referenceDate);
      return (hooks) => importFeatures(db, request, hooks);
    }
    case 'records': {
      const request = recordRequestOf(query, id, files);
      return (hooks) => importRecords(db, request, hooks);
    }
  }
}
