import { factResources } from '#facts/stand.ts';
import { isTable, type Catalog, type Collection } from './collections.ts';

/** Name of the resource whose revision moves with a collection's features; boundaries move with their units. */
export function resourceOf(collection: Collection): string {
  return isTable(collection) ? `collection:${collection.source.owner}` : 'admin-units';
}

/** Every resource whose revision somebody may know who sees a catalog. */
export function everyResource({ collections }: Catalog): string[] {
  return [...new Set([...factResources, ...collections.map(resourceOf)])];
}
