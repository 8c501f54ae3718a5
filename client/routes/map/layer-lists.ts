import { listItems, type CollectionInfo } from '#contract/features.ts';
import { call } from '#client/api/call.ts';
import { communeNames } from '#client/lib/collections/commune-names.ts';
import type { DrawnCollection, Seen } from '#client/map/drawn-collection.ts';
import { looksOf } from '#client/map/looks.ts';
import type { Address } from '../address.ts';

/** While no map has drawn. */
export const noneSeen: ReadonlyMap<string, Seen> = new Map();

/** Collections that can be laid over the units, with their looks, by id. */
export function layable(
  collections: readonly CollectionInfo[],
): ReadonlyMap<string, Pick<DrawnCollection, 'info' | 'looks'>> {
  const own = collections.filter(({ level }) => level === null);
  return new Map(own.map((info) => [info.id, { info, looks: looksOf(info) }]));
}

/** Ids of the collections that an address is about; null where there are none. */
export function namedIn({ layers, feature, table }: Pick<Address, 'layers' | 'feature' | 'table'>): string[] | null {
  const ids = [...layers.map(({ id }) => id), feature?.collection ?? null, table].filter((id) => id !== null);
  return ids.length === 0 ? null : [...new Set(ids)].sort();
}

/** Layers that are to be counted on a day. */
export interface Counted {
  readonly at: string;
  readonly asked: readonly { readonly id: string; readonly filter: string | null }[];
}

/** How many features of each layer hold on the day and meet its filter. */
export async function countAll({ at, asked }: Counted, signal: AbortSignal): Promise<ReadonlyMap<string, number>> {
  const counts = asked.map(async ({ id, filter }): Promise<[string, number]> => {
    const query = { limit: 1, datetime: at, ...(filter === null ? {} : { filter }) };
    const found = await call(listItems, { params: { collectionId: id }, query, signal });
    return [id, found.numberMatched];
  });
  return new Map(await Promise.all(counts));
}

/** The number of each layer: as it was counted, else as the list of collections has it; left out where neither is known. */
export function totalsOf(
  shown: readonly DrawnCollection[],
  counted: Counted | null,
  known: ReadonlyMap<string, number> | undefined,
): ReadonlyMap<string, number> {
  return new Map(
    shown.flatMap(({ info }): [string, number][] => {
      const recounted = counted?.asked.some(({ id }) => id === info.id) ?? false;
      const total = recounted ? (known?.get(info.id) ?? null) : info.features;
      return total === null ? [] : [[info.id, total]];
    }),
  );
}

/** While no names of communes are known. */
export const noNames: ReadonlyMap<string, string> = new Map();

/** Filters of layers, in which communes may be named; null where no layer has one. */
export function filtersOf(layers: readonly DrawnCollection[]): readonly string[] | null {
  const filters = layers.flatMap(({ info, filter }) => (filter === null ? [] : [`${info.id} ${filter}`]));
  return filters.length === 0 ? null : filters;
}

/** Names of the communes that filters of layers name, by their codes. What reads filters comes when there is one. */
export async function communesNamed(
  layers: readonly DrawnCollection[],
  signal: AbortSignal,
): Promise<ReadonlyMap<string, string>> {
  const { communesOf } = await import('#client/lib/collections/condition-words.ts');
  const codes = layers.flatMap(({ info, filter }) => communesOf(filter ?? '', info.properties));
  return communeNames([...new Set(codes)].sort(), signal);
}
