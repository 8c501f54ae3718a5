import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { cameraFor, inWorld, placeIn, type FitOptions } from '#client/map/camera.ts';
import type { Bbox, Position } from '#contract/common.ts';
import { readPng } from '../../scripts/bench/first/png.ts';
import { axeViolations, mapDrawn, visit, withoutWebGl } from '#tests/support/browser.ts';
import { withoutTravellers } from '#tests/support/shown.ts';

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

/** Opens an address whose live map waits until it is let come. */
async function opened(address: string, options: Parameters<typeof visit>[1] = {}) {
  const visited = await visit('/api/docs', options);
  let come = (): void => undefined;
  const gate = new Promise<void>((resolve) => (come = resolve));
  await visited.page.route('**/assets/MapView-*.js', async (route) => {
    await gate;
    await route.continue();
  });
  await visited.page.goto(visited.url + address);
  return { ...visited, come };
}
const pictureOf = (page: Page) => page.locator('.stage .fleeting[data-answer] canvas');
const seen = async (page: Page) => readPng(await page.locator('#map').screenshot());

test.each([
  ['/', { width: 1280, height: 800 }, 'light'],
  ['/?level=district', { width: 1280, height: 800 }, 'light'],
  ['/?measure=criterion-xa-ntm-7', { width: 768, height: 1024 }, 'dark'],
  ['/?class=19&at=2022-12-31', { width: 390, height: 844 }, 'light'],
] as const)(
  '%s is a picture first, and nothing shifts when the live map takes over',
  async (address, viewport, colorScheme) => {
    const { page, come, close } = await opened(address, { viewport, colorScheme });
    await pictureOf(page).waitFor();
    const answer = await page.locator('.stage .fleeting').getAttribute('data-answer');
    const before = await seen(page);
    come();
    await mapDrawn(page);
    await pictureOf(page).waitFor({ state: 'detached' });
    expect(await page.locator('.stage[aria-busy]').getAttribute('data-answer')).toBe(answer);
    // The picture has no names, and no scale.
    await page.evaluate(() => {
      const map = (document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null)?.map;
      for (const { id, type } of map?.getStyle().layers ?? [])
        if (type === 'symbol') map?.setLayoutProperty(id, 'visibility', 'none');
      document.querySelector('.maplibregl-ctrl-scale')?.remove();
    });
    await mapDrawn(page);
    const after = await seen(page);
    await close();
    expect([after.width, after.height]).toEqual([before.width, before.height]);
    let other = 0;
    for (let at = 0; at < before.data.length; at += before.depth) {
      const off = [0, 1, 2].map((channel) =>
        Math.abs((before.data[at + channel] ?? 0) - (after.data[at + channel] ?? 0)),
      );
      if (Math.max(...off) > 60) other += 1;
    }
    // Lines are smoothed by another hand.
    expect(other / (before.width * before.height)).toBeLessThan(0.01);
  },
);

test('whoever moves the map before it has drawn sees the map move', async () => {
  const { page, come, close } = await opened('/');
  await pictureOf(page).waitFor();
  await page.route('**/tiles/**', async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 3_000));
    await route.continue();
  });
  come();
  await page.locator('.map canvas').waitFor();
  await page.getByRole('button', { name: 'Phóng to' }).click();
  await pictureOf(page).waitFor({ state: 'detached' });
  await mapDrawn(page);
  await close();
});

test('where the tiles do not come the picture stays, beside what says so', async () => {
  const { page, come, url } = await opened('/');
  await page.route('**/communes/tiles/**', (route) => route.fulfill({ status: 500, body: 'no' }));
  await page.goto(url);
  come();
  await page.getByRole('button', { name: 'Thử lại' }).first().waitFor();
  expect(await pictureOf(page).count()).toBe(1);
  await page.unroute('**/communes/tiles/**');
  await page.getByRole('button', { name: 'Thử lại' }).first().click();
  await pictureOf(page).waitFor({ state: 'detached' });
  await mapDrawn(page);
  await page.context().close();
});

test('without WebGL 2 and without outlines that is said, and one press mends it', async () => {
  const { page, url } = await visit('/api/docs');
  await withoutWebGl(page);
  await page.route('**/api/outlines?*', (route) => route.fulfill({ status: 500, body: 'no' }));
  await withoutTravellers(page);
  await page.goto(url);
  await page.locator('#map').getByText('địa giới để vẽ').first().waitFor();
  await page.unroute('**/api/outlines?*');
  await page.locator('#map').getByRole('button', { name: 'Thử lại' }).click();
  await page.locator('#map svg.picture [data-code="22087"]').first().waitFor();
  await page.context().close();
});

test('without WebGL 2 the picture can be pointed at, opened, brought nearer, walked by keyboard, and printed', async () => {
  const { page, close } = await visit('/api/docs');
  await withoutWebGl(page);
  await page.goto(new URL('/', page.url()).href);
  const unit = page.locator('#map svg.picture [data-code="22087"]').first();
  await unit.waitFor();
  await page.getByRole('button', { name: 'Đóng' }).click();
  await page.getByText('Trình duyệt này không vẽ được bản đồ động').waitFor({ state: 'detached' });
  const widthOf = async () => (await unit.boundingBox())?.width ?? 0;
  const before = await widthOf();
  await page.getByRole('button', { name: 'Phóng to' }).click();
  await expect.poll(widthOf).toBeGreaterThan(before * 1.8);
  await page.getByRole('button', { name: 'Toàn bộ' }).click();
  await expect.poll(widthOf).toBeCloseTo(before, 0);
  await unit.hover();
  await page.getByText('Xã Phú Mỡ').first().waitFor();
  await page.locator('#map').focus();
  await page.keyboard.press('ArrowLeft');
  await page.locator('#map svg.picture path[stroke-width="4"]').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.evaluate(() => window.dispatchEvent(new Event('beforeprint')));
  await page.locator('.sheet svg.picture[role="img"]').waitFor({ state: 'attached' });
  expect(await page.locator('.sheet svg.picture [data-code]').count()).toBeGreaterThan(100);
  await page.evaluate(() => window.dispatchEvent(new Event('afterprint')));
  await unit.click();
  await page.getByRole('heading', { level: 1, name: 'Xã Phú Mỡ' }).waitFor();
  await page.locator('#map svg.picture path[stroke-width="5.5"]').waitFor();
  await close();
});
