import { formatAddress, parseAddress, type Address } from './address.ts';

/** The page's address: the one place that holds the state of a screen. Made once, in App. */
export class Router {
  #address = $state.raw<Address>(parseAddress(new URL(window.location.href)));

  constructor() {
    $effect(() => {
      const read = () => (this.#address = parseAddress(new URL(window.location.href)));
      window.addEventListener('popstate', read);
      return () => window.removeEventListener('popstate', read);
    });
  }

  get address(): Address {
    return this.#address;
  }

  /** Address of this page with some of its state changed: what a link carries. */
  href(change: Partial<Address>): string {
    return formatAddress({ ...this.#address, ...change });
  }

  /** A step that the back button undoes. */
  go(change: Partial<Address>): void {
    this.#move({ ...this.#address, ...change }, 'push');
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
    this.#move(parseAddress(new URL(link.href)), 'push');
  };

  #move(next: Address, how: 'push' | 'replace'): void {
    const text = formatAddress(next);
    if (text === formatAddress(this.#address)) return;
    if (how === 'push') window.history.pushState(null, '', text);
    else window.history.replaceState(null, '', text);
    this.#address = next;
  }
}
