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
}

/** Begins the import of an upload. Throws Fault where it cannot be followed, and as `runImport`. */
export async function beginImport(
  { db, config }: { readonly db: Db; readonly config: Config },
  { subject, query, id, files }: Uploaded,
  hooks: ImportHooks,
): Promise<ImportResult> {
  switch (subject.kind) {
    case 'boundaries':
      return importBoundaries(db, boundaryRequestOf(query, id, files, subject.collection), hooks);
    case 'features': {
      const { collection } = subject;
      return importFeatures(db, featureRequestOf(query, id, files, collection, config.referenceDate), hooks);
    }
    case 'records':
      return importRecords(db, recordRequestOf(query, id, files), hooks);
  }
}
