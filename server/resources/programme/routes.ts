import { Router } from 'express';
import { getPaidResources, getProgramme, listTargets } from '#contract/programme.ts';
import { getRanking } from '#contract/ranking.ts';
import type { RouteDeps } from '#server/answer.ts';
import { route } from '#http/route.ts';
import { readPaid } from './paid.ts';
import { readRanking } from './ranking.ts';
import { readProgrammeReply } from './service.ts';
import { readTargets } from './targets.ts';

const dependsOn = ['programme', 'assessments', 'recognitions', 'criteria', 'admin-units'] as const;

/** The programme as published, where its targets stand at a date, and its lists. */
export function programmeRoutes({ answers }: Pick<RouteDeps, 'answers'>): Router {
  const router = Router();
  route(router, getProgramme, async (_input, { etag }) => {
    const { reply, digest } = await readProgrammeReply();
    etag(digest);
    return reply;
  });
  route(router, listTargets, ({ query }, exchange) =>
    answers.give(listTargets, exchange, {
      dependsOn,
      at: query.at,
      kept: true,
      make: async ({ at, demo }) => {
        const districts = query.districtDenominator === '6' ? 'rural' : 'all';
        return { ...(await readTargets(exchange.db, { at, districts })), demo };
      },
    }),
  );
  route(router, getPaidResources, ({ query }, exchange) =>
    answers.give(getPaidResources, exchange, {
      dependsOn: ['programme'],
      at: query.at,
      kept: false,
      make: async ({ at }) => ({ at, ...(await readPaid(exchange.db, at)) }),
    }),
  );
  route(router, getRanking, ({ query }, exchange) =>
    answers.give(getRanking, exchange, {
      dependsOn: ['assessments', 'recognitions', 'criteria', 'admin-units'],
      at: query.at,
      kept: true,
      make: async ({ at, demo }) => ({
        ...(await readRanking(exchange.db, { setId: query.set, at, since: query.since })),
        demo,
      }),
    }),
  );
  return router;
}
