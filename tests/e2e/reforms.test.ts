import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { mapDrawn, visit } from '../support/browser.ts';
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
