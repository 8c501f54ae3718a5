import { Router } from 'express';
import { getPortal } from '#contract/portal.ts';
import { everybody } from '#contract/viewer.ts';
import type { RouteDeps } from '#server/answer.ts';
import { catalogFor } from '#catalog/collections.ts';
import { everyResource } from '#catalog/resources.ts';
import { route } from '#http/route.ts';
import { describePortal, settingsOf } from './service.ts';

/** What a page must know first. It follows everything that a page may show, so that a page left open asks this alone. */
export function portalRoutes({ answers, catalog, config }: Pick<RouteDeps, 'answers' | 'catalog' | 'config'>): Router {
  const router = Router();
  // How often what is for officers changes is nobody else's business.
  const dependsOn = everyResource(catalogFor(catalog, everybody));
  const settings = settingsOf(config);
  route(router, getPortal, (_input, exchange) =>
    answers.give(getPortal, exchange, {
      dependsOn,
      also: JSON.stringify(settings),
      kept: true,
      make: async ({ at, lastDate, demo }) => ({
        ...settings,
        ...(await describePortal(exchange.db, { at, lastDate, demo })),
      }),
    }),
  );
  return router;
}
