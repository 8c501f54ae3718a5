import { Router } from 'express';
import { getPaidResources, getProgramme, listTargets } from '#contract/programme.ts';
import { getRanking } from '#contract/ranking.ts';
import type { Deps } from '#server/deps.ts';
import { ByteCache } from '#http/byte-cache.ts';
import { Payload } from '#http/payload.ts';
import { route } from '#http/route.ts';
import { readRevision, readPortalState } from '#resources/portal/service.ts';
import { readPaid } from './paid.ts';
import { readRanking } from './ranking.ts';
import { readProgrammeReply } from './service.ts';
import { readTargets } from './targets.ts';

const dependsOn = ['programme', 'assessments', 'recognitions', 'criteria', 'admin-units'] as const;
const cacheBytes = 8 * 1024 * 1024;
/** More than this is a database in trouble. */
const slowestMs = 30_000;
const json = 'application/json; charset=utf-8';

/** The programme as published, where its targets stand at a date, and its lists. Kept while nothing that they follow from changes. */
export function programmeRoutes({ db, config }: Pick<Deps, 'db' | 'config'>): Router {
  const router = Router();
  const cache = new ByteCache(cacheBytes, slowestMs);
  const standAt = async (asked: string | undefined) => {
    const [{ referenceDate, demo }, revision, { digest }] = await Promise.all([
      readPortalState(db, config),
      readRevision(db, dependsOn),
      readProgrammeReply(),
    ]);
    const at = asked ?? referenceDate;
    return { at, demo, tag: `${revision} ${at} ${demo} ${digest}` };
  };

  route(router, getProgramme, async (_input, { etag }) => {
    const { reply, digest } = await readProgrammeReply();
    etag(digest);
    return reply;
  });

  route(router, listTargets, async ({ query }, { etag, signal }) => {
    const { at, demo, tag } = await standAt(query.at);
    etag(tag);
    const districts = query.districtDenominator === '6' ? 'rural' : 'all';
    const key = `targets ${districts} ${tag}`;
    const kept = await cache.get(key, signal, async () => {
      const reply = listTargets.reply.parse({ ...(await readTargets(db, { at, districts })), demo });
      return { bytes: Buffer.from(JSON.stringify(reply)), tag: key };
    });
    return new Payload(json, kept);
  });

  route(router, getPaidResources, async ({ query }, { etag }) => {
    const { at, tag } = await standAt(query.at);
    etag(tag);
    return { at, ...(await readPaid(db, at)) };
  });

  route(router, getRanking, async ({ query }, { etag, signal }) => {
    const { at, demo, tag } = await standAt(query.at);
    etag(tag);
    const key = `ranking ${JSON.stringify([query.set, query.since])} ${tag}`;
    const kept = await cache.get(key, signal, async () => {
      const ranking = await readRanking(db, { setId: query.set, at, since: query.since });
      const reply = getRanking.reply.parse({ ...ranking, demo });
      return { bytes: Buffer.from(JSON.stringify(reply)), tag: key };
    });
    return new Payload(json, kept);
  });
  return router;
}
