import type { Revisions } from '#contract/revisions.ts';
import { Kept } from './kept.ts';
import { newest } from './revisions.svelte.ts';

/** An answer with the revisions that it was given by. */
export interface Remembered<Reply> {
  readonly reply: Reply;
  readonly revisions: Revisions;
}

/** The last so many answers by key; one that newer data made old is forgotten. */
export class Memory<Reply> {
  readonly #kept: Kept<Remembered<Reply>>;

  constructor(most: number) {
    this.#kept = new Kept(most);
  }

  get(key: string): Remembered<Reply> | undefined {
    const found = this.#kept.get(key);
    return found === undefined || newest.isOlder(found.revisions) ? undefined : found;
  }

  set(key: string, remembered: Remembered<Reply>): void {
    this.#kept.set(key, remembered);
  }

  delete(key: string): void {
    this.#kept.delete(key);
  }
}
