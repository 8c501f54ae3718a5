import { untrack } from 'svelte';
import type { Feature } from '#contract/features.ts';
import type { Portal } from '#contract/portal.ts';
import { extentOf } from '#client/lib/collections/nearest.ts';
import { boxToFit, leftOut, portalReach, type Reach } from '#client/map/islands.ts';
import type { MapRoom } from '#client/map/map-room.svelte.ts';
import type { Address } from '../address.ts';
import type { Layers } from './layers.svelte.ts';
import type { Atlas } from './atlas.svelte.ts';

/** The camera goes where the address leads: to a view, a unit or the whole portal, and to the feature looked at. */
export function followCamera(
  room: MapRoom,
  { atlas, layers }: { readonly atlas: Atlas; readonly layers: Layers },
  now: () => { readonly address: Address; readonly portal: Portal | undefined },
): void {
  followAddress(
    room,
    atlas,
    () => now().address,
    () => {
      const { portal } = now();
      return portal === undefined ? null : portalReach(portal);
    },
  );
  followFeature(
    room,
    () => layers.feature?.feature ?? null,
    () => now().address,
  );
}

/** Where a unit lies, as the frame or what is said of it knows; null while neither does. */
export function reachOf(atlas: Atlas, unit: NonNullable<Address['unit']>): Reach | null {
  const drawn = unit.level === atlas.frame?.level ? atlas.frame.units.get(unit.code) : undefined;
  return drawn?.bbox ? drawn : (atlas.unit?.profile ?? null);
}

/**
 * The camera follows the address: a named view, else the unit or the former one, else the whole. A drag writes the address that it is
 * at, so it is never undone. The first move is made without flight.
 */
function followAddress(room: MapRoom, atlas: Atlas, address: () => Address, whole: () => Reach | null): void {
  const nowhere = { bbox: null, insets: 0 };
  const unit = $derived(address().unit);
  const target = $derived.by(() => {
    const { view } = address();
    if (view !== null) return { view, ...nowhere };
    const former = unit?.level === 'commune' ? undefined : atlas.frame?.scope?.reach;
    const reach = former ?? (unit === null || atlas.gone ? whole() : reachOf(atlas, unit));
    return reach === null
      ? { view: null, ...nowhere }
      : { view: null, bbox: boxToFit(reach), insets: leftOut(reach).length };
  });
  // Where nobody has chosen a view, a sheet that moves and a window that changes its size are a reason to aim anew.
  const key = $derived(JSON.stringify([target, unit, target.view === null ? [room.padding, room.size] : null]));
  let arrived = false;
  $effect(() => {
    void key;
    const { view, bbox, insets } = untrack(() => target);
    const animate = arrived;
    if (view === null && bbox === null) return;
    arrived = true;
    if (view !== null) room.goTo(view);
    else if (bbox !== null) room.fit(bbox, { animate, insets, near: untrack(() => unit?.level) === 'commune' });
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
