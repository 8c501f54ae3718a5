import { setMaxListeners } from 'node:events';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { Router } from 'express';
import { getTile, getTileset, listTilesets, TileJson } from '#contract/tiles.ts';
import { everybody, viewerName, type Viewer } from '#contract/viewer.ts';
import { Fault } from '#contract/faults.ts';
import type { Deps } from '#server/deps.ts';
import { baseUrl } from '#http/base-url.ts';
import { ByteCache, type Kept } from '#http/byte-cache.ts';
import { hasTag, tagOf } from '#http/etag.ts';
import { Front } from '#http/front.ts';
import type { LentDb, Lender } from '#http/lend.ts';
import { Payload, sendPayload } from '#http/payload.ts';
import { NotModified, route } from '#http/route.ts';
import { publicHeaders } from '#http/security.ts';
import { catalogFor, isBoundary, isTable, type Collection } from '#catalog/collections.ts';
import type { FilterSql } from '#catalog/filter-sql.ts';
import { boxOf, extentOf } from '#resources/collections/extents.ts';
import { requireCollection, seenCatalog } from '#resources/collections/find.ts';
import { readCondition, type FilterQuery } from '#resources/collections/question.ts';
import { makeBoundaryTile } from './boundary-tile.ts';
import { describeTileJson, describeTileset, describeWholeTileset } from './describe.ts';
import { requireInside } from './limits.ts';
import { followsUnits, tileDay, TileStateReader, versionOf } from './state.ts';
import { readPlainTile, type TileAsked } from './routes/plain.ts';
import { TileFiles } from './routes/tile-files.ts';
import { makeTableTile } from './table-tile.ts';

const mediaType = 'application/vnd.mapbox-vector-tile';
const tileJsonType = 'application/vnd.mapbox.tilejson+json; charset=utf-8';
const cacheBytes = 64 * 1024 * 1024;
/** A tile that takes longer is given up. */
const slowestMs = 10_000;
const forEver = 'public, max-age=31536000, immutable';
const unshared = 'private, no-cache';
const askAgain = 'public, max-age=0, must-revalidate';

export interface TileRoutes {
  readonly router: Router;
  /** Answers tiles that are in memory; false leaves the request as it was. */
  answerKept(request: IncomingMessage, response: ServerResponse): boolean;
  /**
   * Answers tiles of open collections without a filter; false leaves the request to Express. What goes wrong later is
   * told through `next`, which hands it to Express too.
   */
  answerPlain(request: IncomingMessage, response: ServerResponse, next: () => void): boolean;
  /** Forgets what is known of the data's state: after a write in this process. */
  forget(): void;
}

/** One request for a tile, whoever took it. */
interface TileExchange {
  /** Path and query as the client wrote them. */
  readonly address: string;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  readonly db: LentDb;
  readonly viewer: Viewer;
  readonly signal: AbortSignal;
}

/** Lets a request ask for work, or rejects with what it is told. */
type Admit = (request: IncomingMessage, response: ServerResponse) => Promise<void>;

/** What stands for Express' ways where it does not see a request. */
interface PlainWays {
  readonly admit: Admit;
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
  const publicCatalog = catalogFor(deps.catalog, everybody);
  /** Tiles of an open collection are the same for everybody, so their filters know what everybody may know. */
  const inTiles = (viewer: Viewer, id: string): Collection =>
    publicCatalog.find(id) ?? requireCollection(seenBy(viewer), id);
  const reader = new TileStateReader(deps.db, config);
  const cache = new ByteCache(cacheBytes, slowestMs);
  const files = new TileFiles({ ...deps, open: publicCatalog, reader });
  const front = new Front(() => {
    const state = reader.peek();
    if (state !== null) return { token: state.token, staleSeconds: null };
    const stale = reader.peekStale();
    return stale && { token: stale.state.token, staleSeconds: stale.seconds };
  });
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

  route(router, getTileset, async ({ params, query }, { db, request, viewer, etag }) => {
    const collection = inTiles(viewer, params.collectionId);
    const base = baseUrl(request, config);
    const byCommune = followsUnits(collection, requireFilter(collection, query));
    const state = await reader.read();
    const at = query.datetime ?? state.referenceDate;
    const version = versionOf(collection, state, byCommune);
    etag(`${base} ${version} ${at} ${state.demo}`);
    const extent = boxOf(await extentOf(db, collection, { at, state: version }));
    if (query.f !== 'tilejson') return describeWholeTileset(collection, extent, base);
    const lastChange = isTable(collection) ? await reader.lastChange(collection, state) : null;
    const day = tileDay(collection, at, { state, lastChange, byCommune });
    const described = describeTileJson(collection, extent, { base, at, day, version, demo: state.demo, query });
    return new Payload(tileJsonType, JSON.stringify(TileJson.parse(described)));
  });

  async function answerTile(
    { params, query }: TileAsked,
    { address, request, response, viewer, signal, db }: TileExchange,
  ): Promise<Payload> {
    const collection = inTiles(viewer, params.collectionId);
    const condition = requireFilter(collection, query);
    const tile = { z: params.tileMatrix, x: params.tileCol, y: params.tileRow };
    const byCommune = followsUnits(collection, condition);
    const state = await reader.read().catch((error: unknown) => {
      const kept = front.kept(address);
      if (kept === null) throw error;
      return kept;
    });
    // What was in memory as the database went away.
    if ('kept' in state) return new Payload(mediaType, bodyOf(state.kept), state.headers);
    void files.notice(state);
    const version = versionOf(collection, state, byCommune);
    const lastChange = isTable(collection) ? await reader.lastChange(collection, state) : null;
    const at = query.datetime ?? state.referenceDate;
    const day = tileDay(collection, at, { state, lastChange, byCommune });
    const open = collection.access === 'public';
    const key = JSON.stringify([
      open ? 'public' : viewerName(viewer),
      [collection.id, tile.z, tile.y, tile.x, day, version],
      condition,
      isTable(collection) ? collection.source.within : null,
    ]);
    const tag = tagOf(key);
    const headers = {
      ETag: tag,
      'Cache-Control': !open
        ? unshared
        : query.version === version && query.datetime !== undefined
          ? forEver
          : askAgain,
    };
    if (hasTag(request.headers['if-none-match'], tag)) {
      for (const [name, value] of Object.entries({ ...headers, Vary: 'Accept-Encoding' }))
        response.setHeader(name, value);
      throw new NotModified();
    }
    if (day === null) return new Payload(mediaType, null, headers);
    // Of a table only the day of today: of others there is no end.
    const keepable = open && condition === null && (isBoundary(collection) || day === lastChange);
    const place = keepable ? { collection, version, day, tile } : null;
    let anew = false;
    const kept = await cache.get(key, signal, async (abort) => {
      const there = place && (await files.read(place, tag));
      if (there) return { ...there, tag };
      anew = true;
      const current = day === lastChange;
      const bytes = isTable(collection)
        ? await makeTableTile(db, collection, { tile, at: day, condition, current }, abort)
        : isBoundary(collection)
          ? await makeBoundaryTile(db, collection, { tile, at: day }, abort)
          : Buffer.alloc(0);
      return { bytes, tag };
    });
    // Of days before the last change, of which there is no end, extents are not asked for.
    if (kept.body.identity.length === 0 && (isBoundary(collection) || day === lastChange)) {
      // The tile is there: who cannot be told whether it may hold anything gets that.
      const extent = await extentOf(db, collection, { at: day, state: version }).then(boxOf, () => null);
      if (extent !== null) requireInside(collection, extent, tile);
    }
    if (anew && place) files.keep(place, kept);
    // Only what anybody may have, and no address of a filter's own making.
    if (open && condition === null) {
      front.remember(address, state.token, kept, {
        ...publicHeaders,
        ...headers,
        'Content-Type': mediaType,
      });
    }
    return new Payload(mediaType, bodyOf(kept), headers);
  }

  route(router, getTile, (asked, exchange) =>
    answerTile(asked, { ...exchange, address: exchange.request.originalUrl }),
  );

  async function sendPlain(asked: TileAsked, request: IncomingMessage, response: ServerResponse): Promise<void> {
    const left = new AbortController();
    response.once('close', () => {
      if (!response.writableFinished) left.abort();
    });
    try {
      await plain.admit(request, response);
      const db = plain.lender.lend({
        cost: 'light',
        address: plain.lender.askerOf(request),
        signal: never,
        hasBegun: () => false,
      });
      const exchange = { address: request.url ?? '', request, response, viewer: everybody, signal: left.signal, db };
      const payload = await answerTile(asked, exchange);
      await sendPayload(request, response, payload);
    } catch (error) {
      // Nobody is there to be told.
      if (left.signal.aborted) return;
      if (!(error instanceof NotModified)) throw error;
      response.statusCode = 304;
      response.end();
    }
  }

  return {
    router,
    answerKept: (request, response) => front.answer(request, response),
    answerPlain(request, response, next) {
      if (request.method !== 'GET') return false;
      const asked = readPlainTile(request.url ?? '', publicCatalog);
      if (asked === null) return false;
      for (const [name, value] of Object.entries(publicHeaders)) response.setHeader(name, value);
      sendPlain(asked, request, response).catch((error: unknown) => {
        failures.set(request, error);
        next();
      });
      return true;
    },
    forget: () => reader.forget(),
  };
}

/** A tile without anything in it is a 204. */
function bodyOf(kept: Kept): Kept | null {
  return kept.body.identity.length === 0 ? null : kept;
}

/** The condition of a filter, where the collection takes one: boundaries are drawn whole. */
function requireFilter(collection: Collection, query: FilterQuery): FilterSql | null {
  if (isTable(collection)) return readCondition(collection, query);
  const given = (['filter', 'filter-lang', 'filter-crs'] as const).find((name) => query[name] !== undefined);
  if (given === undefined) return null;
  throw new Fault('tilesWhole', { name: given }, `query.${given}`);
}
