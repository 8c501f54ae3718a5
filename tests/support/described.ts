import Ajv, { type ValidateFunction } from 'ajv-draft-04';
import addFormats from 'ajv-formats';
import { endpoints } from '#contract/endpoints.ts';
import { describeApi, pathUnderServer } from '#http/openapi.ts';

type Schema = Record<string, unknown>;
interface Operation {
  readonly responses: Record<string, { readonly content: Record<string, { readonly schema: Schema }> }>;
}

const ajv = new Ajv({ strict: false, allErrors: false, validateFormats: true });
addFormats(ajv);

/** OpenAPI 3.0 says `nullable` where JSON Schema has a type of its own. */
function withNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNulls);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = value as Schema;
  const inner = Object.fromEntries(Object.entries(rest).map(([name, part]) => [name, withNulls(part)]));
  return nullable === true ? { anyOf: [inner, { type: 'null' }] } : inner;
}

const document = describeApi(endpoints, { base: 'http://localhost', version: '0', day: null, collections: [] });
const problem = withNulls(document.components.schemas.Problem) as Schema;
const operations = endpoints.map((endpoint) => ({
  method: endpoint.method.toUpperCase(),
  literal: !endpoint.path.includes('{'),
  pattern: new RegExp(`^${endpoint.path.replace(/\{\w+\}/g, '[^/]+')}/?$`),
  operation: document.paths[pathUnderServer(endpoint.path)]?.[endpoint.method] as Operation,
}));
const validators = new Map<Schema, ValidateFunction>();

function validatorOf(schema: Schema): ValidateFunction {
  const known = validators.get(schema);
  if (known) return known;
  const made = ajv.compile('$ref' in schema ? problem : (withNulls(schema) as Schema));
  validators.set(schema, made);
  return made;
}

/** Throws where an answer of the API is none that the OpenAPI document describes. */
export async function checkDescribed(method: string, address: string, response: Response): Promise<void> {
  const path = new URL(address, 'http://localhost').pathname;
  const found = operations
    .filter((one) => one.method === method && one.pattern.test(path))
    .sort((a, b) => Number(b.literal) - Number(a.literal))[0];
  const type = (response.headers.get('content-type') ?? '').replaceAll(' ', '').replace(/;charset=utf-8$/, '');
  if (found === undefined || !/json/.test(type) || response.status === 304) return;
  const told = found.operation.responses[String(response.status)];
  // Every address may say that it is too busy or takes another method.
  if (told === undefined && [405, 429, 503].includes(response.status)) return;
  const content = Object.entries(told?.content ?? {}).find(([name]) => name.replaceAll(' ', '') === type)?.[1];
  if (content === undefined) {
    throw new Error(
      `${method} ${address} answers ${response.status} ${type}, which the OpenAPI document does not tell`,
    );
  }
  const valid = validatorOf(content.schema);
  const body: unknown = await response.json();
  if (!valid(body)) {
    throw new Error(`${method} ${address} is not as the OpenAPI document says: ${ajv.errorsText(valid.errors)}`);
  }
}
