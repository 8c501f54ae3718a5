import { Router } from 'express';
import { getCriteriaSet, getUnitCriteria, listCriteriaSets } from '#contract/criteria.ts';
import type { Deps } from '#server/deps.ts';
import { route } from '#http/route.ts';
import { readRevision, readStanding } from '#resources/portal/service.ts';
import { readCriteriaSets, readShownSet, readUnitCriteria } from './service.ts';

/** Criteria sets, and the criteria of a unit at a date. */
export function criteriaRoutes({ db, config }: Pick<Deps, 'db' | 'config'>): Router {
  const router = Router();
  route(router, listCriteriaSets, async (_input, { etag }) => {
    etag(await readRevision(db, ['criteria']));
    return { sets: await readCriteriaSets(db) };
  });
  route(router, getCriteriaSet, async ({ params }, { etag }) => {
    // By its content: files and settings change without a revision of the database.
    const set = await readShownSet(db, params.id);
    etag(JSON.stringify(set));
    return set;
  });
  route(router, getUnitCriteria, async ({ params, query }, { etag }) => {
    const [{ referenceDate, demo }, revision] = await Promise.all([
      readStanding(db, config),
      readRevision(db, ['admin-units', 'criteria', 'assessments', 'programme']),
    ]);
    const at = query.at ?? referenceDate;
    etag(`${revision} ${at} ${demo}`);
    return { ...(await readUnitCriteria(db, { code: params.code, setId: query.set, at })), demo };
  });
  return router;
}
