import type { Level } from '#contract/admin-units.ts';
import type { CollectionDeclaration, GeometryKind, Property, Storage } from '#contract/collections.ts';

/** Dimension of a geometry: 0 of points, 1 of lines, 2 of areas. Every geometry has exactly one. */
export type Dimension = 0 | 1 | 2;

/** Storage of what no file declares: the features of one type out of a collection that mixes them. */
interface OfOneType {
  readonly kind: 'type';
  /** Id of the whole collection. */
  readonly of: string;
}

/** Where the features of a collection stand in the database. */
export type Source =
  | { readonly kind: 'boundary'; readonly level: Level }
  | {
      readonly kind: 'table';
      /** Name of the table. */
      readonly table: string;
      /** Name of the table with its counts in cells; null where its features are no points. */
      readonly cells: string | null;
      readonly geometry: GeometryKind;
      readonly key: readonly string[];
      /** Property of the table by which the cells are kept apart. */
      readonly cellsBy: string | null;
      /** Id of the collection whose revision moves with these features. */
      readonly owner: string;
      /** Only features of which a property has one of these values. */
      readonly only: { readonly property: string; readonly values: readonly string[] } | null;
      /** Only features whose geometry has this dimension: one type of those that a table mixes. Null is all. */
      readonly dimension: Dimension | null;
      /** Only features inside these communes: what an officer may see. Null is everywhere. */
      readonly within: readonly string[] | null;
      /** Whether its rows say at which zooms tiles show them, as `min_zoom` and `max_zoom`. */
      readonly byZoom: boolean;
      /** Property that says that an exact place may be published; null where places are nobody's own. */
      readonly exactWith: string | null;
      /** Communes of which an officer is shown what others are not: exact places and officers' properties. */
      readonly own: readonly string[] | 'all' | null;
    };

/** A published dataset as its file declares it, with the properties of its features and where they are kept. */
export interface Collection extends Omit<CollectionDeclaration, 'storage'> {
  readonly storage: Storage | OfOneType;
  properties: Property[];
  /** OGC's word for the kind of geometry: `Point`, `MultiPoint`, `MultiLineString`, `MultiPolygon` or `Geometry`. */
  readonly geometryType: string;
  /** Level of unit whose boundaries it holds; null where it holds none. */
  readonly level: Level | null;
  readonly source: Source;
}
