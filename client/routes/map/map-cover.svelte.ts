import { tick } from 'svelte';
import type { Drawing } from '#client/lib/drawing/drawing.svelte.ts';
import type { Padding } from '#client/map/padding.ts';
import type { SheetHeight } from '#client/ui/sheet-heights.ts';
import type { Layers } from './layers.svelte.ts';
import type { Router } from '../router.svelte.ts';
import { noTable, type TableState } from './table-state.ts';

/** Below this height (the rule of MapTools and MapButtons) a map has room for one row of controls. */
const lowMap = 300;

/** What lies over the map: a phone's sheet, the tools, the table. On a phone only one of them is to be read at a time. */
export class MapCover {
  sheet = $state<SheetHeight>('half');
  #toolsOpen = $state(false);
  readonly #router: Router;
  readonly #layers: Layers;
  readonly #drawing: Drawing;
  readonly #phone: () => boolean;

  constructor(router: Router, layers: Layers, drawing: Drawing, phone: () => boolean) {
    this.#router = router;
    this.#layers = layers;
    this.#drawing = drawing;
    this.#phone = phone;
  }

  /** A drawing that came with the address has its tools beside it. */
  readonly toolsOpen = $derived.by(() => this.#toolsOpen || this.#drawing.tool !== null);

  /** Whether the panel, and its heading with it, is out of reach. */
  readonly lowered = $derived.by(() => this.#phone() && this.sheet === 'handle');
  /** Whether the tools wait behind the sheet. */
  readonly toolsBehind = $derived.by(() => this.#phone() && this.sheet !== 'handle');

  /** What is covered of a map of some pixels' height. */
  padding(height: number): Padding {
    const bottom = this.sheet === 'handle' ? 52 : height / 2;
    // In a low map the date stands beside the search.
    const top = height < lowMap ? 56 : 108;
    return this.#phone() ? { top, right: 0, bottom, left: 0 } : { top: 52, right: 0, bottom: 0, left: 0 };
  }

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
    if (this.#phone()) this.sheet = 'handle';
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
    return this.#phone() ? noTable : {};
  }
}
