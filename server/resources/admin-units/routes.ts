import { Router } from 'express';
import { getUnitProfile, listNeighbours, searchAdminUnits } from '#contract/admin-units.ts';
import type { Deps } from '#server/deps.ts';
import { route } from '#http/route.ts';
import { readRevision, readStanding } from '#resources/portal/service.ts';
import { describeUnit, findUnits, readNeighbours } from './service.ts';

/** Most units that a search by name gives; a list by level or parent is given whole. */
const hits = 50;

/** Search, lists and profiles of administrative units. */
export function adminUnitRoutes({ db, config }: Pick<Deps, 'db' | 'config'>): Router {
  const router = Router();
  route(router, searchAdminUnits, async ({ query }, { etag }) => {
    const [{ referenceDate, demo }, revision] = await Promise.all([
      readStanding(db, config),
      readRevision(db, ['admin-units']),
    ]);
    const at = query.at ?? referenceDate;
    etag(`${revision} ${at} ${demo}`);
    const limit = query.limit ?? (query.q === undefined ? undefined : hits);
    return { at, demo, ...(await findUnits(db, { ...query, at, limit })) };
  });
  route(router, getUnitProfile, async ({ params, query }, { etag }) => {
    const [{ referenceDate, demo }, revision] = await Promise.all([
      readStanding(db, config),
      readRevision(db, ['admin-units', 'criteria', 'assessments', 'recognitions']),
    ]);
    const at = query.at ?? referenceDate;
    etag(`${revision} ${at} ${demo}`);
    return describeUnit(db, { code: params.code, at, demoLoaded: demo });
  });
  route(router, listNeighbours, async ({ query }, { etag }) => {
    const [{ referenceDate, demo }, revision] = await Promise.all([
      readStanding(db, config),
      readRevision(db, ['admin-units']),
    ]);
    const { level = 'commune', at = referenceDate } = query;
    etag(`${revision} ${at} ${demo}`);
    return { level, at, demo, neighbours: await readNeighbours(db, { level, at }) };
  });
  return router;
}
