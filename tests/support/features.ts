import type { Geometry } from 'geojson';
import { isTable, type Catalog, type TableCollection } from '#catalog/collections.ts';
import { insertStatement } from '#catalog/table-sql.ts';
import type { Db } from '#db/db.ts';
import { featureIdOf } from '#rules/feature-id.ts';

/** A feature for tests; what is left out has a value that suits. */
export interface TestFeature {
  readonly properties: Readonly<Record<string, unknown>>;
  readonly geometry: Geometry;
  readonly communeCode?: string;
  readonly validFrom?: string;
  readonly validTo?: string | null;
}

/** The collection of an id, which has a table. */
export function tableOf(catalog: Catalog, id: string): TableCollection {
  const found = catalog.find(id);
  if (found === null || !isTable(found)) throw new Error(`${id} is no collection with a table`);
  return found;
}

/** Puts features into a collection's table, in one statement. */
export async function insertFeatures(
  db: Db,
  collection: TableCollection,
  features: readonly TestFeature[],
): Promise<void> {
  const rows = features.map(({ properties, geometry, communeCode, validFrom, validTo }) => ({
    ...properties,
    feature_id: featureIdOf(collection.source.key, properties),
    commune_code: communeCode ?? '10000',
    geometry: JSON.stringify(geometry),
    valid_from: validFrom ?? '2022-01-01',
    valid_to: validTo ?? null,
    source: 'test',
  }));
  await db.none(insertStatement(collection), { rows: JSON.stringify(rows), origin: 'import', importId: null });
}

/** A point feature of schools. */
export function school(
  code: string,
  [lng, lat]: readonly [number, number],
  rest: Partial<TestFeature> = {},
): TestFeature {
  return {
    geometry: { type: 'Point', coordinates: [lng, lat] },
    ...rest,
    properties: { code, name: `Trường ${code}`, level: 'primary', ...rest.properties },
  };
}
