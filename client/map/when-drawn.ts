import type { ErrorEvent, Map as MapLibreMap, MapMovementEvent, MapSourceDataEvent } from 'maplibre-gl';
import type { Level } from '#contract/admin-units.ts';
import { collectionOf } from './layers.ts';

/**
 * Calls back once a map that has colours has drawn the units of a level with them, or somebody has moved it before; not
 * while tiles of them failed. Gives back what ends the watch.
 */
export function whenDrawn(map: MapLibreMap, level: Level, then: () => void): () => void {
  const source = collectionOf[level];
  let failed = false;
  const watches = [
    map.on('error', ({ sourceId }: ErrorEvent & { sourceId?: string }) => {
      if (sourceId === source) failed = true;
    }),
    // A source that is described anew has its tiles asked for anew.
    map.on('sourcedata', ({ sourceId, sourceDataType }: MapSourceDataEvent) => {
      if (sourceId === source && sourceDataType === 'metadata') failed = false;
    }),
    map.on('render', () => {
      const known = !failed && map.getSource(source) !== undefined;
      if (known && map.isSourceLoaded(source) && map.areTilesLoaded()) then();
    }),
    map.on('movestart', (event: MapMovementEvent & { ours?: true }) => {
      if (event.ours !== true) then();
    }),
  ];
  return () => {
    for (const watch of watches) watch.unsubscribe();
  };
}
