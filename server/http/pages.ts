import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import express, { Router } from 'express';
import type { Config } from '#server/config.ts';
import { baseUrl } from './base-url.ts';
import { noSuchAddress, tellPeople } from './errors.ts';
import { takeOnly } from './methods.ts';

const clientDirectory = fileURLToPath(new URL('../../dist/client', import.meta.url));
const page = path.join(clientDirectory, 'index.html');

/** The built client: files with a hash in their name for ever, every page address gets index.html. */
export function pages(config: Pick<Config, 'publicUrl'>): Router {
  const router = Router();
  const readOnly = takeOnly(['GET', 'HEAD']);
  router.use(tellPeople);
  router.use((request, response, next) => {
    const isRead = request.method === 'GET' || request.method === 'HEAD';
    // Of an answer that has not changed too: compression says it of bodies alone.
    response.vary('Accept-Encoding');
    if (isHidden(request.path)) noSuchAddress(request, response, next);
    else if (isRead || isPage(request.path) || isFile(request.path)) readOnly(request, response, next);
    else noSuchAddress(request, response, next);
  });
  router.use(
    '/assets',
    express.static(path.join(clientDirectory, 'assets'), {
      immutable: true,
      maxAge: '1y',
      fallthrough: false,
      redirect: false,
    }),
  );
  router.use(express.static(clientDirectory, { index: false, maxAge: 0, redirect: false }));
  router.get(/^\/(?!api(\/|$))/, (request, response, next) => {
    response.vary('Accept');
    // People give the portal's own address to QGIS, which asks for JSON and follows whole addresses only.
    if (request.path === '/' && !request.accepts('html') && request.accepts('json')) {
      response.redirect(307, `${baseUrl(request, config)}/api`);
      return;
    }
    if (!request.accepts('html') || !isPage(request.path)) {
      next();
      return;
    }
    response.setHeader('Cache-Control', 'no-cache');
    response.sendFile(page);
  });
  router.use(noSuchAddress);
  return router;
}

/** Names that begin with a full stop are looked for by who hopes for secrets (/.env, /.git/config): nothing is there. */
function isHidden(address: string): boolean {
  return /(^|[/\\])\./.test(decodeURIComponent(address));
}

/** Whether an address is one of the client's own: it has no ending. */
function isPage(address: string): boolean {
  return path.extname(decodeURIComponent(address)) === '' && existsSync(page);
}

function isFile(address: string): boolean {
  const file = path.join(clientDirectory, path.posix.normalize(decodeURIComponent(address)));
  return statSync(file, { throwIfNoEntry: false })?.isFile() === true;
}
