import type { Level } from '#contract/admin-units.ts';

/** Collection whose tiles draw the units of a level; also the name of its source, and of its layer in the tiles. */
export const collectionOf: Record<Level, 'provinces' | 'districts' | 'communes'> = {
  province: 'provinces',
  district: 'districts',
  commune: 'communes',
};

/** The layer of a level that answers what lies under a point. */
export function fillLayerOf(level: Level): string {
  return `${collectionOf[level]}-fill-a`;
}

/** TileJSON of a level's boundaries in force at a date. */
export function tileJsonOf(level: Level, at: string): string {
  const path = `/api/collections/${collectionOf[level]}/tiles/WebMercatorQuad`;
  return `${window.location.origin}${path}?f=tilejson&datetime=${at}`;
}

/** The whole address of what a TileJSON names: where the portal was told no address of its own, its links begin with a slash. */
export function ofThisHost(address: string): { url: string } {
  return { url: address.startsWith('/') ? `${window.location.origin}${address}` : address };
}
