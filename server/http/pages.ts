import { existsSync, statSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { Router, type Request, type Response } from 'express';
import { Fault } from '#contract/faults.ts';
import { readOpening, type Opening } from '#contract/opening.ts';
import type { Deps } from '#server/deps.ts';
import { Stop } from '#server/stop.ts';
import { baseUrl } from './base-url.ts';
import { ByteCache } from './byte-cache.ts';
import { noSuchAddress, tellPeople } from './errors.ts';
import { hasTag, tagOf } from './etag.ts';
import { firstAnswers } from './first-answers.ts';
import { takeOnly } from './methods.ts';
import { packedFiles } from './packed-files.ts';
import { PageShell } from './page-shell.ts';
import { Payload, sendPayload } from './payload.ts';
import { askWithin, type WithinAnswer } from './within.ts';

const clientDirectory = fileURLToPath(new URL('../../dist/client', import.meta.url));
const page = path.join(clientDirectory, 'index.html');

/** Of pages with what came with them; one has some ten kilobytes. */
const memoryBytes = 4 * 1024 * 1024;
/** What takes longer is asked for by the page itself, which says meanwhile that it waits. */
const answersMs = 1_000;

/**
 * The built client: files with a hash in their name for ever, every page address gets index.html, with what its page asks
 * `api` first.
 */
export function pages({ config, log }: Pick<Deps, 'config' | 'log'>, api: readonly Router[]): Router {
  const router = Router();
  const shell = new PageShell(clientDirectory);
  const made = new ByteCache(memoryBytes, 10_000);
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
    packedFiles(path.join(clientDirectory, 'assets'), {
      immutable: true,
      maxAge: '1y',
      fallthrough: false,
      redirect: false,
    }),
  );
  router.use(packedFiles(clientDirectory, { index: false, maxAge: 0, redirect: false }));
  router.get(/^\/(?!api(\/|$))/, async (request, response, next) => {
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
    const opening = readOpening(new URL(request.originalUrl, 'http://localhost'));
    const html = shell.pageFor(opening, await answersFor(opening, request, response));
    const tag = tagOf(html);
    response.setHeader('Cache-Control', 'no-cache');
    response.setHeader('ETag', tag);
    if (hasTag(request.headers['if-none-match'], tag)) {
      response.status(304).end();
      return;
    }
    const body = await made.get(tag, new Stop(), () => Promise.resolve({ bytes: Buffer.from(html), tag }));
    await sendPayload(request, response, new Payload('text/html; charset=utf-8', body));
  });
  router.use(noSuchAddress);
  return router;

  /** What the page asks first, as JSON: as much of it as came in time. For the rest the page asks, and tells of what fails. */
  async function answersFor(opening: Opening, request: Request, response: Response): Promise<string> {
    const late = new AbortController();
    const clock = setTimeout(() => late.abort(new Fault('serverBusy', {})), answersMs);
    const gone = () => late.abort();
    response.once('close', gone);
    const came: WithinAnswer<unknown>[] = [];
    try {
      await firstAnswers(askWithin(api, { request, response, signal: late.signal }, came), opening);
    } catch (error) {
      log.debug({ error }, 'a page goes without all that it asks first');
    } finally {
      clearTimeout(clock);
      response.off('close', gone);
    }
    const entries = came.map(
      ({ address, headers, text }) =>
        `${JSON.stringify(address)}:{"headers":${JSON.stringify(headers)},"body":${text}}`,
    );
    return `{${entries.join(',')}}`;
  }
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
