import { expect, test } from 'vitest';
import { keepInStep, type Follower } from '#client/map/in-step.ts';

/** As much of a map as a camera needs: a jump tells who listens, at once, as MapLibre does. */
class FakeMap implements Follower {
  camera = { center: { lng: 109, lat: 13 }, zoom: 9 };
  jumps = 0;
  #listeners = new Set<() => void>();
  getCenter = () => this.camera.center;
  getZoom = () => this.camera.zoom;
  getPadding = () => ({ top: 0, right: 0, bottom: 0, left: 0 });
  on = (_: string, listener: () => void) => void this.#listeners.add(listener);
  off = (_: string, listener: () => void) => void this.#listeners.delete(listener);
  jumpTo = (to: Partial<FakeMap['camera']>) => {
    this.jumps += 1;
    this.camera = { ...this.camera, center: to.center ?? this.camera.center, zoom: to.zoom ?? this.camera.zoom };
    for (const listener of this.#listeners) listener();
  };
}
test('two maps keep one camera, whichever is moved, and neither chases the other', () => {
  const [first, second] = [new FakeMap(), new FakeMap()];
  first.camera.zoom = 11;
  const end = keepInStep(first, second);
  expect(second.camera.zoom).toBe(11);

  first.jumpTo({ zoom: 8 });
  expect([second.camera.zoom, second.jumps, first.jumps]).toEqual([8, 2, 1]);
  second.jumpTo({ center: { lng: 108, lat: 12 } });
  expect(first.camera.center).toEqual({ lng: 108, lat: 12 });
  expect([first.jumps, second.jumps]).toEqual([2, 3]);

  end();
  first.jumpTo({ zoom: 5 });
  expect(second.camera.zoom).toBe(8);
});
