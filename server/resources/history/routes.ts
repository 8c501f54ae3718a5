import { Router } from 'express';
import { getChanges, getUnitHistory } from '#contract/history.ts';
import type { RouteDeps } from '#server/answer.ts';
import { route } from '#http/route.ts';
import { readChanges, readHistory, yearBefore } from './service.ts';

const dependsOn = ['admin-units', 'criteria', 'assessments', 'recognitions'] as const;

/** What was recorded of a unit, and what changed between two dates. */
export function historyRoutes({ answers }: Pick<RouteDeps, 'answers'>): Router {
  const router = Router();
  route(router, getUnitHistory, ({ params, query }, exchange) =>
    answers.give(getUnitHistory, exchange, {
      dependsOn,
      at: query.at,
      kept: false,
      make: async ({ at, demo }) => {
        const { set: setId, knownOn } = query;
        return { ...(await readHistory(exchange.db, { code: params.code, setId, at, knownOn })), demo };
      },
    }),
  );
  route(router, getChanges, ({ query }, exchange) =>
    answers.give(getChanges, exchange, {
      dependsOn,
      at: query.at,
      kept: false,
      make: async ({ at, demo }) => {
        const from = query.from ?? yearBefore(at);
        return { ...(await readChanges(exchange.db, { setId: query.set, from, at, within: query.within })), demo };
      },
    }),
  );
  return router;
}
