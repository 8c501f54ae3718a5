import { Router } from 'express';
import { exportCollection, exportFiles } from '#contract/exports.ts';
import { Fault } from '#contract/faults.ts';
import type { RouteDeps } from '#server/answer.ts';
import { resourceOf } from '#catalog/resources.ts';
import { Payload } from '#http/payload.ts';
import { route } from '#http/route.ts';
import { requireCollection, seenCatalog } from '#resources/collections/find.ts';
import { countExport, exportName, exportStream, exportText, mostOverWeb, readExport } from './service.ts';

/** Files that are made at once: each takes a thread and, in it, up to some hundred megabytes. */
const mostAtOnce = 2;

/** Collections as files to take away; seen by whoever sees their items. */
export function exportRoutes(deps: Pick<RouteDeps, 'answers' | 'catalog'>): Router {
  const router = Router();
  const seenBy = seenCatalog(deps);
  let making = 0;

  route(router, exportCollection, async ({ params, query }, exchange) => {
    const { db, request, viewer, signal } = exchange;
    const collection = requireCollection(seenBy(viewer), params.collectionId);
    const dependsOn = [...new Set(['admin-units', resourceOf(collection)])];
    const { referenceDate, demo } = await deps.answers.tell(exchange, dependsOn);
    const what = readExport(collection, query, { at: referenceDate, demo });
    await countExport(db, what, { most: mostOverWeb, signal });
    const { format } = what;
    const headers = {
      'Content-Disposition': `attachment; filename="${exportName(what)}"`,
      'Cache-Control': viewer.kind === 'public' ? 'no-cache' : 'private, no-store',
    };
    const { mediaType } = exportFiles[format];
    if (request.method === 'HEAD') return new Payload(mediaType, '', headers);
    if (format === 'geojson' || format === 'csv') {
      return new Payload(mediaType, await exportText(db, { ...what, format }, signal), headers);
    }
    if (making >= mostAtOnce) {
      throw new Fault('exportsBusy', {});
    }
    making++;
    try {
      return new Payload(mediaType, await exportStream(db, what, signal), headers);
    } finally {
      making--;
    }
  });

  return router;
}
