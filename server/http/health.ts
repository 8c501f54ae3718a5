import { Router } from 'express';
import { collectDefaultMetrics, Registry } from 'prom-client';
import type { Deps } from '#server/deps.ts';
import type { Guard } from './guard.ts';
import { Fault } from '#contract/faults.ts';

const ready = {
  name: 'http.ready',
  text: 'select 1 from portal_setting limit 1',
  parameters: [],
  rows: 'many',
} as const;

/** Liveness, readiness and metrics. Metrics are for this machine or the holder of ADMIN_TOKEN. */
export function healthRoutes({ db, guard }: Pick<Deps, 'db'> & { readonly guard: Guard }): Router {
  const router = Router();
  const registry = new Registry();
  collectDefaultMetrics({ register: registry });
  router.get('/healthz', (_request, response) => {
    response.setHeader('Cache-Control', 'no-store').json({ status: 'alive' });
  });
  router.get('/readyz', async (_request, response) => {
    await db.state.many(ready).catch(() => {
      throw new Fault('databaseBusy', {});
    });
    response.setHeader('Cache-Control', 'no-store').json({ status: 'ready' });
  });
  router.get('/metrics', async (request, response) => {
    const local = ['127.0.0.1', '::1', '::ffff:127.0.0.1'].includes(request.socket.remoteAddress ?? '');
    const proxied = request.headers['x-forwarded-for'] !== undefined;
    if (!(local && !proxied) && !(await guard.isAdmin(request, response))) {
      throw new Fault('metricsClosed', {});
    }
    response.type(registry.contentType).send(await registry.metrics());
  });
  return router;
}
