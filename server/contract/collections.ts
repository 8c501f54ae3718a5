import { z } from 'zod';
import { Text } from './common.ts';
import { Level } from './admin-units.ts';

/** A name in addresses and files: lower case, digits and hyphens. */
export const CollectionId = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);

/** A property of a collection's features. `name` is its name in GeoJSON, filters and columns. */
export const Property = z.object({
  name: z.string().regex(/^[a-z][a-z0-9_]{0,62}$/),
  title: Text,
  type: z.enum(['string', 'integer', 'number', 'boolean', 'date']),
  unit: z.string().nullable(),
  /** Values that the property can take, where there is a list of them. */
  values: z.array(z.object({ value: z.string(), label: Text })).nullable(),
  /** Whether items can be asked for by its value. */
  filterable: z.boolean(),
});
export type Property = z.infer<typeof Property>;

/**
 * What one file of `data/collections` declares. `storage` says where the features are kept: boundaries of
 * administrative units have a table of their own, and with it their properties.
 */
export const CollectionDeclaration = z.strictObject({
  id: CollectionId,
  title: Text,
  description: Text,
  keywords: z.array(z.string()),
  storage: z.discriminatedUnion('kind', [z.strictObject({ kind: z.literal('boundary'), level: Level })]),
  /** Zooms at which tiles are worth asking for. */
  zooms: z.strictObject({ min: z.number().int().min(0).max(22), max: z.number().int().min(0).max(22) }),
  /** Producer, how the data came about and its licence (ISO 19115). */
  lineage: z.strictObject({ producer: Text, statement: Text, licence: z.string().nullable() }),
});
export type CollectionDeclaration = z.infer<typeof CollectionDeclaration>;
