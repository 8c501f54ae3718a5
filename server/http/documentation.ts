import { Router } from 'express';
import { getDocs, getOpenApi } from '#contract/documentation.ts';
import { endpoints, type AnyEndpoint } from '#contract/endpoints.ts';
import type { Config } from '#server/config.ts';
import { baseUrl } from './base-url.ts';
import { escapeHtml, htmlPage, htmlTable } from './html.ts';
import { describeApi, pathUnderServer, type DescribedCollection } from './openapi.ts';
import { Payload } from './payload.ts';
import { route, type Exchange } from './route.ts';

export interface Documented {
  readonly version: string;
  readonly collections: readonly DescribedCollection[];
  /** The reference date for an answer that moves with it and with `also`: its ETag is then set. */
  readonly open: (exchange: Exchange, also: string) => Promise<{ readonly at: string }>;
}

/** The OpenAPI document, and a page made from it that needs no script and no other host. */
export function documentationRoutes(
  config: Pick<Config, 'publicUrl'>,
  { version, collections, open }: Documented,
): Router {
  const router = Router();
  // A document a base address and day: it is large enough not to be made anew for each reader.
  const made = new Map<string, string>();
  route(router, getOpenApi, async (_input, exchange) => {
    const base = baseUrl(exchange.request, config);
    const { at: day } = await open(exchange, `${version} ${base}`);
    if (made.size > 20) made.clear();
    const key = `${day} ${base}`;
    const text = made.get(key) ?? JSON.stringify(describeApi(endpoints, { base, version, day, collections }));
    made.set(key, text);
    return new Payload(getOpenApi.mediaType ?? '', text);
  });
  route(router, getDocs, async (_input, { etag }) => {
    etag(version);
    const body = `<p>OpenAPI 3.0: <a href="/api/openapi.json">/api/openapi.json</a></p>${endpoints.map(section).join('')}`;
    return new Payload(
      'text/html; charset=utf-8',
      htmlPage({ title: 'Tài liệu API · API documentation', note: null, body }),
    );
  });
  return router;
}

function section(endpoint: AnyEndpoint): string {
  const { paths, components } = describeApi([endpoint], { base: '', version: '', day: null, collections: [] });
  const operation = paths[pathUnderServer(endpoint.path)]?.[endpoint.method] as {
    parameters: ({ name: string; in: string; required: boolean; schema: Record<string, unknown> } | { $ref: string })[];
    responses: Record<string, unknown>;
  };
  const parameters = operation.parameters
    .flatMap((one) => ('$ref' in one ? (components.parameters.limit ?? []) : one))
    .map(({ name, in: where, required, schema }) => ({
      parameter: name,
      in: where,
      required: required ? 'có · yes' : 'không · no',
      type: wordsOf(schema),
    }));
  const heading = `${endpoint.method.toUpperCase()} ${endpoint.path}`;
  const example =
    endpoint.method === 'get' && !endpoint.path.includes('{')
      ? ` <a href="${escapeHtml(endpoint.path)}">thử · try</a>`
      : '';
  return `<section id="${escapeHtml(endpoint.id)}"><h2><code>${escapeHtml(heading)}</code></h2>
<p>${escapeHtml(endpoint.summary)} (<code>${escapeHtml(endpoint.mediaType ?? 'application/json')}</code>).${example}</p>
${parameters.length === 0 ? '' : htmlTable(parameters)}
<p>Trả lời · answers: ${Object.keys(operation.responses).map(escapeHtml).join(', ')}</p></section>`;
}

function wordsOf(schema: Record<string, unknown>): string {
  const choices = Array.isArray(schema.enum) ? `: ${schema.enum.join(' | ')}` : '';
  const range = [schema.minimum, schema.maximum].filter((bound) => typeof bound === 'number').join('–');
  return `${String(schema.format ?? schema.type ?? 'string')}${choices}${range === '' ? '' : ` (${range})`}`;
}
