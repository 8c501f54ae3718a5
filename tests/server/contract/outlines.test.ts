import { expect, test } from 'vitest';
import type { Bbox } from '#contract/common.ts';
import { firstOutlineZoom, mostOutlineZoom } from '#contract/outlines.ts';

test.each([
  ['a province', [108.67, 12.71, 109.46, 13.7], 8],
  ['the country', [102.1, 8.3, 109.5, 23.4], 4],
  ['a commune', [109.2, 13, 109.25, 13.05], mostOutlineZoom],
  ['a point', [109.2, 13, 109.2, 13], mostOutlineZoom],
  ['the world', [-180, -85, 180, 85], 0],
] as const)('the outlines of %s that come with the page are those of a map that it fills', (_, extent, zoom) => {
  const bbox: Bbox = [...extent];
  expect(firstOutlineZoom({ extent: bbox })).toBe(zoom);
  // Far islands do not make it another map.
  expect(firstOutlineZoom({ extent: [100, 5, 118, 24], mainland: bbox })).toBe(zoom);
});

test('a portal without boundaries has no first map', () => {
  expect(firstOutlineZoom({ extent: null })).toBeNull();
});
