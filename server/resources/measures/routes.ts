import { Router } from 'express';
import { getMeasureValues, listMeasures } from '#contract/measures.ts';
import type { Deps } from '#server/deps.ts';
import { ByteCache } from '#http/byte-cache.ts';
import { Payload } from '#http/payload.ts';
import { route } from '#http/route.ts';
import { readRevision, readPortalState } from '#resources/portal/service.ts';
import { earlierDate, levelOf, rememberMeasures, requireMeasure } from './service.ts';
import { readValues } from './values.ts';

const dependsOn = ['assessments', 'criteria', 'admin-units', 'recognitions', 'programme'] as const;
const cacheBytes = 16 * 1024 * 1024;
/** A whole country is counted in a second; more than this is a database in trouble. */
const slowestMs = 30_000;
const json = 'application/json; charset=utf-8';

/** Measures and their values. Values are kept compressed for as long as nothing that they follow from changes. */
export function measureRoutes({ db, config }: Pick<Deps, 'db' | 'config'>): Router {
  const router = Router();
  const cache = new ByteCache(cacheBytes, slowestMs);
  const measures = rememberMeasures(db);
  const stand = async () => {
    const [{ referenceDate, demo }, revision] = await Promise.all([
      readPortalState(db, config),
      readRevision(db, dependsOn),
    ]);
    return { referenceDate, demo, revision };
  };

  route(router, listMeasures, async (_input, { etag, signal }) => {
    const { demo, revision } = await stand();
    etag(`${revision} ${demo}`);
    const key = `list ${demo} ${revision}`;
    // Some hundreds of measures: checked and written once a revision.
    const kept = await cache.get(key, signal, async () => {
      const { rules, groups, changes } = await measures(revision);
      const reply = { groups, changes, measures: rules.map(({ measure }) => measure), demo };
      return { bytes: Buffer.from(JSON.stringify(listMeasures.reply.parse(reply))), tag: key };
    });
    return new Payload(json, kept);
  });

  route(router, getMeasureValues, async ({ params, query }, { etag, signal }) => {
    const { referenceDate, demo, revision } = await stand();
    const at = query.at ?? referenceDate;
    etag(`${revision} ${at} ${demo}`);
    const rule = requireMeasure(await measures(revision), params.id);
    const level = levelOf(rule, query.level);
    const from = earlierDate(rule, query.from, at);
    const within = query.within ?? null;
    const key = [rule.measure.id, level, at, from, within, demo, revision].join(' ');
    const kept = await cache.get(key, signal, async () => {
      const values = await readValues(db, rule, { level, at, from, within });
      const reply = getMeasureValues.reply.parse({ measure: rule.measure.id, level, at, revision, ...values, demo });
      return { bytes: Buffer.from(JSON.stringify(reply)), tag: key };
    });
    return new Payload(json, kept);
  });
  return router;
}
