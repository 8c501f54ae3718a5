import type { Feature, FeatureCollection } from '#contract/features.ts';

/** Pages of a list that are there, by their number. */
export type Pages = ReadonlyMap<number, readonly Feature[]>;
export const noPages: Pages = new Map();

/** Pages with one more. */
export function withPage(pages: Pages, page: number, features: readonly Feature[]): Pages {
  return new Map([...pages, [page, features]]);
}

/** Index of each feature in the whole list, by its id. */
export function indexesOf(pages: Pages, pageSize: number): ReadonlyMap<string, number> {
  return new Map([...pages].flatMap(([page, features]) => features.map(({ id }, at) => [id, page * pageSize + at])));
}

/** Where the page after another one begins, as the portal said with that one; null after the last. */
export function nextCursor({ links }: Pick<FeatureCollection, 'links'>): string | null {
  const next = links.find(({ rel }) => rel === 'next');
  // Whole or beginning with a slash: only what it carries is wanted.
  return next === undefined ? null : new URL(next.href, 'http://portal').searchParams.get('cursor');
}

/**
 * Which pages were asked for already, and where each ended. A page whose forerunner was asked for goes on where that
 * ended, so that none of its features is shown twice or passed over when others cease or come meanwhile.
 */
export class AskedPages {
  readonly #ends = new Map<number, Promise<string | null>>();

  /**
   * Asks for a page by `ask`, which is given the cursor to go on from, or null where the page has to be counted off, and
   * gives the cursor of the page after it. Null where the page was asked for before; one that failed may be asked for again.
   */
  take(page: number, ask: (cursor: string | null) => Promise<string | null>): Promise<string | null> | null {
    if (this.#ends.has(page)) return null;
    const before = this.#ends.get(page - 1) ?? Promise.resolve(null);
    const end = before.catch(() => null).then(ask);
    this.#ends.set(page, end);
    end.catch(() => this.#ends.delete(page));
    return end;
  }
}
