import { onDestroy } from 'svelte';

/** A drag is many steps: they ask once. */
const leastMs = 2000;
/** A screen in a meeting room is not touched for hours. */
const mostMs = 60_000;

/** Asks now and then whether data has changed. Lives as long as the component that makes it. */
export class News {
  readonly #ask: () => void;
  #asked = Date.now();
  #next: ReturnType<typeof setTimeout> | undefined;

  constructor(ask: () => void) {
    this.#ask = ask;
    const regular = setInterval(this.ask, mostMs);
    onDestroy(() => {
      clearInterval(regular);
      clearTimeout(this.#next);
    });
  }

  /** Asks at once, or once it may again; a page that nobody sees asks nothing. */
  ask = (): void => {
    if (document.visibilityState === 'hidden') return;
    clearTimeout(this.#next);
    const wait = this.#asked + leastMs - Date.now();
    this.#next = setTimeout(
      () => {
        this.#asked = Date.now();
        this.#ask();
      },
      Math.max(0, wait),
    );
  };
}
