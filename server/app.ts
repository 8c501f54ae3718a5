import type { RequestListener } from 'node:http';
import { constants } from 'node:zlib';
import compression from 'compression';
import express, { type RequestHandler } from 'express';
import manifest from '../package.json' with { type: 'json' };
import { Answers } from './answer.ts';
import type { Deps } from './deps.ts';
import { catalogFor } from './catalog/collections.ts';
import { digestOfDeclared } from './catalog/declared.ts';
import { endpoints } from './contract/endpoints.ts';
import { everybody } from './contract/viewer.ts';
import { basemapRoutes } from './http/basemap.ts';
import { documentationRoutes } from './http/documentation.ts';
import { noSuchAddress, sendProblem } from './http/errors.ts';
import { Door } from './http/door.ts';
import { healthRoutes } from './http/health.ts';
import { lendBy, Lender } from './http/lend.ts';
import { RequestLimits } from './http/limits.ts';
import { Guard } from './http/guard.ts';
import { exceptReads, refuseOtherMethods } from './http/methods.ts';
import { pages } from './http/pages.ts';
import { noticeProxies } from './http/proxies.ts';
import { answerBrokenTarget } from './http/targets.ts';
import { identify } from './http/viewer.ts';
import { contentSecurity, openToOtherSites } from './http/security.ts';
import { addressReleaseRoutes } from './resources/address-releases/routes.ts';
import { adminUnitRoutes } from './resources/admin-units/routes.ts';
import { collectionRoutes } from './resources/collections/routes.ts';
import { criteriaRoutes } from './resources/criteria/routes.ts';
import { exportRoutes } from './resources/exports/routes.ts';
import { historyRoutes } from './resources/history/routes.ts';
import { importRoutes } from './resources/imports/routes.ts';
import { measureRoutes } from './resources/measures/routes.ts';
import { portalRoutes } from './resources/portal/routes.ts';
import { programmeRoutes } from './resources/programme/routes.ts';
import { readinessRoutes } from './resources/readiness/routes.ts';
import { workbookRoutes } from './resources/workbooks/routes.ts';
import { tileRoutes, type TileRoutes } from './resources/tiles/routes.ts';

/** Addresses beside the API that exist and take reads only. */
function plainAddresses({ basemapPmtiles }: Deps['config']) {
  const paths = ['/healthz', '/readyz', '/metrics', ...(basemapPmtiles === null ? [] : ['/basemap/tiles.pmtiles'])];
  // None of them is for pages of other sites.
  return paths.map((path) => ({ path, method: 'get' as const, audience: 'administrator' as const }));
}

/**
 * Composes the portal's HTTP side; listens to nothing yet. Plain tiles of open collections are answered before Express
 * sees the request, and what `door` sends away comes to neither; tiles come first among its routes. Throws ConfigError
 * where a file of the configuration is not usable.
 */
export function createApp(deps: Deps, door = new Door(deps.config)): RequestListener {
  const app = express();
  const declaredBy = async () => `${manifest.version} ${await digestOfDeclared(deps.catalog)}`;
  const withAnswers = { ...deps, answers: new Answers(deps, declaredBy) };
  const limits = new RequestLimits(deps.config);
  const lender = new Lender(deps.db, deps.config);
  const tiles = tileRoutes(deps, { limits, lender });
  const open = catalogFor(deps.catalog, everybody);
  const guard = new Guard(deps.config);
  const otherMethods = refuseOtherMethods([...endpoints, ...plainAddresses(deps.config)]);
  const notice = noticeProxies(deps.config, deps.log);
  app.disable('x-powered-by');
  app.set('trust proxy', deps.config.trustProxy);
  app.set('query parser', 'simple');
  app.use('/api', openToOtherSites());
  app.use(limits.handler);
  app.use(exceptReads(otherMethods));
  app.use(identify(deps.viewerOf));
  app.use(lendBy(lender));
  app.use(tiles.router);
  app.use(contentSecurity());
  app.use(healthRoutes({ ...deps, guard }));
  app.use(basemapRoutes(deps.config));
  app.use(compression({ level: 5, brotli: { params: { [constants.BROTLI_PARAM_QUALITY]: 2 } } }));
  app.use(forgetAfterWrites(tiles));
  app.use(
    documentationRoutes(deps.config, {
      version: manifest.version,
      collections: open.collections,
      open: (exchange, also) => withAnswers.answers.open(exchange, { dependsOn: [], also }),
    }),
  );
  // A page brings with it what it asks of these first.
  const asked = [
    portalRoutes(withAnswers),
    adminUnitRoutes(withAnswers),
    criteriaRoutes(withAnswers),
    historyRoutes(withAnswers),
    measureRoutes(withAnswers),
  ];
  for (const router of asked) app.use(router);
  app.use(collectionRoutes(withAnswers));
  app.use(addressReleaseRoutes(withAnswers));
  app.use(exportRoutes(withAnswers));
  app.use(programmeRoutes(withAnswers));
  app.use(workbookRoutes(withAnswers));
  // Before the address of one import, which its own look like.
  app.use(readinessRoutes({ ...withAnswers, guard }));
  app.use(importRoutes({ ...withAnswers, guard, wrote: () => tiles.forget() }));
  app.use(otherMethods);
  app.use('/api', noSuchAddress);
  app.use(pages(deps, asked));
  app.use(sendProblem(deps.log));
  return (request, response) => {
    notice(request);
    if (answerBrokenTarget(request, response)) return;
    if (tiles.answerKept(request, response)) return;
    const toExpress = () => void app(request, response);
    door.enter(request, response, (asker) => {
      if (!tiles.answerPlain(request, response, { asker, toExpress })) toExpress();
    });
  };
}

/** Whoever wrote through this process sees it in the next tile. */
function forgetAfterWrites(tiles: Pick<TileRoutes, 'forget'>): RequestHandler {
  return (request, response, next) => {
    if (request.method !== 'GET' && request.method !== 'HEAD') response.once('finish', () => tiles.forget());
    next();
  };
}
