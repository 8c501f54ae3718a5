import { listItems, type FeatureCollection } from '#contract/features.ts';
import { call } from '#client/api/call.ts';

/** What is asked of a collection's items; what is null or empty is left out. */
export interface ItemsQuestion {
  readonly limit: number;
  readonly offset?: number;
  /** Where the page goes on, as the page before it said; not together with an offset. */
  readonly cursor?: string;
  /** CQL2 text. */
  readonly filter?: string;
  readonly properties?: readonly string[];
  readonly sort?: { readonly key: string; readonly descending: boolean } | null;
  /** Day that the features hold on. */
  readonly at?: string | null;
}

function queryOf({ limit, offset = 0, cursor, filter = '', properties = [], sort, at }: ItemsQuestion) {
  return {
    limit,
    ...(offset === 0 ? {} : { offset }),
    ...(cursor === undefined ? {} : { cursor }),
    ...(filter === '' ? {} : { filter }),
    ...(properties.length === 0 ? {} : { properties: properties.join(',') }),
    ...(sort ? { sortby: `${sort.descending ? '-' : ''}${sort.key}` } : {}),
    ...(at ? { datetime: at } : {}),
  };
}

/** Asks for features of a collection. Throws ProblemError. */
export function askItems(collection: string, question: ItemsQuestion, signal: AbortSignal): Promise<FeatureCollection> {
  return call(listItems, { params: { collectionId: collection }, query: queryOf(question), signal });
}

/** How many features match; the features themselves are left where they are. Throws ProblemError. */
export async function countItems(
  collection: string,
  question: Pick<ItemsQuestion, 'filter' | 'at'>,
  signal: AbortSignal,
): Promise<number> {
  const { numberMatched } = await askItems(collection, { ...question, limit: 1, properties: ['valid_from'] }, signal);
  return numberMatched;
}
