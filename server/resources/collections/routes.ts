import { Router } from 'express';
import type { Collection } from '#catalog/collections.ts';
import {
  getCollection,
  getConformance,
  getItem,
  getLanding,
  getQueryables,
  getSchema,
  listCollections,
  listItems,
} from '#contract/features.ts';
import { viewerName } from '#contract/viewer.ts';
import { getTileMatrixSet, listFunctions, listTileMatrixSets } from '#contract/standards.ts';
import type { Deps } from '#server/deps.ts';
import { baseUrl } from '#http/base-url.ts';
import { chooseFormat, jsonOrHtml } from '#http/format.ts';
import { route, type Exchange } from '#http/route.ts';
import { readStand } from '#facts/stand.ts';
import { describeCollection, describeCollections, describeLanding, describeSchema, inFormats } from './describe.ts';
import { conformance, functions, webMercatorQuadSet } from './standards.ts';
import { requireCollection, seenCatalog } from './find.ts';
import { answerItem, answerItems } from './routes/answer.ts';

/** OGC API - Features, Part 1: landing page, conformance, collections, their schemas and items. */
export function collectionRoutes(deps: Pick<Deps, 'db' | 'config' | 'catalog'>): Router {
  const { db, config } = deps;
  const router = Router();
  const seenBy = seenCatalog(deps);
  /** What every answer depends on, with the text that its ETag carries. */
  const stand = async ({ request, viewer }: Exchange, collections: readonly Collection[] = []) => {
    const resources = ['admin-units', ...collections.flatMap(resourceOf)];
    const { referenceDate, demo, revision } = await readStand(db, config, resources);
    const base = baseUrl(request, config);
    // With the viewer: what is remembered by this state (counts, extents) is remembered for them alone.
    const state = `${viewerName(viewer)} ${revision} ${referenceDate} ${demo} ${base}`;
    return { base, at: referenceDate, demo, state };
  };

  route(router, getLanding, async ({ query }, exchange) => {
    const { base, demo } = await stand(exchange);
    return jsonOrHtml(exchange, query.f, describeLanding({ base, demo }), 'API');
  });

  route(router, getConformance, async ({ query }, exchange) =>
    jsonOrHtml(exchange, query.f, conformance, 'Lớp chuẩn tuân theo'),
  );

  route(router, listFunctions, async ({ query }, exchange) => {
    const reply = {
      functions: [...functions],
      links: inFormats(`${baseUrl(exchange.request, config)}/api/functions`, 'self', 'Hàm lọc'),
    };
    return jsonOrHtml(exchange, query.f, reply, 'Hàm lọc');
  });

  route(router, listTileMatrixSets, async (_input, { request }) => {
    const { id, title, uri } = webMercatorQuadSet;
    const href = `${baseUrl(request, config)}/api/tileMatrixSets/${id}`;
    return { tileMatrixSets: [{ id, title, uri, links: [{ rel: 'self', href, type: 'application/json' }] }] };
  });

  route(router, getTileMatrixSet, async () => webMercatorQuadSet);

  route(router, listCollections, async ({ query }, exchange) => {
    const catalog = seenBy(exchange.viewer);
    const describing = await stand(exchange, catalog.collections);
    exchange.etag(`${describing.state} ${chooseFormat(exchange, query.f)}`);
    return jsonOrHtml(exchange, query.f, await describeCollections(db, catalog, describing), 'Các lớp dữ liệu');
  });

  route(router, getCollection, async ({ params, query }, exchange) => {
    const collection = requireCollection(seenBy(exchange.viewer), params.collectionId);
    const describing = await stand(exchange, [collection]);
    exchange.etag(`${describing.state} ${chooseFormat(exchange, query.f)}`);
    return jsonOrHtml(exchange, query.f, await describeCollection(db, collection, describing), collection.title.vi);
  });

  for (const [endpoint, which] of [
    [getQueryables, 'queryables'],
    [getSchema, 'schema'],
  ] as const) {
    route(router, endpoint, async ({ params, query }, exchange) => {
      const collection = requireCollection(seenBy(exchange.viewer), params.collectionId);
      const schema = describeSchema(collection, baseUrl(exchange.request, config), which);
      exchange.etag(`${JSON.stringify(schema)} ${chooseFormat(exchange, query.f)}`);
      return jsonOrHtml(exchange, query.f, schema, collection.title.vi);
    });
  }

  route(router, listItems, async ({ params, query }, exchange) => {
    const collection = requireCollection(seenBy(exchange.viewer), params.collectionId);
    const { state, ...standing } = await stand(exchange, [collection]);
    const format = chooseFormat(exchange, query.f);
    exchange.etag(`${state} ${format}`);
    return answerItems(db, collection, {
      ...standing,
      query,
      format,
      state,
      address: exchange.request.originalUrl,
      signal: exchange.signal,
    });
  });

  route(router, getItem, async ({ params, query }, exchange) => {
    const collection = requireCollection(seenBy(exchange.viewer), params.collectionId);
    const { state, ...standing } = await stand(exchange, [collection]);
    const format = chooseFormat(exchange, query.f);
    exchange.etag(`${state} ${format}`);
    return answerItem(db, collection, {
      ...standing,
      featureId: params.featureId,
      day: query.datetime,
      crs: query.crs,
      format,
    });
  });

  return router;
}

/** The resource whose revision moves with a collection's features; units move all of them already. */
function resourceOf({ source }: Collection): string[] {
  return source.kind === 'table' ? [`collection:${source.owner}`] : [];
}
