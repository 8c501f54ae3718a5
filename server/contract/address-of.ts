import type { Endpoint } from './endpoint.ts';

/** Values of an input as the address carries them: what is read into parts is written as text, undefined is left out. */
export type Written<Values> = {
  [Key in keyof Values]: string extends Key
    ? string | number | boolean
    : Values[Key] extends string | number | boolean | undefined
      ? Values[Key]
      : string;
};

/** What an endpoint is asked for. */
export interface AddressInput<Params, Query> {
  readonly params?: Written<Params>;
  readonly query?: Partial<Written<Query>>;
}

/** Address of a request on this host, written from the endpoint's path. */
export function addressOf<Params, Query, Reply>(
  endpoint: Pick<Endpoint<Params, Query, Reply>, 'path' | 'params' | 'query'>,
  { params, query }: AddressInput<Params, Query>,
): string {
  const values = new Map(Object.entries(params ?? {}).map(([name, value]) => [name, String(value)]));
  const path = endpoint.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(values.get(name) ?? ''));
  const search = new URLSearchParams();
  for (const [name, value] of Object.entries(query ?? {})) if (value !== undefined) search.set(name, String(value));
  return search.size === 0 ? path : `${path}?${search.toString()}`;
}
