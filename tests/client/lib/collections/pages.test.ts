import { expect, test } from 'vitest';
import type { Feature } from '#contract/features.ts';
import { AskedPages, indexesOf, nextCursor, noPages, withPage } from '#client/lib/collections/pages.ts';

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

test('a page is asked for once, and again after it failed', async () => {
  const asked = new AskedPages();
  const failing = asked.take(1, () => Promise.reject(new Error('no net')));
  expect(asked.take(1, () => Promise.resolve('never'))).toBeNull();
  await expect(failing).rejects.toThrow('no net');
  await expect(asked.take(1, () => Promise.resolve('end of 1'))).resolves.toBe('end of 1');
});

test('a page goes on where the one before ended, and is counted off where that is not known', async () => {
  const asked = new AskedPages();
  const begins: [page: number, cursor: string | null][] = [];
  const take = (page: number, answer: Promise<string | null>) =>
    asked.take(page, (cursor) => {
      begins.push([page, cursor]);
      return answer;
    });
  let answerSlowly: (cursor: string) => void = () => undefined;
  const slow = new Promise<string>((resolve) => (answerSlowly = resolve));
  const failing = take(5, Promise.reject(new Error('no net')));
  const all = [
    take(0, slow),
    take(1, Promise.resolve('end of 1')),
    take(2, Promise.resolve(null)),
    take(3, Promise.resolve('end of 3')),
    take(6, Promise.resolve('end of 6')),
  ];
  await expect(failing).rejects.toThrow('no net');
  answerSlowly('end of 0');
  await Promise.all(all);
  expect(begins.sort(([a], [b]) => a - b)).toEqual([
    [0, null],
    [1, 'end of 0'],
    [2, 'end of 1'],
    [3, null],
    [5, null],
    [6, null],
  ]);
});

test('the next page begins where its link says; the last one has none', () => {
  const self = { rel: 'self', href: 'http://host/items?limit=2&cursor=first' };
  const next = { rel: 'next', href: 'http://host/items?limit=2&cursor=s-e_cond' };
  expect(nextCursor({ links: [self, next] })).toBe('s-e_cond');
  expect(nextCursor({ links: [self] })).toBeNull();
});
