import { Router } from 'express';
import { getPortal } from '#contract/portal.ts';
import type { Deps } from '#server/deps.ts';
import { route } from '#http/route.ts';
import { describePortal } from './service.ts';

export function portalRoutes({ config }: Pick<Deps, 'config'>): Router {
  const router = Router();
  route(router, getPortal, (_input, { db }) => describePortal(db, config));
  return router;
}
