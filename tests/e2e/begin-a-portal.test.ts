import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { syncCriteriaSets } from '#resources/criteria/sync.ts';
import { axeViolations, visit } from '../support/browser.ts';
import { adminToken, startTestPortal, type TestPortal } from '../support/portal.ts';
import { insertBoard } from '../support/province.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ DEMO: 'off' });
  await syncCriteriaSets(portal.db, await readCriteriaSets());
});
afterAll(() => portal.drop());

const opened = (page: Page, hasText: string) => page.locator('details[open] > summary', { hasText });

test('an empty portal lists what it lacks, boundaries first', async () => {
  const { page, close } = await visit('/data', { portal: portal.url, viewport: { width: 390, height: 844 } });
  await page.getByRole('heading', { name: 'Cổng còn thiếu gì' }).waitFor();
  await page.getByText(/^0 trong \d+ mục có số liệu$/).waitFor();
  expect(await opened(page, '1. Địa giới').count()).toBe(1);
  expect(await opened(page, '2. Công nhận').count()).toBe(0);
  await page.getByRole('link', { name: 'Nhập: Địa giới cấp xã' }).click();
  expect(await page.getByRole('combobox', { name: 'Lớp dữ liệu' }).inputValue()).toBe('communes');
  expect(await axeViolations(page)).toEqual([]);
  await close();
});

test('a map with boundaries and no results leads to what comes next', async () => {
  const { page, close } = await visit('/', { portal: portal.url });
  await page.getByRole('link', { name: 'Xem từng bước ở trang Dữ liệu' }).click();
  await page.waitForURL(/\/data$/);
  // Meanwhile boundaries come in, and the page is not loaded anew.
  await insertBoard(portal.db, { columns: 2, rows: 3 });
  await page.getByRole('link', { name: 'Bản đồ', exact: true }).click();
  await page.getByRole('link', { name: 'Xem còn thiếu gì và cách nhập' }).click();
  await page.waitForURL(/\/data$/);
  await opened(page, '2. Công nhận').waitFor();
  expect(await opened(page, '1. Địa giới').count()).toBe(0);
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: 'Tệp mẫu: Quyết định công nhận' }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('mau_recognitions.xlsx');
  const link = page.getByRole('link', { name: 'Nhập: Quyết định công nhận' });
  const heading = () => page.evaluate(() => document.activeElement?.id);
  // Twice: an address that is there already is followed too.
  for (const time of ['once', 'again']) {
    await link.click();
    await expect.poll(heading, { message: time }).toBe('import');
    expect(await page.getByRole('combobox', { name: 'Loại số liệu' }).inputValue()).toBe('recognitions');
  }
  await close();
});

test('with boundaries alone nothing is "not", nothing is nought and no chart is drawn around nothing', async () => {
  const { page, close } = await visit('/ranking', { portal: portal.url });
  await page.getByText(/^Xã nông thôn mới: chưa có đánh giá nào của \d+ xã; chưa có số liệu công nhận\.$/).waitFor();
  await page.getByText('Chưa có đánh giá nào theo bộ tiêu chí này vào ngày đã chọn').waitFor();
  await page.getByRole('button', { name: 'Đã công nhận, không còn đủ tiêu chí' }).click();
  await page.getByText('Chưa có số liệu công nhận nào vào ngày đã chọn').waitFor();

  // Of a portal of today the programme of 2026-2030 opens, which promises other things.
  await page.goto(`${portal.url}/targets?period=2021-2025`);
  await page.getByText('Chưa có số liệu của mục tiêu nào trong 93 mục tiêu.').waitFor();
  expect(await page.getByText(/0 trong|\(0\/\d/).count()).toBe(0);

  await page.goto(`${portal.url}/communes/10000/profile`);
  const standing = page.locator('section').filter({ hasText: 'Công nhận và hiện trạng' });
  await standing.getByText('Chưa có số liệu công nhận.').waitFor();
  await page.getByText('Chưa có đánh giá nào để vẽ.').waitFor();
  await page.getByText('Chưa có số liệu ở ngày nào trong hai ngày để so sánh.').waitFor();
  expect(await page.getByText(/Chưa được công nhận|Đạt 0\/|: 0 đạt/).count()).toBe(0);
  expect(await axeViolations(page)).toEqual([]);

  await page.goto(`${portal.url}/`);
  const legend = page.getByRole('group', { name: /^Chú giải/ });
  await legend.waitFor();
  // Of today, so the ten criteria of 2026-2030.
  expect(await legend.getByRole('button', { name: /^10/ }).textContent()).toMatch(/–\s*$/);
  await close();
});

test('an address opens the import of something, and who has the token sees the last one', async () => {
  const form = new FormData();
  form.append('file', new Blob(['code,name\nT1,Một\n']), 'truong.csv');
  const authorised = { headers: { Authorization: `Bearer ${adminToken}` } };
  await portal.get('/api/imports?collection=schools&by=Lan', { ...authorised, method: 'POST', body: form });
  const { page, close } = await visit('/data?lang=en#import?collection=schools', { portal: portal.url });
  await page.getByRole('combobox', { name: /^Collection/ }).waitFor();
  await expect.poll(() => page.getByRole('combobox', { name: /^Collection/ }).inputValue()).toBe('schools');
  await page.getByLabel('The operator’s token').fill(adminToken);
  await page.getByRole('button', { name: 'Show the last imports' }).click();
  await page.getByText('4. Map layers').click();
  await page.getByText(/^Last import .*truong\.csv, Lan: refused/).waitFor();
  await page.getByText('5. Hamlets').click();
  const [file] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Template: Digital addresses of households/ }).click(),
  ]);
  expect(file.suggestedFilename()).toBe('mau_digital-addresses.xlsx');
  expect(await axeViolations(page)).toEqual([]);
  await close();
});
