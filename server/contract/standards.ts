import { z } from 'zod';
import { Link } from './common.ts';
import { endpoint } from './endpoint.ts';

/** A function of filters that the standard does not have (CQL2, custom functions). */
export const FilterFunction = z.object({
  name: z.string(),
  description: z.string(),
  arguments: z.array(z.object({ title: z.string(), description: z.string(), type: z.array(z.string()) })),
  returns: z.array(z.string()),
});
export type FilterFunction = z.infer<typeof FilterFunction>;

export const listFunctions = endpoint({
  id: 'listFunctions',
  method: 'get',
  audience: 'everyone',
  cost: 'memory',
  path: '/api/functions',
  summary: 'Functions of filters beside those of the standard',
  params: z.object({}),
  query: z.strictObject({ f: z.enum(['json', 'html']).optional() }),
  reply: z.object({ functions: z.array(FilterFunction), links: z.array(Link) }),
});

const Corner = z.tuple([z.number(), z.number()]);

/** A tile matrix set as OGC 17-083r4 writes it in JSON. */
export const TileMatrixSet = z.object({
  id: z.string(),
  title: z.string(),
  uri: z.string(),
  crs: z.string(),
  orderedAxes: z.array(z.string()),
  wellKnownScaleSet: z.string(),
  tileMatrices: z.array(
    z.object({
      id: z.string(),
      scaleDenominator: z.number(),
      cellSize: z.number(),
      cornerOfOrigin: z.literal('topLeft'),
      pointOfOrigin: Corner,
      tileWidth: z.number().int(),
      tileHeight: z.number().int(),
      matrixWidth: z.number().int(),
      matrixHeight: z.number().int(),
    }),
  ),
});
export type TileMatrixSet = z.infer<typeof TileMatrixSet>;

const f = z.enum(['json']).optional();

export const listTileMatrixSets = endpoint({
  id: 'getTileMatrixSetsList',
  method: 'get',
  audience: 'everyone',
  cost: 'memory',
  path: '/api/tileMatrixSets',
  summary: 'Grids of tiles',
  params: z.object({}),
  query: z.strictObject({ f }),
  reply: z.object({
    tileMatrixSets: z.array(z.object({ id: z.string(), title: z.string(), uri: z.string(), links: z.array(Link) })),
  }),
});

export const getTileMatrixSet = endpoint({
  id: 'getTileMatrixSet',
  method: 'get',
  audience: 'everyone',
  cost: 'memory',
  path: '/api/tileMatrixSets/WebMercatorQuad',
  summary: 'The grid of this portal’s tiles: web mercator, each zoom twice as fine',
  params: z.object({}),
  query: z.strictObject({ f }),
  reply: TileMatrixSet,
});
