import { z } from 'zod';
import { Bbox, IsoDate, Link } from './common.ts';
import { DayQuery } from './datetime.ts';
import { endpoint } from './endpoint.ts';
import { filtering } from './features.ts';

/** Deepest zoom that is answered. */
export const maxTileZoom = 22;

/**
 * One number of a tile's address: decimal digits in their only spelling (no sign, no leading zero, no exponent).
 */
const tileNumber = z
  .string()
  .regex(/^(0|[1-9]\d{0,7})$/, 'must be a whole number in plain decimal digits')
  .transform(Number)
  .meta({ type: 'integer', minimum: 0 });

/** Address of a tile as OGC writes it: tileMatrix is the zoom, tileRow counts from the north, tileCol from the west. */
export const TileAddress = z
  .object({
    collectionId: z.string(),
    tileMatrix: tileNumber.meta({ type: 'integer', minimum: 0, maximum: maxTileZoom }),
    tileRow: tileNumber,
    tileCol: tileNumber,
  })
  .refine(({ tileMatrix }) => tileMatrix <= maxTileZoom, {
    message: `must be a zoom from 0 to ${maxTileZoom}`,
    path: ['tileMatrix'],
  })
  .refine(({ tileMatrix, tileRow }) => tileMatrix > maxTileZoom || tileRow < 2 ** tileMatrix, {
    message: 'is outside the world at this zoom',
    path: ['tileRow'],
  })
  .refine(({ tileMatrix, tileCol }) => tileMatrix > maxTileZoom || tileCol < 2 ** tileMatrix, {
    message: 'is outside the world at this zoom',
    path: ['tileCol'],
  });

/** TileJSON 3.0. `boundaryDate` and `demo` are ours. */
export const TileJson = z.object({
  tilejson: z.literal('3.0.0'),
  name: z.string(),
  description: z.string(),
  version: z.string(),
  attribution: z.string(),
  scheme: z.literal('xyz'),
  tiles: z.array(z.string()),
  minzoom: z.number().int(),
  maxzoom: z.number().int(),
  bounds: Bbox,
  vector_layers: z.array(
    z.object({
      id: z.string(),
      description: z.string(),
      fields: z.record(z.string(), z.string()),
      minzoom: z.number().int(),
      maxzoom: z.number().int(),
    }),
  ),
  /** Day on which the boundaries in these tiles came into force; null where there is none yet. */
  boundaryDate: IsoDate.nullable(),
  demo: z.boolean(),
});
export type TileJson = z.infer<typeof TileJson>;

const Corner = z.tuple([z.number(), z.number()]);

/** A tileset as OGC API - Tiles describes it. */
export const Tileset = z.object({
  title: z.string(),
  dataType: z.literal('vector'),
  crs: z.string(),
  tileMatrixSetURI: z.string(),
  /** Tiles that may hold something, by zoom; a tileset in a list goes without. */
  tileMatrixSetLimits: z
    .array(
      z.object({
        tileMatrix: z.string(),
        minTileRow: z.number().int(),
        maxTileRow: z.number().int(),
        minTileCol: z.number().int(),
        maxTileCol: z.number().int(),
      }),
    )
    .optional(),
  boundingBox: z.object({ lowerLeft: Corner, upperRight: Corner, crs: z.string() }).optional(),
  /** What stands in the tiles. */
  layers: z
    .array(
      z.object({
        id: z.string(),
        title: z.string(),
        dataType: z.literal('vector'),
        minTileMatrix: z.string(),
        maxTileMatrix: z.string(),
      }),
    )
    .optional(),
  links: z.array(Link),
});
export type Tileset = z.infer<typeof Tileset>;

export const listTilesets = endpoint({
  id: '.collection.vector.getTileSetsList',
  method: 'get',
  audience: 'viewer',
  cost: 'memory',
  path: '/api/collections/{collectionId}/tiles',
  summary: 'Tilesets of a collection',
  params: z.object({ collectionId: z.string() }),
  query: z.strictObject({ f: z.enum(['json']).optional() }),
  reply: z.object({ tilesets: z.array(Tileset), links: z.array(Link) }),
  problems: ['notFound'],
});

export const getTileset = endpoint({
  id: '.collection.vector.getTileSet',
  method: 'get',
  audience: 'viewer',
  cost: 'heavy',
  path: '/api/collections/{collectionId}/tiles/WebMercatorQuad',
  summary: 'One tileset: as OGC describes it, or as TileJSON with f=tilejson',
  params: z.object({ collectionId: z.string() }),
  query: z.strictObject({ f: z.enum(['json', 'tilejson']).optional(), datetime: DayQuery.optional(), ...filtering }),
  reply: z.union([TileJson, Tileset]),
  otherMediaTypes: ['application/vnd.mapbox.tilejson+json'],
  problems: ['notFound'],
});

/**
 * Mapbox Vector Tile. Of a collection of features: a layer of the collection's id with `id`, the property that it is
 * called by and the one by which it looks different; where a tile holds more than 2,000 points, a layer `<id>_cell`
 * instead with the `count` of points around each place. Of boundaries two layers: polygons under the collection's id, label points under `<id>_label`, each point
 * in just one tile. Polygons have `code` and (communes from zoom 7 on) `name`, `kind` and `parent_code`; labels have
 * `code`, `name`, `kind` and `rank`, which is smaller for larger units. `datetime` picks the boundaries in force on that day; `version` comes from the TileJSON and lets
 * the answer be kept for ever. A tile without anything in it is a 204, one outside the tileset's limits a 404.
 */
export const getTile = endpoint({
  id: '.collection.vector.getTile',
  method: 'get',
  audience: 'viewer',
  cost: 'light',
  filteredCost: 'heavy',
  path: '/api/collections/{collectionId}/tiles/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}',
  summary: 'One vector tile',
  params: TileAddress,
  query: z.strictObject({
    f: z.enum(['mvt']).optional(),
    datetime: DayQuery.optional(),
    version: z
      .string()
      .regex(/^[a-z0-9.-]{1,40}$/, 'must come from the TileJSON')
      .optional(),
    ...filtering,
  }),
  reply: z.unknown(),
  mediaType: 'application/vnd.mapbox-vector-tile',
  mayBeEmpty: true,
  problems: ['notFound', 'unavailable'],
});
