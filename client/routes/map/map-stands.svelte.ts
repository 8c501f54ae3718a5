import type { MapRoom } from '#client/map/map-room.svelte.ts';

/** On a slow line the rest waits for the first map no longer than this. */
const longestMs = 4_000;

/** Whether the first map stands, or has had its time, or is not to be had. Lives as long as the component that asks. */
export function whetherMapStands(room: MapRoom): () => boolean {
  let over = $state(false);
  $effect(() => {
    const timer = setTimeout(() => (over = true), longestMs);
    return () => clearTimeout(timer);
  });
  $effect(() => {
    if (room.stands || room.standing !== 'possible') over = true;
  });
  return () => over;
}
