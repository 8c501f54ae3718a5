import { Router } from 'express';
import { getUnitProfile, listNeighbours, searchAdminUnits } from '#contract/admin-units.ts';
import type { Deps } from '#server/deps.ts';
import { ByteCache } from '#http/byte-cache.ts';
import { Payload } from '#http/payload.ts';
import { route } from '#http/route.ts';
import { readRevision, readPortalState } from '#resources/portal/service.ts';
import { describeUnit, findUnits, readNeighbours } from './service.ts';

/** Most units that a search by name gives; a list by level or parent is given whole. */
const hits = 50;
/** A list of the whole country has 3 MB, and 1 MB more compressed. */
const cacheBytes = 12 * 1024 * 1024;
const slowestMs = 30_000;

/** Search, lists and profiles of administrative units. Lists are kept compressed for as long as no unit changes. */
export function adminUnitRoutes({ db, config }: Pick<Deps, 'db' | 'config'>): Router {
  const router = Router();
  const lists = new ByteCache(cacheBytes, slowestMs);
  route(router, searchAdminUnits, async ({ query }, { etag, signal }) => {
    const [{ referenceDate, demo }, revision] = await Promise.all([
      readPortalState(db, config),
      readRevision(db, ['admin-units']),
    ]);
    const at = query.at ?? referenceDate;
    etag(`${revision} ${at} ${demo}`);
    const find = async (limit: number | undefined) => ({ at, demo, ...(await findUnits(db, { ...query, at, limit })) });
    // What is typed is seldom asked for twice; lists are, by every page with a map.
    if (query.q !== undefined) return find(query.limit ?? hits);
    const { level, within, limit, offset } = query;
    const key = JSON.stringify([level, within, limit, offset, at, demo, revision]);
    const kept = await lists.get(key, signal, async () => {
      const reply = searchAdminUnits.reply.parse(await find(limit));
      return { bytes: Buffer.from(JSON.stringify(reply)), tag: key };
    });
    return new Payload('application/json; charset=utf-8', kept);
  });
  route(router, getUnitProfile, async ({ params, query }, { etag }) => {
    const [{ referenceDate, demo }, revision] = await Promise.all([
      readPortalState(db, config),
      readRevision(db, ['admin-units', 'criteria', 'assessments', 'recognitions']),
    ]);
    const at = query.at ?? referenceDate;
    etag(`${revision} ${at} ${demo}`);
    return describeUnit(db, { code: params.code, at, demoLoaded: demo });
  });
  route(router, listNeighbours, async ({ query }, { etag }) => {
    const [{ referenceDate, demo }, revision] = await Promise.all([
      readPortalState(db, config),
      readRevision(db, ['admin-units']),
    ]);
    const { level = 'commune', at = referenceDate } = query;
    etag(`${revision} ${at} ${demo}`);
    return { level, at, demo, neighbours: await readNeighbours(db, { level, at }) };
  });
  return router;
}
