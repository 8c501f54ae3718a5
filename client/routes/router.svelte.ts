import { untrack } from 'svelte';
import { formatAddress, parseAddress, type Address } from './address.ts';

/** A browser that was asked for too many steps (WebKit: 100 in 30 s) takes the address again after so long. */
const laterMs = 2000;

/** The page's address: the one place that holds the state of a screen. Made once, in App. */
export class Router {
  #address = $state.raw<Address>(parseAddress(new URL(window.location.href)));
  /** What the last step of history was made by: more of the same gesture is the same step. */
  #gesture: object | null = null;
  #later: ReturnType<typeof setTimeout> | undefined;
  #said = $state.raw<readonly string[]>([]);

  constructor() {
    this.#tidy();
    $effect(() => {
      const read = () => {
        this.#gesture = null;
        this.#said = [];
        this.#address = parseAddress(new URL(window.location.href));
      };
      window.addEventListener('popstate', read);
      return () => {
        window.removeEventListener('popstate', read);
        clearTimeout(this.#later);
      };
    });
  }

  get address(): Address {
    return this.#address;
  }

  /** Address of this page with some of its state changed: what a link carries. */
  href(change: Partial<Address>): string {
    return formatAddress({ ...this.#address, ...change });
  }

  /** A step that the back button undoes. Steps of one `gesture` that follow each other (a drag, a play) are one step. */
  go(change: Partial<Address>, gesture: object | null = null): void {
    const next = { ...this.#address, ...change };
    if (formatAddress(next) === formatAddress(this.#address)) return;
    this.#said = [];
    const more = gesture !== null && gesture === this.#gesture;
    this.#gesture = gesture;
    this.#move(next, more ? 'replace' : 'push');
  }

  /** A change that the back button passes over: camera, sorting, filter. */
  adjust(change: Partial<Address>): void {
    this.#move({ ...this.#address, ...change }, 'replace');
  }

  /** Follows links inside the page without loading it anew; new tabs, downloads and the API stay the browser's. */
  follow = (event: MouseEvent): void => {
    if (
      event.defaultPrevented ||
      event.button !== 0 ||
      event.metaKey ||
      event.ctrlKey ||
      event.shiftKey ||
      event.altKey
    )
      return;
    const link = event.target instanceof Element ? event.target.closest('a') : null;
    if (!link || link.target !== '' || link.hasAttribute('download') || link.origin !== window.location.origin) return;
    if (/^\/(api|basemap)(\/|$)/.test(link.pathname) || link.hash !== '') return;
    event.preventDefault();
    this.#gesture = null;
    this.#said = [];
    this.#move(parseAddress(new URL(link.href)), 'push');
  };

  /** What was put right in the address, in words, until somebody goes on. */
  get said(): readonly string[] {
    return this.#said;
  }

  /** Puts right what cannot be had, and says so. */
  amend({ change, said }: { readonly change: Partial<Address>; readonly said: readonly string[] }): void {
    if (said.length === 0) return;
    const before = untrack(() => this.#said);
    this.#said = [...before, ...said.filter((sentence) => !before.includes(sentence))];
    this.adjust(change);
  }

  hush = (): void => {
    this.#said = [];
  };

  /** What makes no sense in the address that the page was opened with goes out of it: it is not what is shown. */
  #tidy(): void {
    if (this.#address.page === 'notFound') return;
    const { pathname, search, hash } = window.location;
    const text = formatAddress(this.#address);
    if (text !== pathname + search) window.history.replaceState(window.history.state, '', text + hash);
  }

  /** The page goes first: what the browser makes of its history never keeps it from going on. */
  #move(next: Address, how: 'push' | 'replace'): void {
    const text = formatAddress(next);
    if (text === formatAddress(this.#address)) return;
    this.#address = next;
    clearTimeout(this.#later);
    try {
      if (how === 'push') window.history.pushState(null, '', text);
      else window.history.replaceState(null, '', text);
    } catch {
      this.#later = setTimeout(() => this.#rewrite(), laterMs);
    }
  }

  /** Writes the address that the browser did not take, once it may. */
  #rewrite(): void {
    try {
      window.history.replaceState(null, '', formatAddress(this.#address));
    } catch {
      this.#later = setTimeout(() => this.#rewrite(), laterMs);
    }
  }
}
