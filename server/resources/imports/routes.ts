import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { getImportProgress, listImportCollections, postImport } from '#contract/imports.ts';
import { Fault } from '#contract/faults.ts';
import type { Deps } from '#server/deps.ts';
import { requireAdmin } from '#http/guard.ts';
import { route } from '#http/route.ts';
import { withUpload } from '#http/upload.ts';
import { readProgress } from './batches.ts';
import { importUpload } from './import-thread.ts';
import { describeImportable } from './importable.ts';
import { limitsOf, refuseUnreadable, subjectOf } from './upload-request.ts';

const unprocessableStatus = 422;
/** Uploads that are read at once, trials too: one of the largest files takes some hundred megabytes. */
const mostAtOnce = 2;

/** Uploads of collections and figures, and how far they are. */
export function importRoutes({
  db,
  config,
  catalog,
  stopping,
}: Pick<Deps, 'db' | 'config' | 'catalog' | 'stopping'>): Router {
  const router = Router();
  let reading = 0;
  // Before a byte of the body is read, and before the query is judged: who may not write learns nothing else.
  router.use('/api/imports', (request, _response, next) => {
    requireAdmin(request, config);
    next();
  });
  route(router, postImport, async ({ query }, { request, response, signal }) => {
    const id = query.id ?? randomUUID();
    const subject = subjectOf(query, catalog);
    if (reading >= mostAtOnce) throw new Fault('importsBusy', {});
    reading++;
    try {
      return await withUpload(request, limitsOf(subject), async (files) => {
        const upload = { subject, query, id, files };
        const { report, unreadable } = await importUpload({ db, config }, upload, AbortSignal.any([signal, stopping]));
        if (report.outcome === 'cancelled') stopping.throwIfAborted();
        if (unreadable) refuseUnreadable(unreadable);
        // A trial that finds faults has done what was asked; an import that is refused has not.
        if (report.outcome === 'refused' && !report.dryRun) response.status(unprocessableStatus);
        return report;
      });
    } finally {
      reading--;
    }
  });
  // Before the address of one import, which it looks like.
  route(router, listImportCollections, () => Promise.resolve({ collections: describeImportable(catalog) }));
  route(router, getImportProgress, async ({ params }) => {
    const progress = await readProgress(db, params.id);
    if (progress === null) throw new Fault('importUnknown', { id: params.id }, 'path.id');
    return progress;
  });
  return router;
}
