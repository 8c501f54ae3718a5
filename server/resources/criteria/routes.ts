import { Router } from 'express';
import { getCriteriaSet, getUnitCriteria, listCriteriaSets } from '#contract/criteria.ts';
import { listDifferences, listEligibility, listUnitStandings } from '#contract/standings.ts';
import type { RouteDeps } from '#server/answer.ts';
import { route } from '#http/route.ts';
import { readDifferences, readEligibility, readUnitStandings } from './lists.ts';
import { readCriteriaSets, readShownSet, readUnitCriteria } from './service.ts';

/** Thresholds of the province's move the criteria. */
const dependsOn = ['admin-units', 'criteria', 'assessments', 'recognitions'] as const;

/** Criteria sets, the criteria of a unit at a date, and lists over all units; lists are kept. */
export function criteriaRoutes({ answers }: Pick<RouteDeps, 'answers'>): Router {
  const router = Router();
  route(router, listCriteriaSets, (_input, exchange) =>
    answers.give(listCriteriaSets, exchange, {
      dependsOn: ['criteria'],
      kept: false,
      make: async () => ({ sets: await readCriteriaSets(exchange.db) }),
    }),
  );
  route(router, getCriteriaSet, async ({ params }, exchange) => {
    const { db, etag } = exchange;
    await answers.tell(exchange, ['criteria']);
    // By its content: files change without a revision of the database.
    const set = await readShownSet(db, params.id);
    etag(JSON.stringify(set));
    return set;
  });
  route(router, getUnitCriteria, ({ params, query }, exchange) =>
    answers.give(getUnitCriteria, exchange, {
      dependsOn: ['admin-units', 'criteria', 'assessments'],
      at: query.at,
      kept: false,
      make: async ({ at, demo }) => ({
        ...(await readUnitCriteria(exchange.db, { code: params.code, setId: query.set, at })),
        demo,
      }),
    }),
  );
  route(router, listDifferences, ({ params, query }, exchange) => {
    const { kind = 'contradicts', within = null } = query;
    return answers.give(listDifferences, exchange, {
      dependsOn,
      at: query.at,
      kept: true,
      make: async ({ at, demo }) => ({
        ...(await readDifferences(exchange.db, { setId: params.id, kind, at, within })),
        demo,
      }),
    });
  });
  route(router, listUnitStandings, ({ params, query }, exchange) => {
    const { standing = null, within = null } = query;
    return answers.give(listUnitStandings, exchange, {
      dependsOn,
      at: query.at,
      kept: true,
      make: async ({ at, demo }) => ({
        ...(await readUnitStandings(exchange.db, { setId: params.id, standing, at, within })),
        demo,
      }),
    });
  });
  route(router, listEligibility, ({ params, query }, exchange) => {
    const { status = null, within = null } = query;
    return answers.give(listEligibility, exchange, {
      dependsOn,
      at: query.at,
      kept: true,
      make: async ({ at, demo }) => ({
        ...(await readEligibility(exchange.db, { setId: params.id, status, at, within })),
        demo,
      }),
    });
  });
  return router;
}
