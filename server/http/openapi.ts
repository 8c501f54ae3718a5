import { z } from 'zod';
import type { Property } from '#contract/collections.ts';
import type { Text } from '#contract/common.ts';
import { Accepted } from '#contract/endpoint.ts';
import type { AnyEndpoint } from '#contract/endpoints.ts';
import { listItems, longestValue, wholeBounds } from '#contract/features.ts';
import { Problem } from '#contract/problem.ts';
import { revisionsHeader } from '#contract/revisions.ts';
import { statusOf } from './problem.ts';

type Schema = Record<string, unknown>;

/** Endpoints whose body is an upload in parts. */
const uploads: ReadonlySet<string> = new Set(['postImport']);
/** Endpoints for administrators that tell how far things have moved: when an import has ended. */
const tellingWrites: ReadonlySet<string> = new Set(['postImport', 'getImportProgress']);
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
  /** The reference date, for which everything answers where no other day is asked for; null where it is not known. */
  readonly day: string | null;
  readonly collections: readonly DescribedCollection[];
}

/** How every parameter of a query is written: once, a list with commas. */
const asForm = { in: 'query', style: 'form', explode: false };
/** No text of a request may have U+0000. */
const withoutNul = { pattern: '^[^\\u0000]*$' };

/** Parameters that ask for another day than the reference date. */
const dayParameters: ReadonlySet<string> = new Set(['at', 'datetime']);
const int32 = { format: 'int32', minimum: wholeBounds.min, maximum: wholeBounds.max };

/**
 * The OpenAPI 3.0 document of endpoints, derived from their schemas. Items stand once for every collection with its own
 * properties beside the general path: clients (GDAL) filter by what is named there.
 */
export function describeApi(endpoints: readonly AnyEndpoint[], { base, version, day, collections }: Describing) {
  const paths: Record<string, Record<string, unknown>> = {};
  for (const endpoint of endpoints) {
    const path = pathUnderServer(endpoint.path);
    paths[path] = { ...paths[path], [endpoint.method]: describeOperation(endpoint, day) };
    if (endpoint.id !== listItems.id) continue;
    for (const collection of collections) {
      paths[path.replace('{collectionId}', collection.id)] = { get: describeItems(endpoint, day, collection) };
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
  parameters: { limit: parametersOf(listItems.query, 'query', null).find(({ name }) => name === 'limit') },
  headers: {
    [revisionsHeader]: {
      description:
        'How far the resources that this answer follows from have moved, a counter each (a dictionary of integers, RFC 9651): an answer in which any of them is greater than in what you keep has seen a later change.',
      schema: { type: 'string' },
      example: 'admin-units=12, collection.roads=3',
    },
  },
};

function describeOperation(endpoint: AnyEndpoint, day: string | null) {
  const { id, method, audience, cost, path, summary, params, query, reply, mediaType } = endpoint;
  const { otherMediaTypes = [], mayBeEmpty = false, isEmpty = false, respondsAsync = false } = endpoint;
  const { problems = [], repliesWith = [] } = endpoint;
  // Of the last four everything may have need: a limit by address, a head too large, a fault of ours, a crowd. Whatever asks the database may find it full.
  const ofDatabase = cost === 'memory' ? [] : (['noRoom'] as const);
  const codes = new Set([
    'badRequest',
    ...problems,
    ...ofDatabase,
    'tooManyRequests',
    'headersTooLarge',
    'internal',
    'unavailable',
  ] as const);
  const asHtml = mediaType !== html && JSON.stringify(schemaOf(query, 'input')).includes('"html"');
  const parameters: Schema[] = [...parametersOf(params, 'path', day), ...parametersOf(query, 'query', day)];
  if (respondsAsync) parameters.push(prefer);
  // What costs memory alone follows from nothing in the database.
  const isTold = audience === 'administrator' ? tellingWrites.has(id) : cost !== 'memory';
  const told = isTold ? { headers: { [revisionsHeader]: { $ref: `#/components/headers/${revisionsHeader}` } } } : {};
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
      ...(isEmpty
        ? {}
        : {
            200: {
              description: summary,
              ...told,
              content: {
                [mediaType ?? 'application/json']: { schema: schemaOf(reply, 'output') },
                ...Object.fromEntries(
                  otherMediaTypes.map((type) => [
                    type,
                    {
                      schema: type.endsWith('json') ? schemaOf(reply, 'output') : { type: 'string', format: 'binary' },
                    },
                  ]),
                ),
                ...(asHtml ? { [html]: { schema: { type: 'string' } } } : {}),
              },
            },
          }),
      ...(respondsAsync ? { 202: accepted } : {}),
      ...(mayBeEmpty || isEmpty
        ? { 204: { description: isEmpty ? 'Done.' : 'There is nothing in it.', ...told } }
        : {}),
      ...(method === 'get' && audience !== 'administrator'
        ? { 304: { description: 'The answer is still the one whose ETag came with If-None-Match.', ...told } }
        : {}),
      ...Object.fromEntries(
        [...codes].map((code) => {
          const answer = { [mediaType ?? 'application/json']: { schema: schemaOf(reply, 'output') } };
          const content = repliesWith.includes(code) ? { ...answer, ...problem } : problem;
          return [statusOf(code), { description: code, content }];
        }),
      ),
    },
  };
}

/** Asks for an answer before the work is done. */
const prefer = {
  name: 'Prefer',
  in: 'header',
  required: false,
  description:
    'respond-async: answered with 202 as soon as the upload is in; Location says where to ask how far it is.',
  schema: { type: 'string', enum: ['respond-async'] },
};
const accepted = {
  description: 'The upload is in and the work goes on.',
  headers: { Location: { schema: { type: 'string' } }, 'Preference-Applied': { schema: { type: 'string' } } },
  content: { 'application/json': { schema: schemaOf(Accepted, 'output') } },
};

function describeItems(endpoint: AnyEndpoint, day: string | null, { id, title, properties }: DescribedCollection) {
  const general = describeOperation(endpoint, day);
  const names = properties.map(({ name }) => name);
  /** Lists of names, each from those of the collection. */
  const listed: Record<string, readonly string[]> = {
    properties: names,
    sortby: names.flatMap((name) => [name, `+${name}`, `-${name}`]),
  };
  const own = properties
    .filter((property) => property.filterable)
    .map((property) => ({
      name: property.name,
      ...asForm,
      required: false,
      description: property.title.vi,
      schema: schemaOfProperty(property),
    }));
  return {
    ...general,
    operationId: `${endpoint.id}-${id}`,
    summary: `${title.vi}: ${general.summary}`,
    parameters: [
      ...general.parameters
        .filter(({ name }) => name !== 'collectionId' && name !== 'queryables')
        .map((one) => {
          const words = listed[String(one.name)];
          return words === undefined
            ? one
            : { ...one, schema: { ...(one.schema as Schema), items: { type: 'string', enum: words } } };
        }),
      ...own,
    ],
  };
}

/** What a property can be asked for: beyond its bounds nothing is, and the request is refused. */
function schemaOfProperty({ type, values, min, max }: Property): Schema {
  switch (type) {
    case 'date':
      return { type: 'string', format: 'date' };
    case 'string':
      return values === null
        ? { ...withoutNul, type, maxLength: longestValue }
        : { type, enum: values.map(({ value }) => value) };
    case 'boolean':
      return { type };
    case 'integer':
    case 'number': {
      const bounds = { ...(min === null ? {} : { minimum: min }), ...(max === null ? {} : { maximum: max }) };
      return { type, ...(type === 'integer' ? int32 : {}), ...bounds };
    }
  }
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

function parametersOf(schema: z.ZodType, where: 'path' | 'query', day: string | null) {
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
    const isAnyText = shape.type === 'string' && !['pattern', 'enum', 'format', 'anyOf'].some((one) => one in shape);
    return {
      name,
      ...(where === 'query' ? asForm : { in: where }),
      required: where === 'path' || required.includes(name),
      ...(typeof description === 'string' ? { description } : {}),
      schema: {
        ...shape,
        ...(isAnyText ? withoutNul : {}),
        ...(day !== null && dayParameters.has(name) ? { default: day } : {}),
      },
    };
  });
  if (where === 'path' || typeof additionalProperties !== 'object') return named;
  const others = { name: 'queryables', in: where, required: false, style: 'form', explode: true };
  const description = 'Filterable properties of the collection by name: see its queryables.';
  return [...named, { ...others, description, schema: { type: 'object', additionalProperties } }];
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
      // What is said of a text says nothing of the list that is written in it.
      if (type === 'array') {
        delete jsonSchema.minLength;
        delete jsonSchema.maxLength;
      }
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
