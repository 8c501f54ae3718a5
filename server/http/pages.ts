import { existsSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';
import type { Config } from '#server/config.ts';
import { baseUrl } from './base-url.ts';
import { noSuchAddress } from './errors.ts';

const clientDirectory = fileURLToPath(new URL('../../dist/client', import.meta.url));

/** The built client: files with a hash in their name for ever, every page address gets index.html. */
export function pages(config: Pick<Config, 'publicUrl'>): Router {
  const router = Router();
  router.use(
    '/assets',
    express.static(path.join(clientDirectory, 'assets'), { immutable: true, maxAge: '1y', fallthrough: false }),
  );
  router.use(express.static(clientDirectory, { index: false, maxAge: 0 }));
  router.get(/^\/(?!api(\/|$))/, (request, response, next) => {
    response.vary('Accept');
    // People give the portal's own address to QGIS, which asks for JSON and follows whole addresses only.
    if (request.path === '/' && !request.accepts('html') && request.accepts('json')) {
      response.redirect(307, `${baseUrl(request, config)}/api`);
      return;
    }
    const page = path.join(clientDirectory, 'index.html');
    if (!request.accepts('html') || path.extname(request.path) !== '' || !existsSync(page)) {
      next();
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(page);
  });
  router.use(noSuchAddress);
  return router;
}
