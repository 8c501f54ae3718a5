import { expect, test } from 'vitest';
import { mapDrawn, visit } from '../support/browser.ts';
import { contradictions, daysNamed } from '../support/shown.ts';

const reference = '2024-10-31';

/** What cannot be had, what stays of the address, and what is said. */
const cases: readonly (readonly [asked: string, left: string, said: RegExp])[] = [
  ['?at=2030-01-01', '', /01\/01\/2030.*31\/10\/2024/],
  ['?measure=gone', '', /gone/],
  ['?measure=criteria-met-xa-ntm&level=district', '?measure=criteria-met-xa-ntm', /huyện/],
  ['?from=2024-10-31&at=2023-12-31', '?at=2023-12-31', /31\/10\/2024.*31\/12\/2023/],
  ['?at=2023-12-31&compare=2023-12-31', '?at=2023-12-31', /31\/12\/2023/],
  ['?class=19,none', '?class=19', /none/],
  ['?from=2021-06-30&compare=2022-12-31', '?from=2021-06-30', /ngày thứ ba/],
];

test('what cannot be had is put right in the address and said in one sentence', async () => {
  const { page, url, close } = await visit('/about');
  for (const [asked, left, said] of cases) {
    await page.goto(`${url}/${asked}`);
    await page.locator('.notes').waitFor();
    await expect.poll(() => new URL(page.url()).search, { message: asked }).toBe(left);
    expect(await page.locator('.notes').innerText(), asked).toMatch(said);
    await expect.poll(() => page.locator('.answer').getAttribute('aria-busy'), { message: asked }).toBe('false');
    expect(await daysNamed(page), asked).toHaveLength(1);
    expect(await contradictions(page, reference), asked).toEqual([]);
  }
  await close();
});

test('what was put right is said in words also where these come late', async () => {
  const { page, url, close } = await visit('/about');
  await page.route(/\/assets\/vi-/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1500));
    await route.continue();
  });
  await page.goto(`${url}/?measure=gone`);
  await page.locator('.notes').waitFor();
  expect(await page.locator('.notes').innerText()).toMatch(/gone/);
  await close();
});

test('a day between two stops is one day in all places, with the day that its figures are of', async () => {
  const { page, close } = await visit('/?at=2022-06-15');
  await mapDrawn(page);
  const words = 'Tính đến 15/06/2022, số liệu đến 31/12/2021';
  expect(await page.locator('.dates output strong').innerText()).toBe(words);
  expect(await page.locator('.answer').innerText()).toContain(words);
  expect(await daysNamed(page)).toEqual(['15/06/2022']);
  expect(await page.title()).toContain('15/06/2022');
  expect(await page.locator('.notes').count()).toBe(0);
  await close();
});

test('a unit, a collection and a page that are not there are said to be so, in the reader’s words', async () => {
  const { page, url } = await visit('/communes/99999');
  await page.getByText('Không có đơn vị hành chính nào mang mã 99999').first().waitFor();
  expect(await page.getByRole('button', { name: 'Thử lại' }).count()).toBe(0);
  expect(await page.getByText('/api').count()).toBe(0);
  await page.goto(`${url}/no/such/page`);
  await page.getByRole('heading', { level: 1 }).waitFor();
  await page.goto(`${url}/?layers=no-such-layer&table=no-such-layer`);
  await page.getByRole('heading', { level: 1, name: /^54 trong 83 xã/ }).waitFor();
  await page.context().close();
});
