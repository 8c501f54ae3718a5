import { Router } from 'express';
import { getMeasureValues, listMeasures } from '#contract/measures.ts';
import type { Deps } from '#server/deps.ts';
import { ByteCache } from '#http/byte-cache.ts';
import { Payload } from '#http/payload.ts';
import { route } from '#http/route.ts';
import { readRevision, readStanding } from '#resources/portal/service.ts';
import { levelOf, readValues, rememberMeasures, requireMeasure } from './service.ts';

const dependsOn = ['assessments', 'criteria', 'admin-units', 'recognitions'] as const;
const cacheBytes = 16 * 1024 * 1024;
/** A whole country is counted in a second; more than this is a database in trouble. */
const slowestMs = 30_000;

/** Measures and their values. Values are kept compressed for as long as nothing that they follow from changes. */
export function measureRoutes({ db, config }: Pick<Deps, 'db' | 'config'>): Router {
  const router = Router();
  const cache = new ByteCache(cacheBytes, slowestMs);
  const measures = rememberMeasures(db);
  const stand = async () => {
    const [{ referenceDate, demo }, revision] = await Promise.all([
      readStanding(db, config),
      readRevision(db, dependsOn),
    ]);
    return { referenceDate, demo, revision };
  };

  route(router, listMeasures, async (_input, { etag }) => {
    const { demo, revision } = await stand();
    etag(`${revision} ${demo}`);
    return { measures: (await measures(revision)).map(({ measure }) => measure), demo };
  });

  route(router, getMeasureValues, async ({ params, query }, { etag, signal }) => {
    const { referenceDate, demo, revision } = await stand();
    const at = query.at ?? referenceDate;
    etag(`${revision} ${at} ${demo}`);
    const rule = requireMeasure(await measures(revision), params.id);
    const level = levelOf(rule, query.level);
    const key = [rule.measure.id, level, at, query.within ?? '', demo, revision].join(' ');
    const kept = await cache.get(key, signal, async () => {
      const values = await readValues(db, rule, { level, at, within: query.within });
      const reply = getMeasureValues.reply.parse({ measure: rule.measure.id, level, at, revision, ...values, demo });
      return { bytes: Buffer.from(JSON.stringify(reply)), tag: key };
    });
    return new Payload('application/json; charset=utf-8', kept);
  });
  return router;
}
