import type { Feature } from '#contract/features.ts';
import { enter } from '#client/api/failed.ts';
import { patiently } from '#client/api/patience.ts';
import { ProblemError } from '#client/api/problem.ts';
import { newest } from '#client/api/revisions.svelte.ts';
import { askItems, type ItemsQuestion } from './items.ts';
import { AskedPages, indexesOf, nextCursor, noPages, withPage } from './pages.ts';

/** Features of one page of the list. */
const pageSize = 100;
/** A list is read no further than this: beyond it one narrows the filter. */
export const longestList = 100_000;
/** Most rows of one saved file, as the API gives them in one answer. */
export const mostSaved = 10_000;

/** Which features stand in a list, and in which order. */
export interface Listed {
  readonly collection: string;
  /** CQL2 text; empty for all. */
  readonly filter: string;
  readonly properties: readonly string[];
  readonly sort: { readonly key: string; readonly descending: boolean } | null;
  /** Day that the features hold on; null for the portal's own. */
  readonly at: string | null;
}

/** The features of a list, of which those in view are fetched. Lives as long as the component that makes it. */
export class FeaturePages {
  #total = $state<number>();
  #pages = $state.raw(noPages);
  #problem = $state.raw<ProblemError>();
  #loading = $state(true);
  #asked = new AskedPages();
  #abort = new AbortController();
  /** Rows that are looked at; a new list is read there too, once its first page has come. */
  #range = { first: 0, end: 0 };
  #beginning = false;
  readonly #ask: () => Listed;
  readonly #indexes = $derived(indexesOf(this.#pages, pageSize));

  constructor(ask: () => Listed) {
    this.#ask = ask;
    const key = $derived(JSON.stringify(ask()));
    $effect(() => enter(this));
    $effect(() => {
      void key;
      // Rows of before and after a change of the data are no list.
      void newest.generation;
      this.#begin();
      return () => this.#abort.abort();
    });
  }

  /** How many features there are; undefined until the first answer. */
  get total(): number | undefined {
    return this.#total;
  }
  get problem(): ProblemError | undefined {
    return this.#problem;
  }
  get loading(): boolean {
    return this.#loading;
  }

  rowAt = (index: number): Feature | undefined => this.#pages.get(Math.floor(index / pageSize))?.[index % pageSize];
  indexOf = (id: string): number | undefined => this.#indexes.get(id);

  /** Fetches the rows from `first` up to before `end` that are not there. */
  need = (first: number, end: number): void => {
    this.#range = { first, end };
    if (this.#beginning) return;
    for (let page = Math.floor(first / pageSize); page * pageSize < end; page += 1) void this.#load(page);
  };

  /** All features of the list, up to what one file may hold. */
  async all(): Promise<readonly Feature[]> {
    const { features } = await this.#fetch({ limit: mostSaved }, this.#abort.signal);
    return features;
  }

  retry = (): void => this.#begin();

  /** A new list: what is shown stays until the first page of it is there. */
  #begin(): void {
    this.#abort.abort();
    this.#abort = new AbortController();
    this.#asked = new AskedPages();
    this.#problem = undefined;
    this.#beginning = true;
    void this.#load(0, true);
  }

  async #load(page: number, anew = false): Promise<void> {
    const { signal } = this.#abort;
    const asked = this.#asked.take(page, async (cursor) => {
      const begin = cursor === null ? { offset: page * pageSize } : { cursor };
      const found = await this.#fetch({ limit: pageSize, ...begin }, signal);
      if (signal.aborted) return null;
      this.#total = found.numberMatched;
      this.#pages = withPage(anew ? noPages : this.#pages, page, found.features);
      this.#loading = false;
      return nextCursor(found);
    });
    if (asked === null) return;
    if (anew) this.#loading = true;
    try {
      await asked;
      if (signal.aborted || !anew) return;
      this.#beginning = false;
      this.need(this.#range.first, Math.min(this.#range.end, this.#total ?? 0));
    } catch (failure) {
      if (signal.aborted) return;
      this.#loading = false;
      // Under the new heading the rows of another list would be taken for what was asked.
      if (anew) [this.#pages, this.#total] = [noPages, undefined];
      this.#problem = failure instanceof ProblemError ? failure : new ProblemError('unreadable', String(failure));
    }
  }

  #fetch(part: Pick<ItemsQuestion, 'limit' | 'offset' | 'cursor'>, signal: AbortSignal) {
    const { collection, filter, properties, sort, at } = this.#ask();
    const abort = new AbortController();
    signal.addEventListener('abort', () => abort.abort(), { once: true });
    return patiently((own) => askItems(collection, { ...part, filter, properties, sort, at }, own), abort);
  }
}
