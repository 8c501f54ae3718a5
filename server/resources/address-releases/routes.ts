import { Router } from 'express';
import { listAddressReleases } from '#contract/address-releases.ts';
import type { Deps } from '#server/deps.ts';
import { route } from '#http/route.ts';
import { readRevision } from '#resources/portal/service.ts';
import { listReleases } from './service.ts';

/** Releases of counts of households, with what each discloses. */
export function addressReleaseRoutes({ db }: Pick<Deps, 'db'>): Router {
  const router = Router();
  route(router, listAddressReleases, async (_, { etag }) => {
    etag(await readRevision(db, ['collection:digital-address-cells']));
    return { releases: await listReleases(db) };
  });
  return router;
}
