import { expect } from 'vitest';
import { catalogOf, readCatalog, type TableCollection } from '#catalog/collections.ts';
import type { Viewer } from '#contract/viewer.ts';
import { FeatureCollection } from '#contract/features.ts';
import { tableOf, type TestFeature } from '#tests/support/features.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { readTestCatalog } from '../../intake/kinds/features/support.ts';

/** The reference date of the portal whose pages are walked, and where its test points are. */
export const day = '2024-10-31';
export const things = '/api/collections/test-points/items';

export interface PagingPortal {
  readonly portal: TestPortal;
  readonly points: TableCollection;
  readonly lines: TableCollection;
  /** Who asks from now on. */
  readonly seenBy: (viewer: Viewer) => void;
  readonly sql: <Row extends object>(text: string, values?: unknown[]) => Promise<Row[]>;
  /** Takes out all features; row by row, so that what counts them knows. */
  readonly clear: () => Promise<unknown>;
  /** A page, by its address with or without the host; it says how many features it has. */
  readonly pageOf: (address: string) => Promise<FeatureCollection>;
  /** Ids of all pages in the order in which they come; `between` is done after each page, knowing what was given. */
  readonly walk: (
    address: string,
    between?: (page: number, given: readonly string[]) => Promise<unknown>,
  ) => Promise<string[]>;
}

/** A portal with the collections of the tree and the test ones, and what pages are walked with. */
export async function startPagingPortal(): Promise<PagingPortal> {
  const [made, own] = [await readTestCatalog(), await readCatalog()];
  const catalog = catalogOf([...own.collections, ...made.collections]);
  let viewer: Viewer = { kind: 'public' };
  const portal = await startTestPortal({ REFERENCE_DATE: day }, { catalog, viewerOf: () => viewer });
  async function pageOf(address: string): Promise<FeatureCollection> {
    const response = await portal.get(address.replace(portal.url, ''));
    expect(response.status, address + (await response.clone().text())).toBe(200);
    const page = FeatureCollection.parse(await response.json());
    expect(page.numberReturned).toBe(page.features.length);
    return page;
  }
  return {
    portal,
    points: tableOf(catalog, 'test-points'),
    lines: tableOf(catalog, 'test-lines'),
    seenBy: (next) => (viewer = next),
    sql: async <Row extends object>(text: string, values: unknown[] = []) =>
      (await portal.db.pool.query<Row>(text, values)).rows,
    clear: () =>
      portal.db.pool.query('with lines as (delete from collection_test_lines) delete from collection_test_points'),
    pageOf,
    async walk(address, between = () => Promise.resolve()) {
      const ids: string[] = [];
      let next: string | undefined = address;
      for (let page = 0; next !== undefined; page++) {
        const found: FeatureCollection = await pageOf(next);
        ids.push(...found.features.map(({ id }) => id));
        next = linkOf(found, 'next');
        if (next !== undefined) await between(page, ids);
        expect(page).toBeLessThan(500);
      }
      return ids;
    },
  };
}

export function linkOf({ links }: FeatureCollection, rel: string): string | undefined {
  return links.find((link) => link.rel === rel)?.href;
}

/** Parameters of an address; without those that are empty. */
export function query(parameters: Record<string, string | number>): string {
  const given = Object.entries(parameters).filter(([, value]) => value !== '');
  return new URLSearchParams(given.map(([name, value]) => [name, String(value)])).toString();
}

/** A point of the test collection. */
export const thing = (
  code: string,
  properties: Record<string, unknown> = {},
  rest: Partial<TestFeature> = {},
): TestFeature => ({
  geometry: { type: 'Point', coordinates: [109.1, 13.1] },
  ...rest,
  properties: { code, material: 'wood', ...properties },
});
