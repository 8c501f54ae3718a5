import type { MapRoom } from '#client/map/map-room.svelte.ts';

/** On a slow line the rest waits for the first map no longer than this. */
const longestMs = 4_000;
const touches = ['pointerdown', 'keydown'] as const;

/**
 * Whether the first map stands, or has had its time, or is not to be had, or somebody has begun to work: then all is wanted.
 * Lives as long as the component that asks.
 */
export function whetherMapStands(room: MapRoom): () => boolean {
  let over = $state(false);
  $effect(() => {
    const end = () => (over = true);
    const timer = setTimeout(end, longestMs);
    for (const touch of touches) window.addEventListener(touch, end, { once: true, capture: true });
    return () => {
      clearTimeout(timer);
      for (const touch of touches) window.removeEventListener(touch, end, { capture: true });
    };
  });
  $effect(() => {
    if (room.stands || room.standing !== 'possible') over = true;
  });
  return () => over;
}
