import type { Map as MapLibreMap, StyleSpecification, VectorTileSource } from 'maplibre-gl';
import { z } from 'zod';

const TileJson = z.object({ tiles: z.array(z.string()).min(1) });

/**
 * Asks anew where the tiles of each source are: their addresses carry the version of the data, so that where they differ
 * all tiles are fetched again, and else none. Gives the ids of the sources that could not be asked.
 */
export async function freshenTiles(map: MapLibreMap): Promise<readonly string[]> {
  // A map that has only come, or was lost, has no style.
  const style = map.getStyle() as StyleSpecification | undefined;
  const ids = Object.entries(style?.sources ?? {}).flatMap(([id, { type }]) => (type === 'vector' ? [id] : []));
  const asked = ids.map(async (id) => {
    const source = map.getSource<VectorTileSource>(id);
    if (source?.url === undefined) return [];
    try {
      const response = await fetch(source.url);
      const { tiles } = TileJson.parse(await response.json());
      if (tiles[0] !== source.tiles?.[0] && map.getSource(id) === source) source.setUrl(source.url);
      return [];
    } catch {
      return [id];
    }
  });
  return (await Promise.all(asked)).flat();
}
