import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { mapDrawn, visit, withoutWebGl } from '../support/browser.ts';
import { coloursNow, regionsOf } from '../support/shown.ts';

declare global {
  interface Window {
    /** What gives the lost drawing context back. */
    contexts: WEBGL_lose_context[];
  }
}

const loseContext = (page: Page) =>
  page.evaluate(() => {
    window.contexts = [...document.querySelectorAll<HTMLCanvasElement>('canvas.maplibregl-canvas')].flatMap(
      (canvas) => canvas.getContext('webgl2')?.getExtension('WEBGL_lose_context') ?? [],
    );
    for (const context of window.contexts) context.loseContext();
  });
/** Layers of the map that are neither units nor their lines, with whether they are to be seen. */
const layersOf = (page: Page) =>
  page.evaluate(() => {
    const { map } = (document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null) ?? {};
    return (map?.getLayersOrder() ?? []).map(
      (id) => `${id} ${JSON.stringify([map?.getLayoutProperty(id, 'visibility'), map?.getFilter(id)])}`,
    );
  });
/** The browser tells of lost contexts by itself. */
const ours = (complaints: readonly string[]) =>
  complaints.filter((text) => !/CONTEXT_LOST|context (was )?lost|WebGL-|GPU stall/i.test(text));
const drawnLine = 'distance!~109.05,13.2~109.2,13.3';

test('what was lost with the graphics comes back: colours, selection, layers, drawing, camera', async () => {
  const { page, complaints } = await visit(
    `/communes/22093?layers=schools&class=19,15-18&view=109.1,13.1,9.5&draw=${drawnLine}`,
  );
  await mapDrawn(page);
  const before = { colours: await coloursNow(page), layers: await layersOf(page), regions: await regionsOf(page) };
  expect(before.layers.filter((id) => id.includes('schools')).length).toBeGreaterThan(0);
  expect(before.layers.filter((id) => id.startsWith('drawing')).length).toBeGreaterThan(0);
  expect(Object.values(before.colours).some((colour) => colour.endsWith('true'))).toBe(true);
  await loseContext(page);
  await page.getByText('Trình duyệt tạm thời không vẽ được bản đồ').waitFor();
  // What is not drawn is still told.
  await page.getByRole('heading', { level: 1, name: /^Xã / }).waitFor();
  await page.getByText('Trình duyệt tạm thời không vẽ được bản đồ').waitFor({ state: 'detached' });
  await mapDrawn(page);
  await expect.poll(() => coloursNow(page)).toEqual(before.colours);
  await expect.poll(() => layersOf(page)).toEqual(before.layers);
  expect(await regionsOf(page)).toEqual(before.regions);
  expect(new URL(page.url()).searchParams.get('view')).toBe('109.1,13.1,9.5');
  await page.context().close();
  expect(ours(complaints)).toEqual([]);
});

test('what changes while the graphics are lost is drawn when they are back', async () => {
  const { page, complaints } = await visit('/');
  await mapDrawn(page);
  const before = await coloursNow(page);
  await loseContext(page);
  await page.getByRole('slider', { name: 'Chọn ngày có số liệu' }).press('Home');
  await page.getByText('Trình duyệt tạm thời không vẽ được bản đồ').waitFor({ state: 'detached' });
  await mapDrawn(page);
  await expect.poll(() => page.locator('.stage[aria-busy]').first().getAttribute('data-answer')).toMatch(/2021-06-30$/);
  expect(await coloursNow(page)).not.toEqual(before);
  await page.context().close();
  expect(ours(complaints)).toEqual([]);
});

test('both maps of a comparison come back', async () => {
  const { page, complaints } = await visit('/?compare=2021-06-30');
  await mapDrawn(page);
  const both = async () => [await coloursNow(page), await coloursNow(page, 1)];
  await expect.poll(async () => Object.keys((await both())[1] ?? {}).length).toBeGreaterThan(80);
  const before = await both();
  await loseContext(page);
  await expect.poll(() => page.getByText('Trình duyệt tạm thời không vẽ được bản đồ').count()).toBe(2);
  await expect.poll(both).toEqual(before);
  await page.context().close();
  expect(ours(complaints)).toEqual([]);
});

test.each(['lost', 'while it loads', 'while it moves'] as const)('leaving the map never throws: %s', async (when) => {
  const { page, complaints } = await visit('/?layers=schools,roads');
  if (when !== 'while it loads') await mapDrawn(page);
  else await page.getByRole('link', { name: 'Giới thiệu' }).first().waitFor();
  if (when === 'lost') await loseContext(page);
  if (when === 'while it moves') await page.getByRole('button', { name: 'Phóng to' }).click();
  for (const name of ['Dữ liệu', 'Bản đồ', 'Xếp hạng', 'Bản đồ', 'Dữ liệu'])
    await page.getByRole('link', { name, exact: true }).first().click();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.waitForTimeout(1500);
  await page.context().close();
  expect(ours(complaints)).toEqual([]);
});

test('a second map that goes at once with the answer that it was of throws nothing', async () => {
  const { page, close } = await visit('/?at=2023-12-31&layers=schools');
  await mapDrawn(page);
  await page.getByRole('slider', { name: 'Chọn ngày có số liệu' }).press('End');
  const stage = page.locator('.stage[aria-busy]').first();
  await expect.poll(() => stage.getAttribute('data-answer')).toMatch(/2024-10-31$/);
  await page.getByRole('button', { name: 'So sánh' }).click();
  // Both days are remembered: there is nothing to wait for.
  for (const way of [-2, 2, -2]) {
    if (way < 0) await expect.poll(async () => Object.keys(await coloursNow(page, 1)).length).toBeGreaterThan(50);
    await page.evaluate((steps) => window.history.go(steps), way);
    await expect.poll(() => stage.getAttribute('data-answer')).toMatch(way < 0 ? /commune 2023-12-31$/ : /beside/);
  }
  await close();
});

test('without WebGL 2 a sentence says so, and the figures are in the table', async () => {
  const { page, complaints, url } = await visit('/about');
  await withoutWebGl(page);
  await page.goto(`${url}/?compare=2021-06-30`);
  await page.getByText('Trình duyệt này không vẽ được bản đồ động (cần WebGL 2)').first().waitFor();
  await page.getByRole('heading', { level: 1, name: /^54 trong 83 xã/ }).waitFor();
  await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(10);
  await page.getByRole('slider', { name: 'Chọn ngày có số liệu' }).press('Home');
  await expect.poll(() => page.locator('.dates output strong').innerText()).toContain('30/06/2021');
  await page.getByRole('button', { name: 'Chạy theo thời gian' }).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('at')).not.toBe('2021-06-30');
  await page.getByRole('link', { name: 'Dữ liệu', exact: true }).click();
  await page.getByRole('heading', { level: 1 }).first().waitFor();
  await page.context().close();
  expect(complaints).toEqual([]);
});
