import { Router } from 'express';
import { listAddressReleases } from '#contract/address-releases.ts';
import type { RouteDeps } from '#server/answer.ts';
import { route } from '#http/route.ts';
import { listReleases } from './service.ts';

/** Releases of counts of households, with what each discloses. */
export function addressReleaseRoutes({ answers }: Pick<RouteDeps, 'answers'>): Router {
  const router = Router();
  route(router, listAddressReleases, (_input, exchange) =>
    answers.give(listAddressReleases, exchange, {
      dependsOn: ['collection:digital-address-cells'],
      kept: false,
      make: async () => ({ releases: await listReleases(exchange.db) }),
    }),
  );
  return router;
}
