import { untrack } from 'svelte';
import type { Bbox } from '#contract/common.ts';
import type { Feature } from '#contract/features.ts';
import { extentOf } from '#client/lib/collections/nearest.ts';
import { wholeView } from '#client/map/islands.ts';
import type { MapRoom } from '#client/map/map-room.svelte.ts';
import type { Address } from '../address.ts';
import type { Layers } from './layers.svelte.ts';
import type { Atlas } from './atlas.svelte.ts';

/** The camera goes where the address leads: to a view, a unit or the whole `extent`, and to the feature looked at. */
export function followCamera(
  room: MapRoom,
  { atlas, layers }: { readonly atlas: Atlas; readonly layers: Layers },
  now: () => { readonly address: Address; readonly extent: Bbox | null },
): void {
  followAddress(
    room,
    atlas,
    () => now().address,
    () => {
      const { extent } = now();
      return extent && wholeView(extent);
    },
  );
  followFeature(
    room,
    () => layers.feature?.feature ?? null,
    () => now().address,
  );
}

/**
 * The camera follows the address: a named view, else the unit, else the whole. A drag writes the address that it is
 * at, so it is never undone. The first move is made without flight.
 */
function followAddress(room: MapRoom, atlas: Atlas, address: () => Address, whole: () => Bbox | null): void {
  const unit = $derived(address().unit);
  const target = $derived.by(() => {
    const { view } = address();
    if (view !== null) return { view, bbox: null };
    if (unit === null) return { view: null, bbox: whole() };
    const drawn = unit.level === atlas.frame?.level ? atlas.frame.units.get(unit.code)?.bbox : null;
    return { view: null, bbox: drawn ?? atlas.unit?.profile.bbox ?? null };
  });
  // Where nobody has chosen a view, a sheet that moves and a window that changes its size are a reason to aim anew.
  const key = $derived(JSON.stringify([target, unit, target.view === null ? [room.padding, room.size] : null]));
  let arrived = false;
  $effect(() => {
    void key;
    const { view, bbox } = untrack(() => target);
    const animate = arrived;
    if (view === null && bbox === null) return;
    arrived = true;
    if (view !== null) room.goTo(view);
    else if (bbox !== null) room.fit(bbox, { animate, near: untrack(() => unit?.level) === 'commune' });
  });
}

/** A feature that comes into the address is brought into view; one that opened the page without a camera, near. */
function followFeature(room: MapRoom, feature: () => Feature | null, address: () => Address): void {
  let key: string | null = null;
  let opening = untrack(() => address().feature !== null && address().view === null);
  $effect(() => {
    const shown = feature();
    const next = shown === null ? null : JSON.stringify(shown.geometry);
    if (next === key) return;
    key = next;
    const bbox = shown === null ? null : extentOf(shown);
    if (bbox === null) return;
    const first = opening;
    opening = false;
    if (first || !room.holds(bbox)) room.fit(bbox, { animate: !first, near: true, maxZoom: 14 });
  });
}
