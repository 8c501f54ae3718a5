import { Router } from 'express';
import { getUnitProfile, listNeighbours, searchAdminUnits } from '#contract/admin-units.ts';
import { listBearers } from '#contract/bearers.ts';
import { getOutlines } from '#contract/outlines.ts';
import type { RouteDeps } from '#server/answer.ts';
import { route } from '#http/route.ts';
import { readOutlines } from './outlines.ts';
import { findUnits, searchUnits } from './search.ts';
import { describeUnit, readBearers, readNeighbours } from './service.ts';
import { UnitMemory } from './unit-memory.ts';

/** Most units that a search by name gives; a list by level or parent is given whole. */
const hits = 50;

/** Search, lists and profiles of administrative units. Lists are kept: every page with a map asks for them. */
export function adminUnitRoutes({ answers }: Pick<RouteDeps, 'answers'>): Router {
  const router = Router();
  const memory = new UnitMemory();
  route(router, searchAdminUnits, ({ query }, exchange) =>
    answers.give(searchAdminUnits, exchange, {
      dependsOn: ['admin-units'],
      at: query.at,
      kept: query.q === undefined,
      make: async ({ at, demo, referenceDate, revision }) => {
        const asked = { ...query, limit: query.limit ?? (query.q === undefined ? undefined : hits) };
        // What is typed is nearly always searched among the units of today.
        if (query.q !== undefined && at === referenceDate)
          return { at, demo, ...searchUnits(await memory.unitsOf(exchange.db, { at, revision }), asked) };
        return { at, demo, ...(await findUnits(exchange.db, { ...asked, at })) };
      },
    }),
  );
  route(router, getUnitProfile, ({ params, query }, exchange) =>
    answers.give(getUnitProfile, exchange, {
      dependsOn: ['admin-units', 'criteria', 'assessments', 'recognitions'],
      at: query.at,
      kept: false,
      make: ({ at, demo }) => describeUnit(exchange.db, { code: params.code, at, demoLoaded: demo }),
    }),
  );
  route(router, listBearers, ({ params }, exchange) =>
    answers.give(listBearers, exchange, {
      dependsOn: ['admin-units'],
      kept: false,
      make: async ({ demo }) => ({ code: params.code, bearers: await readBearers(exchange.db, params.code), demo }),
    }),
  );
  route(router, getOutlines, ({ query }, exchange) =>
    answers.give(getOutlines, exchange, {
      dependsOn: ['admin-units'],
      at: query.at,
      kept: true,
      make: async ({ at, demo }) => {
        const { level = 'commune', zoom = 9 } = query;
        return { ...(await readOutlines(exchange.db, { level, at, zoom })), level, at, zoom, demo };
      },
    }),
  );
  route(router, listNeighbours, ({ query }, exchange) =>
    answers.give(listNeighbours, exchange, {
      dependsOn: ['admin-units'],
      at: query.at,
      kept: false,
      make: async ({ at, demo }) => {
        const { level = 'commune' } = query;
        return { level, at, demo, neighbours: await readNeighbours(exchange.db, { level, at }) };
      },
    }),
  );
  return router;
}
