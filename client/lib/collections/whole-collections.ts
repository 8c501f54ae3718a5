import { listCollections, type CollectionInfo } from '#contract/features.ts';
import { call } from '#client/api/call.ts';

/**
 * The collections as people choose among them. The single types of one that mixes geometries are for programs whose layers
 * have one: here they would stand beside the whole as layers of the same features.
 */
export async function wholeCollections(signal: AbortSignal): Promise<readonly CollectionInfo[]> {
  const { collections } = await call(listCollections, { signal });
  return collections.filter(({ whole }) => whole === null);
}
