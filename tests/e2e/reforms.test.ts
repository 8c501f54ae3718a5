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
  // Only of those that were, and in their own column.
  const spoken = await page
    .getByText(/\bhuyện\b(?!.*cũ)/i)
    .evaluateAll((found) => found.filter((each) => !each.closest('td')));
  expect(spoken).toEqual([]);

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

test('communes of a day without districts are grouped by those that were, and narrowed to one', async () => {
  const { page, close } = await visit('/?at=2026-10-31&measure=criteria-met-xa-ntm-2026', { portal: portal.url });
  await mapDrawn(page);
  await page.getByLabel('Nhóm theo huyện (thị xã, thành phố) cũ').check();
  await page.waitForURL(/sort=former/);
  await page.getByRole('row', { name: /^Huyện Đồng Xuân cũ\s+4 đơn vị/ }).click();
  await page.waitForURL(/former=558/);
  await expect.poll(() => sentence(page).innerText()).toMatch(/^0 trong 4 xã của huyện Đồng Xuân cũ đạt 10\/10/);
  await page.getByText('4 đơn vị trong bảng').waitFor();
  const former = page.getByLabel(/^Huyện \(thị xã, thành phố\) cũ/);
  await former.selectOption({ label: 'Huyện Phú Hoà cũ (2)' });
  await expect.poll(() => sentence(page).innerText()).toMatch(/^2 trong 2 xã của huyện Phú Hoà cũ/);
  // The same address shows the same.
  await page.reload();
  await expect.poll(() => sentence(page).innerText()).toMatch(/^2 trong 2 xã của huyện Phú Hoà cũ/);
  await former.selectOption('');
  await expect.poll(() => sentence(page).innerText()).toMatch(/^6 trong 27 xã/);
  await page.goto(`${portal.url}/communes/22240?at=2026-10-31`);
  await page.getByText(/Chủ yếu thành phố Tuy Hoà cũ \(\d/).waitFor();

  // On a day with districts nothing is former, and the address is put right.
  await page.goto(`${portal.url}/?at=2024-10-31&former=558`);
  await page.getByText(/31\/10\/2024 không có xã nào thuộc đơn vị cũ mang mã 558/).waitFor();
  await expect.poll(() => new URL(page.url()).searchParams.get('former')).toBeNull();
  expect(await former.count()).toBe(0);
  await close();
});

test('a district that is no more leads to its communes, and the ranking is told by those that were', async () => {
  const { page, complaints } = await visit('/districts/558?at=2026-10-31', { portal: portal.url });
  await page.getByRole('link', { name: 'Xem các xã, phường của huyện Đồng Xuân cũ' }).click();
  await page.waitForURL(/former=558/);
  await page.getByText('4 đơn vị trong bảng').waitFor();
  await page.goto(`${portal.url}/ranking?at=2026-10-31`);
  await page.getByRole('heading', { name: 'Theo huyện (thị xã, thành phố) cũ' }).waitFor();
  await page.getByRole('button', { name: /^Huyện Tuy An cũ/ }).click();
  await page.waitForURL(/within=559/);
  await page.getByText('Gần đủ tiêu chí: 4 đơn vị').waitFor();
  await page.getByRole('link', { name: 'Xem bản đồ' }).click();
  await page.waitForURL(/former=559/);
  await expect.poll(() => sentence(page).innerText()).toMatch(/huyện Tuy An cũ/);
  // The browser itself reports the unit that is not there on the day; nothing else may fail.
  expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
  await page.context().close();
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
