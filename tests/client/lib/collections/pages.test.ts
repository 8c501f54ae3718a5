import { expect, test } from 'vitest';
import type { Feature } from '#contract/features.ts';
import { AskedPages, indexesOf, noPages, withPage } from '#client/lib/collections/pages.ts';

const feature = (id: string): Feature => ({ type: 'Feature', id, geometry: null, properties: {} });

test('a feature is found by its place in the whole list, whichever pages are there', () => {
  const pages = withPage(withPage(noPages, 3, [feature('c'), feature('d')]), 0, [feature('a')]);
  expect([...indexesOf(pages, 2)].sort()).toEqual([
    ['a', 0],
    ['c', 6],
    ['d', 7],
  ]);
  expect(noPages.size).toBe(0);
});

test('a page is asked for once, and again after it failed', () => {
  const asked = new AskedPages();
  expect([asked.take(1), asked.take(1), asked.take(2)]).toEqual([true, false, true]);
  asked.forget(1);
  expect(asked.take(1)).toBe(true);
});
