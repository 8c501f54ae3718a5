import type { ImportCollection } from '#contract/imports.ts';
import { isBoundary, isTable, type Catalog, type TableCollection } from '#catalog/collections.ts';
import { importProperties } from '#rules/boundaries/fields.ts';
import { importable } from './kinds/features/mapping.ts';

/** The collection of an id into which features are imported; null where it has no table of its own. */
export function findImportable(catalog: Catalog, id: string): TableCollection | null {
  const found = catalog.find(id);
  return found !== null && isTable(found) && found.storage.kind === 'table' ? found : null;
}

/** The whole collection where an id is that of one type of its geometries, into which nothing is imported; else null. */
export function wholeOfType(catalog: Catalog, id: string): string | null {
  const found = catalog.find(id);
  return found?.storage.kind === 'type' ? found.storage.of : null;
}

/** Ids of all collections that files can be imported into. */
export function importableIds(catalog: Catalog): string[] {
  return describeImportable(catalog).map(({ id }) => id);
}

/** All collections that files can be imported into: boundaries, and those with a table of their own. */
export function describeImportable({ collections }: Catalog): ImportCollection[] {
  return collections.flatMap((collection): ImportCollection[] => {
    const { id, title, access } = collection;
    if (isBoundary(collection)) {
      const properties = importProperties.map((name) => ({
        name,
        title: { vi: name, en: name },
        required: name === 'code',
      }));
      return [{ id, title, access, boundaries: true, geometry: 'polygon', key: ['code'], properties }];
    }
    if (!isTable(collection) || collection.storage.kind !== 'table') return [];
    const { geometry, key } = collection.source;
    const properties = importable({ collection }).map(({ name, title: called, required }) => ({
      name,
      title: called,
      required,
    }));
    return [{ id, title, access, boundaries: false, geometry, key: [...key], properties }];
  });
}
