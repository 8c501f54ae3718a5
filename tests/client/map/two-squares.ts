import type { Outlines } from '#contract/outlines.ts';

/** Two squares of 512 pixels at zoom 10 side by side, one step of the grid a pixel; the line between them is one arc. */
const step = 40_075_016.685578488 / (512 * 2 ** 10);
const outline = (code: string, arcs: number[]) => ({
  type: 'MultiPolygon' as const,
  arcs: [[arcs]],
  properties: { code },
});
export const twoSquares: Outlines = {
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
