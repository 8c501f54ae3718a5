import { validateHeaderValue } from 'node:http';
import { badStrings, badValues } from './bad-strings.ts';
import type { Described, Description } from './description.ts';

/** One request. */
export interface Question {
  readonly method: string;
  /** Path and query, as they stand in the request's first line. */
  readonly address: string;
  readonly headers?: Readonly<Record<string, string>>;
}

/** A place of a request where anything can be written, and the requests with each bad value there. */
export interface Place {
  readonly title: string;
  /** The same for places that are read by the same lines: the parameters of one name and schema. */
  readonly kind: string;
  readonly values: readonly string[];
  readonly at: (value: string) => Question;
}

/** What stands for parameters that are not tried just now: what there is in the portal. */
export type Samples = Readonly<Record<string, string>>;

/** Headers that are read somewhere, by the portal or what it is built on. */
const headerNames = [
  'accept',
  'accept-encoding',
  'accept-language',
  'authorization',
  'content-type',
  'cookie',
  'forwarded',
  'if-modified-since',
  'if-none-match',
  'if-range',
  'origin',
  'range',
  'x-forwarded-host',
  'x-forwarded-proto',
];

const headerValues = badStrings.filter((value) => {
  try {
    validateHeaderValue('x', value);
    return true;
  } catch {
    return false;
  }
});

/** Every parameter of every operation, the name of a parameter itself, and headers. */
export function placesOf(description: Description, samples: Samples): readonly Place[] {
  return description.operations.flatMap((operation) => {
    // Properties of collections are hundreds, all read by the same lines.
    const kindOf = (kind: string) => (/\/collections\/[a-z]/.test(operation.path) ? 'of a collection' : kind);
    const title = `${operation.method} ${operation.path}`;
    return [
      ...operation.parameters.map(({ name, in: where, schema }) => ({
        title: `${title}: ${where} ${name}`,
        kind: kindOf(`${name} ${JSON.stringify(schema)}`),
        values: badValues,
        at: (value: string) => ask(operation, samples, { [name]: value }),
      })),
      {
        title: `${title}: name of a parameter`,
        kind: kindOf('name'),
        values: badValues,
        at: (value: string) => ask(operation, samples, {}, `${value}=1`),
      },
      ...headerNames.map((name) => ({
        title: `${title}: header ${name}`,
        kind: kindOf(`header ${name}`),
        values: headerValues,
        at: (value: string) => {
          const question = ask(operation, samples, {});
          return { ...question, headers: { ...question.headers, [name]: value } };
        },
      })),
    ];
  });
}

/** Two parameters at once, each with a value by chance: `chance` gives a number from 0 to 1. */
export function pairsOf(
  description: Description,
  samples: Samples,
  { each, chance }: { readonly each: number; readonly chance: () => number },
): readonly Question[] {
  const any = () => badValues[Math.floor(chance() * badValues.length)] ?? '';
  return description.operations.flatMap((operation) =>
    operation.parameters.flatMap((one, index) =>
      operation.parameters
        .slice(index + 1)
        .flatMap((other) =>
          Array.from({ length: each }, () => ask(operation, samples, { [one.name]: any(), [other.name]: any() })),
        ),
    ),
  );
}

/** The address of an operation with these values, written as they are; what must be there and is not is a sample. */
function ask(
  { method, path, parameters }: Described,
  samples: Samples,
  values: Readonly<Record<string, string>>,
  more = '',
): Question {
  const sampleOf = (name: string) => samples[`${path} ${name}`] ?? samples[name] ?? 'x';
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => values[name] ?? encodeURIComponent(sampleOf(name)));
  const query = parameters
    .filter((one) => one.in === 'query' && (one.required || values[one.name] !== undefined))
    // The free names of properties: any one stands for them.
    .map(
      ({ name }) => `${name === 'queryables' ? 'name' : name}=${values[name] ?? encodeURIComponent(sampleOf(name))}`,
    );
  const all = [
    ...(method === 'POST' && values['dryRun'] === undefined ? ['dryRun=true'] : []),
    ...query,
    ...(more === '' ? [] : [more]),
  ];
  return { method, address: all.length === 0 ? filled : `${filled}?${all.join('&')}` };
}
