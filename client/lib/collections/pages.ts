import type { Feature } from '#contract/features.ts';

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

/** Which pages were asked for already. */
export class AskedPages {
  readonly #pages = new Set<number>();

  /** Notes a page; false where it was asked for before. */
  take(page: number): boolean {
    if (this.#pages.has(page)) return false;
    this.#pages.add(page);
    return true;
  }
  forget(page: number): void {
    this.#pages.delete(page);
  }
}
