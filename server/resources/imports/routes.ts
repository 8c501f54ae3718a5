import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { Router, type Request, type Response } from 'express';
import { listImportCollections, postImport } from '#contract/imports.ts';
import { Fault } from '#contract/faults.ts';
import { cancelImport, getImportProgress, getRefusedRows, listImports, undoImport } from '#contract/running-imports.ts';
import { xlsxType } from '#contract/workbooks.ts';
import type { RouteDeps } from '#server/answer.ts';
import { everyResource } from '#catalog/resources.ts';
import type { Guard } from '#http/guard.ts';
import { Payload } from '#http/payload.ts';
import { fromDatabaseError, toProblem } from '#http/problem.ts';
import { expressPath, route, type Exchange } from '#http/route.ts';
import { takeUpload } from '#http/upload.ts';
import { planImport, type Uploaded } from '#intake/begin.ts';
import { importUpload } from '#intake/import-thread.ts';
import { undoBoundaries } from '#intake/kinds/boundaries/undo.ts';
import { describeImportable } from '#intake/importable.ts';
import { cancelJob, runJob } from '#intake/jobs.ts';
import { refusedFileOf } from '#intake/refused/files.ts';
import { listRecorded, readStatus } from '#intake/status.ts';
import { besideOf, limitsOf, refuseUnreadable, subjectOf } from '#intake/upload-request.ts';

const unprocessableStatus = 422;
const acceptedStatus = 202;
const usuallyListed = 20;

interface Needs extends Pick<RouteDeps, 'answers' | 'config' | 'catalog' | 'stopping' | 'log'> {
  readonly guard: Guard;
  /** Told when an import has ended behind its answer. */
  readonly wrote: () => void;
}

/** Uploads of collections and figures, how far they are, and what came of them. */
export function importRoutes({ answers, config, catalog, stopping, log, guard, wrote }: Needs): Router {
  const router = Router();
  // Which of them an import moves is for the database to say: new boundaries settle features of any collection.
  const movable = everyResource(catalog);
  // Before a byte of the body is read, and before the query is judged: who may not write learns nothing else.
  const all = [
    postImport,
    listImports,
    listImportCollections,
    getImportProgress,
    cancelImport,
    undoImport,
    getRefusedRows,
  ];
  for (const { method, path } of all) {
    router[method](expressPath(path), guard.requireAdmin);
  }
  route(router, postImport, async ({ query }, exchange) => {
    const { db, request, response, signal, goOn } = exchange;
    const id = query.id ?? randomUUID();
    const subject = subjectOf(query, catalog);
    const { files, beside, remove } = await takeUpload(request, limitsOf(subject), besideOf(subject));
    const upload = { subject, query, id, files, beside };
    const run = (until: AbortSignal) =>
      runJob({ id, collection: query.collection ?? query.records ?? '', until }, (stop) =>
        importUpload({ db, config }, upload, stop).finally(remove),
      );
    if (prefersAsync(request)) {
      const running = begin(() => {
        planImport({ db, config }, upload);
        return run(stopping);
      }, remove);
      goOn(running.then(wrote, (error: Error) => tellFailure(error, upload)));
      return accepted(response, id);
    }
    const { report, unreadable } = await begin(() => run(AbortSignal.any([signal, stopping])), remove);
    if (report.outcome === 'cancelled') stopping.throwIfAborted();
    if (unreadable) refuseUnreadable(unreadable);
    await tellMoved(exchange);
    // A trial that finds faults has done what was asked; an import that is refused has not.
    if (report.outcome === 'refused' && !report.dryRun) response.status(unprocessableStatus);
    return report;
  });
  // Before the address of one import, which it looks like.
  route(router, listImportCollections, () => Promise.resolve({ collections: describeImportable(catalog) }));
  route(router, listImports, async ({ query }, { db }) => ({
    imports: await listRecorded(db, query.limit ?? usuallyListed),
  }));
  route(router, getImportProgress, async ({ params }, exchange) => {
    const status = await readStatus(exchange.db, params.id);
    if (status === null) throw new Fault('importUnknown', { id: params.id }, 'path.id');
    // Asked after it: what has ended has moved them already.
    if (status.finished) await answers.tell(exchange, movable);
    const { failure, ...progress } = status;
    return { ...progress, problem: failure && toProblem(faultOf(failure)) };
  });
  route(router, cancelImport, async ({ params: { id } }, { db }) => {
    if (!cancelJob(id)) {
      const status = await readStatus(db, id);
      if (status === null) throw new Fault('importUnknown', { id }, 'path.id');
      throw new Fault(status.finished ? 'importEnded' : 'importElsewhere', { id }, 'path.id');
    }
    return new Payload('', null);
  });
  route(router, undoImport, async ({ params: { id }, query }, exchange) => {
    await undoBoundaries(exchange.db, { id, by: `${query.by ?? 'importer'} (unverified)` });
    await tellMoved(exchange);
    wrote();
    return { id, undone: true as const };
  });
  route(router, getRefusedRows, async ({ params: { id } }) => {
    const file = refusedFileOf(id);
    if (file === null) throw new Fault('refusedRowsGone', { id }, 'path.id');
    const name = `chua-nhap_${id.slice(0, 8)}.xlsx`;
    return new Payload(xlsxType, await readFile(file), { 'Content-Disposition': `attachment; filename="${name}"` });
  });

  /** Tells how far everything has moved after an import; that it cannot be said costs nobody the report. */
  async function tellMoved(exchange: Exchange): Promise<void> {
    await answers.tell(exchange, movable).catch((err: unknown) => {
      log.warn({ err }, 'an import is answered without the revisions after it');
    });
  }

  /** Nobody waits for it: what is our own mistake is logged, as it is where somebody does. */
  function tellFailure(error: Error, { id }: Uploaded): void {
    const { problem } = faultOf(error);
    if (['internal', 'unavailable', 'noRoom'].includes(problem)) log.error({ err: error, id }, 'import failed');
  }
  return router;
}

/** Begins work with an upload, which is removed where it does not begin at all. */
function begin<T>(work: () => Promise<T>, remove: () => Promise<void>): Promise<T> {
  try {
    return work();
  } catch (error) {
    void remove();
    throw error;
  }
}

/** Whether the request wants to be answered before the work is done (RFC 7240). */
function prefersAsync(request: Request): boolean {
  const preferences = String(request.headers.prefer ?? '').split(',');
  return preferences.some((one) => /^\s*respond-async\s*(;|$)/i.test(one));
}

function accepted(response: Response, id: string): Payload {
  response.status(acceptedStatus);
  return new Payload('application/json', JSON.stringify({ id }), {
    Location: `/api/imports/${id}`,
    'Preference-Applied': 'respond-async',
  });
}

function faultOf(error: Error): Fault {
  return error instanceof Fault ? error : fromDatabaseError(error);
}
