import { z } from 'zod';
import { IsoDate, Link, Text, wholeNumber } from './common.ts';
import { Access, CollectionDeclaration, CollectionId, ListedId, Property, Symbology } from './collections.ts';
import { DayQuery, DaysQuery } from './datetime.ts';
import { endpoint } from './endpoint.ts';
import { Level } from './admin-units.ts';

/** A page of the API as OGC describes it, with where to go from there. */
export const Landing = z.object({ title: z.string(), description: z.string(), links: z.array(Link) });
export type Landing = z.infer<typeof Landing>;

export const Conformance = z.object({ conformsTo: z.array(z.string()) });
export type Conformance = z.infer<typeof Conformance>;

/** A collection as OGC API - Features describes it; what the standard does not name is ours. */
export const CollectionInfo = z.object({
  id: ListedId,
  title: z.string(),
  description: z.string(),
  keywords: z.array(z.string()),
  titles: Text,
  descriptions: Text,
  itemType: z.literal('feature'),
  geometryType: z.string(),
  /** The collection of mixed geometry whose features of one type these are; null where it is a whole. */
  whole: CollectionId.nullable(),
  level: Level.nullable(),
  access: Access,
  /** Where it stands in the programme; null for boundaries. */
  topic: z.object({ id: z.string(), title: Text, content: z.object({ id: z.string(), title: Text }) }).nullable(),
  properties: z.array(Property),
  titleProperty: z.string(),
  symbology: Symbology.nullable(),
  /** Outlines of the pictograms that the symbology names, as SVG path data in a square of 15 by 15. */
  pictograms: z.record(z.string(), z.string()),
  // What is left out of a declaration has a value here; what is left out of a list has none.
  evidence: CollectionDeclaration.shape.evidence.unwrap(),
  /** How many features hold on the day. */
  features: z.number().int(),
  /** Whether its features are places with counts of others (cells, hamlets, communes of households): their number is of places. */
  counts: z.boolean(),
  extent: z.object({
    spatial: z.object({ bbox: z.array(z.array(z.number())), crs: z.string() }),
    temporal: z.object({ interval: z.array(z.tuple([z.string().nullable(), z.string().nullable()])), trs: z.string() }),
  }),
  crs: z.array(z.string()),
  storageCrs: z.string(),
  lineage: CollectionDeclaration.shape.lineage,
  minZoom: z.number().int(),
  maxZoom: z.number().int(),
  demo: z.boolean(),
  links: z.array(Link),
});
export type CollectionInfo = z.infer<typeof CollectionInfo>;

export const CollectionList = z.object({ collections: z.array(CollectionInfo), links: z.array(Link) });
export type CollectionList = z.infer<typeof CollectionList>;

/** Names of what the description of a collection holds. */
export const collectionFields = CollectionInfo.keyof().options;
export type CollectionField = (typeof collectionFields)[number];

/** Names with commas of what a list is to say of each collection; which there are is looked at by who answers. */
const FieldsQuery: z.ZodType<string[], string> = z
  .string()
  .transform((text) => text.split(','))
  .meta({
    type: 'array',
    items: { type: 'string', enum: collectionFields },
    description: 'What is wanted of each collection beside its id; all where it is left out.',
  });

/** JSON Schema of a collection's features: all properties, or those that items can be asked for or sorted by. */
export const FeatureSchema = z.looseObject({
  $schema: z.string(),
  $id: z.string(),
  type: z.literal('object'),
  title: z.string(),
  properties: z.record(z.string(), z.looseObject({})),
});
export type FeatureSchema = z.infer<typeof FeatureSchema>;

const Position = z.tuple([z.number(), z.number()]);
const Line = z.array(Position).min(2);
const Ring = z.array(Position).min(4);
const Geometry = z.discriminatedUnion('type', [
  z.object({ type: z.literal('Point'), coordinates: Position }),
  z.object({ type: z.literal('MultiPoint'), coordinates: z.array(Position) }),
  z.object({ type: z.literal('LineString'), coordinates: Line }),
  z.object({ type: z.literal('MultiLineString'), coordinates: z.array(Line) }),
  z.object({ type: z.literal('Polygon'), coordinates: z.array(Ring) }),
  z.object({ type: z.literal('MultiPolygon'), coordinates: z.array(z.array(Ring)) }),
]);

export const Feature = z.object({
  type: z.literal('Feature'),
  id: z.string(),
  geometry: Geometry.nullable(),
  properties: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /**
   * The last day on which the commune bore the code that the feature states, where none is known in which it lies on the day asked for;
   * null where nobody ever bore it.
   */
  communeUntil: IsoDate.nullable().optional(),
  links: z.array(Link).optional(),
  note: z.string().optional(),
});
export type Feature = z.infer<typeof Feature>;

/** A page of features. `note` says that data is invented where it is. */
export const FeatureCollection = z.object({
  type: z.literal('FeatureCollection'),
  note: z.string().optional(),
  links: z.array(Link),
  timeStamp: z.string(),
  numberMatched: z.number().int(),
  numberReturned: z.number().int(),
  features: z.array(Feature),
});
export type FeatureCollection = z.infer<typeof FeatureCollection>;

const f = z.enum(['json', 'html']).optional();
const collectionParams = z.object({ collectionId: z.string() });

export const getLanding = endpoint({
  id: 'getLanding',
  method: 'get',
  audience: 'everyone',
  cost: 'light',
  path: '/api',
  summary: 'Where everything begins: links to the description, the collections and the documentation',
  params: z.object({}),
  query: z.strictObject({ f }),
  reply: Landing,
});

export const getConformance = endpoint({
  id: 'getConformance',
  method: 'get',
  audience: 'everyone',
  cost: 'memory',
  path: '/api/conformance',
  summary: 'Conformance classes of OGC standards that this API keeps',
  params: z.object({}),
  query: z.strictObject({ f }),
  reply: Conformance,
});

export const listCollections = endpoint({
  id: 'listCollections',
  method: 'get',
  audience: 'viewer',
  cost: 'light',
  path: '/api/collections',
  summary: 'Every collection of this portal',
  params: z.object({}),
  query: z.strictObject({ fields: FieldsQuery.optional(), f }),
  // All of it, unless `fields` names some.
  reply: z.object({
    collections: z.array(CollectionInfo.partial().required({ id: true })),
    links: CollectionList.shape.links,
  }),
});

export const getCollection = endpoint({
  id: 'getCollection',
  method: 'get',
  audience: 'viewer',
  cost: 'light',
  path: '/api/collections/{collectionId}',
  summary: 'One collection: extent in place and time, lineage, links',
  params: collectionParams,
  query: z.strictObject({ f }),
  reply: CollectionInfo,
  problems: ['notFound'],
});

export const getQueryables = endpoint({
  id: 'getQueryables',
  method: 'get',
  audience: 'viewer',
  cost: 'memory',
  path: '/api/collections/{collectionId}/queryables',
  summary: 'Properties that items can be asked for by, as JSON Schema',
  params: collectionParams,
  query: z.strictObject({ f }),
  reply: FeatureSchema,
  mediaType: 'application/schema+json',
  problems: ['notFound'],
});

export const getSortables = endpoint({
  id: 'getSortables',
  method: 'get',
  audience: 'viewer',
  cost: 'memory',
  path: '/api/collections/{collectionId}/sortables',
  summary: 'Properties that items can be sorted by, as JSON Schema',
  params: collectionParams,
  query: z.strictObject({ f }),
  reply: FeatureSchema,
  mediaType: 'application/schema+json',
  problems: ['notFound'],
});

export const getSchema = endpoint({
  id: 'getSchema',
  method: 'get',
  audience: 'viewer',
  cost: 'memory',
  path: '/api/collections/{collectionId}/schema',
  summary: 'Properties of the features, as JSON Schema',
  params: collectionParams,
  query: z.strictObject({ f }),
  reply: FeatureSchema,
  mediaType: 'application/schema+json',
  problems: ['notFound'],
});

/** Most features of one page; a larger limit is taken as this one, as the standard asks. */
export const maxLimit = 10_000;
const Limit: z.ZodType<number, string> = z
  .string()
  .regex(/^\d+$/, 'must be a whole number in decimal digits')
  // However many digits it has: those that are too many for a number are more than enough.
  .transform((text) => Math.min(Number(text), maxLimit))
  .pipe(z.number().min(1, 'must be at least 1'))
  .meta({ type: 'integer', minimum: 1, maximum: maxLimit, default: 10 });

const number = /^[+-]?(\d{1,20}(\.\d{0,30})?|\.\d{1,30})([eE][+-]?\d{1,2})?$/;
/**
 * Four numbers with commas in the axis order of `bbox-crs` (longitude and latitude where none is named), or six with
 * heights, which are left. In degrees the first longitude may be over the second: the box crosses the 180th meridian.
 */
export const BboxQuery: z.ZodType<[number, number, number, number], string> = z
  .string()
  .transform((text, context): [number, number, number, number] => {
    const parts = text.split(',').map((part) => part.trim());
    const [left = 0, low = 0, right = 0, high = 0] = (parts.length === 6 ? [0, 1, 3, 4] : [0, 1, 2, 3]).map((index) =>
      Number(parts[index]),
    );
    if ((parts.length === 4 || parts.length === 6) && parts.every((part) => number.test(part))) {
      return [left, low, right, high];
    }
    const message = 'must be four numbers with commas, for instance 108.6,12.7,109.5,13.7';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  })
  .meta({
    type: 'array',
    items: { type: 'number' },
    minItems: 4,
    maxItems: 6,
    oneOf: [{ maxItems: 4 }, { minItems: 6 }],
  });

/** A coordinate reference system: a URI of the collection's list (http://www.opengis.net/def/crs/EPSG/0/9218). */
export const CrsQuery = z
  .string()
  .max(100)
  .meta({
    pattern: String.raw`^(http://www\.opengis\.net/def/crs/OGC/1\.3/CRS84|https?://www\.opengis\.net/def/crs/EPSG/[\d.]+/\d{4,5}|\[?(EPSG:\d{4,5}|OGC:CRS84)\]?)$`,
    default: 'http://www.opengis.net/def/crs/OGC/1.3/CRS84',
  })
  .describe('One of the list of the collection, by its URI or as EPSG:n.');
/** Names with commas. */
export const NamesQuery = z
  .string()
  .min(1)
  .max(1000)
  .meta({ type: 'array', items: { type: 'string', minLength: 1 }, minItems: 1 });
/** CQL2 as text or JSON; `cql-text` is the draft's name for the first, which GDAL 3.6 writes. */
const FilterLanguage = z.enum(['cql2-text', 'cql2-json', 'cql-text']).meta({ default: 'cql2-text' });

/** A CQL2 filter, as everything that holds features takes it. */
export const filtering = {
  filter: z.string().describe('A CQL2 expression over the queryables of the collection.').optional(),
  'filter-lang': FilterLanguage.optional(),
  'filter-crs': CrsQuery.optional(),
};

/** Features as a table (RFC 4180): its first line has the names. */
export const csvType = 'text/csv; charset=utf-8; header=present';

/** Where a page begins, as the "next" link of the page before says it. What it holds is nobody's business but ours. */
const CursorQuery = z
  .string()
  .regex(/^[\w-]{1,8000}$/, 'must be taken from a "next" link as it is; without it comes the first page')
  .describe('Where the page begins: from the "next" link of the page before, as it is. Not together with offset.');

/** Most characters of a value that a property is asked for by. */
export const longestValue = 500;
/** A whole number is kept in four bytes. */
export const wholeBounds = { min: -(2 ** 31), max: 2 ** 31 - 1 } as const;

/** Every other parameter is the value of a property: `?kind=commune`. Unknown ones are refused by name. */
export const listItems = endpoint({
  id: 'listItems',
  method: 'get',
  audience: 'viewer',
  cost: 'heavy',
  path: '/api/collections/{collectionId}/items',
  summary: 'Features of a collection, in pages; any filterable property is a parameter too',
  params: collectionParams,
  query: z
    .object({
      limit: Limit.optional(),
      /** Features to leave out before the page. Pages that follow each other go by `cursor`, which loses and repeats none. */
      offset: wholeNumber(0, 1_000_000_000).optional(),
      cursor: CursorQuery.optional(),
      bbox: BboxQuery.optional(),
      'bbox-crs': CrsQuery.optional(),
      datetime: DaysQuery.optional(),
      crs: CrsQuery.optional(),
      ...filtering,
      /** Properties that are wanted; all where it is left out. */
      properties: NamesQuery.optional(),
      /** Properties to sort by, with `-` before those that go down. */
      sortby: NamesQuery.optional(),
      f: z.enum(['json', 'html', 'csv']).optional(),
    })
    .catchall(z.string().max(longestValue)),
  reply: FeatureCollection,
  mediaType: 'application/geo+json',
  otherMediaTypes: [csvType],
  problems: ['notFound'],
});

/** Most characters of a feature's id. */
export const longestFeatureId = 200;

export const getItem = endpoint({
  id: 'getItem',
  method: 'get',
  audience: 'viewer',
  cost: 'light',
  path: '/api/collections/{collectionId}/items/{featureId}',
  summary: 'One feature; its id is the code or key, or id@first-day for one version of several',
  params: z.object({ collectionId: z.string(), featureId: z.string().max(longestFeatureId + '@2024-10-31'.length) }),
  query: z.strictObject({ datetime: DayQuery.optional(), crs: CrsQuery.optional(), f }),
  reply: Feature,
  mediaType: 'application/geo+json',
  problems: ['notFound'],
});
