import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeViolations, mapDrawn, visit } from '../support/browser.ts';

/** Waits until the map has drawn something of a layer. */
async function layerDrawn(page: Page, layer: string): Promise<void> {
  await mapDrawn(page);
  await page.waitForFunction(
    (name) => {
      const map = (document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null)?.map;
      return map?.getLayer(name) !== undefined && map.queryRenderedFeatures({ layers: [name] }).length > 0;
    },
    layer,
    { polling: 100 },
  );
}
const said = (page: Page) => page.locator('#map-said').innerText();
/** Presses a key on the map and gives what is said then. */
async function press(page: Page, key: string): Promise<string> {
  const before = await said(page);
  await page.keyboard.press(key);
  await expect.poll(() => said(page)).not.toBe(before);
  return said(page);
}

test('by keyboard alone: through the features of two layers, into a card and out again', async () => {
  const { page, close } = await visit('/?layers=schools,markets&view=109.2,13.09,13');
  await layerDrawn(page, 'collection-schools-dot');
  await page.locator('#map').focus();
  const unit = await said(page);
  const first = await press(page, 'n');
  const of = Number(/, 1 trong (\d+)\.$/.exec(first)?.[1]);
  expect(of).toBeGreaterThan(3);
  const all = [first];
  for (let step = 1; step < of; step++) all.push(await press(page, 'n'));
  expect(new Set(all).size).toBe(of);
  expect(all.some((words) => words.includes(', Chợ nông thôn, '))).toBe(true);
  expect(all.some((words) => words.includes(', Trường học, '))).toBe(true);
  // Round, and back.
  expect(await press(page, 'n')).toBe(first);
  expect(await press(page, 'p')).toBe(all[of - 1]);
  expect(await axeViolations(page)).toEqual([]);

  // Its name stands beside it, within a ring.
  const title = /^(.+), (Trường học|Chợ nông thôn), \d+ trong/.exec(all[of - 1] ?? '')?.[1] ?? '';
  const tip = page.locator('.tip');
  expect(await tip.innerText()).toContain(title);
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: title }).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => page.evaluate(() => document.activeElement?.id)).toBe('map');
  await page.keyboard.press('Escape');
  await expect.poll(() => said(page)).toBe(unit);
  expect(await tip.count()).toBe(0);
  await close();
});

test('what cannot be walked over is said: no layer, nothing in view, a scale too small', async () => {
  const { page, url, close } = await visit('/');
  await mapDrawn(page);
  await page.locator('#map').focus();
  expect(await press(page, 'n')).toBe('Chưa bật lớp dữ liệu nào. Thêm một lớp rồi bấm N.');

  await page.goto(`${url}/?layers=schools&view=110.5,13.1,14.5`);
  await page.getByRole('heading', { name: 'Trường học' }).waitFor();
  await mapDrawn(page);
  await page.locator('#map').focus();
  expect(await press(page, 'n')).toBe('Khung nhìn không có đối tượng nào của các lớp đang bật.');

  await page.goto(`${url}/?layers=roads&view=109.2,13.09,5.5`);
  await page.getByRole('heading', { name: 'Đường giao thông' }).waitFor();
  await mapDrawn(page);
  await page.locator('#map').focus();
  expect(await press(page, 'n')).toMatch(/^Phóng to \(phím cộng\) để đi qua từng đối tượng: Đường giao thông/);
  await close();
});
