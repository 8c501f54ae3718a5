import { catalogFor, type Catalog, type Collection } from '#catalog/collections.ts';
import { everybody, type Viewer } from '#contract/viewer.ts';
import { Fault } from '#contract/faults.ts';
import type { Deps } from '#server/deps.ts';

/** The collection of an id; throws `notFound` with the ids that there are. */
export function requireCollection(catalog: Catalog, id: string): Collection {
  const found = catalog.find(id);
  if (found) return found;
  const known = catalog.collections.map((collection) => collection.id).join(', ');
  throw new Fault('collectionUnknown', { collection: id, known }, 'path.collectionId');
}

/**
 * The catalog as a viewer may see it. What is for officers is not there for anybody else: it is answered like an id that
 * was never given.
 */
export function seenCatalog({ catalog }: Pick<Deps, 'catalog'>) {
  const open = catalogFor(catalog, everybody);
  return (viewer: Viewer): Catalog => (viewer.kind === 'public' ? open : catalogFor(catalog, viewer));
}
