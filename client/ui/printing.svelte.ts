import { flushSync } from 'svelte';

/**
 * Whether the page is being put on paper. It changes in time for what depends on it to be there: the browser takes the
 * page as it stands when the event has been heard. Lives as long as the component that makes it.
 */
export class Printing {
  #on = $state(false);

  constructor() {
    $effect(() => {
      const media = window.matchMedia('print');
      const turn = (on: boolean) => flushSync(() => (this.#on = on));
      const begin = () => turn(true);
      const end = () => turn(false);
      const look = () => turn(media.matches);
      window.addEventListener('beforeprint', begin);
      window.addEventListener('afterprint', end);
      media.addEventListener('change', look);
      return () => {
        window.removeEventListener('beforeprint', begin);
        window.removeEventListener('afterprint', end);
        media.removeEventListener('change', look);
      };
    });
  }

  get on(): boolean {
    return this.#on;
  }
}
