import type { Map as MapLibreMap } from 'maplibre-gl';

type Camera = Pick<MapLibreMap, 'on' | 'off' | 'jumpTo' | 'getCenter' | 'getZoom' | 'getPadding'>;

/** Keeps two maps at one camera, whichever is moved; the second begins where the first is. Gives back what ends it. */
export function keepInStep(first: Camera, second: Camera): () => void {
  let following = false;
  const follow = (from: Camera, to: Camera) => () => {
    // The move that a follower makes is no reason for the other to follow back.
    if (following) return;
    following = true;
    to.jumpTo({ center: from.getCenter(), zoom: from.getZoom(), padding: from.getPadding() });
    following = false;
  };
  const [forth, back] = [follow(first, second), follow(second, first)];
  forth();
  first.on('move', forth);
  second.on('move', back);
  return () => {
    first.off('move', forth);
    second.off('move', back);
  };
}
