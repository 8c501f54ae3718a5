import { getContext, setContext, untrack } from 'svelte';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Bbox, Position } from '#contract/common.ts';
import type { ClearPart } from './features-in-view.ts';
import { cornerOf } from './inset.ts';
import type { Archipelago } from './islands.ts';
import { wantsStillness } from './motion.ts';
import { ours } from './ours.ts';
import { clearOfCorner, paddingWithin, type Padding, type Size } from './padding.ts';

const key = Symbol('map room');

/**
 * The way to the map for everything outside it: camera moves and what lies at a point. It exists before the map does
 * (MapLibre comes lazily); until then moves are kept and the last one is made on arrival.
 */
export class MapRoom {
  #map = $state.raw<MapLibreMap>();
  /** Whether the browser can draw the map, has lost what it draws with, or never had it. */
  standing = $state<'possible' | 'lost' | 'impossible'>('possible');
  /** Where a map that went stood: one that comes in its place opens there. */
  #left: { readonly center: Position; readonly zoom: number } | null = null;
  #zooming: { ours?: true } | null = null;
  #waiting: ((map: MapLibreMap) => void) | null = null;
  /** What is covered. A change of it is a reason to aim anew. */
  padding = $state.raw<Padding>({ top: 0, right: 0, bottom: 0, left: 0 });
  /** Pixels of the map; 0 while they are not known. */
  size = $state.raw<Size>({ width: 0, height: 0 });
  /** Archipelagos that the map leaves out and an inset shows. */
  insets = $state.raw<readonly Archipelago[]>([]);

  get map(): MapLibreMap | undefined {
    return this.#map;
  }

  arrive(map: MapLibreMap): void {
    this.#map = map;
    const move = this.#waiting;
    this.#waiting = null;
    if (move) this.#do(move);
  }

  leave(): void {
    const map = this.#map;
    if (map !== undefined) this.#left = { center: map.getCenter().toArray(), zoom: map.getZoom() };
    this.#map = undefined;
  }

  get left(): { readonly center: Position; readonly zoom: number } | null {
    return this.#left;
  }

  /** Shows a whole extent; with `near`, its surroundings too; with `insets`, beside so many of them. */
  fit(bbox: Bbox, { animate = true, near = false, maxZoom = 12.5, insets = 0 } = {}): void {
    this.#do((map) => {
      const { width, height } = this.#size(map);
      // The map hears of a new size a little later than we do.
      const { clientWidth, clientHeight } = map.getCanvas();
      if (Math.abs(clientWidth - width) > 1 || Math.abs(clientHeight - height) > 1) map.resize();
      const free = Math.min(width, height - this.padding.top - this.padding.bottom);
      const margin = near ? Math.max(24, free * 0.27) : 24;
      const around = this.around(margin);
      const padding =
        insets === 0
          ? around
          : clearOfCorner(around, { width, height }, shapeOf(bbox), cornerOf(insets, this.padding.bottom));
      map.fitBounds(bbox, { ...this.#motion(animate), padding, maxZoom }, ours);
    });
  }

  /** Brings a point into view without changing the scale; stays where it is if the point is seen already. */
  reveal(point: Position): void {
    this.#do((map) => {
      const { x, y } = map.project(point);
      const { width, height } = this.#size(map);
      const margin = 40;
      const seen =
        x > this.padding.left + margin &&
        x < width - this.padding.right - margin &&
        y > this.padding.top + margin &&
        y < height - this.padding.bottom - margin;
      if (!seen) map.easeTo({ center: point, padding: this.padding, ...this.#motion(true) }, ours);
    });
  }

  /** Goes to a camera; stays where it is if it is there already. */
  goTo({ lng, lat, zoom }: { lng: number; lat: number; zoom: number }): void {
    this.#do((map) => {
      const now = map.getCenter();
      const there =
        Math.abs(now.lng - lng) < 1e-4 && Math.abs(now.lat - lat) < 1e-4 && Math.abs(map.getZoom() - zoom) < 0.01;
      if (!there) map.easeTo({ center: [lng, lat], zoom, ...this.#motion(true) }, ours);
    });
  }

  jump(center: Position, zoom: number): void {
    this.#do((map) => map.jumpTo({ center, zoom }, ours));
  }

  zoomBy(steps: number): void {
    // Somebody's doing, like a turn of the wheel: the address is to hold where it led, but not where the next step cut in.
    if (this.#zooming !== null) this.#zooming.ours = true;
    const mark: { ours?: true } = {};
    this.#zooming = mark;
    this.#do((map) => map.easeTo({ zoom: map.getZoom() + steps, ...this.#motion(true) }, { mark }));
  }

  /** Whether the middle of an extent is in view; a map that is not there yet says no. */
  holds([west, south, east, north]: Bbox): boolean {
    const map = this.#map;
    if (map === undefined) return false;
    const { width, height } = this.#size(map);
    const { x, y } = map.project([(west + east) / 2, (south + north) / 2]);
    const { top, right, bottom, left } = this.padding;
    return x >= left && x <= width - right && y >= top && y <= height - bottom;
  }

  /** Whether an extent is in view and big enough to be looked at. */
  shows(bbox: Bbox): boolean {
    const map = this.#map;
    if (map === undefined) return false;
    const { width, height } = this.#size(map);
    const [left, top] = [map.project([bbox[0], bbox[3]]), map.project([bbox[2], bbox[1]])];
    const within =
      left.x >= this.padding.left && top.x <= width && left.y >= 0 && top.y <= height - this.padding.bottom;
    return within && Math.max(top.x - left.x, top.y - left.y) >= 48;
  }

  /** Codes of the units drawn at a position, once the map there is drawn. Nothing is asked of the portal for it. */
  async unitsAt(position: Position, layer: string): Promise<string[]> {
    const { map } = (await this.picture()) ?? {};
    if (map === undefined) return [];
    return map.queryRenderedFeatures(map.project(position), { layers: [layer] }).flatMap(({ id, properties }) => {
      const code: unknown = properties['code'] ?? id;
      return typeof code === 'string' ? [code] : [];
    });
  }

  /** The map once it is drawn, and the part of it that nothing covers; null where there is no map. */
  async picture(): Promise<{ readonly map: MapLibreMap; readonly part: ClearPart } | null> {
    const map = this.#map;
    if (map === undefined) return null;
    await new Promise<void>((resolve) => {
      if (map.loaded() && !map.isMoving()) resolve();
      else map.once('idle', () => resolve());
    });
    const { width, height } = this.#size(map);
    const { top, right, bottom, left } = this.padding;
    return { map, part: { left, top, right: width - right, bottom: height - bottom } };
  }

  #do(move: (map: MapLibreMap) => void): void {
    // Who asks for a move does not ask for it again when the map arrives: the last one that waits is made then.
    if (untrack(() => this.#map) === undefined) {
      this.#waiting = move;
      return;
    }
    // Not inside an effect: a move without animation reports its camera at once, the binding under us writes it to
    // state, and the effects of that round would chase each other until Svelte gives up.
    queueMicrotask(() => {
      if (this.#map) move(this.#map);
    });
  }

  #motion(animate: boolean): { duration: number; essential: boolean } {
    const still = !animate || wantsStillness();
    return { duration: still ? 0 : 400, essential: true };
  }

  /** What is covered, and a margin; less of both where hardly any map would be left between. */
  around(margin: number): Padding {
    return untrack(() => paddingWithin(this.padding, margin, this.size));
  }

  #size(map: MapLibreMap): { width: number; height: number } {
    const { clientWidth, clientHeight } = map.getContainer();
    return { width: clientWidth, height: clientHeight };
  }
}

/** How wide and high an extent is beside itself, as web mercator draws it near its middle. */
function shapeOf([west, south, east, north]: Bbox): Size {
  const shortened = Math.cos((((south + north) / 2) * Math.PI) / 180);
  return { width: Math.max((east - west) * shortened, 1e-6), height: Math.max(north - south, 1e-6) };
}

export function provideMapRoom(room: MapRoom): MapRoom {
  return setContext(key, room);
}

export function useMapRoom(): MapRoom {
  return getContext<MapRoom>(key);
}
