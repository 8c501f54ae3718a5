import type { Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeViolations, visit } from '../support/browser.ts';
import { adminToken, startTestPortal, type TestPortal } from '../support/portal.ts';
import { communesOn, type ReformDay } from '../support/reform.ts';

/** Two communes of July 2025 that nine of 2020 went into, one of them in two parts. */
const made = ['22015', '22045'];
const old = ['22015', '22018', '22021', '22024', '22030', '22033', '22036', '22042', '22045'];

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ DEMO: 'off' });
  const form = new FormData();
  form.append('file', new Blob([fileOf('2020-11-01', old)]), 'xa-2020.geojson');
  const headers = { Authorization: `Bearer ${adminToken}` };
  const address = `${portal.url}/api/imports?collection=communes&validFrom=2020-11-01`;
  expect(await (await fetch(address, { method: 'POST', body: form, headers })).json()).toMatchObject({
    outcome: 'imported',
  });
});
afterAll(() => portal.drop());

function fileOf(day: ReformDay, codes: readonly string[]): string {
  const { features, ...rest } = communesOn(day);
  return JSON.stringify({
    ...rest,
    features: features.filter(({ properties }) => codes.includes(String(properties?.['MA_XA']))),
  });
}

async function give(page: Page): Promise<void> {
  await page.getByLabel('Tệp dữ liệu').setInputFiles({
    name: 'xa-2025.geojson',
    mimeType: 'application/geo+json',
    buffer: Buffer.from(fileOf('2025-07-01', made)),
  });
  await page.getByLabel('Mã truy cập').fill(adminToken);
  expect(await page.getByLabel('Bảng đơn vị cũ – mới theo văn bản').count()).toBe(0);
  await page.getByLabel(/^Hiệu lực từ/).fill('2025-07-01');
  await page.getByLabel('Tên văn bản quyết định').fill('NQ 1660/NQ-UBTVQH15');
  await page.getByRole('button', { name: 'Thử, chưa ghi gì' }).click();
}
const left = async (page: Page) => {
  const [, open = ''] = /^(?:Còn (\d+)|Đã trả lời cả)/.exec(await page.locator('.bar [role=status]').innerText()) ?? [];
  return Number(open);
};

test('questions about old and new units are answered on the page, by hand and many at once, and then it is imported', async () => {
  const { page, close } = await visit('/data', { portal: portal.url });
  await give(page);
  await page.getByRole('heading', { name: 'Câu hỏi về đơn vị cũ và đơn vị mới' }).waitFor();
  const all = await left(page);
  expect(all).toBeGreaterThan(8);
  expect(await page.locator('article svg[role=img]').count()).toBe(2 * all);
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: /^Trả lời một lượt \d+ câu$/ }).click();
  const few = await left(page);
  expect(few).toBeGreaterThan(0);
  expect(few).toBeLessThan(all);

  // Loaded anew, the page has the answers, but neither the file nor the token.
  await page.reload();
  await give(page);
  await page.getByRole('heading', { name: 'Câu hỏi về đơn vị cũ và đơn vị mới' }).waitFor();
  expect(await left(page)).toBe(few);
  const [table] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: 'Tải bảng câu hỏi (CSV)' }).click(),
  ]);
  expect(table.suggestedFilename()).toBe('cau-hoi.csv');

  // By keys alone: the first answer, of the unit that is cut the second, and where it is asked the second unit; Enter goes on.
  await page.getByRole('button', { name: 'Câu tiếp theo' }).focus();
  for (let asked = 0; (await left(page)) > 0 && asked < 30; asked++) {
    await page.keyboard.press('Enter');
    await page.waitForFunction(() => document.activeElement?.matches('input[type=radio]:not(:checked)'));
    const asksFor = await page.evaluate(() => document.activeElement?.getAttribute('name') ?? '');
    await page.keyboard.press('Space');
    if (asksFor.startsWith('identity-') || asksFor.startsWith('share-22024')) await page.keyboard.press('ArrowDown');
  }
  await page.getByText(`Đã trả lời cả ${all} câu hỏi`).waitFor();
  await page.getByRole('button', { name: 'Thử lại với các câu trả lời' }).click();
  await page.getByRole('heading', { name: /^Nhập được/ }).waitFor();
  await page.getByText(`Câu trả lời đã gửi (${all})`).waitFor();
  await page.getByRole('button', { name: 'Nhập thật tệp này' }).click();
  await page.getByRole('heading', { name: 'Đã nhập', exact: true }).waitFor();
  await page.locator('summary', { hasText: /^kết thúc · 9$/ }).click();
  await page
    .getByText(/^Vào Phường Tuy Hòa \(22015\), toàn bộ\.$/)
    .first()
    .waitFor();
  expect(
    await page.evaluate(() => Object.keys(sessionStorage).filter((key) => key.startsWith('import-answers'))),
  ).toEqual([]);
  const unit = await (await portal.get('/api/admin-units/22015?at=2025-07-01')).json();
  expect(unit).toMatchObject({ name: 'Phường Tuy Hòa', validFrom: '2025-07-01' });
  const { predecessors } = unit as { predecessors: { decision: string | null }[] };
  expect(predecessors.length).toBeGreaterThan(5);
  expect(predecessors.every(({ decision }) => decision === 'NQ 1660/NQ-UBTVQH15')).toBe(true);
  // And taken back, after a word.
  await page.getByRole('button', { name: 'Hoàn tác lần nhập này' }).click();
  await page.getByRole('button', { name: 'Hoàn tác', exact: true }).click();
  await page.getByText('Đã hoàn tác: đơn vị và địa giới lại như trước lần nhập.').waitFor();
  // Also to whoever opens the page anew.
  await page.reload();
  await page.getByLabel('Mã truy cập').fill(adminToken);
  await page.keyboard.press('Tab');
  await page.getByRole('heading', { name: 'Đã nhập, sau đó hoàn tác' }).waitFor();
  expect(await page.getByRole('button', { name: 'Hoàn tác lần nhập này' }).count()).toBe(0);
  expect(await (await portal.get('/api/admin-units/22015?at=2025-07-01')).json()).toMatchObject({ name: 'Phường 1' });
  await close();
});
