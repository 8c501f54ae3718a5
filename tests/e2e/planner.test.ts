import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeViolations, drawnUnits, mapDrawn, visit } from '../support/browser.ts';

/** Presses the button that saves the table as CSV, and reads what was saved. */
async function savedCsv(page: Page): Promise<{ name: string; lines: string[] }> {
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByText('CSV', { exact: true }).click()]);
  const folder = await mkdtemp(path.join(tmpdir(), 'ntm-csv-'));
  const file = path.join(folder, 'saved.csv');
  await download.saveAs(file);
  const text = await readFile(file, 'utf8');
  await rm(folder, { recursive: true });
  expect(text.startsWith('\uFEFF')).toBe(true);
  return { name: download.suggestedFilename(), lines: text.slice(1).trimEnd().split('\r\n') };
}

/** How many pages a PDF has. */
function pagesOf(pdf: Buffer): number {
  return [...pdf.toString('latin1').matchAll(/\/Type\s*\/Page\b/g)].length;
}

test('the planner’s morning: the target of 67 communes, who is missing, on the map, as a file and on paper', async () => {
  const { page, close } = await visit('/');
  await mapDrawn(page);
  await page.getByRole('link', { name: 'Mục tiêu', exact: true }).click();
  await page.waitForURL('**/targets');

  // The headline says 54 of 83; its card opens the row.
  const card = page.getByRole('list', { name: 'Các mục tiêu chính' }).getByRole('link', { name: /54\/83/ });
  expect(await card.textContent()).toContain('mục tiêu 67/83, còn thiếu 13');
  // Meeting all criteria and being recognised are two figures with two names.
  expect(await card.textContent()).toMatch(/54\/83\s*đủ tiêu chí theo đánh giá/);
  expect(await card.textContent()).toContain('được công nhận đạt chuẩn theo quyết định: 50');
  await card.click();
  await page.waitForURL('**/targets?target=T004');
  const detail = page.locator('#detail-T004');
  await detail.getByText('67/83 xã', { exact: true }).waitFor();
  await detail.getByText('13 đơn vị gần nhất: đủ để đạt mục tiêu').waitFor();
  // The closest of the missing communes lacks one criterion, by 0.2 of 49 million.
  const first = detail.getByRole('listitem').filter({ has: page.getByRole('link', { name: 'Xã Suối Bạc' }) });
  expect(await first.first().textContent()).toContain('48,8 triệu đồng/người/năm < 49');
  expect(await axeViolations(page)).toEqual([]);

  // The whole list as a file says the same.
  const { name, lines } = await savedCsv(page);
  expect(name).toBe('targets_2024-10-31.csv');
  // 93 promises: those that are printed twice are one row with both figures.
  expect(lines).toHaveLength(94);
  expect(lines.find((line) => line.startsWith('T008,'))).toContain(',5%; 4/67,4,67,3,1,');
  const row = lines.find((line) => line.startsWith('T004,')) ?? '';
  expect(row).toContain(',67,83,54,13,Kịp tiến độ,');
  expect(row).toContain('2024-10-31');
  expect(row).toContain('Dữ liệu minh hoạ');

  // On the map the 13 who are missing for it and more: 29 do not count.
  await page.getByRole('link', { name: /^Xem bản đồ: T004/ }).click();
  await page.waitForURL(/measure=target-T004/);
  const unitsByColour = async () => {
    const colours = new Map<string, number>();
    for (const { colour } of await drawnUnits(page)) colours.set(colour, (colours.get(colour) ?? 0) + 1);
    return [...colours.values()];
  };
  await expect.poll(unitsByColour).toEqual(expect.arrayContaining([54, 29]));
  await page.goBack();
  await page.waitForURL('**/targets?target=T004');
  await detail.waitFor();

  // On paper: no navigation, the date and the banner, more than one page.
  await page.emulateMedia({ media: 'print' });
  expect(await page.getByRole('navigation').isVisible()).toBe(false);
  expect(await page.getByText('số liệu đến 31/10/2024').isVisible()).toBe(true);
  expect(await page.getByText('Dữ liệu minh hoạ - không phải số liệu chính thức').isVisible()).toBe(true);
  // The banner stands on the report's first sheet and not on one of its own.
  expect(await page.evaluate(() => getComputedStyle(document.body).getPropertyValue('page'))).toBe('report');
  const pdf = await page.pdf({ preferCSSPageSize: true });
  expect(pagesOf(pdf)).toBeGreaterThan(2);
  expect(pdf.toString('latin1')).toContain('/Font');
  await close();
});

test('a criterion’s target: narrowed by search, both sides of a contradiction, the way from the ranking', async () => {
  const { page, close } = await visit('/targets');
  await page.getByRole('searchbox').fill('moi truong');
  await page.getByRole('combobox', { name: 'Cấp' }).selectOption('commune');
  await expect.poll(() => page.getByRole('row', { name: /Trường học/ }).count()).toBe(0);
  expect(page.url()).toContain('q=moi+truong');
  await page.getByRole('button', { name: /Tiêu chí 17: Môi trường và an toàn thực phẩm.*T047/ }).click();
  const detail = page.locator('#detail-T047');
  // 90 % in one line, 85 % in two others: each with its line and words.
  for (const [id, line] of [
    ['T051', 86],
    ['T076', 152],
  ] as const) {
    const other = detail.getByRole('listitem').filter({ has: page.getByRole('link', { name: id, exact: true }) });
    expect(await other.textContent()).toMatch(new RegExp(`dòng ${line}:.*85%`));
  }

  // The filter and the open row survive a reload.
  await page.reload();
  await detail.waitFor();
  expect(await page.getByRole('searchbox').inputValue()).toBe('moi truong');
  const { lines } = await savedCsv(page);
  expect(lines.slice(1).every((line) => /[Mm]ôi trường/.test(line))).toBe(true);
  expect(lines.some((line) => line.startsWith('T047,') && line.includes('Mâu thuẫn với T051'))).toBe(true);
  await close();
});

test('a promise that is printed twice is one row, whichever of its ids an address names', async () => {
  const { page, close } = await visit('/targets?target=T007');
  await page.locator('#detail-T008').getByText('T007: 5%').waitFor();
  expect(await page.getByText(/^38 trong 93 mục tiêu đã đạt/).isVisible()).toBe(true);
  expect(await page.locator('[data-target="T007"]').count()).toBe(0);
  expect(await page.locator('[data-target="T008"]').textContent()).toMatch(/T007, T008.*5%; 4\/67/s);
  await close();
});

test('a unit that is assessed in part says both in the ranking and on its page', async () => {
  const { page, close } = await visit('/ranking?at=2021-12-31');
  const row = page
    .locator('tbody tr')
    .filter({ hasText: /\d+ chưa đánh giá/ })
    .first();
  await row.waitFor();
  const [, met = '', open = ''] = /(\d+)\/19, (\d+) chưa đánh giá/.exec((await row.textContent()) ?? '') ?? [];
  await row.getByRole('link').click();
  await page.waitForURL('**/communes/**');
  await page.getByText(new RegExp(`^Đạt ${met}/19 tiêu chí.* ${open} tiêu chí chưa đánh giá`)).waitFor();
  await close();
});

test('money is set against the plan of the sources that reported, and the silent ones are named', async () => {
  const { page, close } = await visit('/programme');
  const whole = page.getByRole('row', { name: /^Tổng nhu cầu nguồn lực/ });
  await whole.waitFor();
  expect(await whole.textContent()).toMatch(/Chưa báo cáo: .*Vốn tín dụng/);
  expect(await whole.textContent()).toContain('61% của 1.148,6 tỷ đồng dự kiến ở các nguồn đã báo cáo');
  await close();
});

test('the denominator of the district targets is a switch in the address, shown with the figure', async () => {
  const { page, close } = await visit('/targets?target=T001');
  const wanted = page.locator('[data-target="T002"] td').first();
  await expect.poll(() => wanted.textContent()).toContain('1/9');
  await page.getByRole('button', { name: '6 huyện', exact: true }).click();
  await expect.poll(() => wanted.textContent()).toContain('1/6');
  expect(page.url()).toContain('districts=6');
  expect(await page.getByText(/tính trên: 6 huyện/).isVisible()).toBe(true);
  await close();
});

test('the ranking: a bar leaves its communes, in the list, in the address and in the file', async () => {
  const { page, close } = await visit('/ranking');
  const bar = page.getByRole('list', { name: 'Tiêu chí còn thiếu' }).getByRole('button', { name: /^2\. Giao thông/ });
  const count = Number(/(\d+)\s*$/.exec((await bar.textContent()) ?? '')?.[1]);
  expect(count).toBeGreaterThan(0);
  await bar.click();
  await page.getByText(`Gần đủ tiêu chí: ${count} đơn vị`).waitFor();
  expect(await page.locator('tbody tr').count()).toBe(count);
  expect(page.url()).toContain('criterion=2');
  const { name, lines } = await savedCsv(page);
  expect(name).toBe('ranking-closest_xa-ntm_2024-10-31.csv');
  expect(lines).toHaveLength(count + 1);
  expect(await axeViolations(page)).toEqual([]);

  await page.getByRole('button', { name: 'Đường ngắn nhất đến mục tiêu' }).click();
  await page.getByRole('combobox', { name: 'Chọn mục tiêu' }).selectOption('T017');
  await page.getByText('13 đơn vị gần nhất: đủ để đạt mục tiêu').waitFor();
  expect(page.url()).toMatch(/target=T017/);
  await close();
});

test('an agency finds its own work, on a phone and in English too', async () => {
  const { page, close } = await visit('/programme?lang=en', { viewport: { width: 390, height: 844 }, hasTouch: true });
  await page.getByRole('combobox', { name: 'Choose an agency' }).selectOption('transport');
  await page.getByText('From 2025: Department of Construction (not checked against a decision)').waitFor();
  const links = page.getByRole('link', { name: 'T017', exact: true });
  expect(await links.first().isVisible()).toBe(true);
  expect(page.url()).toContain('agency=transport');
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await axeViolations(page)).toEqual([]);
  await links.first().click();
  await page.waitForURL(/\/targets\?target=T017&lang=en/);
  await page.locator('#detail-T017').getByText('98%', { exact: false }).first().waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  expect(await axeViolations(page)).toEqual([]);
  await close();
});
