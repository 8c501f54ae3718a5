import { collections, findCollection, type Collection } from '#catalog/collections.ts';
import { Refusal, shown } from '#http/problem.ts';

/** The collection of an id; throws `notFound` with the ids that there are. */
export function requireCollection(id: string): Collection {
  const found = findCollection(id);
  if (found) return found;
  const known = collections.map((collection) => collection.id).join(', ');
  throw new Refusal('notFound', `There is no collection "${shown(id)}": there are ${known}.`, 'path.collectionId');
}
