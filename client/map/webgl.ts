import type { Map as MapLibreMap } from 'maplibre-gl';

/** Whether the browser can draw a map now. */
export function canDraw(): boolean {
  try {
    const drawing = document.createElement('canvas').getContext('webgl2');
    // There are only so many contexts: this one is given back at once.
    drawing?.getExtension('WEBGL_lose_context')?.loseContext();
    return drawing !== null;
  } catch {
    return false;
  }
}

/**
 * A map whose drawing context was lost has no style, and everything that is still done to it would throw. In its place
 * stands one that is never ready, until the map is taken away and made anew.
 */
export function stillLife(map: MapLibreMap): void {
  const idle = {
    _loaded: false,
    loaded: () => false,
    on: () => undefined,
    off: () => undefined,
    setEventedParent: () => undefined,
    _remove: () => undefined,
    getLayersOrder: () => [],
    getLayer: () => undefined,
    getSource: () => undefined,
    getImage: () => undefined,
    setMissingImageResolver: () => undefined,
    setFeatureState: () => undefined,
    removeFeatureState: () => undefined,
    queryRenderedFeatures: () => [],
    tileManagers: {},
    serialize: () => undefined,
  };
  Reflect.set(map, 'style', idle);
}
