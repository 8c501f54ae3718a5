import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { drawnUnits, mapDrawn, visit } from '../support/browser.ts';
import { startDemoPortal } from '../support/demo-portal.ts';
import type { TestPortal } from '../support/portal.ts';
import { daysNamed } from '../support/shown.ts';

// The demo as a first start shows it: it stands at 31 October 2024, and one may look on over both reforms of its units.
let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemoPortal();
});
afterAll(() => portal.drop());

const slider = (page: Page) => page.getByRole('slider', { name: 'Chọn ngày có số liệu' });
const sentence = (page: Page) => page.locator('.answer .sentence');
const asked = (page: Page) => new URL(page.url()).searchParams.get('at');

test('it opens at the day at which it stands; the slider goes on to its last day and back', async () => {
  const { page, close } = await visit('/', { portal: portal.url });
  await mapDrawn(page);
  expect(await sentence(page).innerText()).toMatch(/^54 trong 83 xã/);
  expect(await daysNamed(page)).toEqual(['31/10/2024']);
  await slider(page).press('End');
  await expect.poll(() => asked(page)).toBe('2026-10-31');
  await page.getByText('34 đơn vị trong bảng').waitFor();
  await slider(page).press('ArrowLeft');
  await expect.poll(() => asked(page)).not.toBe('2026-10-31');
  await page.goto(`${portal.url}/?at=2027-01-01`);
  await page
    .getByText(/31\/10\/2026/)
    .first()
    .waitFor();
  await expect.poll(() => asked(page)).toBeNull();
  await expect.poll(() => sentence(page).innerText()).toMatch(/^54 trong 83 xã/);
  await close();
});

test('the communes of 2026 stand by the ten criteria of their set, and say what they came from', async () => {
  const { page, close } = await visit('/?at=2026-10-31&measure=criteria-met-xa-ntm-2026', { portal: portal.url });
  await mapDrawn(page);
  expect(await sentence(page).innerText()).toMatch(/^6 trong 27 xã đạt 10\/10/);
  await page.goto(`${portal.url}/communes/22045/profile?at=2026-10-31`);
  await page.getByText('Thành lập ngày 01/07/2025').first().waitFor();
  expect(await page.getByText('Dữ liệu minh hoạ').count()).toBeGreaterThan(0);
  await close();
});

const dayMs = 86_400_000;
/** Moves the date as a drag does: the slider counts days from its first stop. */
async function dragTo(page: Page, day: string): Promise<void> {
  const first = '2021-06-30';
  const days = Math.round((Date.parse(day) - Date.parse(first)) / dayMs);
  await slider(page).fill(String(days));
  await page.waitForURL(new RegExp(`at=${day}`));
}
/** Names of all units that lie in the map's tiles, coloured or not: codes are borne again, names tell of which day they are. */
const names = (page: Page) =>
  page.evaluate(() => {
    const { map } = document.querySelector('.map') as Element & { map: MapLibreMap };
    const drawn = map.queryRenderedFeatures({ layers: ['communes-fill-a'] });
    return [...new Set(drawn.map(({ properties }) => `${String(properties['code'])} ${String(properties['name'])}`))];
  });
const dotted = async (page: Page) => (await drawnUnits(page)).filter(({ pattern }) => pattern === 'dots');

test('the date is dragged over the change of units: others are drawn, and dots say that only their predecessors are known', async () => {
  const { page, close } = await visit('/', { portal: portal.url });
  await mapDrawn(page);
  await dragTo(page, '2025-06-30');
  await expect.poll(async () => (await drawnUnits(page)).length).toBe(106);
  const levels = page.getByRole('group', { name: 'Cấp hành chính' });
  await levels.getByRole('button', { name: 'Huyện' }).waitFor();

  await dragTo(page, '2025-07-01');
  await expect.poll(async () => (await drawnUnits(page)).length).toBe(34);
  expect(await names(page)).toHaveLength(34);
  expect(await names(page)).toContain('22081 Xã Đồng Xuân');
  await expect.poll(async () => (await dotted(page)).length).toBeGreaterThan(10);
  await page
    .getByRole('heading', { level: 1, name: /Chưa xã nào được đánh giá theo chỉ số này từ khi thành lập/ })
    .waitFor();
  await page.getByRole('button', { name: /Chưa đánh giá, có kết quả của đơn vị cũ/ }).waitFor();
  expect(await levels.getByRole('button', { name: 'Huyện' }).count()).toBe(0);
  expect(await page.getByText(/\bhuyện\b/i).count()).toBe(0);

  // A drag is one step of history, however far it goes.
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: /^54 trong 83 xã/ }).waitFor();
  await expect.poll(async () => (await drawnUnits(page)).length).toBe(110);
  expect(await names(page)).toContain('22081 Thị trấn La Hai');
  expect(await dotted(page)).toEqual([]);
  await close();
});

test('a commune says what its predecessors had reached; one goes from it to one of them and back', async () => {
  const { page, close } = await visit('/communes/22081?at=2025-07-01', { portal: portal.url });
  await page.getByRole('heading', { name: 'Xã Đồng Xuân' }).waitFor();
  await page.getByText(/Trong các đơn vị cũ, \d trong 4 xã đã đạt\. Không tính: Thị trấn La Hai/).waitFor();
  await page.getByRole('link', { name: 'Xã Xuân Long' }).click();
  await page.waitForURL(/\/communes\/22093\?at=2025-06-30/);
  await page.getByRole('heading', { name: 'Xã Xuân Long' }).waitFor();
  await page.getByRole('link', { name: 'Xã Đồng Xuân' }).click();
  await page.waitForURL(/\/communes\/22081\?at=2025-07-01/);
  await page.getByRole('heading', { name: 'Xã Đồng Xuân' }).waitFor();
  await close();
});

test('what was paid is worked out for the units of another day, and what was shared out is dotted', async () => {
  const { page, close } = await visit('/?measure=disbursed-per-head&at=2024-10-31', { portal: portal.url });
  await mapDrawn(page);
  expect(await dotted(page)).toEqual([]);
  await page.getByLabel(/^Đơn vị hành chính/).selectOption('2025-07-01');
  await page.waitForURL(/on=2025-07-01/);
  await expect.poll(async () => (await drawnUnits(page)).length).toBe(34);
  await page.getByText('Tính cho các đơn vị của ngày 01/07/2025.').first().waitFor();
  await expect.poll(async () => (await dotted(page)).map(({ code }) => code)).toContain('22255');
  // The same address shows the same.
  await page.reload();
  await expect.poll(async () => (await drawnUnits(page)).length).toBe(34);
  await page.getByLabel(/^Đơn vị hành chính/).selectOption('');
  await expect.poll(async () => (await drawnUnits(page)).length).toBe(110);
  await close();
});

test('what a programme reached counts on the units of its last day, 82 of the printed 83, and leads to those made since', async () => {
  const { page, close } = await visit('/targets?period=2021-2025&at=2026-06-30', { portal: portal.url });
  await page.getByText('Theo các đơn vị hành chính của ngày 30/06/2025: 82 xã', { exact: false }).waitFor();
  await page.getByRole('button', { name: 'Không đạt 44' }).waitFor();
  expect(await page.getByText('Chậm tiến độ').count()).toBe(0);
  await page.getByRole('link', { name: 'Xem theo các đơn vị thành lập sau đó' }).click();
  await page.waitForURL(/at=2025-12-31/);
  await mapDrawn(page);
  expect(await sentence(page).innerText()).toMatch(/^Chưa xã nào được đánh giá theo chỉ số này từ khi thành lập; ở 27/);
  await close();
});
