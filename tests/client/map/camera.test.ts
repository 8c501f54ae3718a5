import { describe, expect, test } from 'vitest';
import { cameraFor, inWorld, placeIn, type FitOptions } from '#client/map/camera.ts';

const size = { width: 896, height: 680 };
const none = { top: 0, right: 0, bottom: 0, left: 0 };
const options: FitOptions = { padding: none, minZoom: 3.5, maxZoom: 17, maxBounds: [96, 3, 124, 27] };
const province = [108.67, 12.71, 109.46, 13.7] as const;

// That it is what MapLibre does is held by a browser (tests/e2e/first-picture.test.ts).
describe('a camera for an extent', () => {
  test('shows all of it and no more: one pair of its edges touches the padding', () => {
    const camera = cameraFor(province, size, { ...options, padding: { top: 24, right: 24, bottom: 24, left: 24 } });
    if (camera === null) throw new Error('there is room');
    const place = placeIn(camera, size);
    const [left, top] = place(inWorld([108.67, 13.7]));
    const [right, bottom] = place(inWorld([109.46, 12.71]));
    expect([top, bottom].map(Math.round)).toEqual([24, 656]);
    expect(left).toBeGreaterThan(24);
    expect(Math.round(left + right)).toBe(896);
  });

  test('lies off the middle where one edge is covered', () => {
    const covered = cameraFor(province, size, { ...options, padding: { ...none, bottom: 300 } });
    if (covered === null) throw new Error('there is room');
    const place = placeIn(covered, size);
    expect(place(inWorld([109, 13.7]))[1]).toBeCloseTo(0, 6);
    expect(place(inWorld([109, 12.71]))[1]).toBeCloseTo(380, 6);
  });

  test('comes no nearer than the greatest zoom and shows nothing outside the greatest extent', () => {
    expect(cameraFor([109, 13, 109.0001, 13.0001], size, { ...options, maxZoom: 12.5 })?.zoom).toBe(12.5);
    const country = cameraFor([96, 3, 124, 27], { width: 2000, height: 500 }, options);
    if (country === null) throw new Error('there is room');
    const place = placeIn(country, { width: 2000, height: 500 });
    expect(place(inWorld([96, 10]))[0]).toBeCloseTo(0, 6);
    expect(place(inWorld([124, 10]))[0]).toBeCloseTo(2000, 6);
  });

  test('is none where the padding leaves no room', () => {
    expect(cameraFor(province, { width: 100, height: 100 }, { ...options, padding: { ...none, top: 101 } })).toBeNull();
  });
});
