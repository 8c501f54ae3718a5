import { readdir } from 'node:fs/promises';
import type { Level } from '#contract/admin-units.ts';
import { CollectionDeclaration, type Property } from '#contract/collections.ts';
import { boundaryProperties } from './boundary-properties.ts';

const folder = new URL('../../data/collections/', import.meta.url);

/** A published dataset as its file declares it, with the properties of its features. */
export interface Collection extends CollectionDeclaration {
  readonly properties: readonly Property[];
  readonly geometryType: string;
  /** Level of unit whose boundaries it holds. */
  readonly level: Level;
}

/**
 * The collections of `data/collections`, one file a collection, checked against the contract. Throws where a file
 * declares none, its name is not the collection's id, or zooms are the wrong way round.
 */
export async function readCollections(from: URL = folder): Promise<Collection[]> {
  const files = (await readdir(from)).filter((name) => name.endsWith('.ts')).sort();
  const found = await Promise.all(
    files.map(async (name) => {
      const { collection } = (await import(new URL(name, from).href)) as { collection: unknown };
      const parsed = CollectionDeclaration.safeParse(collection);
      if (!parsed.success) throw new Error(`data/collections/${name} declares no collection: ${parsed.error.message}`);
      const { id, zooms } = parsed.data;
      if (name !== `${id}.ts`) throw new Error(`data/collections/${name} declares ${id}: name the file ${id}.ts`);
      if (zooms.min > zooms.max) throw new Error(`data/collections/${name}: zooms.min is above zooms.max`);
      return withStorage(parsed.data);
    }),
  );
  return found.sort((a, b) => levelOrder[a.level] - levelOrder[b.level] || a.id.localeCompare(b.id));
}

const levelOrder: Record<Level, number> = { province: 0, district: 1, commune: 2 };

function withStorage(declaration: CollectionDeclaration): Collection {
  return {
    ...declaration,
    properties: boundaryProperties,
    geometryType: 'MultiPolygon',
    level: declaration.storage.level,
  };
}

/** Every collection of this portal, read once when the program starts. */
export const collections: readonly Collection[] = await readCollections();

const byId = new Map(collections.map((collection) => [collection.id, collection]));

/** The collection of an id, or null. A Map, so that `constructor` and the like are just unknown. */
export function findCollection(id: string): Collection | null {
  return byId.get(id) ?? null;
}
