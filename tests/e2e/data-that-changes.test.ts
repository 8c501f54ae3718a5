import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mapDrawn, visit } from '../support/browser.ts';
import { startDemoPortal } from '../support/demo-portal.ts';
import { adminToken, type TestPortal } from '../support/portal.ts';
import { coloursNow, contradictions, regionsOf, withoutTravellers } from '../support/shown.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemoPortal({ REFERENCE_DATE: '2024-10-31' });
});
afterAll(() => portal.drop());

/** Somebody else's import, over the API. */
async function bring(query: string, name: string, content: string): Promise<void> {
  const form = new FormData();
  form.append('file', new Blob([content]), name);
  const headers = { Authorization: `Bearer ${adminToken}` };
  const response = await fetch(`${portal.url}/api/imports?${query}&by=test`, { method: 'POST', body: form, headers });
  expect(await response.json()).toMatchObject({ outcome: 'imported' });
}
const assessment = (code: string, no: number, status: string) =>
  `code,set_id,criterion_no,status,valid_on,source\n${code},xa-ntm,${no},${status},2024-10-31,test\n`;
const slider = (page: Page) => page.getByRole('slider', { name: 'Chọn ngày có số liệu' });
const sentence = (page: Page) => page.locator('.answer .sentence');

test('an import elsewhere is seen everywhere on a page left open, within one action', async () => {
  const { page, close } = await visit('/?layers=schools', { portal: portal.url });
  await mapDrawn(page);
  expect(await sentence(page).innerText()).toMatch(/^54 trong 83 xã/);
  const layer = page.locator('#layers li').filter({ hasText: 'Trường học' });
  await expect.poll(() => layer.innerText()).toContain('468');
  const before = await coloursNow(page);
  const tiles = new Set<string>();
  page.on('request', (request) => {
    const found = /\/collections\/(\w+)\/tiles\/.*\d/.exec(request.url());
    if (found !== null) tiles.add(found[1] ?? '');
  });
  // Other days are remembered: they are to be forgotten too.
  await slider(page).press('Home');
  await expect.poll(() => sentence(page).innerText()).not.toMatch(/^54/);
  await slider(page).press('End');
  await expect.poll(() => sentence(page).innerText()).toMatch(/^54/);

  await bring('records=assessments', 'a.csv', assessment('22093', 11, 'met'));
  const school = {
    type: 'Feature',
    properties: { code: 'MOI1', name: 'Trường mới', level: 'primary', valid_from: '2024-01-01' },
    geometry: { type: 'Point', coordinates: [109.2, 13.2] },
  };
  await bring('collection=schools', 's.geojson', JSON.stringify({ type: 'FeatureCollection', features: [school] }));

  // One action: a commune is looked up.
  await page.getByRole('combobox', { name: /Tìm/ }).fill('22093');
  await page.getByRole('option', { name: /^Xã/ }).first().waitFor();
  await page.keyboard.press('Enter');
  await page
    .getByText(/19.*19/)
    .first()
    .waitFor();
  await expect.poll(async () => (await coloursNow(page))['22093']).not.toBe(before['22093']);
  await page.goBack();
  await expect.poll(() => sentence(page).innerText()).toMatch(/^55 trong 83 xã/);
  await expect.poll(() => layer.innerText()).toContain('469');
  expect(tiles).toContain('schools');
  expect(await contradictions(page, '2024-10-31')).toEqual([]);
  // The table and the legend count what the sentence counts.
  const fresh = await visit('/?layers=schools', { portal: portal.url });
  await mapDrawn(fresh.page);
  await expect.poll(() => regionsOf(page)).toEqual(await regionsOf(fresh.page));
  expect(await coloursNow(page)).toEqual(await coloursNow(fresh.page));
  await fresh.close();
  await close();
});

test('a screen that nobody touches hears of it too, and both halves of a comparison', async () => {
  const opened = await visit('/about', { portal: portal.url });
  const { page, close } = opened;
  await page.clock.install();
  await page.goto(`${portal.url}/?compare=2021-06-30`);
  await mapDrawn(page);
  const before = await sentence(page).innerText();
  const lists = page.locator('[data-answer]').filter({ hasText: /thay đổi/i });
  await lists.first().waitFor();
  await bring('records=assessments', 'b.csv', assessment('22093', 11, 'notMet'));
  await page.clock.fastForward(61_000);
  await expect.poll(() => sentence(page).innerText()).not.toBe(before);
  const fresh = await visit('/?compare=2021-06-30', { portal: portal.url });
  await mapDrawn(fresh.page);
  await expect.poll(() => regionsOf(page)).toEqual(await regionsOf(fresh.page));
  await fresh.close();
  await close();
});

test('who looks for news does not make a slow line begin again', async () => {
  const { page, url, close } = await visit('/about');
  let asked = 0;
  await withoutTravellers(page);
  await page.route('**/api/portal', async (route) => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 3500));
    await route.continue().catch(() => undefined);
  });
  await page.goto(`${url}/`);
  await page.getByRole('heading', { level: 1, name: /^54 trong 83 xã/ }).waitFor();
  expect(asked).toBe(1);
  await page.unrouteAll({ behavior: 'ignoreErrors' });
  await close();
});
