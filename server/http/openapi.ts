import { z } from 'zod';
import type { Property } from '#contract/collections.ts';
import type { Text } from '#contract/common.ts';
import type { AnyEndpoint } from '#contract/endpoints.ts';
import { listItems } from '#contract/features.ts';
import { Problem } from '#contract/problem.ts';
import { statusOf } from './problem.ts';

type Schema = Record<string, unknown>;

/** Endpoints whose body is an upload in parts. */
const uploads: ReadonlySet<string> = new Set(['postImport']);
/** Endpoints that answer a page for people too, with `f=html`. */
const html = 'text/html';

/** Under which everything stands. GDAL looks for `/collections/{collectionId}/items`, so that paths begin below it. */
const root = '/api';

/** An endpoint's path as the document has it: below the server's address. */
export function pathUnderServer(path: string): string {
  return path.slice(root.length) || '/';
}

/** What the document needs to know of a collection: the properties by which its items can be asked for. */
export interface DescribedCollection {
  readonly id: string;
  readonly title: Text;
  readonly properties: readonly Property[];
}

interface Describing {
  /** The portal's own address. */
  readonly base: string;
  readonly version: string;
  readonly collections: readonly DescribedCollection[];
}

/**
 * The OpenAPI 3.0 document of endpoints, derived from their schemas. Items stand once for every collection with its own
 * properties beside the general path: clients (GDAL) filter by what is named there.
 */
export function describeApi(endpoints: readonly AnyEndpoint[], { base, version, collections }: Describing) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    const path = pathUnderServer(endpoint.path);
    paths[path] = { ...paths[path], [endpoint.method]: describeOperation(endpoint) };
    if (endpoint.id !== listItems.id) continue;
    for (const collection of collections) {
      paths[path.replace('{collectionId}', collection.id)] = { get: describeItems(endpoint, collection) };
    }
  }
  return {
    openapi: '3.0.3',
    info: {
      title: 'Bản đồ nông thôn mới · New-style rural development map',
      version,
      description:
        'Địa giới hành chính, chỉ tiêu và kết quả xây dựng nông thôn mới. Administrative boundaries, measures and results. ' +
        'OGC API - Features and Tiles, and the portal’s own resources. Without `at` or `datetime` everything answers as of the reference date.',
      license: { name: 'Apache-2.0', url: 'https://www.apache.org/licenses/LICENSE-2.0' },
    },
    servers: [{ url: `${base}${root}` }],
    paths,
    components: {
      ...components,
      schemas: { Problem: schemaOf(Problem, 'output') },
      securitySchemes: { adminToken: { type: 'http', scheme: 'bearer' } },
    },
  };
}

/** How many items a page may have: QGIS sizes its pages by a component of this very name. */
const components = {
  parameters: { limit: parametersOf(listItems.query, 'query').find(({ name }) => name === 'limit') },
};

function describeOperation({ id, path, summary, cost, params, query, reply, mediaType, ...more }: AnyEndpoint) {
  const { otherMediaTypes = [], problems = [], repliesWith = [] } = more;
  // Whatever asks the database may find it busy, or full.
  const ofLoad = cost === 'memory' ? [] : (['unavailable', 'noRoom'] as const);
  const codes = ['badRequest', ...problems, ...ofLoad, 'internal'] as const;
  const asHtml = mediaType !== html && JSON.stringify(schemaOf(query, 'input')).includes('"html"');
  const parameters: Schema[] = [...parametersOf(params, 'path'), ...parametersOf(query, 'query')];
  const limit: Schema = { $ref: '#/components/parameters/limit' };
  const problem = { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } };
  return {
    operationId: id,
    summary,
    tags: [path.split('/')[2] ?? 'api'],
    parameters: id === listItems.id ? parameters.map((one) => (one.name === 'limit' ? limit : one)) : parameters,
    ...(uploads.has(id) ? { requestBody: upload } : {}),
    security: problems.includes('unauthorised') ? [{ adminToken: [] }] : [],
    responses: {
      200: {
        description: summary,
        content: {
          [mediaType ?? 'application/json']: { schema: schemaOf(reply, 'output') },
          ...Object.fromEntries(
            otherMediaTypes.map((type) => [type, { schema: { type: 'string', format: 'binary' } }]),
          ),
          ...(asHtml ? { [html]: { schema: { type: 'string' } } } : {}),
        },
      },
      ...Object.fromEntries(
        codes.map((code) => {
          const answer = { [mediaType ?? 'application/json']: { schema: schemaOf(reply, 'output') } };
          const content = repliesWith.includes(code) ? { ...answer, ...problem } : problem;
          return [statusOf(code), { description: code, content }];
        }),
      ),
    },
  };
}

function describeItems(endpoint: AnyEndpoint, { id, title, properties }: DescribedCollection) {
  const general = describeOperation(endpoint);
  const own = properties
    .filter((property) => property.filterable)
    .map(({ name, type, title: words, values }) => ({
      name,
      in: 'query',
      required: false,
      description: words.vi,
      schema: {
        ...(type === 'date' ? { type: 'string', format: 'date' } : { type }),
        ...(values === null ? {} : { enum: values.map(({ value }) => value) }),
      },
    }));
  return {
    ...general,
    operationId: `${endpoint.id}-${id}`,
    summary: `${title.vi}: ${general.summary}`,
    parameters: [...general.parameters.filter(({ name }) => name !== 'collectionId' && name !== 'queryables'), ...own],
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
  const others = { name: 'queryables', in: where, required: false, style: 'form', explode: true };
  const description = 'Filterable properties of the collection by name: see its queryables.';
  return [...named, { ...others, description, schema: { type: 'object', additionalProperties: { type: 'string' } } }];
}

/** A zod schema as OpenAPI 3.0 writes it. */
function schemaOf(schema: z.ZodType, io: 'input' | 'output'): Schema {
  const made = z.toJSONSchema(schema, {
    target: 'openapi-3.0',
    io,
    unrepresentable: 'any',
    override: ({ zodSchema, jsonSchema }) => {
      // zod leaves the default of a value that is read from text out: QGIS sizes its pages by it.
      const usual = z.globalRegistry.get(zodSchema)?.default;
      if (usual !== undefined && jsonSchema.default === undefined) jsonSchema.default = usual;
      // The pattern says how a number or a date is written: its type says so already.
      const { type, format } = jsonSchema;
      if (type === 'integer' || type === 'boolean' || type === 'array' || format === 'date') delete jsonSchema.pattern;
      if (type === 'boolean') delete jsonSchema.enum;
    },
  });
  return tidy(made) as Schema;
}

/** The same schema in the words that OpenAPI's tools expect: zod's are right and said a long way round. */
function tidy(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(tidy);
  if (typeof value !== 'object' || value === null) return value;
  const schema = Object.fromEntries(Object.entries(value).map(([name, inner]) => [name, tidy(inner)])) as Schema;
  const { anyOf, oneOf, allOf, nullable, type, required, properties, additionalProperties } = schema;
  // What may be null has a type.
  const parts = (anyOf ?? oneOf ?? allOf) as Schema[] | undefined;
  if (nullable === true && type === undefined && parts !== undefined) {
    const [one, another] = new Set(parts.map((part) => part.type));
    if (another === undefined) return { ...schema, type: one };
  }
  // A list of numbers is "any of number, number".
  if (Array.isArray(anyOf)) {
    const different = [...new Map(anyOf.map((one) => [JSON.stringify(one), one as Schema])).values()];
    return different.length === 1 ? { ...schema, anyOf: undefined, ...different[0] } : { ...schema, anyOf: different };
  }
  // What a record always has are its properties.
  if (Array.isArray(required) && properties === undefined && typeof additionalProperties === 'object') {
    return {
      ...schema,
      properties: Object.fromEntries((required as string[]).map((name) => [name, additionalProperties])),
    };
  }
  return schema;
}
