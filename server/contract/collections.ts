import { z } from 'zod';
import { Text } from './common.ts';
import { Level } from './admin-units.ts';

/** A name in addresses and files: lower case, digits and hyphens. */
export const CollectionId = z.string().regex(/^[a-z][a-z0-9-]{0,62}$/);

/** Types of geometry by which a collection that mixes them is listed as well: `irrigation-works.points`. */
export const geometryTypes = ['points', 'lines', 'areas'] as const;
export type GeometryType = (typeof geometryTypes)[number];

/** Id of a collection as it is listed: one type of a collection that mixes them bears it after a dot. */
export const ListedId = z.string().regex(/^[a-z][a-z0-9-]{0,62}(\.(points|lines|areas))?$/);

/** Who may see a collection or a property. Officers see what lies inside their own unit. */
export const Access = z.enum(['public', 'officers']);
export type Access = z.infer<typeof Access>;

const PropertyName = z.string().regex(/^[a-z][a-z0-9_]{0,62}$/);

/**
 * A property of a collection's features. `name` is its name in GeoJSON, filters and columns. What may be left out in a
 * declaration has the value that it then takes.
 */
export const Property = z.strictObject({
  name: PropertyName,
  title: Text,
  type: z.enum(['string', 'integer', 'number', 'boolean', 'date']),
  /** Unit of a number, as it is written: `km²`, `m`, `%`. */
  unit: z.string().nullable().default(null),
  /** Values that the property can take, where there is a list of them; `aliases` are what files write for them. */
  values: z
    .array(z.strictObject({ value: z.string(), label: Text, aliases: z.array(z.string()).default([]) }))
    .nullable()
    .default(null),
  /** Whether items can be asked for by its value. */
  filterable: z.boolean().default(true),
  /** Whether a feature without it is refused at the door. */
  required: z.boolean().default(false),
  access: Access.default('public'),
  /** Bounds of a number, both included. */
  min: z.number().nullable().default(null),
  max: z.number().nullable().default(null),
  /** Regular expression of a whole text, as JavaScript and JSON Schema write it. */
  pattern: z.string().nullable().default(null),
  /** Regular expressions of a whole text by the value of another property, where it has several forms. */
  patternBy: z
    .strictObject({ property: PropertyName, patterns: z.record(z.string(), z.string()) })
    .nullable()
    .default(null),
  /** Values of another property with which alone it is kept: of other features it is left out at the door. */
  onlyWith: z
    .strictObject({ property: PropertyName, values: z.array(z.string()).min(1) })
    .nullable()
    .default(null),
  /** Names of the column in agencies' files, beside its own name and titles. */
  aliases: z.array(z.string()).default([]),
});
export type Property = z.infer<typeof Property>;

/** Kinds of geometry that a collection can hold; `any` mixes points, lines and polygons. */
export const GeometryKind = z.enum(['point', 'line', 'polygon', 'any']);
export type GeometryKind = z.infer<typeof GeometryKind>;

const Colour = z.string().regex(/^#[0-9a-f]{6}$/);
const Look = {
  colour: Colour,
  /** Name of a pictogram of @mapbox/maki for points: it tells the kind without colour. */
  icon: z.string().optional(),
  /** Width of a line in pixels. */
  width: z.number().min(0.5).max(8).optional(),
  /** Dashes and gaps of a line, in widths of it: they tell the kind without colour. */
  dash: z.array(z.number().positive()).max(6).optional(),
};

/** How features look on the map and in the legend, which is made from the same. */
export const Symbology = z.strictObject({
  ...Look,
  /** Property with a list of values by which features look different; null where all look the same. */
  by: PropertyName.nullable().default(null),
  classes: z.array(z.strictObject({ value: z.string(), ...Look })).default([]),
});
export type Symbology = z.infer<typeof Symbology>;

/**
 * Where a collection's features are kept: boundaries of administrative units have a table of their own, and with it
 * their properties; a `table` is derived from the declaration; a `part` shows those features of another collection's
 * table of which a property has one of the values; `cells` are counts of such features in dated releases.
 */
export const Storage = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('boundary'), level: Level }),
  z.strictObject({
    kind: z.literal('table'),
    geometry: GeometryKind,
    /** Properties that tell one feature from all others: an import changes the feature that has the same. */
    key: z.array(PropertyName).min(1),
    /** Property by which counts in cells are kept apart, where parts of this table are collections too. */
    cellsBy: PropertyName.nullable().default(null),
    /**
     * Yes-or-no property that says that a feature's exact place may be published. Where it does not say yes, everybody but
     * officers of the commune is shown the point of the hamlet. Null where places are nobody's own.
     */
    exactWith: PropertyName.nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('part'),
    of: CollectionId,
    property: PropertyName,
    values: z.array(z.string()).min(1),
    /** Properties of the table that are shown. */
    shows: z.array(PropertyName),
  }),
  z.strictObject({
    kind: z.literal('cells'),
    of: CollectionId,
    property: PropertyName,
    values: z.array(z.string()).min(1),
  }),
]);
export type Storage = z.infer<typeof Storage>;

/** Properties that many collections share; a declaration takes them by name and the catalog says what they are. */
export const CommonProperty = z.enum([
  'name',
  'hamlet',
  'condition',
  'manager',
  'built_year',
  'upgraded_year',
  'funding',
  'decision_no',
  'meets_standard',
  'surveyed_on',
]);
export type CommonProperty = z.infer<typeof CommonProperty>;

/** What one file of `data/collections` declares; everything else about the collection is derived from it. */
export const CollectionDeclaration = z.strictObject({
  id: CollectionId,
  title: Text,
  description: Text,
  keywords: z.array(z.string()),
  storage: Storage,
  access: Access.default('public'),
  /** Item of the programme under which it stands in lists, `III/2/04`; null for boundaries. */
  topic: z
    .string()
    .regex(/^III\/\d{1,2}(\/\d{2})?$/)
    .nullable()
    .default(null),
  /** Own properties, in the order in which they are shown; shared ones follow. */
  properties: z.array(Property).default([]),
  common: z.array(CommonProperty).default([]),
  /** Property that a feature is called by. */
  titleProperty: PropertyName.default('name'),
  symbology: Symbology.nullable().default(null),
  /** Indicators of criteria sets that its features are evidence for. */
  evidence: z.array(z.strictObject({ set: z.string(), indicators: z.array(z.string()).min(1) })).default([]),
  /** Zooms at which tiles are worth asking for. */
  zooms: z.strictObject({ min: z.number().int().min(0).max(22), max: z.number().int().min(0).max(22) }),
  /** Producer, how the data came about and its licence (ISO 19115). */
  lineage: z.strictObject({ producer: Text, statement: Text, licence: z.string().nullable() }),
});
/** A declaration with everything that it left out filled in. */
export type CollectionDeclaration = z.infer<typeof CollectionDeclaration>;
/** A declaration as a file writes it. */
export type DeclaredCollection = z.input<typeof CollectionDeclaration>;
