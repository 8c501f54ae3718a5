import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router } from 'express';
import { getTile, getTileset, listTilesets } from '#contract/tiles.ts';
import type { Deps } from '#server/deps.ts';
import { baseUrl } from '#http/base-url.ts';
import { ByteCache } from '#http/byte-cache.ts';
import { hasTag, tagOf } from '#http/etag.ts';
import { Front } from '#http/front.ts';
import { Payload } from '#http/payload.ts';
import { NotModified, route } from '#http/route.ts';
import { publicHeaders } from '#http/security.ts';
import { requireCollection } from '#resources/collections/find.ts';
import { describeTileJson, describeTileset } from './describe.ts';
import { makeTile } from './service.ts';
import { boundaryDateOf, BoundaryStateReader } from './state.ts';

const mediaType = 'application/vnd.mapbox-vector-tile';
const cacheBytes = 64 * 1024 * 1024;
/** A tile that takes longer is given up. */
const slowestMs = 10_000;
const forEver = 'public, max-age=31536000, immutable';
const askAgain = 'public, max-age=0, must-revalidate';

export interface TileRoutes {
  readonly router: Router;
  /** Answers tiles that are in memory; false leaves the request to Express. */
  answerKept(request: IncomingMessage, response: ServerResponse): boolean;
  /** Forgets what is known of the data's state: after a write in this process. */
  forget(): void;
}

/** Tiles, their TileJSON and their description. */
export function tileRoutes({ db, config }: Pick<Deps, 'db' | 'config'>): TileRoutes {
  const router = Router();
  const reader = new BoundaryStateReader(db, config);
  const cache = new ByteCache(cacheBytes, slowestMs);
  const front = new Front(() => {
    const state = reader.peek();
    return state === null ? null : `${state.version} ${state.referenceDate}`;
  });

  route(router, listTilesets, async ({ params }, { request }) => {
    const collection = requireCollection(params.collectionId);
    const base = baseUrl(request, config);
    const self = `${base}/api/collections/${collection.id}/tiles`;
    return {
      tilesets: [describeTileset(collection, base)],
      links: [{ rel: 'self', href: self, type: 'application/json' }],
    };
  });

  route(router, getTileset, async ({ params, query }, { request, etag }) => {
    const collection = requireCollection(params.collectionId);
    const base = baseUrl(request, config);
    if (query.f !== 'tilejson') return describeTileset(collection, base);
    const state = await reader.read();
    const at = query.datetime ?? state.referenceDate;
    etag(`${base} ${state.version} ${at} ${state.demo}`);
    return describeTileJson(db, collection, { base, at, state });
  });

  route(router, getTile, async ({ params, query }, { request, response, signal }) => {
    const collection = requireCollection(params.collectionId);
    const state = await reader.read();
    const boundaryDate = boundaryDateOf(state.changeDays[collection.level], query.datetime ?? state.referenceDate);
    const tile = { z: params.tileMatrix, x: params.tileCol, y: params.tileRow };
    const key = `${collection.id} ${tile.z}/${tile.y}/${tile.x} ${boundaryDate} ${state.version}`;
    const tag = tagOf(key);
    const headers = {
      ETag: tag,
      'Cache-Control': query.version === state.version && query.datetime !== undefined ? forEver : askAgain,
    };
    if (hasTag(request.headers['if-none-match'], tag)) {
      response.set({ ...headers, Vary: 'Accept-Encoding' });
      throw new NotModified();
    }
    if (boundaryDate === null) return new Payload(mediaType, null, headers);
    const kept = await cache.get(key, signal, async (abort) => ({
      bytes: await makeTile(db, collection, { tile, at: boundaryDate }, abort),
      tag,
    }));
    front.remember(request.originalUrl, `${state.version} ${state.referenceDate}`, kept, {
      ...publicHeaders,
      ...headers,
      'Content-Type': mediaType,
    });
    return new Payload(mediaType, kept.body.identity.length === 0 ? null : kept, headers);
  });

  return {
    router,
    answerKept: (request, response) => front.answer(request, response),
    forget: () => reader.forget(),
  };
}
