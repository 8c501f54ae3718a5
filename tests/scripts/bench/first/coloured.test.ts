import { expect, test } from 'vitest';
import { firstColoured } from '../../../../scripts/bench/first/coloured.ts';

const whole = { left: 0, top: 0, right: 1, bottom: 1 };
const [grey, blue, green] = [
  [230, 230, 230],
  [37, 52, 148],
  [65, 182, 196],
] as const;
type Colour = readonly [number, number, number];

/** A frame of 10 x 10: so many pixels of one colour, the rest grey. */
const frame = (name: string, coloured: number, colour: Colour) => ({
  name,
  pixels: {
    width: 10,
    height: 10,
    depth: 3,
    data: Uint8Array.from(Array.from({ length: 100 }, (_, index) => (index < coloured ? colour : grey)).flat()),
  },
});

test('the picture stands where most of what is coloured at last has its colour', () => {
  const frames = [
    frame('paper', 0, blue),
    frame('other colours', 80, green),
    frame('half', 30, blue),
    frame('most', 60, blue),
    frame('last', 80, blue),
  ];
  expect(firstColoured(frames, whole)?.name).toBe('most');
});

test('a screen that never gets a colour has no picture, nor has one that was not seen', () => {
  expect(firstColoured([frame('paper', 0, blue), frame('paper still', 3, blue)], whole)).toBeNull();
  expect(firstColoured([], whole)).toBeNull();
});

test('only the map’s part of the screen counts', () => {
  const frames = [frame('the panel’s bars', 50, blue), frame('last', 100, blue)];
  expect(firstColoured(frames, { ...whole, top: 0.5 })?.name).toBe('last');
});
