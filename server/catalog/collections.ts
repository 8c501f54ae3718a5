import type { Viewer } from '#contract/viewer.ts';
import { readdir } from 'node:fs/promises';
import type { Level } from '#contract/admin-units.ts';
import { CollectionDeclaration, type Access, type GeometryKind, type Property } from '#contract/collections.ts';
import { boundaryProperties } from './boundary-properties.ts';
import type { Collection, Source } from './collection.ts';
import { faultsBetween, faultsOf } from './collection-faults.ts';
import { commonProperties, systemProperties } from './common-properties.ts';
import { withTypes } from './one-type.ts';

export type { Collection, Source } from './collection.ts';

const folder = new URL('../../data/collections/', import.meta.url);

/** A collection that has a file of its own. */
type Declared = Collection & CollectionDeclaration;

/** A collection whose features stand in a table of its own or of another collection. */
export type TableCollection = Collection & { readonly source: Extract<Source, { kind: 'table' }> };
/** A collection of boundaries. */
export type BoundaryCollection = Collection & {
  readonly source: Extract<Source, { kind: 'boundary' }>;
  readonly level: Level;
};

/** Whether a collection's features stand in a table derived from a declaration. */
export function isTable(collection: Collection): collection is TableCollection {
  return collection.source.kind === 'table';
}

/** Whether a collection holds boundaries of administrative units. */
export function isBoundary(collection: Collection): collection is BoundaryCollection {
  return collection.source.kind === 'boundary';
}

/** The collections of a portal, in the order in which they are listed. */
export interface Catalog {
  readonly collections: readonly Collection[];
  /** The collection of an id, or null; a name that every object has (`constructor`) is just unknown. */
  find(id: string): Collection | null;
}

/** A catalog of these collections. */
export function catalogOf(collections: readonly Collection[]): Catalog {
  const byId = new Map(collections.map((collection) => [collection.id, collection]));
  return { collections, find: (id) => byId.get(id) ?? null };
}

/**
 * The collections of `data/collections`, one file a collection, checked against the contract, with the single types of
 * those that mix geometries behind each. Throws where a file declares none, its name is not the collection's id, or the
 * declaration contradicts itself or another.
 */
export async function readCatalog(from: URL = folder): Promise<Catalog> {
  const files = (await readdir(from)).filter((name) => name.endsWith('.ts')).sort();
  const declared = await Promise.all(
    files.map(async (name) => {
      const { collection } = (await import(new URL(name, from).href)) as { collection: unknown };
      const parsed = CollectionDeclaration.safeParse(collection);
      if (!parsed.success) throw new Error(`data/collections/${name} declares no collection: ${parsed.error.message}`);
      const { id } = parsed.data;
      if (name !== `${id}.ts`) throw new Error(`data/collections/${name} declares ${id}: name the file ${id}.ts`);
      return parsed.data;
    }),
  );
  const found = declared.map((declaration) => withSource(declaration, declared));
  for (const collection of found) {
    const faults = faultsOf(collection);
    if (faults.length > 0) throw new Error(`data/collections/${collection.id}.ts: ${faults.join('; ')}`);
  }
  const between = faultsBetween(found);
  if (between.length > 0) throw new Error(between.join('; '));
  return catalogOf(found.sort(inOrder).flatMap(withTypes));
}

const levelOrder: Record<Level, number> = { province: 0, district: 1, commune: 2 };

/** Boundaries first, then by the programme's items. */
function inOrder(a: Collection, b: Collection): number {
  const place = ({ level, topic }: Collection) => {
    if (level !== null) return `0 ${levelOrder[level]}`;
    const [, content = '', item = ''] = (topic ?? 'III/99').split('/');
    return `1 ${content.padStart(2, '0')} ${item.padStart(2, '0')}`;
  };
  return place(a).localeCompare(place(b)) || a.id.localeCompare(b.id);
}

const geometryTypes: Record<GeometryKind, string> = {
  point: 'Point',
  line: 'MultiLineString',
  polygon: 'MultiPolygon',
  any: 'Geometry',
};

/** Name of the table that a declaration is kept in: `collection_waste_facilities`. */
function tableOf(id: string): string {
  return `collection_${id.replaceAll('-', '_')}`;
}

function withSource(declaration: CollectionDeclaration, all: readonly CollectionDeclaration[]): Declared {
  const { storage, id } = declaration;
  switch (storage.kind) {
    case 'boundary': {
      const { level } = storage;
      const source = { kind: 'boundary', level } as const;
      return { ...declaration, properties: [...boundaryProperties], geometryType: 'MultiPolygon', level, source };
    }
    case 'table': {
      const { geometry, key, cellsBy, exactWith } = storage;
      const table = tableOf(id);
      const cells = geometry === 'point' ? `${table}_cell` : null;
      return {
        ...declaration,
        properties: tableProperties(declaration),
        geometryType: geometryTypes[geometry],
        level: null,
        source: {
          kind: 'table',
          table,
          cells,
          geometry,
          key,
          cellsBy,
          owner: id,
          only: null,
          dimension: null,
          within: null,
          byZoom: false,
          exactWith,
          own: null,
        },
      };
    }
    case 'cells': {
      if (all.find((other) => other.id === storage.of)?.storage.kind !== 'table')
        throw new Error(`data/collections/${id}.ts: there is no collection ${storage.of} with a table to count`);
      const properties = tableProperties(declaration);
      const source = { ...releaseSource, owner: id };
      return { ...declaration, properties, geometryType: geometryTypes.polygon, level: null, source };
    }
    case 'part': {
      const whole = all.find((other) => other.id === storage.of);
      if (whole?.storage.kind !== 'table')
        throw new Error(`data/collections/${id}.ts: there is no collection ${storage.of} with a table to be a part of`);
      const { source, geometryType, properties } = withSource(whole, all);
      if (source.kind !== 'table') throw new Error(`${storage.of} has no table`);
      const shown = new Set([...storage.shows, ...systemProperties.map(({ name }) => name)]);
      return {
        ...declaration,
        properties: properties.filter(({ name }) => shown.has(name)).map((property) => narrowed(property, declaration)),
        geometryType,
        level: null,
        source: { ...source, owner: id, only: { property: storage.property, values: storage.values } },
      };
    }
  }
}

/** Figures of releases are read like a table that nothing is imported into. */
const releaseSource: Omit<Extract<Source, { kind: 'table' }>, 'owner'> = {
  kind: 'table',
  table: 'address_release_figure',
  cells: null,
  geometry: 'polygon',
  key: [],
  cellsBy: null,
  only: null,
  dimension: null,
  within: null,
  byZoom: true,
  exactWith: null,
  own: null,
};

/** A property of a part: seen by whoever sees the part, with only the values that its features can have. */
function narrowed(property: Property, { storage, access }: CollectionDeclaration): Property {
  if (storage.kind !== 'part' || property.name !== storage.property) return { ...property, access };
  return {
    ...property,
    access,
    values: property.values?.filter(({ value }) => storage.values.includes(value)) ?? null,
  };
}

function tableProperties({ properties, common }: CollectionDeclaration): Property[] {
  return [...properties, ...common.map((name) => commonProperties[name]), ...systemProperties];
}

/** The catalog as somebody may see it: collections and properties for officers are not there for anybody else. */
export function catalogFor(catalog: Catalog, viewer: Viewer): Catalog {
  if (viewer.kind === 'officer') return catalogOf(catalog.collections.map((one) => within(one, viewer.communes)));
  return catalogOf(catalog.collections.filter(isOpen).map(openly));
}

/** A collection with the properties that anybody may see and ask for, whoever asks. */
function openly<C extends Collection>(collection: C): C {
  return { ...collection, properties: collection.properties.filter(isOpen) };
}

function isOpen({ access }: { readonly access: Access }): boolean {
  return access === 'public';
}

/**
 * A collection for officers shows an officer the features of the own communes only; an open one shows all of them, but
 * what is for officers of the own communes only.
 */
function within(collection: Collection, communes: readonly string[] | null): Collection {
  if (!isTable(collection)) return collection;
  const { source } = collection;
  const own = communes ?? 'all';
  if (collection.access === 'public') return { ...collection, source: { ...source, own } };
  return { ...collection, source: { ...source, within: communes, own } };
}
