import { Router } from 'express';
import { getCriteriaSet, getUnitCriteria, listCriteriaSets } from '#contract/criteria.ts';
import { listDifferences, listEligibility, listUnitStandings } from '#contract/standings.ts';
import type { Deps } from '#server/deps.ts';
import { ByteCache } from '#http/byte-cache.ts';
import { Payload } from '#http/payload.ts';
import { route, type Exchange } from '#http/route.ts';
import { readRevision, readPortalState } from '#resources/portal/service.ts';
import { readDifferences, readEligibility, readUnitStandings } from './lists.ts';
import { readCriteriaSets, readShownSet, readUnitCriteria } from './service.ts';

const dependsOn = ['admin-units', 'criteria', 'assessments', 'recognitions', 'programme'] as const;
const cacheBytes = 8 * 1024 * 1024;
/** More than this is a database in trouble. */
const slowestMs = 30_000;

/** Criteria sets, the criteria of a unit at a date, and lists over all units; lists are kept until something changes. */
export function criteriaRoutes({ db, config }: Pick<Deps, 'db' | 'config'>): Router {
  const router = Router();
  const cache = new ByteCache(cacheBytes, slowestMs);
  const keep = async <Reply>(
    { etag, signal, request }: Exchange,
    asked: string | undefined,
    read: (at: string) => Promise<Reply>,
    check: (reply: Reply & { demo: boolean }) => unknown,
  ): Promise<Payload> => {
    const [{ referenceDate, demo }, revision] = await Promise.all([
      readPortalState(db, config),
      readRevision(db, dependsOn),
    ]);
    const at = asked ?? referenceDate;
    etag(`${revision} ${at} ${demo}`);
    const key = `${request.originalUrl} ${at} ${demo} ${revision}`;
    const kept = await cache.get(key, signal, async () => {
      const reply = check({ ...(await read(at)), demo });
      return { bytes: Buffer.from(JSON.stringify(reply)), tag: key };
    });
    return new Payload('application/json; charset=utf-8', kept);
  };
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
      readPortalState(db, config),
      readRevision(db, ['admin-units', 'criteria', 'assessments', 'programme']),
    ]);
    const at = query.at ?? referenceDate;
    etag(`${revision} ${at} ${demo}`);
    return { ...(await readUnitCriteria(db, { code: params.code, setId: query.set, at })), demo };
  });

  route(router, listDifferences, ({ params, query }, exchange) => {
    const { kind = 'contradicts', within = null } = query;
    const read = (at: string) => readDifferences(db, { setId: params.id, kind, at, within });
    return keep(exchange, query.at, read, (reply) => listDifferences.reply.parse(reply));
  });
  route(router, listUnitStandings, ({ params, query }, exchange) => {
    const { standing = null, within = null } = query;
    const read = (at: string) => readUnitStandings(db, { setId: params.id, standing, at, within });
    return keep(exchange, query.at, read, (reply) => listUnitStandings.reply.parse(reply));
  });
  route(router, listEligibility, ({ params, query }, exchange) => {
    const { status = null, within = null } = query;
    const read = (at: string) => readEligibility(db, { setId: params.id, status, at, within });
    return keep(exchange, query.at, read, (reply) => listEligibility.reply.parse(reply));
  });
  return router;
}
