import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeViolations, drawnUnits, mapDrawn, pixelAt, pointOf, visit } from '../support/browser.ts';

interface Values {
  values: Record<string, number>;
  notApplicable: string[];
}

test('the first screen answers, and colours every commune by its class', async () => {
  const { page, url, close } = await visit('/');
  await page
    .getByRole('heading', { level: 1, name: /^54 trong 83 xã đạt 19\/19 tiêu chí, còn 13 xã so với mục tiêu 67\.$/ })
    .waitFor();
  expect(await page.getByText('Dữ liệu minh hoạ - không phải số liệu chính thức').isVisible()).toBe(true);

  const drawn = await drawnUnits(page);
  expect(drawn).toHaveLength(110);
  const { measures } = (await (await fetch(`${url}/api/measures`)).json()) as {
    measures: { id: string; classes: { min: number; max: number; colour: string }[] }[];
  };
  const measure = measures[0];
  const answer = (await (await fetch(`${url}/api/measures/${measure?.id}/values`)).json()) as Values;
  for (const { code, colour, pattern } of drawn) {
    const value = answer.values[code];
    if (value === undefined) {
      expect(answer.notApplicable).toContain(code);
      expect(pattern).toBe('none');
    } else {
      expect(colour).toBe(measure?.classes.find(({ min, max }) => min <= value && value <= max)?.colour);
    }
  }
  await close();
});

test('what the map knows is what a person sees: pixels have the colours of the legend', async () => {
  const { page, url, close } = await visit('/');
  await mapDrawn(page);
  const { items } = (await (await fetch(`${url}/api/admin-units?level=commune&limit=200`)).json()) as {
    items: { code: string; areaKm2: number; point: [number, number]; bbox: [number, number, number, number] }[];
  };
  const drawn = new Map((await drawnUnits(page)).map((unit) => [unit.code, unit]));
  // The largest units, a little beside the point that carries the label.
  const largest = items.sort((a, b) => b.areaKm2 - a.areaKm2).slice(0, 8);
  const alike = async () => {
    let count = 0;
    for (const { code, point, bbox } of largest) {
      const aside: [number, number] = [point[0], point[1] + (bbox[3] - bbox[1]) * 0.12];
      if ((await pixelAt(page, await pointOf(page, aside))) === drawn.get(code)?.colour) count += 1;
    }
    return count;
  };
  await expect.poll(alike).toBeGreaterThanOrEqual(6);
  await close();
});

test('the legend counts all units, and filters map and table alike', async () => {
  const { page, close } = await visit('/');
  await mapDrawn(page);
  const counts = await page.locator('.legend button .count').allInnerTexts();
  expect(counts.reduce((sum, text) => sum + Number(text), 0)).toBe(110);

  await page.getByRole('button', { name: /^10–14/ }).click();
  await expect.poll(async () => (await drawnUnits(page)).filter(({ dimmed }) => !dimmed).length).toBe(8);
  await page.getByText('8 đơn vị trong bảng').waitFor();
  expect(page.url()).toContain('class=10-14');
  await page.getByRole('button', { name: 'Hiện lại tất cả' }).click();
  await page.getByText('110 đơn vị trong bảng').waitFor();
  await close();
});

test('the table shows the same units, sorts as Vietnamese does, and is saved as it is shown', async () => {
  const { page, close } = await visit('/?class=10-14');
  await page.getByText('8 đơn vị trong bảng').waitFor();
  await page.getByRole('button', { name: 'Đơn vị', exact: true }).click();
  await page.waitForURL(/sort=name/);
  const names = await page.locator('tbody tr th').allInnerTexts();
  expect(names).toEqual([...names].sort(new Intl.Collator('vi').compare));
  expect(names).toHaveLength(8);

  const saving = page.waitForEvent('download');
  await page.getByRole('button', { name: 'CSV' }).click();
  const stream = await (await saving).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const lines = Buffer.concat(chunks).toString('utf8').trim().split('\r\n');
  expect(lines).toHaveLength(9);
  expect(lines.slice(1).map((line) => line.split(',')[1])).toEqual(names);
  await close();
});

test('the whole country shows and names its sea and archipelagos', async () => {
  const { page, close } = await visit('/?view=110,13,5');
  await mapDrawn(page);
  const names = () =>
    page.evaluate(() => {
      const map = (document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null)?.map;
      const drawn = map?.queryRenderedFeatures({ layers: ['sea-names'] }) ?? [];
      return drawn.map(({ properties }) => String(properties['name']));
    });
  // Names are placed after the map is drawn, where there is time.
  await expect
    .poll(names)
    .toEqual(
      expect.arrayContaining([
        'Biển Đông',
        expect.stringMatching(/^Quần đảo Hoàng Sa/),
        expect.stringMatching(/^Quần đảo Trường Sa/),
      ]),
    );
  await close();
});

test('a date from before the first boundaries says so, and leads to one that has a map', async () => {
  const { page, close } = await visit('/?at=1999-01-01');
  await page.getByText('Chưa có địa giới cho ngày 01/01/1999. Chọn ngày từ 01/11/2020.').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('link', { name: 'Xem ngày 31/10/2024' }).click();
  await page.getByRole('heading', { level: 1, name: /^54 trong 83 xã/ }).waitFor();
  await close();
});

test('tiles that do not come are told, and asked for again at a press', async () => {
  const { page, complaints, close } = await visit('/about');
  const tiles = /\/tiles\/WebMercatorQuad/;
  await page.route(tiles, (route) => route.abort());
  await page.getByRole('link', { name: 'Bản đồ', exact: true }).click();
  const told = page.getByText('Một phần bản đồ chưa tải được.');
  await told.waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.unroute(tiles);
  await page.getByRole('button', { name: 'Thử lại' }).click();
  expect(await drawnUnits(page)).toHaveLength(110);
  expect(await told.count()).toBe(0);
  // The requests that were cut off are all that the browser may complain of.
  expect(complaints.filter((text) => !text.includes('ERR_FAILED'))).toEqual([]);
  complaints.slice().forEach(() => (complaints as string[]).pop());
  await close();
});

test('the buttons and keys for zooming lead to an address that shows the same again', async () => {
  const { page, close } = await visit('/?lang=en');
  await mapDrawn(page);
  const zoomOf = () => Number(new URL(page.url()).searchParams.get('view')?.split(',')[2] ?? NaN);
  const button = page.getByRole('button', { name: 'Zoom in' });
  await button.click();
  await expect.poll(zoomOf).toBeGreaterThan(7);
  const once = zoomOf();
  // Pressed again while the map still moves.
  await button.click();
  await button.click();
  await expect.poll(zoomOf).toBeGreaterThan(once + 1);
  await close();
});

/** Where the map looks, to some hundred metres. */
const cameraOf = (page: Page) =>
  page.evaluate(() => {
    const map = (document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null)?.map;
    const { lng = 0, lat = 0 } = map?.getCenter() ?? {};
    return [lng.toFixed(3), lat.toFixed(3), (map?.getZoom() ?? 0).toFixed(1)].join(' ');
  });

test.each([
  ['the whole, while a unit is looked at', '/communes/22087', 'whole'],
  ['the whole, where somebody had moved', '/?view=109.27,13.24,10.2', 'whole'],
  ['where the keyboard led', '/?view=109.1,13.2,11.5', 'keyboard'],
] as const)('an address opens the same view: %s', async (_, address, way) => {
  const { page, close } = await visit(address);
  await mapDrawn(page);
  const before = await cameraOf(page);
  if (way === 'whole') await page.getByRole('button', { name: 'Xem toàn bộ' }).click();
  else {
    await page.locator('#map').focus();
    for (let step = 0; step < 5; step += 1) {
      await page.keyboard.press('ArrowLeft');
      await page.waitForTimeout(150);
    }
  }
  await expect.poll(() => cameraOf(page)).not.toBe(before);
  await page.waitForTimeout(500);
  await mapDrawn(page);
  const moved = await cameraOf(page);
  await page.reload();
  await mapDrawn(page);
  expect(await cameraOf(page)).toBe(moved);
  await close();
});
