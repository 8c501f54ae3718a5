import { z } from 'zod';
import { Level } from './admin-units.ts';
import { IsoDate, Position, wholeNumber } from './common.ts';
import { endpoint } from './endpoint.ts';
import type { Portal } from './portal.ts';

const Outline = z.object({
  type: z.literal('MultiPolygon'),
  /** Polygons of rings of arcs by index; the bitwise complement of one that is walked backwards. */
  arcs: z.array(z.array(z.array(z.number().int()))),
  properties: z.object({ code: z.string() }),
});

/**
 * Boundaries as TopoJSON: quantised to the grid of the tiles of the zoom, delta-encoded, a line between two units once, whatever
 * the level. Decoded coordinates are metres of web mercator (EPSG:3857).
 */
export const Outlines = z.object({
  type: z.literal('Topology'),
  transform: z.object({ scale: Position, translate: Position }),
  arcs: z.array(z.array(Position)),
  /** The level asked for and those above it. */
  objects: z.partialRecord(Level, z.object({ type: z.literal('GeometryCollection'), geometries: z.array(Outline) })),
  level: Level,
  at: IsoDate,
  zoom: z.number().int(),
  /** Levels of more units than a picture of them is of use: a map of tiles shows those. */
  leftOut: z.array(Level),
  demo: z.boolean(),
});
export type Outlines = z.infer<typeof Outlines>;

/** Above this zoom nothing more is seen than at it. */
export const mostOutlineZoom = 11;

/** Pixels of the longer side of what a first map shows, on most screens. */
const firstMapPixels = 640;
const worldPixels = 512;

/**
 * Zoom of the outlines that come with the page, before anybody knows how large its map is: the tiles' zoom at which a portal's
 * extent (WGS 84, of the mainland) fills a map on most screens; null where it has none.
 */
export function firstOutlineZoom({ extent, mainland }: Pick<Portal, 'extent' | 'mainland'>): number | null {
  const box = mainland ?? extent;
  if (box === null) return null;
  const [west, south, east, north] = box;
  const stretched = 1 / Math.cos((((south + north) / 2) * Math.PI) / 180);
  const degrees = Math.max(east - west, (north - south) * stretched, 1e-6);
  const zoom = Math.floor(Math.log2((firstMapPixels * 360) / (worldPixels * degrees)));
  return Math.min(Math.max(zoom, 0), mostOutlineZoom);
}

export const getOutlines = endpoint({
  id: 'getOutlines',
  method: 'get',
  audience: 'everyone',
  cost: 'heavy',
  path: '/api/outlines',
  summary: 'Boundaries of a level and of those above it as they are drawn at a zoom, in one small answer (TopoJSON)',
  params: z.object({}),
  query: z.strictObject({
    level: Level.optional(),
    at: IsoDate.optional(),
    zoom: wholeNumber(0, mostOutlineZoom).optional(),
  }),
  reply: Outlines,
});
