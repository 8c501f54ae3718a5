import { describe, expect, test } from 'vitest';
import { inWorld } from '#client/map/camera.ts';
import { outlinesToDraw, pathsOf, widthAt } from '#client/map/outlines.ts';
import { twoSquares } from './two-squares.ts';

test('outlines become closed paths where a camera sees them, a shared line walked both ways', () => {
  const camera = { center: [0, 0] as [number, number], zoom: 10 };
  expect(inWorld(camera.center)[0]).toBe(0.5);
  const paths = pathsOf(twoSquares, camera, { width: 100, height: 100 });
  expect(paths.get('commune')).toEqual([
    { code: '1', d: 'M562 50L562 562L50 562L50 50L562 50Z' },
    { code: '2', d: 'M562 50L1074 50L1074 562L562 562L562 50Z' },
  ]);
  const [half] = pathsOf(twoSquares, { ...camera, zoom: 9 }, { width: 100, height: 100 }).get('commune') ?? [];
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

describe('the outlines to draw', () => {
  const of = { level: 'commune', at: twoSquares.at, fleeting: false } as const;
  const other = { ...twoSquares, zoom: 8 };

  test('are those asked for; meanwhile others of the same units', () => {
    expect(outlinesToDraw({ reply: twoSquares, last: other }, of)).toBe(twoSquares);
    expect(outlinesToDraw({ reply: undefined, last: other }, of)).toBe(other);
  });

  test('are never those of units of another day or level: their colours would lie on other ground', () => {
    expect(outlinesToDraw({ reply: undefined, last: { ...other, at: '2025-07-01' } }, of)).toBeUndefined();
    expect(outlinesToDraw({ reply: undefined, last: { ...other, level: 'district' } }, of)).toBeUndefined();
  });

  test('are no coarser ones where the live map would shift from them', () => {
    expect(outlinesToDraw({ reply: undefined, last: other }, { ...of, fleeting: true })).toBeUndefined();
  });
});
