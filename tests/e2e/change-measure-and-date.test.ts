import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { drawnUnits, mapDrawn, visit } from '../support/browser.ts';

const aboutTiles = (address: string) => address.includes('/tiles/');

test('a new measure or date changes colours and fetches no geometry', async () => {
  const { page, requests, close } = await visit('/');
  const before = new Map((await drawnUnits(page)).map(({ code, colour }) => [code, colour]));
  const asked = requests.length;

  const picker = page.getByRole('combobox', { name: 'Bản đồ tô màu theo' });
  await picker.fill('moi truong thuc pham');
  await page.getByRole('option', { name: 'Tiêu chí 17: Môi trường và an toàn thực phẩm', exact: true }).waitFor();
  await picker.press('Enter');
  await page.getByRole('heading', { level: 1, name: /xã đạt tiêu chí 17/ }).waitFor();
  await expect
    .poll(async () => (await drawnUnits(page)).filter(({ pattern }) => pattern === 'dots').length)
    .toBeGreaterThan(0);

  await page.getByRole('slider', { name: 'Chọn ngày có số liệu' }).fill('0');
  await page.getByText('Tính đến 30/06/2021.').waitFor();
  const changed = async () => (await drawnUnits(page)).filter(({ code, colour }) => before.get(code) !== colour).length;
  await expect.poll(changed).toBeGreaterThan(20);

  const since = requests.slice(asked).map((request) => request.url());
  expect(since.filter(aboutTiles)).toEqual([]);
  expect(since.filter((address) => address.includes('/values')).length).toBeGreaterThanOrEqual(2);
  await close();
});

test('back, reload and a shared link give the same view', async () => {
  const first = await visit('/');
  const { page } = first;
  await mapDrawn(page);
  await page.getByRole('slider', { name: 'Chọn ngày có số liệu' }).fill('0');
  await page.waitForURL(/at=2021-06-30/);
  await page.getByRole('group', { name: 'Cấp hành chính' }).getByRole('button', { name: 'Huyện' }).click();
  await page.getByRole('heading', { level: 1, name: /trong 9 đơn vị cấp huyện/ }).waitFor();
  const coloursOf = async (shown: Page) =>
    (await drawnUnits(shown)).map(({ code, colour }) => `${code} ${colour}`).sort();
  const colours = await coloursOf(page);
  expect(colours).toHaveLength(9);
  const shared = new URL(page.url());

  await page.reload();
  await expect.poll(() => coloursOf(page)).toEqual(colours);
  const second = await visit(shared.pathname + shared.search);
  await expect.poll(() => coloursOf(second.page)).toEqual(colours);
  await second.close();

  await page.goBack();
  await expect.poll(() => new URL(page.url()).searchParams.get('at')).toBe('2021-06-30');
  await page.goBack();
  await page.getByRole('heading', { level: 1, name: /^54 trong 83 xã/ }).waitFor();
  await first.close();
});

test('another language keeps the view and needs no new page', async () => {
  const { page, requests, close } = await visit('/?measure=criterion-xa-ntm-2&sort=name');
  await mapDrawn(page);
  const pages = () => requests.filter((request) => request.isNavigationRequest()).length;
  await page.getByRole('button', { name: 'English' }).click();
  await page.getByRole('heading', { level: 1, name: /of 83 communes meet criterion 2/ }).waitFor();
  expect(pages()).toBe(1);
  expect(await page.locator('html').getAttribute('lang')).toBe('en');
  expect(new URL(page.url()).search).toBe('?measure=criterion-xa-ntm-2&sort=name&lang=en');
  await close();
});

test('a drag is kept in the address', async () => {
  const { page, close } = await visit('/');
  await mapDrawn(page);
  await page.mouse.move(900, 500);
  await page.mouse.down();
  await page.mouse.move(800, 450, { steps: 5 });
  await page.mouse.up();
  await page.waitForURL(/view=/);
  await mapDrawn(page);
  const view = new URL(page.url()).searchParams.get('view');
  await page.reload();
  await mapDrawn(page);
  expect(new URL(page.url()).searchParams.get('view')).toBe(view);
  await close();
});
