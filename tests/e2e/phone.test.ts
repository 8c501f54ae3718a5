import { expect, test } from 'vitest';
import { axeViolations, drawnUnits, mapDrawn, pointOf, visit } from '../support/browser.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test('on a phone the map fills, the panel is a sheet with three heights, and nothing is wider than the screen', async () => {
  const { page, close } = await visit('/', phone);
  await mapDrawn(page);
  expect(await drawnUnits(page)).toHaveLength(110);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);

  const sheet = page.locator('.sheet');
  const heightOf = async () => (await sheet.boundingBox())?.height ?? 0;
  const half = await heightOf();
  await page.getByRole('button', { name: 'Mở rộng bảng thông tin' }).click();
  await expect.poll(heightOf).toBeGreaterThan(half + 100);
  await page.getByRole('button', { name: 'Thu gọn bảng thông tin' }).click();
  await page.getByRole('button', { name: 'Thu gọn bảng thông tin' }).click();
  await expect.poll(heightOf).toBeLessThan(80);

  const bar = await page.locator('.sheet .bar').boundingBox();
  await page.mouse.move(100, (bar?.y ?? 0) + 20);
  await page.mouse.down();
  await page.mouse.move(100, (bar?.y ?? 0) - 120, { steps: 4 });
  await page.mouse.up();
  await expect.poll(heightOf).toBeCloseTo(half, -1);
  await close();
});

test('every target of the first screen is at least 44 pixels', async () => {
  const { page, close } = await visit('/', phone);
  await mapDrawn(page);
  const small = await page.evaluate(() =>
    [...document.querySelectorAll('button, select, input, a')]
      .filter((element) => element.checkVisibility() && !element.closest('.skip') && !element.closest('table'))
      .map((element) => ({
        name: element.textContent?.trim() || element.getAttribute('aria-label'),
        box: element.getBoundingClientRect(),
      }))
      .filter(({ box }) => box.top > 0 && box.height > 0 && (box.height < 43.5 || box.width < 43.5))
      .map(({ name, box }) => `${name}: ${Math.round(box.width)} × ${Math.round(box.height)}`),
  );
  expect(small).toEqual([]);
  await close();
});

test('the date is a chip that opens the dates', async () => {
  const { page, close } = await visit('/', phone);
  await mapDrawn(page);
  await page.getByRole('button', { name: /Đổi ngày số liệu/ }).click();
  await page.getByRole('slider', { name: 'Chọn ngày có số liệu' }).fill('0');
  await page.waitForURL(/at=2021-06-30/);
  await close();
});

test('a tap on a commune opens its profile in the sheet', async () => {
  const { page, url, close } = await visit('/', phone);
  await mapDrawn(page);
  const { point } = (await (await fetch(`${url}/api/admin-units/22087`)).json()) as { point: [number, number] };
  const spot = await pointOf(page, point);
  await page.touchscreen.tap(spot.x, spot.y);
  await page.waitForURL(/\/communes\/22087/);
  await page.locator('.sheet #unit-name').waitFor();
  await close();
});

test('one thing is read at a time: a row of the table leads to its card, tools leave the page its heading', async () => {
  const { page, close } = await visit('/?layers=schools&table=schools', phone);
  await mapDrawn(page);
  const table = page.getByRole('region', { name: 'Bảng thuộc tính', exact: true });
  await table.locator('tbody tr[data-id]').first().tap();
  await page.locator('.sheet #feature-name').waitFor();
  expect(await table.count()).toBe(0);
  await page.goBack();
  await table.waitFor();
  await table.getByRole('button', { name: 'Đóng bảng thuộc tính' }).tap();
  await page.getByRole('button', { name: 'Đo và vẽ' }).tap();
  const tools = page.getByRole('region', { name: 'Đo và vẽ' });
  await tools.waitFor();
  await page.getByRole('heading', { level: 1, name: 'Bản đồ', exact: true }).waitFor({ state: 'attached' });
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: /^Lớp dữ liệu/ }).tap();
  await page.locator('.sheet #layers').waitFor();
  expect(await tools.isVisible()).toBe(false);
  await close();
});
