import { describe, expect, test } from 'vitest';
import { cameraOf, countryExtent, limitsOf, roomAround, type ExtentAim } from '#client/map/aim.ts';
import { inWorld, placeIn } from '#client/map/camera.ts';

const none = { top: 0, right: 0, bottom: 0, left: 0 };
const size = { width: 900, height: 700 };
const province: ExtentAim = { bbox: [108.67, 12.71, 109.46, 13.7], near: false, maxZoom: 12.5, insets: 0 };

describe('a camera of an aim', () => {
  test('is the one that it names, whatever the window', () => {
    const named = { center: [109, 13] as [number, number], zoom: 9 };
    expect(cameraOf(named, { padding: none, size: { width: 0, height: 0 } })).toEqual(named);
  });

  test('waits for the window where it is to show an extent', () => {
    expect(cameraOf(province, { padding: none, size: { width: 0, height: 0 } })).toBeNull();
  });

  test('shows all of the extent beside what is covered', () => {
    const padding = { ...none, top: 108, bottom: 350 };
    const camera = cameraOf(province, { padding, size });
    if (camera === null) throw new Error('the window is known');
    const place = placeIn(camera, size);
    const [, top] = place(inWorld([109, 13.7]));
    const [, bottom] = place(inWorld([109, 12.71]));
    expect(top).toBeGreaterThanOrEqual(108);
    expect(bottom).toBeLessThanOrEqual(350);
  });

  test('comes no nearer than the aim says, and shows the surroundings of a unit', () => {
    const unit: ExtentAim = { ...province, bbox: [109.2, 13, 109.201, 13.001], near: true };
    expect(cameraOf(unit, { padding: none, size })?.zoom).toBe(12.5);
    expect(roomAround(unit, { padding: none, size }).left).toBeGreaterThan(
      roomAround(province, { padding: none, size }).left,
    );
  });

  test('leaves the corner to the archipelagos where they would cover what is shown', () => {
    const wide: ExtentAim = { ...province, bbox: [107, 12.7, 109.5, 13.7] };
    const right = (insets: number) =>
      roomAround({ ...wide, insets }, { padding: none, size: { width: 900, height: 400 } }).right;
    expect(right(2)).toBeGreaterThan(right(0));
  });
});

test('the country lies within what a map can be moved to, with and without a sheet over it', () => {
  for (const bottom of [0, 300]) {
    const { maxBounds } = limitsOf({ ...none, bottom });
    expect(maxBounds[0]).toBeLessThan(countryExtent[0]);
    expect(maxBounds[3]).toBeGreaterThan(countryExtent[3]);
  }
});
