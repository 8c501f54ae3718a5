import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { syncCriteriaSets } from '#resources/criteria/sync.ts';
import { reachIntoSea } from '../support/archipelagos.ts';
import { axeViolations, mapDrawn, visit } from '../support/browser.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';
import { insertBoard } from '../support/province.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await syncCriteriaSets(portal.db, await readCriteriaSets());
  await insertBoard(portal.db, { columns: 4, rows: 4 });
  // The province, a district of the mainland with islands, and a commune that is islands alone.
  await reachIntoSea(portal.db, ['54', '503']);
  await reachIntoSea(portal.db, ['10303'], { only: true });
});
afterAll(() => portal.drop());

const inset = (page: Page) => page.locator('main').getByRole('img', { name: 'Quần đảo Trường Sa (tỉnh Khánh Hòa)' });
const bounds = (page: Page) =>
  page.evaluate(() => {
    const map = (document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null)?.map;
    if (map === undefined) throw new Error('there is no map');
    return map.getBounds().toArray().flat();
  });

test.each([
  ['/', 1280, 800],
  ['/', 390, 844],
  ['/districts/503', 1280, 800],
])(
  '%s in a window of %d by %d fits the mainland, and shows the archipelago in an inset',
  async (path, width, height) => {
    const { page, close } = await visit(path, { portal: portal.url, viewport: { width, height } });
    await mapDrawn(page);
    await expect.poll(async () => (await bounds(page))[2]).toBeLessThan(110);
    expect(await inset(page).count()).toBe(1);
    const box = await inset(page).boundingBox();
    expect(box !== null && box.x >= 0 && box.x + box.width <= width && box.y + box.height <= height).toBe(true);
    // Nothing of the mainland lies under it.
    const under = await page.evaluate(
      ({ x, y, width: wide, height: high }) => {
        const map = (document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null)?.map;
        const stage = document.querySelector('.map')?.getBoundingClientRect();
        if (map === undefined || stage === undefined) throw new Error('there is no map');
        const [left, top] = [x - stage.left, y - stage.top];
        const layers = ['communes-fill-a', 'districts-fill-a'];
        return map.queryRenderedFeatures(
          [
            [left, top],
            [left + wide, top + high],
          ],
          { layers },
        ).length;
      },
      box ?? { x: 0, y: 0, width: 0, height: 0 },
    );
    expect(under).toBe(0);
    expect(await axeViolations(page)).toEqual([]);
    await close();
  },
);

test('what lies in the archipelago is fitted as itself, and a map that shows it has no inset', async () => {
  const { page, close } = await visit('/communes/10303', { portal: portal.url });
  await mapDrawn(page);
  // With a margin around it, and nothing of the mainland.
  await expect.poll(async () => (await bounds(page))[0]).toBeGreaterThan(110.5);
  expect(await inset(page).count()).toBe(0);
  await close();
  const wide = await visit('/?view=112,10.5,5.5', { portal: portal.url });
  await mapDrawn(wide.page);
  expect(await inset(wide.page).count()).toBe(0);
  await wide.close();
});

test('the inset is printed with the map, and stands on the page of a unit', async () => {
  const { page, close } = await visit('/districts/503', { portal: portal.url });
  await mapDrawn(page);
  await inset(page).waitFor();
  await page.emulateMedia({ media: 'print' });
  const canvas = page.locator('.sheet .picture canvas');
  await canvas.waitFor();
  // Its ground and frame, above the scale bar in the corner.
  const ground = await canvas.evaluate((element: HTMLCanvasElement) => {
    const corner = element.getContext('2d')?.getImageData(element.width - 30, element.height - 55, 1, 1).data;
    return [...(corner ?? [])];
  });
  expect(ground).toEqual([0xe6, 0xea, 0xeb, 255]);
  await page.emulateMedia({ media: 'screen' });
  await page.goto(`${portal.url}/districts/503/profile`);
  await inset(page).waitFor();
  await close();
});
