import { z } from 'zod';
import { endpoint } from './endpoint.ts';

export const getOpenApi = endpoint({
  id: 'getOpenApi',
  method: 'get',
  audience: 'everyone',
  cost: 'memory',
  path: '/api/openapi.json',
  summary: 'This API as an OpenAPI 3.0 document',
  params: z.object({}),
  /** Clients hand the parameters of the landing page's address on: QGIS does. */
  query: z.strictObject({ f: z.enum(['json']).optional() }),
  reply: z.looseObject({ openapi: z.string(), paths: z.record(z.string(), z.looseObject({})) }),
  mediaType: 'application/vnd.oai.openapi+json;version=3.0',
});

export const getDocs = endpoint({
  id: 'getDocs',
  method: 'get',
  audience: 'everyone',
  cost: 'memory',
  path: '/api/docs',
  summary: 'This API described for people',
  params: z.object({}),
  query: z.strictObject({}),
  reply: z.string(),
  mediaType: 'text/html',
});
