import type { Map as MapLibreMap } from 'maplibre-gl';
import { expect, test } from 'vitest';
import { cameraFor, inWorld, placeIn, type FitOptions } from '#client/map/camera.ts';
import type { Bbox, Position } from '#contract/common.ts';
import { mapDrawn, visit } from '#tests/support/browser.ts';

const extents: readonly Bbox[] = [
  [108.67, 12.71, 109.46, 13.7],
  [109.2, 13.0, 109.25, 13.1],
  [102.1, 8.3, 116.4, 23.4],
  [96, 3, 124, 27],
  [109.29, 13.08, 109.2901, 13.0801],
];
const paddings: readonly FitOptions['padding'][] = [
  { top: 24, right: 24, bottom: 24, left: 24 },
  { top: 24, right: 24, bottom: 300, left: 24 },
];

test('a map opens where was computed without it, and its positions lie where a picture puts them', async () => {
  const { page, close } = await visit('/');
  await mapDrawn(page);
  const seen = await page.evaluate(
    ([boxes, margins]) => {
      const map = (document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null)?.map;
      if (map === undefined) throw new Error('there is no map');
      const { clientWidth: width, clientHeight: height } = map.getContainer();
      const look = () => {
        const { lng, lat } = map.getCenter();
        const at = map.project([109.3, 13.1]);
        return { lng, lat, zoom: map.getZoom(), at: [at.x, at.y] as [number, number] };
      };
      const opened = look();
      const fitted = boxes.flatMap((bounds) =>
        margins.map((padding) => {
          map.fitBounds(bounds, { padding, maxZoom: 12.5, duration: 0 });
          return look();
        }),
      );
      const bounds = map.getMaxBounds()?.toArray().flat() as Bbox;
      return { width, height, opened, fitted, bounds, minZoom: map.getMinZoom() };
    },
    [extents as Bbox[], paddings as FitOptions['padding'][]] as const,
  );
  await close();

  const size = { width: seen.width, height: seen.height };
  const whole = { minZoom: seen.minZoom, maxZoom: 12.5, maxBounds: seen.bounds };
  const wanted = extents.flatMap((extent) => paddings.map((padding) => ({ extent, padding })));
  expect(seen.fitted).toHaveLength(wanted.length);
  for (const [index, { extent, padding }] of wanted.entries()) {
    const camera = cameraFor(extent, size, { ...whole, padding });
    const found = seen.fitted[index];
    if (camera === null || found === undefined) throw new Error('there is room for every extent');
    const of = JSON.stringify({ extent, padding });
    expect(camera.zoom, of).toBeCloseTo(found.zoom, 6);
    expect(camera.center[0], of).toBeCloseTo(found.lng, 6);
    expect(camera.center[1], of).toBeCloseTo(found.lat, 6);
    const place: Position = placeIn(camera, size)(inWorld([109.3, 13.1]));
    expect(Math.hypot(place[0] - found.at[0], place[1] - found.at[1]), of).toBeLessThan(0.1);
  }
});
