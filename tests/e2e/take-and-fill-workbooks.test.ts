import ExcelJS from 'exceljs';
import { expect, test } from 'vitest';
import { visit } from '../support/browser.ts';
import { uploadToken } from '../support/upload-token.ts';

async function saved(page: Awaited<ReturnType<typeof visit>>['page'], press: () => Promise<void>) {
  const waiting = page.waitForEvent('download');
  await press();
  const stream = await (await waiting).createReadStream();
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(chunk as Buffer);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(new Uint8Array(Buffer.concat(chunks)).buffer);
  return book;
}

test('a template is taken for a district, filled, tried on the page, and its fault named by sheet and cell', async () => {
  const { page } = await visit('/data');
  await page.getByLabel('Trong huyện').selectOption('558');
  const book = await saved(page, () => page.getByRole('link', { name: 'Tải tệp mẫu (XLSX)' }).click());
  const sheet = book.getWorksheet('Nhập liệu');
  if (!sheet) throw new Error('no sheet to fill in');
  expect(sheet.getCell('B2').text).toBe('xa-ntm');
  sheet.getCell('B4').value = 'BC thử';
  sheet.getCell('D10').value = 'Tạm đạt';
  await page.getByRole('button', { name: 'Nhập số liệu' }).click();
  await page.getByLabel('Bảng tính (.xlsx').setInputFiles({
    name: 'xa.xlsx',
    mimeType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    buffer: Buffer.from(await book.xlsx.writeBuffer()),
  });
  await page.getByLabel('Mã truy cập').fill(uploadToken);
  await page.getByRole('button', { name: 'Thử, chưa ghi gì' }).click();
  await page.locator('#report').waitFor();
  await page.getByRole('listitem').filter({ hasText: 'Nhập liệu · D10' }).waitFor();
  await page.context().close();
});

test('the forms of a period are taken as a workbook', async () => {
  const { page } = await visit('/data');
  await page.getByLabel('Kỳ báo cáo').selectOption('2023');
  const book = await saved(page, () => page.getByRole('link', { name: 'Tải biểu báo cáo (XLSX)' }).click());
  expect(book.getWorksheet('Biểu 01')?.getCell('A7').text).toBe('Kỳ báo cáo: Năm 2023 (số liệu đến ngày 31/12/2023)');
  await page.context().close();
});

test('the table on screen is saved as a workbook: its rows, numbers as numbers, and what they are', async () => {
  const { page } = await visit('/?class=10-14');
  await page.getByText('8 đơn vị trong bảng').waitFor();
  const book = await saved(page, () => page.getByRole('button', { name: 'XLSX' }).click());
  const [figures, about] = book.worksheets;
  expect(figures?.rowCount).toBe(9);
  expect(typeof figures?.getCell('E2').value).toBe('number');
  expect(about?.getColumn(2).values.join('\n')).toContain('Dữ liệu minh hoạ');
  await page.context().close();
});
