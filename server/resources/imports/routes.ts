import { randomUUID } from 'node:crypto';
import { Router } from 'express';
import { getImportProgress, listImportCollections, postImport } from '#contract/imports.ts';
import { Fault } from '#contract/faults.ts';
import type { Deps } from '#server/deps.ts';
import type { Guard } from '#http/guard.ts';
import { expressPath, route } from '#http/route.ts';
import { withUpload } from '#http/upload.ts';
import { readProgress } from '#intake/batch.ts';
import { importUpload } from '#intake/import-thread.ts';
import { describeImportable } from '#intake/importable.ts';
import { limitsOf, refuseUnreadable, subjectOf } from '#intake/upload-request.ts';

const unprocessableStatus = 422;

/** Uploads of collections and figures, and how far they are. */
export function importRoutes({
  config,
  catalog,
  stopping,
  guard,
}: Pick<Deps, 'config' | 'catalog' | 'stopping'> & { readonly guard: Guard }): Router {
  const router = Router();
  // Before a byte of the body is read, and before the query is judged: who may not write learns nothing else.
  for (const { method, path } of [postImport, listImportCollections, getImportProgress]) {
    router[method](expressPath(path), guard.requireAdmin);
  }
  route(router, postImport, async ({ query }, { db, request, response, signal }) => {
    const id = query.id ?? randomUUID();
    const subject = subjectOf(query, catalog);
    return withUpload(request, limitsOf(subject), async (files) => {
      const upload = { subject, query, id, files };
      const { report, unreadable } = await importUpload({ db, config }, upload, AbortSignal.any([signal, stopping]));
      if (report.outcome === 'cancelled') stopping.throwIfAborted();
      if (unreadable) refuseUnreadable(unreadable);
      // A trial that finds faults has done what was asked; an import that is refused has not.
      if (report.outcome === 'refused' && !report.dryRun) response.status(unprocessableStatus);
      return report;
    });
  });
  // Before the address of one import, which it looks like.
  route(router, listImportCollections, () => Promise.resolve({ collections: describeImportable(catalog) }));
  route(router, getImportProgress, async ({ params }, { db }) => {
    const progress = await readProgress(db, params.id);
    if (progress === null) throw new Fault('importUnknown', { id: params.id }, 'path.id');
    return progress;
  });
  return router;
}
