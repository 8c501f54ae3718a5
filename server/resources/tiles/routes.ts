import { setMaxListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router } from 'express';
import { getTile, getTileset, listTilesets, TileJson } from '#contract/tiles.ts';
import { revisionsHeader, writeRevisions } from '#contract/revisions.ts';
import { everybody, type Viewer } from '#contract/viewer.ts';
import type { Deps } from '#server/deps.ts';
import { Stop } from '#server/stop.ts';
import { baseUrl } from '#http/base-url.ts';
import { hasTag } from '#http/etag.ts';
import type { Lender } from '#http/lend.ts';
import type { RequestLimits } from '#http/limits.ts';
import { Payload } from '#http/payload.ts';
import { givePlain, sayFresh } from '#http/plain-answer.ts';
import { NotModified, route } from '#http/route.ts';
import { catalogFor, isTable, type Collection } from '#catalog/collections.ts';
import { boxOf, extentOf } from '#resources/collections/extents.ts';
import { requireCollection, seenCatalog } from '#resources/collections/find.ts';
import { describeTileJson, describeTileset, describeWholeTileset } from './describe.ts';
import { followsUnits, tileDay, tileRevisions, TileStateReader, versionOf } from './state.ts';
import { readPlainTile, type TileAsked } from './routes/plain.ts';
import { requireFilter } from './routes/plans.ts';
import { TileAnswers } from './routes/tile-answers.ts';

const tileJsonType = 'application/vnd.mapbox.tilejson+json; charset=utf-8';

export interface TileRoutes {
  readonly router: Router;
  /** Answers tiles that are in memory; false leaves the request as it was. */
  answerKept(request: IncomingMessage, response: ServerResponse): boolean;
  /**
   * Answers tiles of open collections without a filter; false leaves the request to Express. What goes wrong later is
   * told through `toExpress`, which hands it to Express too.
   */
  answerPlain(request: IncomingMessage, response: ServerResponse, guest: PlainGuest): boolean;
  /** Forgets what is known of the data's state: after a write in this process. */
  forget(): void;
}

/** Whose request comes before Express sees it. */
interface PlainGuest {
  /** Whom it is counted to. */
  readonly asker: string;
  readonly toExpress: () => void;
}

/** What stands for Express' ways where it does not see a request. */
interface PlainWays {
  readonly limits: RequestLimits;
  readonly lender: Lender;
}

/** Whoever goes away ends no work that others may wait for: the memory of tiles knows whether they do. */
const never = new AbortController().signal;
// As many listen to it as tiles are being made.
setMaxListeners(0, never);

/** Tiles, their TileJSON and their description. Plain tiles that are in no memory go by `plain`, as Express does not see them. */
export function tileRoutes(deps: Pick<Deps, 'db' | 'config' | 'catalog' | 'log'>, plain: PlainWays): TileRoutes {
  const { config } = deps;
  const router = Router();
  const seenBy = seenCatalog(deps);
  const open = catalogFor(deps.catalog, everybody);
  /** Tiles of an open collection are the same for everybody, so their filters know what everybody may know. */
  const inTiles = (viewer: Viewer, id: string): Collection => open.find(id) ?? requireCollection(seenBy(viewer), id);
  const reader = new TileStateReader(deps.db, config);
  const tiles = new TileAnswers({ ...deps, open, reader, find: inTiles });
  /** What went wrong with requests before Express saw them: it tells it. */
  const failures = new WeakMap<IncomingMessage, unknown>();
  router.use((request, _response, next) => next(failures.get(request)));

  route(router, listTilesets, async ({ params }, { request, viewer, etag }) => {
    const collection = requireCollection(seenBy(viewer), params.collectionId);
    const base = baseUrl(request, config);
    etag(`${base} ${collection.title.vi}`);
    const self = `${base}/api/collections/${collection.id}/tiles`;
    return {
      tilesets: [describeTileset(collection, base)],
      links: [{ rel: 'self', href: self, type: 'application/json' }],
    };
  });

  route(router, getTileset, async ({ params, query }, { db, request, response, viewer, etag }) => {
    const collection = inTiles(viewer, params.collectionId);
    const base = baseUrl(request, config);
    const byCommune = followsUnits(collection, requireFilter(collection, query));
    const state = await reader.read();
    const at = query.datetime ?? state.referenceDate;
    const version = versionOf(collection, state, byCommune);
    response.setHeader(revisionsHeader, writeRevisions(tileRevisions(collection, state, byCommune)));
    // Of what its file declares a description says much.
    etag(`${base} ${version} ${at} ${state.demo} ${JSON.stringify(collection)}`);
    const extent = boxOf(await extentOf(db, collection, { at, state: version }));
    if (query.f !== 'tilejson') return describeWholeTileset(collection, extent, base);
    const lastChange = isTable(collection) ? await reader.lastChange(collection, state) : null;
    const day = tileDay(collection, at, { state, lastChange, byCommune });
    const described = describeTileJson(collection, extent, { base, at, day, version, demo: state.demo, query });
    return new Payload(tileJsonType, JSON.stringify(TileJson.parse(described)));
  });

  route(router, getTile, async (asked, { request, response, viewer, signal, db }) => {
    const found = await tiles.find({ asked, address: request.originalUrl, viewer });
    const tag = 'kept' in found ? found.kept.tag : found.tag;
    const headers = { ...('kept' in found ? found.headers : found.plan.headers), ETag: tag };
    if (hasTag(request.headers['if-none-match'], tag)) {
      response.setHeaders(new Map(Object.entries({ ...headers, Vary: 'Accept-Encoding' })));
      throw new NotModified();
    }
    const { kept, mediaType } = 'kept' in found ? found : await tiles.make(found, { db, signal });
    // A tile without anything in it is a 204.
    return new Payload(mediaType, kept.body.identity.length === 0 ? null : kept, headers);
  });

  async function sendPlain(
    asked: TileAsked,
    request: IncomingMessage,
    response: ServerResponse,
    asker: string,
  ): Promise<void> {
    const left = new Stop();
    response.once('close', () => {
      if (!response.writableFinished) left.abort();
    });
    try {
      await plain.limits.countRead(asker, response);
      const found = await tiles.find({ asked, address: request.url ?? '', viewer: everybody });
      if ('kept' in found) {
        await givePlain(request, response, found);
      } else if (hasTag(request.headers['if-none-match'], found.tag)) {
        sayFresh(response, found.tag, found.plan.plainHeaders);
      } else {
        const db = plain.lender.lend({ cost: 'light', asker, signal: never, hasBegun: () => false });
        await givePlain(request, response, await tiles.make(found, { db, signal: left }));
      }
    } catch (error) {
      // Nobody is there to be told.
      if (!left.aborted) throw error;
    }
  }

  return {
    router,
    answerKept: (request, response) => tiles.answerHeld(request, response),
    answerPlain(request, response, { asker, toExpress }) {
      if (request.method !== 'GET') return false;
      const asked = readPlainTile(request.url ?? '', open);
      if (asked === null) return false;
      sendPlain(asked, request, response, asker).catch((error: unknown) => {
        failures.set(request, error);
        toExpress();
      });
      return true;
    },
    forget: () => reader.forget(),
  };
}
