import { createHash } from 'node:crypto';
import Ajv, { type ValidateFunction } from 'ajv-draft-04';
import addFormats from 'ajv-formats';

type Schema = Record<string, unknown>;

export interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required: boolean;
  readonly schema: Schema;
}

interface Operation {
  readonly parameters?: readonly (Parameter | { readonly $ref: string })[];
  readonly responses: Readonly<
    Record<string, { readonly content?: Readonly<Record<string, { readonly schema: Schema }>> }>
  >;
}

/** What is read of an OpenAPI document. */
export interface ApiDocument {
  readonly servers: readonly { readonly url: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  readonly components: Readonly<Record<string, unknown>>;
}

/** One operation of the document, by the whole path of its address. */
export interface Described {
  readonly method: string;
  readonly path: string;
  readonly parameters: readonly Parameter[];
}

export interface Answer {
  readonly status: number;
  readonly type: string;
  readonly body: Buffer;
}

/** Every address may say that it takes another method, or that a request is too long for it. */
const ofAnyAddress: ReadonlySet<number> = new Set([405, 414, 431]);
/** A body that is longer is checked once. */
const longBytes = 10_000;

/** What an OpenAPI document says of answers. */
export class Description {
  readonly operations: readonly Described[];
  readonly #found: readonly {
    readonly described: Described;
    readonly pattern: RegExp;
    readonly operation: Operation;
  }[];
  readonly #document: ApiDocument;
  readonly #ajv = addFormats(new Ajv({ strict: false, allErrors: false, validateFormats: true }));
  readonly #validators = new Map<Schema, ValidateFunction>();
  readonly #well = new Set<string>();

  constructor(document: ApiDocument) {
    this.#document = document;
    const root = new URL(document.servers[0]?.url ?? '/', 'http://localhost').pathname;
    this.#found = Object.entries(document.paths)
      .flatMap(([below, methods]) =>
        Object.entries(methods).map(([method, operation]) => {
          const path = `${root}${below === '/' ? '' : below}`;
          const { parameters = [] } = operation as Operation;
          return {
            described: { method: method.toUpperCase(), path, parameters: parameters.map((one) => this.#resolve(one)) },
            pattern: new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}/?$`, 'i'),
            operation: operation as Operation,
          };
        }),
      )
      // What has fewer parameters in its path is meant first.
      .sort((a, b) => a.described.path.split('{').length - b.described.path.split('{').length);
    this.operations = this.#found.map(({ described }) => described);
  }

  /** Why an answer is none that the document describes; null where it is one. */
  faultOf(method: string, address: string, { status, type, body }: Answer): string | null {
    const path = address.replace(/[?#].*$/s, '');
    const found = this.#found.find(({ described, pattern }) => described.method === method && pattern.test(path));
    if (found === undefined || ofAnyAddress.has(status)) return null;
    const told = found.operation.responses[String(status)];
    if (told === undefined) return `the status ${status} is not described`;
    if (body.length === 0 && told.content === undefined) return null;
    const content = Object.entries(told.content ?? {}).find(([name]) => plain(name) === plain(type))?.[1];
    if (content === undefined) return `${status} as ${type === '' ? 'no type' : type} is not described`;
    return /json/.test(type) ? this.#bodyFault(content.schema, body) : null;
  }

  #bodyFault(schema: Schema, body: Buffer): string | null {
    const key = body.length < longBytes ? null : createHash('sha1').update(body).digest('hex');
    if (key !== null && this.#well.has(key)) return null;
    let value: unknown;
    try {
      value = JSON.parse(body.toString());
    } catch {
      return 'the body is no JSON';
    }
    const valid = this.#validatorOf(schema);
    if (!valid(value)) return `the body is not as described: ${this.#ajv.errorsText(valid.errors)}`;
    if (key !== null) this.#well.add(key);
    return null;
  }

  #validatorOf(schema: Schema): ValidateFunction {
    const known = this.#validators.get(schema);
    if (known) return known;
    const made = this.#ajv.compile(withNulls(this.#resolve(schema)) as Schema);
    this.#validators.set(schema, made);
    return made;
  }

  #resolve<Value>(value: Value | { readonly $ref: string }): Value {
    if (typeof value !== 'object' || value === null || !('$ref' in value)) return value;
    return String(value.$ref)
      .split('/')
      .slice(1)
      .reduce<unknown>((inner, step) => (inner as Schema)[step], this.#document) as Value;
  }
}

function plain(type: string): string {
  return type.replaceAll(' ', '').replace(/;charset=utf-8$/, '');
}

/** OpenAPI 3.0 says `nullable` where JSON Schema has a type of its own. */
function withNulls(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withNulls);
  if (typeof value !== 'object' || value === null) return value;
  const { nullable, ...rest } = value as Schema;
  const inner = Object.fromEntries(Object.entries(rest).map(([name, part]) => [name, withNulls(part)]));
  return nullable === true ? { anyOf: [inner, { type: 'null' }] } : inner;
}
