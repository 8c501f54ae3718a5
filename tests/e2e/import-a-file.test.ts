import ExcelJS from 'exceljs';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { visit } from '../support/browser.ts';
import { uploadToken } from '../support/upload-token.ts';

const square = (code: string | null, west: number) => ({
  type: 'Feature',
  properties: { MA_XA: code, TEN_XA: `Xã thử ${west}` },
  geometry: {
    type: 'Polygon',
    coordinates: [
      [
        [west, 13],
        [west + 0.01, 13],
        [west + 0.01, 13.01],
        [west, 13.01],
        [west, 13],
      ],
    ],
  },
});

test('a file is tried on the page, and its report says which row was refused and why', async () => {
  const { page, complaints } = await visit('/data');
  const file = { type: 'FeatureCollection', features: [square('22087', 109), square(null, 109.01)] };
  await page.getByLabel('Tệp dữ liệu').setInputFiles({
    name: 'thu.geojson',
    mimeType: 'application/geo+json',
    buffer: Buffer.from(JSON.stringify(file)),
  });
  await page.getByLabel('Mã truy cập').fill(uploadToken);
  await page.getByRole('button', { name: 'Thử, chưa ghi gì' }).click();
  await page.locator('#report').waitFor();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('report');
  await page.getByText('Chưa nhập gì từ tệp này.').waitFor();
  const row = page.getByRole('listitem').filter({ hasText: 'Dòng 2' }).first();
  await row.waitFor();
  expect((await row.innerText()).length).toBeGreaterThan(20);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('a wrong token is said to be wrong', async () => {
  const { page } = await visit('/data?lang=en');
  await page
    .getByLabel('Data file')
    .setInputFiles({ name: 'x.geojson', mimeType: 'application/geo+json', buffer: Buffer.from('{}') });
  await page.getByLabel('Access token').fill('not-the-token-of-this-portal');
  await page.getByLabel('Access token').press('Tab');
  const wrong = page.getByRole('alert').getByText(/The token is missing or wrong/);
  await wrong.waitFor();
  await page.getByRole('alert').getByText('The list of layers for officers could not be fetched.').waitFor();
  await page.getByRole('button', { name: 'Try, write nothing' }).click();
  await wrong.nth(1).waitFor();
  await page.context().close();
});

test('columns of unknown names are said in the form, and an upload can be stopped', async () => {
  const { page } = await visit('/data?lang=en');
  const send = async (held: boolean) => {
    if (held) await page.route('**/api/imports?*', () => undefined);
    await page.getByRole('button', { name: 'Try, write nothing' }).click();
  };
  await page.getByLabel('Data file').setInputFiles({
    name: 'truong.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from('So hieu;Bac;Dong;Bac do\nE2E-1;primary;109,2999;13,0850\n'),
  });
  await page.getByLabel('Access token').fill(uploadToken);
  await page.getByRole('combobox', { name: /^Collection/ }).selectOption('schools');
  await page.getByRole('textbox', { name: /^Columns/ }).fill('So hieu=code, Bac = level, Dong=lng, Bac do=lat');
  await send(false);
  await page.getByRole('heading', { name: /can be imported/ }).waitFor();
  // A second click on what is chosen already takes neither the report nor the file away.
  await page.getByText('Import map data', { exact: true }).click();
  await page.getByRole('heading', { name: /can be imported/ }).waitFor();
  await send(true);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel the import' }).click();
  await page.getByText(/^Stopped while/).waitFor();
  await page.context().close();
});

/** Gives a table of schools to the form. */
async function giveSchools(page: Page, content: string): Promise<void> {
  await page.getByLabel('Access token').fill(uploadToken);
  await page
    .getByLabel('Data file')
    .setInputFiles({ name: 'truong.csv', mimeType: 'text/csv', buffer: Buffer.from(content) });
  await page.getByRole('combobox', { name: /^Collection/ }).selectOption('schools');
}
const tryIt = (page: Page) => page.getByRole('button', { name: 'Try, write nothing' }).click();

/** So many that they are still being read when somebody looks. */
const many = (count: number) => {
  const rows = Array.from({ length: count }, (_, n) => {
    // Each at a place of its own, some metres from the next.
    const [lng, lat] = [109.29 + (n % 200) * 5e-5, 13.08 + Math.floor(n / 200) * 5e-5];
    return `E2E-${n},Trường ${n},primary,${lng.toFixed(5)},${lat.toFixed(5)}`;
  });
  return `code,name,level,lng,lat\n${rows.join('\n')}\n`;
};

test('a page that is loaded anew finds its import again: it asks for the token, and shows what came of it', async () => {
  const { page, complaints } = await visit('/data?lang=en');
  await giveSchools(page, many(6_000));
  await tryIt(page);
  await page.getByText('Trying truong.csv').waitFor();
  await page.reload();
  await page.getByText('The file truong.csv was sent from this page').waitFor();
  expect(await page.evaluate(() => JSON.stringify({ ...sessionStorage, ...localStorage }))).not.toContain(uploadToken);
  await page.getByRole('button', { name: 'Enter the access token' }).click();
  await page.keyboard.type(uploadToken);
  await page.keyboard.press('Tab');
  await page.getByRole('heading', { name: /can be imported/ }).waitFor();
  await page.getByText(/^A trial, nothing was written: 6000 features would come in/).waitFor();
  // Its file is not there any more: it has to be chosen again.
  expect(await page.getByRole('button', { name: 'Import this file' }).isDisabled()).toBe(true);
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('an import is cancelled, once more asked, and nothing of it came in', async () => {
  const { page } = await visit('/data?lang=en');
  await giveSchools(page, many(30_000));
  await page.getByRole('button', { name: 'Import', exact: true }).click();
  await page.getByText('Importing truong.csv').waitFor();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: 'Go on' }).click();
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await page.getByRole('button', { name: 'Cancel the import' }).click();
  await page.getByRole('heading', { name: 'Cancelled, nothing was written' }).waitFor();
  await page.context().close();
});

test('a column that was not read is told in the report, and the file tried again with it', async () => {
  const { page, complaints } = await visit('/data?lang=en');
  await giveSchools(page, 'So hieu,level,lng,lat\nE2E-1,primary,109.2999,13.0850\n');
  await tryIt(page);
  await page.getByText('Required columns are missing').waitFor();
  await page.getByLabel('So hieu', { exact: true }).selectOption('code');
  await page.getByRole('button', { name: 'Try again with these columns' }).click();
  await page.getByRole('heading', { name: /can be imported/ }).waitFor();
  expect(await page.getByRole('textbox', { name: /^Columns/ }).inputValue()).toBe('So hieu=code');
  expect(complaints).toEqual([]);
  await page.context().close();
});

test('on a phone a report says where a row lies on a small map, and gives its refused rows as a workbook', async () => {
  const { page, complaints } = await visit('/data?lang=en', { viewport: { width: 390, height: 844 } });
  await giveSchools(page, 'code,level,lng,lat\nE2E-1,primary,109.2999,13.0850\nE2E-2,primary,109.47,13.0850\n');
  await tryIt(page);
  await page.getByRole('heading', { name: 'Refused, nothing was written' }).waitFor();
  expect(await page.locator('.map').count()).toBe(0);
  await page.getByRole('button', { name: 'Show the place' }).click();
  await page.locator('.map canvas').waitFor();
  await page.getByText('13.08500, 109.47000').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(390);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('button', { name: /^Download the rows/ }).click(),
  ]);
  const book = new ExcelJS.Workbook();
  await book.xlsx.read(await download.createReadStream());
  expect(book.worksheets[0]?.getRow(1).values).toEqual([undefined, 'code', 'level', 'lng', 'lat', 'Lý do', 'Cần làm']);
  expect(book.worksheets[0]?.getCell('A2').text).toBe('E2E-2');
  expect(complaints).toEqual([]);
  await page.context().close();
});
