import { expect, test } from 'vitest';
import { axeViolations, visit } from '../support/browser.ts';

test('the programme is chosen on the page, stands in the address, and goes along to its targets', async () => {
  const { page, complaints, close } = await visit('/programme');
  await page.getByRole('heading', { level: 1, name: 'Chương trình 2021-2025' }).waitFor();
  const period = page.getByRole('combobox', { name: 'Giai đoạn' });
  await period.selectOption('2026-2030');
  await page.getByRole('heading', { level: 1, name: 'Chương trình 2026-2030' }).waitFor();
  expect(new URL(page.url()).search).toBe('?period=2026-2030');
  await page.getByText('Tỉnh chưa có mục tiêu riêng cho giai đoạn 2026-2030').waitFor();
  await page.getByText(/^Chưa có trong cổng: .*47 chỉ tiêu/).waitFor();
  await page.getByRole('heading', { name: '15 nội dung' }).waitFor();
  // Before the demo's day nothing of it was issued.
  expect(await page.getByRole('row', { name: /QĐ 417\/QĐ-BNNMT/ }).textContent()).toContain('chưa ban hành');

  await page.getByRole('link', { name: 'I6', exact: true }).click();
  await page.waitForURL('**/targets?period=2026-2030&target=I6');
  const detail = page.locator('#detail-I6');
  await detail.getByText('Mục tiêu của cả nước: số liệu của một tỉnh không cho biết kết quả').waitFor();
  // Nobody gives a figure for the country here, and no district is counted.
  expect(await detail.getByRole('link').count()).toBe(0);
  expect(await page.getByText('Mục tiêu cấp huyện tính trên').count()).toBe(0);
  expect(await axeViolations(page)).toEqual([]);

  // What the old one has is let go with it, and its own period needs no mention.
  await period.selectOption('2021-2025');
  await page.getByRole('heading', { level: 1, name: 'Mục tiêu của Chương trình đến năm 2025' }).waitFor();
  expect(new URL(page.url()).search).toBe('');
  await page.goBack();
  await page.waitForURL('**/targets?period=2026-2030&target=I6');
  expect(complaints).toEqual([]);
  await close();
});

test('two programmes side by side: what was paid, what there is, and who is recognised', async () => {
  const { page, complaints, close } = await visit('/transition');
  await page.getByRole('heading', { level: 1, name: 'Hai chương trình' }).waitFor();
  expect(await page.title()).toContain('Hai chương trình');
  await page.getByText(/đã giải ngân .* tỷ đồng dự kiến của các nguồn đã báo cáo/).waitFor();
  await page.getByText('0 trong 13 văn bản đã ban hành đến 31/10/2024.').waitFor();
  await page.getByText(/^50 xã: nông thôn mới 36; nông thôn mới nâng cao 12; nông thôn mới kiểu mẫu 2/).waitFor();
  const row = page.getByRole('row', { name: /22048/ });
  expect(await row.textContent()).toContain('chưa đánh giá theo bộ mới');
  await row.getByRole('link', { name: 'Xã Bình Ngọc' }).click();
  await page.waitForURL('**/communes/22048');
  expect(complaints).toEqual([]);
  await close();
});
