import { z } from 'zod';
import { CollectionInfo, getCollection, listCollections } from '#contract/features.ts';
import { call } from '#client/api/call.ts';
import { ProblemError } from '#client/api/problem.ts';
import { newest } from '#client/api/revisions.svelte.ts';

/** What lists of collections show: properties, looks and links are asked for one by one, of those that are chosen. */
const fields = {
  id: true,
  titles: true,
  descriptions: true,
  keywords: true,
  level: true,
  whole: true,
  topic: true,
  titleProperty: true,
  features: true,
  counts: true,
  demo: true,
} as const;
const ListedCollection = CollectionInfo.pick(fields);
export type ListedCollection = z.infer<typeof ListedCollection>;
const listed = { ...listCollections, reply: z.object({ collections: z.array(ListedCollection) }) };

/**
 * The collections as people choose among them. The single types of one that mixes geometries are for programs whose layers
 * have one: here they would stand beside the whole as layers of the same features.
 */
export async function listWholes(signal: AbortSignal): Promise<readonly ListedCollection[]> {
  const { collections } = await call(listed, { query: { fields: Object.keys(fields).join(',') }, signal });
  return collections.filter(({ whole }) => whole === null);
}

/** Asks for collections by their ids, for each once: all that is known of those that there are, in the order of the ids. */
export function describing(): (ids: readonly string[], signal: AbortSignal) => Promise<CollectionInfo[]> {
  let known = new Map<string, CollectionInfo | null>();
  let generation = newest.generation;
  return async (ids, signal) => {
    if (generation !== newest.generation) [known, generation] = [new Map(), newest.generation];
    const missing = ids.filter((id) => !known.has(id));
    await Promise.all(missing.map(async (id) => known.set(id, await describe(id, signal))));
    return ids.flatMap((id) => known.get(id) ?? []);
  };
}

async function describe(collectionId: string, signal: AbortSignal): Promise<CollectionInfo | null> {
  try {
    return await call(getCollection, { params: { collectionId }, signal });
  } catch (failure) {
    if (failure instanceof ProblemError && failure.code === 'notFound') return null;
    throw failure;
  }
}
