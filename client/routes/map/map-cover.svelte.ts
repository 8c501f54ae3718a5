import { tick, untrack } from 'svelte';
import { MediaQuery } from 'svelte/reactivity';
import type { Drawing } from '#client/lib/drawing/drawing.svelte.ts';
import type { MapRoom } from '#client/map/map-room.svelte.ts';
import type { Padding } from '#client/map/padding.ts';
import type { SheetHeight } from '#client/ui/sheet-heights.ts';
import type { Layers } from './layers.svelte.ts';
import type { Router } from '../router.svelte.ts';
import { noTable, type TableState } from './table-state.ts';

/** Below this height (the rule of MapTools and MapButtons) a map has room for one row of controls. */
const lowMap = 300;
/** Below this height half a sheet leaves no map. */
const lowScreen = 360;

/** What lies over the map: a phone's sheet, the tools, the table. On a phone only one of them is to be read at a time. */
export class MapCover {
  sheet = $state<SheetHeight>('half');
  #toolsOpen = $state(false);
  readonly #router: Router;
  readonly #layers: Layers;
  readonly #drawing: Drawing;
  // A sheet needs height: in a window that is low and not narrow the panel stands beside the map.
  readonly #narrow = new MediaQuery('(max-width: 699px) and (min-height: 520px), (max-width: 479px)');
  readonly #low = new MediaQuery('max-height: 519px');
  /** Pixels of what the map stands in. */
  width = $state(0);
  height = $state(0);

  constructor(router: Router, layers: Layers, drawing: Drawing, room: MapRoom) {
    this.#router = router;
    this.#layers = layers;
    this.#drawing = drawing;
    // What the sheet covers is no place for the camera to aim at.
    $effect(() => {
      room.padding = this.#padding;
      room.size = { width: this.width, height: this.height };
    });
    // A low phone opens with its map in sight.
    let opened = false;
    $effect(() => {
      if (opened || this.height === 0) return;
      opened = true;
      if (untrack(() => this.phone) && this.height < lowScreen) this.sheet = 'handle';
    });
  }

  /** Whether the panel is a sheet over the map. */
  get phone(): boolean {
    return this.#narrow.current;
  }
  /** Whether the dates are folded into a chip. */
  get folded(): boolean {
    return this.#narrow.current || this.#low.current;
  }

  /** A drawing that came with the address has its tools beside it. */
  readonly toolsOpen = $derived.by(() => this.#toolsOpen || this.#drawing.tool !== null);

  /** Whether the panel, and its heading with it, is out of reach. */
  readonly lowered = $derived.by(() => this.phone && this.sheet === 'handle');
  /** Whether the tools wait behind the sheet. */
  readonly toolsBehind = $derived.by(() => this.phone && this.sheet !== 'handle');

  /** What is covered of the map. */
  readonly #padding = $derived.by((): Padding => {
    if (!this.phone) return { top: 52, right: 0, bottom: 0, left: 0 };
    const bottom = this.sheet === 'handle' ? 52 : this.height / 2;
    // In a low map the date stands beside the search.
    return { top: this.height < lowMap ? 56 : 108, right: 0, bottom, left: 0 };
  });

  /** Brings the panel into sight. */
  raise = (): void => {
    if (this.lowered) this.sheet = 'half';
  };

  /** Brings the layers' part of the panel up, whatever the panel shows. */
  openLayers = async (): Promise<void> => {
    this.#layers.wanted = true;
    this.raise();
    this.#router.go({ feature: null, ...this.#withoutTable() });
    await tick();
    const part = document.getElementById('layers');
    part?.scrollIntoView({ block: 'start' });
    part?.focus({ preventScroll: true });
  };

  openTools = (): void => {
    this.#toolsOpen = true;
    if (this.phone) this.sheet = 'handle';
  };
  closeTools = (): void => {
    this.#toolsOpen = false;
    this.#drawing.close();
    document.getElementById('map-tools')?.focus();
  };

  /** A feature is to be looked at. */
  look = (collection: string, id: string): void => {
    this.#router.go({ feature: { collection, id }, ...this.#withoutTable() });
    // A buffer lies around what is chosen: then the tools stay in sight.
    const around = this.toolsOpen && this.#drawing.tool === 'buffer' && this.#drawing.center === 'feature';
    if (!around) this.raise();
  };

  /** A phone's table lies over the sheet. */
  #withoutTable(): Partial<TableState> {
    return this.phone ? noTable : {};
  }
}
