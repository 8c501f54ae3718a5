import { getContext, setContext, untrack } from 'svelte';
import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Bbox, Position } from '#contract/common.ts';
import type { ClearPart } from './features-in-view.ts';
import { cameraOf, limitsOf, roomAround, type Aim, type ExtentAim } from './aim.ts';
import { inWorld, placeIn, type MapCamera } from './camera.ts';
import type { Archipelago } from './islands.ts';
import { wantsStillness } from './motion.ts';
import { ours } from './ours.ts';
import type { Padding, Size } from './padding.ts';
import type { PictureOf } from './picture.ts';

const key = Symbol('map room');

/**
 * The way to the map for everything outside it: camera moves and what lies at a point. It exists before the map does
 * (MapLibre comes lazily); until then moves are kept and the last one is made on arrival.
 */
export class MapRoom {
  #map = $state.raw<MapLibreMap>();
  /** Whether the browser can draw the map, has lost what it draws with, or never had it. */
  standing = $state<'possible' | 'lost' | 'impossible'>('possible');
  /** Where the map was last sent; where it stood, once it went. */
  aim = $state.raw<Aim | null>(null);
  #zooming: { ours?: true } | null = null;
  #waiting: ((map: MapLibreMap) => void) | null = null;
  /** What is covered. A change of it is a reason to aim anew. */
  padding = $state.raw<Padding>({ top: 0, right: 0, bottom: 0, left: 0 });
  /** Pixels of the map; 0 while they are not known. */
  size = $state.raw<Size>({ width: 0, height: 0 });
  /** Whether the live map has drawn its units, or somebody has moved it: from then on it is what is looked at. */
  stands = $state(false);
  /** Key of the answer whose colours the live map bears. */
  painted = $state<string | null>(null);
  /** What stands in the place of the live map, while something does. */
  still = $state.raw<PictureOf | null>(null);
  /** Archipelagos that the map leaves out and an inset shows. */
  insets = $state.raw<readonly Archipelago[]>([]);
  /** Where a map that is not there yet, or any more, will open: a picture of it is drawn there. Null while nothing is known. */
  readonly camera = $derived.by((): MapCamera | null => (this.aim === null ? null : cameraOf(this.aim, this)));

  get map(): MapLibreMap | undefined {
    return this.#map;
  }

  /** What the map, or what stands in its place, has in its middle. */
  get center(): Position | null {
    return this.#map?.getCenter().toArray() ?? this.camera?.center ?? null;
  }

  /** Whether what is in sight is of an answer: the live map, or what stands in its place. */
  bears(answer: string | undefined): boolean {
    return this.still !== null || this.standing !== 'possible' || this.painted === answer;
  }

  arrive(map: MapLibreMap): void {
    this.#map = map;
    const move = this.#waiting;
    this.#waiting = null;
    if (move) this.#do(move);
  }

  leave(): void {
    const map = this.#map;
    if (map !== undefined) this.aim = { center: map.getCenter().toArray(), zoom: map.getZoom() };
    this.#map = undefined;
    this.stands = false;
    this.painted = null;
  }

  /**
   * Shows a whole extent; with `near`, its surroundings too; with `insets`, beside so many of them. `byHand`, where somebody asks
   * for it and the address does not: it is to hold where that led.
   */
  fit(bbox: Bbox, { animate = true, near = false, maxZoom = 12.5, insets = 0, byHand = false } = {}): void {
    const aim: ExtentAim = { bbox, near, maxZoom, insets };
    this.aim = aim;
    this.#do((map) => {
      const size = this.#size(map);
      // The map hears of a new size a little later than we do.
      const { clientWidth, clientHeight } = map.getCanvas();
      if (Math.abs(clientWidth - size.width) > 1 || Math.abs(clientHeight - size.height) > 1) map.resize();
      const padding = roomAround(aim, { padding: this.padding, size });
      map.fitBounds(bbox, { ...this.#motion(animate), padding, maxZoom }, byHand ? {} : ours);
    });
  }

  /** Brings a point into view without changing the scale; stays where it is if the point is seen already. */
  reveal(point: Position): void {
    const picture = this.standing === 'possible' ? null : this.camera;
    if (picture !== null && !this.#clear(placeIn(picture, this.size)(inWorld(point)), this.size))
      this.aim = { ...picture, center: point };
    this.#do((map) => {
      const { x, y } = map.project(point);
      if (this.#clear([x, y], this.#size(map))) return;
      // Not as padding, which would stay, so that the middle of the map would be another than the address says.
      const { top, right, bottom, left } = this.padding;
      map.easeTo({ center: point, offset: [(left - right) / 2, (top - bottom) / 2], ...this.#motion(true) });
    });
  }

  /** Whether a place in the map is covered by nothing, nor at its edge. */
  #clear([x, y]: Position, { width, height }: Size): boolean {
    const { top, right, bottom, left } = this.padding;
    const margin = 40;
    return x > left + margin && x < width - right - margin && y > top + margin && y < height - bottom - margin;
  }

  /** Goes to a camera; stays where it is if it is there already. */
  goTo({ lng, lat, zoom }: { lng: number; lat: number; zoom: number }): void {
    this.aim = { center: [lng, lat], zoom };
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
    if (this.standing !== 'possible' && this.camera !== null) {
      const { minZoom, maxZoom } = limitsOf(this.padding);
      this.aim = { ...this.camera, zoom: Math.min(Math.max(this.camera.zoom + steps, minZoom), maxZoom) };
    }
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

  #size(map: MapLibreMap): { width: number; height: number } {
    const { clientWidth, clientHeight } = map.getContainer();
    return { width: clientWidth, height: clientHeight };
  }
}

export function provideMapRoom(room: MapRoom): MapRoom {
  return setContext(key, room);
}

export function useMapRoom(): MapRoom {
  return getContext<MapRoom>(key);
}
