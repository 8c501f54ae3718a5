import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import type { FeatureCollection } from '#contract/features.ts';
import { axeViolations, drawnUnits, mapDrawn, pointOf, visit } from '../support/browser.ts';

/** A school of the demo that no other feature lies near. */
async function someSchool(): Promise<{ id: string; name: string; at: [number, number]; view: string }> {
  const page = await fetch(`${inject('portalUrl')}/api/collections/schools/items?limit=10000&properties=name`);
  const { features } = (await page.json()) as FeatureCollection;
  const places = features.flatMap(({ id, geometry, properties }) =>
    geometry?.type === 'Point' ? [{ id, name: String(properties['name']), at: geometry.coordinates }] : [],
  );
  const apart = ({ at }: (typeof places)[number]) =>
    Math.min(...places.map((other) => Math.hypot(other.at[0] - at[0], other.at[1] - at[1])).filter((gap) => gap > 0));
  const [school] = places.sort((a, b) => apart(b) - apart(a));
  if (school === undefined) throw new Error('the demo has no school');
  return { ...school, view: `${school.at[0].toFixed(4)},${school.at[1].toFixed(4)},14` };
}

const lookedAt = ({ id }: { id: string }) => `feature=schools/${encodeURIComponent(id)}`;

/** How many features of a layer the map has drawn. */
async function drawnOf(page: Page, layer: string): Promise<number> {
  await mapDrawn(page);
  return page.evaluate((name) => {
    const map = (document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null)?.map;
    return map?.getLayer(name) === undefined ? 0 : map.queryRenderedFeatures({ layers: [name] }).length;
  }, layer);
}

test('a layer is found without diacritics, switched on, explained by its legend, and kept by its address', async () => {
  const { page, close } = await visit('/');
  await mapDrawn(page);
  await page.getByRole('button', { name: 'Lớp dữ liệu', exact: true }).click();
  await page.getByRole('searchbox', { name: 'Tìm lớp dữ liệu' }).fill('truong hoc');
  await page.getByRole('checkbox', { name: /^Trường học/ }).check();
  await page.waitForURL(/layers=schools/);
  await expect.poll(() => drawnOf(page, 'collection-schools-dot')).toBeGreaterThan(0);
  await page.getByText(/^\d[\d.]* trong khung nhìn · tổng \d/).waitFor();
  const layer = page.getByRole('listitem').filter({ has: page.getByRole('heading', { name: 'Trường học' }) });
  expect(await layer.getByText('Tiểu học', { exact: true }).isVisible()).toBe(true);
  expect(await layer.locator('svg').count()).toBeGreaterThan(3);
  expect(await layer.getByText('Dữ liệu minh hoạ').isVisible()).toBe(true);
  // The coloured units stay as they were.
  expect(await drawnUnits(page)).toHaveLength(110);
  expect(await page.locator('#map-in-words').innerText()).toContain('Trường học (');
  expect(await axeViolations(page)).toEqual([]);

  await page.reload();
  await expect.poll(() => drawnOf(page, 'collection-schools-dot')).toBeGreaterThan(0);
  await page.getByRole('button', { name: 'Bỏ lớp Trường học' }).click();
  await expect.poll(() => drawnOf(page, 'collection-schools-dot')).toBe(0);
  await page.goBack();
  await expect.poll(() => drawnOf(page, 'collection-schools-dot')).toBeGreaterThan(0);
  await close();
});

test('a click on a feature opens its card; Esc closes it, and the focus comes back to the map', async () => {
  const school = await someSchool();
  const { page, close } = await visit(`/?layers=schools&view=${school.view}`);
  await expect.poll(() => drawnOf(page, 'collection-schools-dot')).toBeGreaterThan(0);
  const spot = await pointOf(page, school.at);
  await page.mouse.move(spot.x, spot.y);
  await page.getByText(`${school.name}\nTrường học`).waitFor();
  await page.mouse.click(spot.x, spot.y);
  const heading = page.getByRole('heading', { name: school.name });
  await heading.waitFor();
  await expect.poll(() => heading.evaluate((element) => element === document.activeElement)).toBe(true);
  expect(decodeURIComponent(page.url())).toContain(`feature=schools/${school.id}`);
  await page.getByText('Minh chứng cho tiêu chí').waitFor();
  await page
    .getByRole('link', { name: /^Tiêu chí 5: / })
    .first()
    .waitFor();
  await page.getByRole('heading', { name: 'Gần đây, cùng lớp' }).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.keyboard.press('Escape');
  await heading.waitFor({ state: 'detached' });
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('map');

  // Beside every feature it is the unit that is chosen, as before.
  await page.mouse.click(spot.x + 60, spot.y + 40);
  await page.waitForURL(/communes\/\d+/);
  await close();
});

test('a link to a feature opens its card and goes near it, with or without its layer', async () => {
  const school = await someSchool();
  const { page, close } = await visit(`/?${lookedAt(school)}`);
  await page.getByRole('heading', { name: school.name }).waitFor();
  await mapDrawn(page);
  const zoom = await page.evaluate(
    () => (document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null)?.map?.getZoom() ?? 0,
  );
  expect(zoom).toBeGreaterThan(12);
  const { x, y } = await pointOf(page, school.at);
  const frame = await page.locator('#map').boundingBox();
  expect(Math.abs(x - (frame?.x ?? 0) - (frame?.width ?? 0) / 2)).toBeLessThan(60);
  expect(Math.abs(y - (frame?.y ?? 0) - (frame?.height ?? 0) / 2)).toBeLessThan(100);
  await close();
});

test('what a property holds is text, whatever it looks like', async () => {
  const school = await someSchool();
  const { page, close } = await visit('/data');
  await page.route(/\/collections\/schools\/items\/[^?]+\?/, async (route) => {
    const response = await route.fetch();
    const item = (await response.json()) as { properties: Record<string, unknown> };
    const trap = '<img src="/nothing" onerror="window.trapped = true">';
    await route.fulfill({ response, json: { ...item, properties: { ...item.properties, name: trap, manager: trap } } });
  });
  await page.goto(`${inject('portalUrl')}/?layers=schools&${lookedAt(school)}`);
  await page.getByRole('heading', { name: '<img src="/nothing"' }).waitFor();
  expect(await page.locator('.card img').count()).toBe(0);
  expect(await page.evaluate(() => 'trapped' in window)).toBe(false);
  await close();
});

test('opacity and order are set by keyboard and kept by the address', async () => {
  const school = await someSchool();
  const { page, close } = await visit(`/?layers=schools,roads&view=${school.view}`);
  await expect.poll(() => drawnOf(page, 'collection-schools-dot')).toBeGreaterThan(0);
  const slider = page.getByRole('slider', { name: 'Độ đậm của lớp Trường học' });
  await slider.focus();
  for (let step = 0; step < 4; step += 1) await page.keyboard.press('ArrowLeft');
  await page.waitForURL(/layers=schools~80,roads/);
  const paint = () =>
    page.evaluate(() => {
      const map = (document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null)?.map;
      const order = map?.getLayersOrder() ?? [];
      return {
        opacity: map?.getPaintProperty('collection-schools-dot', 'circle-opacity'),
        above: order.indexOf('collection-schools-marker') > order.indexOf('collection-roads-line'),
        belowNames: order.indexOf('collection-schools-marker') < order.indexOf('communes-label'),
        aboveUnits: order.indexOf('collection-roads-line') > order.indexOf('communes-fill-b'),
      };
    });
  await expect.poll(paint).toEqual({ opacity: 0.8, above: true, belowNames: true, aboveUnits: true });
  await page.getByRole('button', { name: 'Đưa lớp Đường giao thông lên trên' }).focus();
  await page.keyboard.press('Enter');
  await page.waitForURL(/layers=roads,schools~80/);
  await expect.poll(paint).toMatchObject({ above: false, belowNames: true });
  await close();
});

test('on a phone layers are in the sheet, and so is the card', async () => {
  const school = await someSchool();
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };
  const { page, close } = await visit(`/?view=${school.view}`, phone);
  await mapDrawn(page);
  await page.getByRole('button', { name: 'Lớp dữ liệu', exact: true }).tap();
  await page.getByRole('searchbox', { name: 'Tìm lớp dữ liệu' }).fill('trường học');
  await page.getByRole('checkbox', { name: /^Trường học/ }).check();
  await expect.poll(() => drawnOf(page, 'collection-schools-dot')).toBeGreaterThan(0);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  await page.goto(`${inject('portalUrl')}/?layers=schools&${lookedAt(school)}`);
  await page.locator('.sheet').getByRole('heading', { name: school.name }).waitFor();
  await mapDrawn(page);
  // What the sheet covers is no place for it.
  const { y } = await pointOf(page, school.at);
  const sheet = await page.locator('.sheet').boundingBox();
  expect(y).toBeLessThan(sheet?.y ?? 0);
  expect(await axeViolations(page)).toEqual([]);
  await close();
});
