import { expect, test } from 'vitest';
import { inWorld } from '#client/map/camera.ts';
import { pathsOf, widthAt } from '#client/map/outlines.ts';
import type { Outlines } from '#contract/outlines.ts';

/** Two squares of 512 pixels at zoom 10 side by side, one step of the grid a pixel; the line between them is one arc. */
const step = 40_075_016.685578488 / (512 * 2 ** 10);
const outline = (code: string, arcs: number[]) => ({
  type: 'MultiPolygon' as const,
  arcs: [[arcs]],
  properties: { code },
});
const outlines: Outlines = {
  type: 'Topology',
  transform: { scale: [step, -step], translate: [0, 0] },
  arcs: [
    [
      [512, 0],
      [0, 512],
    ],
    [
      [512, 512],
      [-512, 0],
      [0, -512],
      [512, 0],
    ],
    [
      [512, 0],
      [512, 0],
      [0, 512],
      [-512, 0],
    ],
  ],
  objects: { commune: { type: 'GeometryCollection', geometries: [outline('1', [0, 1]), outline('2', [2, -1])] } },
  level: 'commune',
  at: '2024-10-31',
  zoom: 10,
  leftOut: [],
  demo: true,
};

test('outlines become closed paths where a camera sees them, a shared line walked both ways', () => {
  const camera = { center: [0, 0] as [number, number], zoom: 10 };
  expect(inWorld(camera.center)[0]).toBe(0.5);
  const paths = pathsOf(outlines, camera, { width: 100, height: 100 });
  expect(paths.get('commune')).toEqual([
    { code: '1', d: 'M562 50L562 562L50 562L50 50L562 50Z' },
    { code: '2', d: 'M562 50L1074 50L1074 562L562 562L562 50Z' },
  ]);
  const [half] = pathsOf(outlines, { ...camera, zoom: 9 }, { width: 100, height: 100 }).get('commune') ?? [];
  expect(half?.d).toBe('M306 50L306 306L50 306L50 50L306 50Z');
});

test('a line is as wide as the live map draws it between two zooms, and no further', () => {
  const stops = [
    [6, 0.2],
    [8, 1],
  ] as const;
  expect([5, 6, 7, 8, 12].map((zoom) => widthAt(zoom, stops).toFixed(2))).toEqual([
    '0.20',
    '0.20',
    '0.60',
    '1.00',
    '1.00',
  ]);
});
