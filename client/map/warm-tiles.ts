import { levels, type Level } from '#contract/admin-units.ts';
import type { Bbox } from '#contract/common.ts';
import { inWorld, type MapCamera, type Size } from './camera.ts';
import { ofThisHost, tileJsonOf } from './layers.ts';

/** Addresses of TileJSON that has just been fetched: for so long the map need not ask whether it still holds. */
const fresh = new Set<string>();
const freshMs = 20_000;
const worldPixels = 512;
/** As a map asks for it: what was fetched in another way would not be found again. */
const asMaps = { headers: { accept: 'application/json' } };

/** What the map is to ask for instead of an address; for once, what has just been fetched from the browser's memory. */
export function requestOf(address: string): { url: string; cache?: RequestCache } {
  return fresh.delete(address) ? { url: address, cache: 'force-cache' } : ofThisHost(address);
}

/**
 * Fetches what a map of a level will ask for at a camera, while the map itself is still on its way: it is in the browser's
 * memory then. What does not come now the map asks for, and tells of.
 */
export async function warmTiles(level: Level, at: string, camera: MapCamera, size: Size): Promise<void> {
  const wanted = levels.slice(0, levels.indexOf(level) + 1);
  await Promise.allSettled(
    wanted.map(async (each) => {
      const address = tileJsonOf(each, at);
      const response = await fetch(address, asMaps);
      if (!response.ok) return;
      const { tiles, bounds, maxzoom } = (await response.json()) as { tiles: string[]; bounds?: Bbox; maxzoom: number };
      fresh.add(address);
      setTimeout(() => fresh.delete(address), freshMs);
      const [template = ''] = tiles;
      const { url } = ofThisHost(template);
      await Promise.allSettled(
        tilesIn(camera, size, Math.min(Math.floor(camera.zoom), maxzoom), bounds).map(([z, y, x]) =>
          fetch(url.replace('{z}', String(z)).replace('{y}', String(y)).replace('{x}', String(x))),
        ),
      );
    }),
  );
}

/** Tiles (zoom, row, column) of a zoom that a camera shows and that reach into an extent. */
export function tilesIn(
  { center, zoom }: MapCamera,
  { width, height }: Size,
  z: number,
  [west, south, east, north]: Readonly<Bbox> = [-180, -85, 180, 85],
): [z: number, y: number, x: number][] {
  const [x, y] = inWorld(center);
  const world = worldPixels * 2 ** zoom;
  const [[left, top], [right, bottom]] = [inWorld([west, north]), inWorld([east, south])];
  const range = (middle: number, half: number, least: number, most: number) => {
    const first = Math.floor(Math.max(middle - half, least, 0) * 2 ** z);
    const last = Math.min(Math.floor(Math.min(middle + half, most) * 2 ** z), 2 ** z - 1);
    return Array.from({ length: Math.max(0, last - first + 1) }, (_, index) => first + index);
  };
  const columns = range(x, width / 2 / world, left, right);
  return range(y, height / 2 / world, top, bottom).flatMap((row) =>
    columns.map((column): [number, number, number] => [z, row, column]),
  );
}
