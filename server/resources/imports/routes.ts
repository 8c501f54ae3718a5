import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { getImportProgress, postImport } from '#contract/imports.ts';
import type { Deps } from '#server/deps.ts';
import { requireAdmin } from '#http/guard.ts';
import { Refusal } from '#http/problem.ts';
import { route } from '#http/route.ts';
import { ImportConflict, readProgress } from './batches.ts';
import { importBoundaries } from './service.ts';
import { importRecords } from '#resources/workbooks/service.ts';
import { recordRequestOf, refuseUnreadable, requestOf } from './upload-request.ts';
import { withUpload } from './upload.ts';
import { ConcurrentChange } from './write.ts';

const unprocessableStatus = 422;

/** Uploads of boundaries, and how far they are. */
export function importRoutes({ db, config }: Pick<Deps, 'db' | 'config'>): Router {
  const router = Router();
  // Before a byte of the body is read, and before the query is judged: who may not write learns nothing else.
  router.use('/api/imports', (request, _response, next) => {
    requireAdmin(request, config);
    next();
  });
  route(router, postImport, async ({ query }, { request, response, signal }) => {
    const id = query.id ?? randomUUID();
    return withUpload(request, async (files) => {
      const importing =
        query.records === undefined
          ? importBoundaries(db, requestOf(query, id, files), { signal })
          : importRecords(db, recordRequestOf(query, id, files), { signal });
      const { report, unreadable } = await importing.catch(conflict);
      if (unreadable) refuseUnreadable(unreadable);
      // A trial that finds faults has done what was asked; an import that is refused has not.
      if (report.outcome === 'refused' && !report.dryRun) response.status(unprocessableStatus);
      return report;
    });
  });
  route(router, getImportProgress, async ({ params }) => {
    const progress = await readProgress(db, params.id);
    if (progress === null) throw new Refusal('notFound', `There is no import ${params.id}.`, 'path.id');
    return progress;
  });
  return router;
}

function conflict(error: Error): never {
  if (error instanceof ImportConflict || error instanceof ConcurrentChange)
    throw new Refusal('conflict', error.message);
  throw error;
}
