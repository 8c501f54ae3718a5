import type { LngLat, PaddingOptions } from 'maplibre-gl';
import { ours } from './ours.ts';

/** As much of a map as following its camera needs. */
export interface Follower {
  on(event: 'move', listener: () => void): unknown;
  off(event: 'move', listener: () => void): unknown;
  jumpTo(camera: { center: Place; zoom: number; padding: PaddingOptions }, mark: typeof ours): unknown;
  getCenter(): Place;
  getZoom(): number;
  getPadding(): PaddingOptions;
}
type Place = Pick<LngLat, 'lng' | 'lat'>;

/** Keeps two maps at one camera, whichever is moved; the second begins where the first is. Gives back what ends it. */
export function keepInStep(first: Follower, second: Follower): () => void {
  let following = false;
  const follow = (from: Follower, to: Follower) => () => {
    // The move that a follower makes is no reason for the other to follow back.
    if (following) return;
    following = true;
    to.jumpTo({ center: from.getCenter(), zoom: from.getZoom(), padding: from.getPadding() }, ours);
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
