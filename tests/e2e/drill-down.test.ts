import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { drawnUnits, mapDrawn, pointOf, visit } from '../support/browser.ts';

async function unitOf(url: string, code: string) {
  const response = await fetch(`${url}/api/admin-units/${code}`);
  return (await response.json()) as {
    name: string;
    point: [number, number];
    neighbours: { code: string; name: string }[];
    children: { code: string; name: string }[];
  };
}
const brightCodes = async (page: Page) =>
  (await drawnUnits(page)).filter(({ dimmed }) => !dimmed).map(({ code }) => code);
const said = (page: Page) => page.locator('#map-said').innerText();

test('by mouse: province, district, commune, and back again', async () => {
  const { page, url, close } = await visit('/?level=district');
  await mapDrawn(page);
  const district = await unitOf(url, '558');
  const spot = await pointOf(page, district.point);
  await page.mouse.click(spot.x, spot.y);
  await page.waitForURL(/\/districts\/558/);
  await page.getByRole('heading', { level: 1, name: district.name }).waitFor();
  await expect
    .poll(async () => (await brightCodes(page)).sort())
    .toEqual(district.children.map(({ code }) => code).sort());

  const commune = await unitOf(url, district.children.find(({ name }) => name === 'Xã Xuân Lãnh')?.code ?? '');
  const there = await pointOf(page, commune.point);
  await page.mouse.click(there.x, there.y + 12);
  await page.getByRole('heading', { level: 1, name: commune.name }).waitFor();
  // Tabs, bookmarks and printed files are told apart by their title.
  expect(await page.title()).toBe(`${commune.name} · Số tiêu chí đạt, 31/10/2024 · Bản đồ nông thôn mới`);
  await page.getByRole('button', { name: /1\. Quy hoạch/ }).click();
  await page.getByText('Người ghi').waitFor();

  await page.goBack();
  await page.getByRole('heading', { level: 1, name: district.name }).waitFor();
  await page.getByRole('link', { name: 'Tỉnh Phú Yên' }).click();
  await page.waitForURL((address) => address.pathname === '/');
  await expect.poll(() => page.title()).toBe('Số tiêu chí đạt, 31/10/2024 · Bản đồ nông thôn mới');
  await close();
});

test('by keyboard: arrows walk over shared boundaries, Enter opens, Escape climbs', async () => {
  const { page, url, close } = await visit('/');
  await mapDrawn(page);
  await page.locator('#map').focus();
  await expect.poll(() => said(page)).not.toBe('');
  let here = await said(page);
  expect(here).toMatch(/: (\d+ tiêu chí, thứ \d+ trong 83|không áp dụng)$/);

  const everyone = (
    (await (await fetch(`${url}/api/admin-units?level=commune&limit=200`)).json()) as {
      items: { code: string; name: string; parentName: string }[];
    }
  ).items;
  const codeOf = (sentence: string) =>
    everyone.find(({ name, parentName }) => sentence.startsWith(`${name}, ${parentName}:`))?.code ?? '';
  for (const key of ['ArrowUp', 'ArrowLeft', 'ArrowLeft', 'ArrowDown']) {
    const from = await unitOf(url, codeOf(here));
    await page.keyboard.press(key);
    await expect.poll(() => said(page)).not.toBe(here);
    here = await said(page);
    expect(from.neighbours.map(({ code }) => code)).toContain(codeOf(here));
  }

  await page.keyboard.press('Enter');
  await page.waitForURL(new RegExp(`/communes/${codeOf(here)}`));
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('map');
  await page.keyboard.press('Escape');
  await page.waitForURL(/\/districts\/\d+/);
  await page.keyboard.press('Escape');
  await page.waitForURL((address) => address.pathname === '/');

  await page.keyboard.press('t');
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('table');
  await close();
});

test('the table selects on the map, and the map in the table', async () => {
  const { page, close } = await visit('/?level=district');
  await mapDrawn(page);
  const row = page.locator('tbody tr').first();
  await row.focus();
  await page.keyboard.press('ArrowDown');
  const name = await page.evaluate(() => document.activeElement?.querySelector('th')?.textContent?.trim());
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/districts\//);
  await page.getByRole('heading', { level: 1, name: name ?? '?' }).waitFor();
  const listed = () =>
    page.locator('tbody tr[data-id]').evaluateAll((rows) => rows.map((one) => one.getAttribute('data-id')));
  await expect
    .poll(async () => {
      const [bright, rows] = [await brightCodes(page), await listed()];
      return rows.length > 0 && rows.length < 110 && rows.sort().join() === bright.sort().join();
    })
    .toBe(true);
  await close();
});

test('a code that no unit bears says so and what to do', async () => {
  const { page, complaints } = await visit('/communes/99999');
  const told = page.getByRole('alert');
  await told.getByText('Không có đơn vị hành chính nào mang mã 99999. Tìm đơn vị bằng tên.', { exact: true }).waitFor();
  // Nothing failed to come: to try again would bring nothing.
  expect(await told.getByRole('button').count()).toBe(0);
  // The browser itself reports the 404; nothing else may fail.
  expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
  await page.context().close();
});
