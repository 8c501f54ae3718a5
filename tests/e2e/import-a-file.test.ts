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
  const row = page.getByRole('row', { name: /^Lỗi 2/ }).first();
  await row.waitFor();
  expect((await row.innerText()).length).toBeGreaterThan(20);
  // Progress may be asked for a moment before the portal knows of the upload.
  expect(complaints.filter((text) => !text.includes('404'))).toEqual([]);
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
  await send(true);
  await page.getByRole('button', { name: 'Stop' }).click();
  await page.getByText(/^Stopped\./).waitFor();
  await page.context().close();
});
