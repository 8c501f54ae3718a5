import { Router, type Request } from 'express';
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
import { getTileMatrixSet, listFunctions, listTileMatrixSets } from '#contract/standards.ts';
import type { Deps } from '#server/deps.ts';
import { baseUrl } from '#http/base-url.ts';
import { chooseFormat, jsonOrHtml } from '#http/format.ts';
import { route } from '#http/route.ts';
import { readRevision, readPortalState } from '#resources/portal/service.ts';
import { describeCollection, describeCollections, describeLanding, describeSchema, inFormats } from './describe.ts';
import { conformance, functions, webMercatorQuadSet } from './standards.ts';
import { readerOf, requireCollection, seenCatalog } from './find.ts';
import { answerItem, answerItems } from './answer.ts';

/** OGC API - Features, Part 1: landing page, conformance, collections, their schemas and items. */
export function collectionRoutes(deps: Pick<Deps, 'db' | 'config' | 'catalog' | 'viewerOf'>): Router {
  const { db, config } = deps;
  const router = Router();
  const seenBy = seenCatalog(deps);
  /** What every answer depends on, with the text that its ETag carries. */
  const stand = async (request: Request, collections: readonly Collection[] = []) => {
    const [{ referenceDate, demo }, revision] = await Promise.all([
      readPortalState(db, config),
      readRevision(db, ['admin-units', ...collections.flatMap(resourceOf)]),
    ]);
    const base = baseUrl(request, config);
    const reader = readerOf(deps, request);
    return { base, at: referenceDate, demo, reader, state: `${revision} ${referenceDate} ${demo} ${base}` };
  };

  route(router, getLanding, async ({ query }, exchange) => {
    const { base, demo } = await stand(exchange.request);
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
    const catalog = seenBy(exchange.request);
    const { reader, ...describing } = await stand(exchange.request, catalog.collections);
    exchange.etag(`${describing.state} ${chooseFormat(exchange, query.f)}`, reader);
    return jsonOrHtml(exchange, query.f, await describeCollections(db, catalog, describing), 'Các lớp dữ liệu');
  });

  route(router, getCollection, async ({ params, query }, exchange) => {
    const collection = requireCollection(seenBy(exchange.request), params.collectionId);
    const { reader, ...describing } = await stand(exchange.request, [collection]);
    exchange.etag(`${describing.state} ${chooseFormat(exchange, query.f)}`, reader);
    return jsonOrHtml(exchange, query.f, await describeCollection(db, collection, describing), collection.title.vi);
  });

  for (const [endpoint, which] of [
    [getQueryables, 'queryables'],
    [getSchema, 'schema'],
  ] as const) {
    route(router, endpoint, async ({ params, query }, exchange) => {
      const collection = requireCollection(seenBy(exchange.request), params.collectionId);
      const schema = describeSchema(collection, baseUrl(exchange.request, config), which);
      exchange.etag(`${JSON.stringify(schema)} ${chooseFormat(exchange, query.f)}`, readerOf(deps, exchange.request));
      return jsonOrHtml(exchange, query.f, schema, collection.title.vi);
    });
  }

  route(router, listItems, async ({ params, query }, exchange) => {
    const collection = requireCollection(seenBy(exchange.request), params.collectionId);
    const { state, reader, ...standing } = await stand(exchange.request, [collection]);
    const format = chooseFormat(exchange, query.f);
    exchange.etag(`${state} ${format}`, reader);
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
    const collection = requireCollection(seenBy(exchange.request), params.collectionId);
    const { state, reader, ...standing } = await stand(exchange.request, [collection]);
    const format = chooseFormat(exchange, query.f);
    exchange.etag(`${state} ${format}`, reader);
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
