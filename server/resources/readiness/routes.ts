import { createHash } from 'node:crypto';
import { Router } from 'express';
import {
  getImportTemplate,
  getReadiness,
  getSuccessionTable,
  getWholeImportTemplate,
  listLastImports,
} from '#contract/readiness.ts';
import { csvType } from '#contract/features.ts';
import { everybody } from '#contract/viewer.ts';
import { xlsxType } from '#contract/workbooks.ts';
import type { RouteDeps } from '#server/answer.ts';
import { catalogFor } from '#catalog/collections.ts';
import { everyResource } from '#catalog/resources.ts';
import type { Guard } from '#http/guard.ts';
import { Payload } from '#http/payload.ts';
import { expressPath, route, type Exchange } from '#http/route.ts';
import { readLastImports, readReadiness } from './service.ts';
import { readSuccessionTable } from './succession-tables.ts';
import { makeImportTemplate } from './templates.ts';

/** What a portal has and lacks, workbooks to fill in, and for administrators what was imported last. */
export function readinessRoutes({
  answers,
  catalog,
  guard,
}: Pick<RouteDeps, 'answers' | 'catalog'> & { readonly guard: Guard }): Router {
  const router = Router();
  const open = catalogFor(catalog, everybody);
  // Of what is for officers nothing moves this answer: neither its numbers nor its tag.
  const dependsOn = everyResource(open);
  for (const { method, path } of [listLastImports, getWholeImportTemplate]) {
    router[method](expressPath(path), guard.requireAdmin);
  }

  route(router, getReadiness, (_input, exchange) =>
    answers.give(getReadiness, exchange, {
      dependsOn,
      kept: true,
      make: async ({ at, demo }) => ({ at, demo, steps: await readReadiness(exchange.db, open, at) }),
    }),
  );
  route(router, listLastImports, async (_input, { db }) => ({ subjects: await readLastImports(db, catalog) }));
  route(router, getImportTemplate, async ({ params: { id } }, exchange) =>
    fileOf(await makeImportTemplate(open, id), xlsxType, `mau_${id}.xlsx`, exchange),
  );
  route(router, getWholeImportTemplate, async ({ params: { id } }, exchange) =>
    fileOf(await makeImportTemplate(catalog, id), xlsxType, `mau_${id}.xlsx`, exchange),
  );
  route(router, getSuccessionTable, async ({ params: { id } }, exchange) =>
    fileOf(await readSuccessionTable(id), csvType, `don-vi-cu-moi_${id}.csv`, exchange),
  );
  return router;
}

function fileOf(content: Uint8Array | string, type: string, name: string, { etag }: Pick<Exchange, 'etag'>): Payload {
  etag(createHash('sha256').update(content).digest('hex'));
  return new Payload(type, content, { 'Content-Disposition': `attachment; filename="${name}"` });
}
