import { z } from 'zod';
import type { AnyEndpoint } from '#contract/endpoints.ts';
import { Problem } from '#contract/problem.ts';
import { statusOf } from './problem.ts';

type Schema = Record<string, unknown>;

/** Endpoints whose body is an upload in parts. */
const uploads: ReadonlySet<string> = new Set(['postImport']);
/** Endpoints that answer a page for people too, with `f=html`. */
const html = 'text/html';

/** The OpenAPI 3.0 document of endpoints, derived from their schemas. `base` is the portal's own address. */
export function describeApi(endpoints: readonly AnyEndpoint[], { base, version }: { base: string; version: string }) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    paths[endpoint.path] = { ...paths[endpoint.path], [endpoint.method]: describeOperation(endpoint) };
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'Bản đồ nông thôn mới · New-style rural development map',
      version,
      description:
        'Địa giới hành chính, chỉ tiêu và kết quả xây dựng nông thôn mới. Administrative boundaries, measures and results. ' +
        'OGC API - Features and Tiles, and the portal’s own resources. Without `at` or `datetime` everything answers as of the reference date.',
      license: { name: 'Apache-2.0' },
    },
    servers: [{ url: base === '' ? '/' : base }],
    paths,
    components: {
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: { adminToken: { type: 'http', scheme: 'bearer' } },
    },
  };
}

function describeOperation({ id, method, path, summary, params, query, reply, mediaType, problems = [] }: AnyEndpoint) {
  const codes = ['badRequest', ...problems, 'internal'] as const;
  const asHtml = mediaType !== html && JSON.stringify(schemaOf(query, 'input')).includes('"html"');
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return {
    operationId: id,
    summary,
    tags: [path.split('/')[2] ?? 'api'],
    parameters: [...parametersOf(params, 'path'), ...parametersOf(query, 'query')],
    ...(uploads.has(id) ? { requestBody: upload } : {}),
    ...(method === 'get' ? {} : { security: [{ adminToken: [] }] }),
    responses: {
      200: {
        description: summary,
        content: {
          [mediaType ?? 'application/json']: { schema: schemaOf(reply, 'output') },
          ...(asHtml ? { [html]: { schema: { type: 'string' } } } : {}),
        },
      },
      ...Object.fromEntries(codes.map((code) => [statusOf(code), { description: code, content: problem }])),
    },
  };
}

const upload = {
  required: true,
  content: {
    'multipart/form-data': {
      schema: {
        type: 'object',
        required: ['file'],
        properties: { file: { type: 'array', items: { type: 'string', format: 'binary' } } },
      },
    },
  },
};

function parametersOf(schema: z.ZodType, where: 'path' | 'query') {
  const {
    properties = {},
    required = [],
    additionalProperties,
  } = schemaOf(schema, 'input') as {
    properties?: Record<string, Schema>;
    required?: string[];
    additionalProperties?: unknown;
  };
  const named = Object.entries(properties).map(([name, inner]) => {
    const { description, ...shape } = inner;
    return {
      name,
      in: where,
      required: where === 'path' || required.includes(name),
      ...(typeof description === 'string' ? { description } : {}),
      schema: shape,
      // A list is written with commas in one parameter.
      ...(shape.type === 'array' ? { style: 'form', explode: false } : {}),
    };
  });
  if (where === 'path' || typeof additionalProperties !== 'object') return named;
  const others = { name: 'properties', in: where, required: false, style: 'form', explode: true };
  const description = 'Filterable properties of the collection by name: see its queryables.';
  return [...named, { ...others, description, schema: { type: 'object', additionalProperties: { type: 'string' } } }];
}

/** A zod schema as OpenAPI 3.0 writes it. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  return z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io,
    unrepresentable: 'any',
    override: ({ jsonSchema }) => {
      // The pattern says how a number or a date is written: its type says so already.
      const { type, format } = jsonSchema;
      if (type === 'integer' || type === 'boolean' || type === 'array' || format === 'date') delete jsonSchema.pattern;
      if (type === 'boolean') delete jsonSchema.enum;
    },
  });
}
