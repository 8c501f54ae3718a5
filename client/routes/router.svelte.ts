import { formatAddress, parseAddress, type Address } from './address.ts';

/** A browser that was asked for too many steps (WebKit: 100 in 30 s) takes the address again after so long. */
const laterMs = 2000;

/** The page's address: the one place that holds the state of a screen. Made once, in App. */
export class Router {
  #address = $state.raw<Address>(parseAddress(new URL(window.location.href)));
  /** What the last step of history was made by: more of the same gesture is the same step. */
  #gesture: object | null = null;
  #later: ReturnType<typeof setTimeout> | undefined;

  constructor() {
    $effect(() => {
      const read = () => {
        this.#gesture = null;
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
    this.#move(parseAddress(new URL(link.href)), 'push');
  };

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
