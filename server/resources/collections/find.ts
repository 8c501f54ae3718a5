import type { IncomingMessage } from 'node:http';
import { catalogFor, type Catalog, type Collection } from '#catalog/collections.ts';
import type { Deps } from '#server/deps.ts';
import { Refusal, shown } from '#http/problem.ts';

/** The collection of an id; throws `notFound` with the ids that there are. */
export function requireCollection(catalog: Catalog, id: string): Collection {
  const found = catalog.find(id);
  if (found) return found;
  const known = catalog.collections.map((collection) => collection.id).join(', ');
  throw new Refusal('notFound', `There is no collection "${shown(id)}": there are ${known}.`, 'path.collectionId');
}

/** Names for whom alone an answer is: officers with the same communes; null where it is for everybody. */
export function readerOf({ viewerOf }: Pick<Deps, 'viewerOf'>, request: IncomingMessage): string | null {
  const viewer = viewerOf(request);
  return viewer.kind === 'public' ? null : `officer ${viewer.communes?.toSorted().join(' ') ?? 'everywhere'}`;
}

/**
 * The catalog as whoever sent a request may see it. What is for officers is not there for anybody else: it is answered
 * like an id that was never given.
 */
export function seenCatalog({ catalog, viewerOf }: Pick<Deps, 'catalog' | 'viewerOf'>) {
  const open = catalogFor(catalog, { kind: 'public' });
  return (request: IncomingMessage): Catalog => {
    const viewer = viewerOf(request);
    return viewer.kind === 'public' ? open : catalogFor(catalog, viewer);
  };
}
