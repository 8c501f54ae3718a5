import { Router } from 'express';
import { getProgramme, listTargets } from '#contract/programme.ts';
import { getRanking } from '#contract/ranking.ts';
import { getPaidResources } from '#contract/programme-resources.ts';
import { getTransition } from '#contract/transition.ts';
import { declaredSets } from '#catalog/declared.ts';
import type { RouteDeps } from '#server/answer.ts';
import { route } from '#http/route.ts';
import { chooseProgramme } from './chosen.ts';
import { readPaid } from './paid.ts';
import { readRanking } from './ranking.ts';
import { readProgrammeReply } from './service.ts';
import { readTargets } from './targets.ts';
import { readTransition } from './transition.ts';

const dependsOn = ['programme', 'assessments', 'recognitions', 'criteria', 'admin-units'] as const;

/** The programmes as published, where their targets stand at a date, and their lists. */
export function programmeRoutes({ answers }: Pick<RouteDeps, 'answers'>): Router {
  const router = Router();
  route(router, getProgramme, ({ query }, exchange) =>
    answers.give(getProgramme, exchange, {
      // Which provinces the portal holds.
      dependsOn: ['admin-units'],
      at: query.at,
      kept: true,
      make: ({ at }) => readProgrammeReply(exchange.db, { period: query.period, at }),
    }),
  );
  route(router, listTargets, ({ query }, exchange) =>
    answers.give(listTargets, exchange, {
      dependsOn,
      at: query.at,
      kept: true,
      make: async ({ at, demo }) => {
        const districts = query.districtDenominator === '6' ? 'rural' : 'all';
        return { ...(await readTargets(exchange.db, { period: query.period, at, districts })), demo };
      },
    }),
  );
  route(router, getPaidResources, ({ query }, exchange) =>
    answers.give(getPaidResources, exchange, {
      dependsOn: ['programme'],
      at: query.at,
      kept: false,
      make: async ({ at }) => readPaid(exchange.db, await chooseProgramme({ period: query.period, at }), at),
    }),
  );
  route(router, getTransition, ({ query }, exchange) =>
    answers.give(getTransition, exchange, {
      dependsOn: ['assessments', 'recognitions', 'admin-units'],
      at: query.at,
      kept: true,
      make: async ({ at, demo }) => ({
        ...(await readTransition(exchange.db, { period: query.period, at }, await declaredSets())),
        demo,
      }),
    }),
  );
  route(router, getRanking, ({ query }, exchange) =>
    answers.give(getRanking, exchange, {
      dependsOn: ['assessments', 'recognitions', 'criteria', 'admin-units'],
      at: query.at,
      kept: true,
      make: async ({ at, demo }) => ({
        ...(await readRanking(exchange.db, { setId: query.set, period: query.period, at, since: query.since })),
        demo,
      }),
    }),
  );
  return router;
}
