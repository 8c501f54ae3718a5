import { z } from 'zod';
import { listItems, type FeatureCollection } from '#contract/features.ts';
import type { Endpoint } from '#contract/endpoint.ts';
import { addressOf, call } from '#client/api/call.ts';

/** What is asked of a collection's items; what is null or empty is left out. */
export interface ItemsQuestion {
  readonly limit: number;
  readonly offset?: number;
  /** CQL2 text. */
  readonly filter?: string;
  readonly properties?: readonly string[];
  readonly sort?: { readonly key: string; readonly descending: boolean } | null;
  /** Day that the features hold on. */
  readonly at?: string | null;
}

/** The endpoint with its parameters as texts: any property is one too, so that no narrower type fits them all. */
const items: Endpoint<{ collectionId: string }, Record<string, string>, FeatureCollection> = {
  ...listItems,
  query: z.record(z.string(), z.string()),
};

function queryOf({ limit, offset = 0, filter = '', properties = [], sort, at }: ItemsQuestion): Record<string, string> {
  return {
    limit: String(limit),
    ...(offset === 0 ? {} : { offset: String(offset) }),
    ...(filter === '' ? {} : { filter }),
    ...(properties.length === 0 ? {} : { properties: properties.join(',') }),
    ...(sort ? { sortby: `${sort.descending ? '-' : ''}${sort.key}` } : {}),
    ...(at ? { datetime: at } : {}),
  };
}

/** Asks for features of a collection. Throws ProblemError. */
export function askItems(collection: string, question: ItemsQuestion, signal: AbortSignal): Promise<FeatureCollection> {
  return call(items, { params: { collectionId: collection }, query: queryOf(question), signal });
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

/** Address of features as a file, where the portal gives one without an export. */
export function itemsAddress(collection: string, question: ItemsQuestion, format: 'json' | 'csv'): string {
  return addressOf(items, { params: { collectionId: collection }, query: { ...queryOf(question), f: format } });
}
