import { Router } from 'express';
import type { Collection } from '#catalog/collections.ts';
import { resourceOf } from '#catalog/resources.ts';
import {
  getCollection,
  getConformance,
  getItem,
  getLanding,
  getQueryables,
  getSchema,
  getSortables,
  listCollections,
  listItems,
} from '#contract/features.ts';
import { getTileMatrixSet, listFunctions, listTileMatrixSets } from '#contract/standards.ts';
import type { RouteDeps } from '#server/answer.ts';
import { baseUrl } from '#http/base-url.ts';
import { chooseFormat, jsonOrHtml, type Format } from '#http/format.ts';
import { route, type Exchange } from '#http/route.ts';
import {
  demoNote,
  describeCollection,
  describeCollections,
  describeLanding,
  describeSchema,
  inFormats,
} from './describe.ts';
import { conformance, functions, webMercatorQuadSet } from './standards.ts';
import { narrowed, requireFields } from './fields.ts';
import { requireCollection, seenCatalog } from './find.ts';
import { answerItem, answerItems } from './routes/answer.ts';
import { collectionPage, collectionsPage } from './routes/html-collections.ts';

/** What there is beside JSON. */
const pages = ['html'] as const;

/** OGC API - Features, Part 1: landing page, conformance, collections, their schemas and items. */
export function collectionRoutes(deps: Pick<RouteDeps, 'config' | 'catalog' | 'answers'>): Router {
  const { config, answers } = deps;
  const router = Router();
  const seenBy = seenCatalog(deps);
  /** Opens an answer about collections in one of the formats that may be asked for. */
  const open = async <F extends Format>(
    exchange: Exchange,
    f: F | undefined,
    { collections = [], offered }: { readonly collections?: readonly Collection[]; readonly offered: readonly F[] },
  ) => {
    const base = baseUrl(exchange.request, config);
    const format = chooseFormat(exchange, f, offered);
    // Units move all of them: a feature is asked for by who bears a code on a day.
    const dependsOn = [...new Set(['admin-units', ...collections.map(resourceOf)])];
    // Links are in the answer and not in what is remembered of the data: a Host that changes flushes nothing.
    const { at, demo, state } = await answers.open(exchange, { dependsOn, form: `${base} ${format}` });
    return { base, at, demo, state, format };
  };

  route(router, getLanding, async ({ query }, exchange) => {
    const { base, demo } = await open(exchange, query.f, { offered: pages });
    return jsonOrHtml(exchange, query.f, describeLanding({ base, demo }), { title: 'API' });
  });

  route(router, getConformance, async ({ query }, exchange) =>
    jsonOrHtml(exchange, query.f, conformance, { title: 'Lớp chuẩn tuân theo' }),
  );

  route(router, listFunctions, async ({ query }, exchange) => {
    const reply = {
      functions: [...functions],
      links: inFormats(`${baseUrl(exchange.request, config)}/api/functions`, 'self', 'Hàm lọc'),
    };
    return jsonOrHtml(exchange, query.f, reply, { title: 'Hàm lọc' });
  });

  route(router, listTileMatrixSets, async (_input, { request }) => {
    const { id, title, uri } = webMercatorQuadSet;
    const href = `${baseUrl(request, config)}/api/tileMatrixSets/${id}`;
    return { tileMatrixSets: [{ id, title, uri, links: [{ rel: 'self', href, type: 'application/json' }] }] };
  });

  route(router, getTileMatrixSet, async () => webMercatorQuadSet);

  route(router, listCollections, async ({ query }, exchange) => {
    const fields = query.fields === undefined ? null : requireFields(query.fields);
    const catalog = seenBy(exchange.viewer);
    const describing = await open(exchange, query.f, { offered: pages, collections: catalog.collections });
    const whole = await describeCollections(exchange.db, catalog, describing);
    const page = { title: 'Các lớp dữ liệu', note: describing.demo ? demoNote : null };
    return fields === null
      ? jsonOrHtml(exchange, query.f, whole, { ...page, show: collectionsPage })
      : jsonOrHtml(exchange, query.f, narrowed(whole, fields), page);
  });

  route(router, getCollection, async ({ params, query }, exchange) => {
    const collection = requireCollection(seenBy(exchange.viewer), params.collectionId);
    const describing = await open(exchange, query.f, { offered: pages, collections: [collection] });
    return jsonOrHtml(exchange, query.f, await describeCollection(exchange.db, collection, describing), {
      title: collection.title.vi,
      note: describing.demo ? demoNote : null,
      show: collectionPage,
    });
  });

  for (const [endpoint, which] of [
    [getQueryables, 'queryables'],
    [getSortables, 'sortables'],
    [getSchema, 'schema'],
  ] as const) {
    route(router, endpoint, async ({ params, query }, exchange) => {
      const collection = requireCollection(seenBy(exchange.viewer), params.collectionId);
      const schema = describeSchema(collection, baseUrl(exchange.request, config), which);
      exchange.etag(`${JSON.stringify(schema)} ${chooseFormat(exchange, query.f, pages)}`);
      return jsonOrHtml(exchange, query.f, schema, { title: collection.title.vi });
    });
  }

  route(router, listItems, async ({ params, query }, exchange) => {
    const collection = requireCollection(seenBy(exchange.viewer), params.collectionId);
    return answerItems(exchange.db, collection, {
      ...(await open(exchange, query.f, { offered: [...pages, 'csv'], collections: [collection] })),
      query,
      address: exchange.request.originalUrl,
      signal: exchange.signal,
    });
  });

  route(router, getItem, async ({ params, query }, exchange) => {
    const collection = requireCollection(seenBy(exchange.viewer), params.collectionId);
    return answerItem(exchange.db, collection, {
      ...(await open(exchange, query.f, { offered: pages, collections: [collection] })),
      featureId: params.featureId,
      day: query.datetime,
      crs: query.crs,
    });
  });

  return router;
}
