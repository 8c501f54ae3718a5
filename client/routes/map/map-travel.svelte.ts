import { onMount, tick } from 'svelte';
import { levelOfCode, type Level } from '#contract/admin-units.ts';
import type { Bbox, Position } from '#contract/common.ts';
import { forLevel, measureOf } from '#contract/opening.ts';
import { fillLayerOf } from '#client/map/layers.ts';
import { boxToFit } from '#client/map/islands.ts';
import type { MapRoom } from '#client/map/map-room.svelte.ts';
import type { Atlas } from './atlas.svelte.ts';
import type { Router } from '../router.svelte.ts';

/** Ways between units on the map: to one, up from one, to where a person stands. */
export class MapTravel {
  readonly #router: Router;
  readonly #atlas: Atlas;
  readonly #room: MapRoom;
  readonly #onshow: () => void;

  /** `onshow` is told of every unit gone to. */
  constructor(router: Router, atlas: Atlas, room: MapRoom, onshow: () => void) {
    this.#router = router;
    this.#atlas = atlas;
    this.#room = room;
    this.#onshow = onshow;
  }

  /** Goes to a unit, at another date where one is given; the camera stays where the unit is well in view. */
  show(level: Level, code: string, bbox: Bbox | null, at = this.#router.address.at): void {
    const room = this.#room;
    const measures = this.#atlas.measures.reply?.measures ?? [];
    const now = this.#atlas.measure;
    // A unit that was drilled into is shown by the units inside it.
    const kept = level === 'commune' ? now : forLevel(measures, 'commune', now);
    const stays = level === 'commune' && bbox !== null && room.shows(bbox);
    const center = stays ? room.map?.getCenter() : undefined;
    const view = center === undefined ? null : { lng: center.lng, lat: center.lat, zoom: room.map?.getZoom() ?? 0 };
    this.#router.go({
      page: 'map',
      unit: { level, code },
      feature: null,
      at,
      on: null,
      view,
      level: level === 'commune' ? this.#router.address.level : null,
      measure: kept === null || kept.id === measureOf(measures, null, null)?.id ? null : kept.id,
    });
    this.#onshow();
  }

  pick = (level: Level, code: string): void => {
    const unit = this.#atlas.frame?.units.get(code);
    // A unit of another day is looked at on that day: its code may be another's on the one that is shown.
    const { at, on } = this.#router.address;
    this.show(level, code, unit === undefined ? null : boxToFit(unit), on ?? at);
  };

  /** One step up: from a feature to its unit, commune, district, province, everything. */
  climb = (): void => {
    const { unit, feature } = this.#router.address;
    if (feature !== null) {
      this.#router.go({ feature: null });
      return;
    }
    if (unit === null) return;
    const atlas = this.#atlas;
    const parentCode = unit.level === 'commune' ? (atlas.frame?.units.get(unit.code)?.parentCode ?? null) : null;
    const above =
      atlas.unit?.profile.ancestors.at(-1) ??
      (parentCode === null ? undefined : { level: levelOfCode(parentCode), code: parentCode });
    const whole =
      above === undefined || (above.level === 'province' && (atlas.provinces.reply?.numberMatched ?? 0) <= 1);
    if (whole) this.#router.go({ unit: null, view: null });
    else this.show(above.level, above.code, null);
  };

  locate = async (position: Position): Promise<boolean> => {
    const room = this.#room;
    const before = room.map?.getCenter().toArray();
    const zoom = room.map?.getZoom() ?? 0;
    room.jump(position, Math.max(zoom, 11));
    const [code] = await room.unitsAt(position, fillLayerOf(this.#atlas.frame?.level ?? this.#atlas.level));
    if (code === undefined) {
      // The next turn of the wheel would write into the address where the person stands.
      if (before !== undefined) room.jump(before, zoom);
      return false;
    }
    // Without an extent the camera goes to the whole unit: the address must not keep where the person stands.
    this.show(this.#atlas.frame?.level ?? this.#atlas.level, code, null);
    return true;
  };
}

/** Who chose a unit by keyboard reads on in its panel. */
export function readOnInPanel(atlas: Atlas, unit: () => { readonly code: string } | null): void {
  let named: string | null = null;
  onMount(() => void (named = unit()?.code ?? null));
  $effect(() => {
    const code = atlas.unit?.profile.code ?? null;
    if (code === null || code === named) return;
    named = code;
    const from = document.activeElement;
    if (from?.id !== 'map')
      // The panel comes when a unit is first looked at.
      void import('./UnitPanel.svelte')
        .then(tick)
        .then(() => document.getElementById('unit-name')?.focus({ preventScroll: true }));
  });
}
