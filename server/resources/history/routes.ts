import { Router } from 'express';
import { getChanges, getUnitHistory } from '#contract/history.ts';
import type { Deps } from '#server/deps.ts';
import { route } from '#http/route.ts';
import { readRevision, readPortalState } from '#resources/portal/service.ts';
import { readChanges, readHistory, yearBefore } from './service.ts';

/** What was recorded of a unit, and what changed between two dates. */
export function historyRoutes({ db, config }: Pick<Deps, 'db' | 'config'>): Router {
  const router = Router();
  const standing = async () => {
    const [{ referenceDate, demo }, revision] = await Promise.all([
      readPortalState(db, config),
      readRevision(db, ['admin-units', 'criteria', 'assessments', 'recognitions']),
    ]);
    return { referenceDate, demo, revision };
  };
  route(router, getUnitHistory, async ({ params, query }, { etag }) => {
    const { referenceDate, demo, revision } = await standing();
    const at = query.at ?? referenceDate;
    etag(`${revision} ${at} ${demo}`);
    const { set: setId, knownOn } = query;
    return { ...(await readHistory(db, { code: params.code, setId, at, knownOn })), demo };
  });
  route(router, getChanges, async ({ query }, { etag }) => {
    const { referenceDate, demo, revision } = await standing();
    const at = query.at ?? referenceDate;
    etag(`${revision} ${at} ${demo}`);
    const from = query.from ?? yearBefore(at);
    return { ...(await readChanges(db, { setId: query.set, from, at, within: query.within })), demo };
  });
  return router;
}
