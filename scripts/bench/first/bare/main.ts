import 'maplibre-gl/dist/maplibre-gl.css';
import { Map as MapLibreMap, setWorkerUrl, type LayerSpecification } from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';

// The least that shows the same tiles: MapLibre, the portal's three levels and colours that need no answer. What this page
// takes is what the portal's map page is set beside.
setWorkerUrl(workerUrl);
const search = new URLSearchParams(window.location.search);
const levels = ['communes', 'districts', 'provinces'] as const;
const bounds = (search.get('bounds') ?? '').split(',').map(Number) as [number, number, number, number];
const colours = ['#253494', '#2c7fb8', '#41b6c4', '#a1dab4', '#ffffcc'];
/** What the tiles of a level end with: day and version, as their TileJSON says it. */
const ending = (id: string) => search.get(id) ?? '';

const map = new MapLibreMap({
  container: 'map',
  attributionControl: false,
  bounds,
  fitBoundsOptions: { padding: 24 },
  style: {
    version: 8,
    sources: Object.fromEntries(
      levels.map((id) => [
        id,
        {
          type: 'vector',
          tiles: [`${window.location.origin}/api/collections/${id}/tiles/WebMercatorQuad/{z}/{y}/{x}?${ending(id)}`],
          maxzoom: 14,
          bounds,
        } as const,
      ]),
    ),
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#e6eaeb' } },
      {
        id: 'fill',
        type: 'fill',
        source: 'communes',
        'source-layer': 'communes',
        paint: {
          'fill-color': [
            'match',
            ['%', ['to-number', ['get', 'code']], colours.length],
            ...colours.slice(1).flatMap((colour, index) => [index, colour]),
            colours[0],
          ] as never,
        },
      },
      ...levels.map((id, index): LayerSpecification => ({
        id,
        type: 'line',
        source: id,
        'source-layer': id,
        layout: { 'line-join': 'round' },
        paint: { 'line-color': index === 0 ? '#ffffff' : '#4a525b', 'line-width': 0.5 + index * 0.7 },
      })),
    ],
  },
});
// As the portal's own map can be reached: what watches asks both alike.
Object.assign(map.getContainer(), { map });
