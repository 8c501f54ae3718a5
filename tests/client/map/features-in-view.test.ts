import { expect, test } from 'vitest';
import { middleWithin, stepFrom, type FeatureInView } from '#client/map/features-in-view.ts';

const feature = (collection: string, id: string): FeatureInView => ({
  collection,
  id,
  title: null,
  count: 1,
  spot: { x: 0, y: 0 },
});
// One id in two layers: two features.
const view = [feature('schools', '1'), feature('markets', '1'), feature('schools', '2')];

test.each<[string, FeatureInView | null, 1 | -1, number]>([
  ['begins at the first', null, 1, 0],
  ['begins backwards at the last', null, -1, 2],
  ['goes on, over layers', feature('schools', '1'), 1, 1],
  ['goes back, over layers', feature('markets', '1'), -1, 0],
  ['goes on from the last to the first', feature('schools', '2'), 1, 0],
  ['goes back from the first to the last', feature('schools', '1'), -1, 2],
  ['begins anew where the feature is out of view', feature('schools', '9'), 1, 0],
])('%s', (_, from, steps, reached) => {
  expect(stepFrom(view, from, steps)).toBe(reached);
});

test('nothing in view leads nowhere', () => {
  expect(stepFrom([], null, 1)).toBeNull();
  expect(stepFrom([], feature('schools', '1'), -1)).toBeNull();
});

test('a feature stands at the middle one of its positions that nothing covers', () => {
  const frame = { left: 0, top: 50, right: 100, bottom: 100 };
  const line = [10, 20, 60, 70, 80, 200].map((y) => ({ x: 50, y }));
  expect(middleWithin(line, frame)).toEqual({ x: 50, y: 70 });
  expect(middleWithin([{ x: 50, y: 20 }], frame)).toBeNull();
  expect(middleWithin([], frame)).toBeNull();
});
