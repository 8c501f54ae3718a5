import { expect, test } from 'vitest';
import { axeViolations, mapDrawn, pointOf, visit } from '../support/browser.ts';

const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

test('all datasets are found by a word, and each has a page with its files', async () => {
  const { page, close } = await visit('/data');
  await page.getByRole('searchbox', { name: 'Tìm lớp dữ liệu' }).fill('dia gioi cap xa');
  await page.getByText('1 lớp dữ liệu').waitFor();
  await page.getByRole('link', { name: 'Địa giới cấp xã' }).click();
  await page.getByRole('heading', { level: 1, name: 'Địa giới cấp xã' }).waitFor();
  expect(new URL(page.url()).pathname).toBe('/data/communes');
  const file = page.getByRole('link', { name: 'GeoPackage' });
  expect(await file.getAttribute('href')).toBe('/api/collections/communes/export?format=gpkg');
  await page.getByRole('button', { name: 'VN-2000 (EPSG:9218)' }).click();
  expect(await file.getAttribute('href')).toContain('crs=EPSG%3A9218');
  await close();
});

test('a filter of rows narrows table and files, stands in the address, and is cleared', async () => {
  const { page, close } = await visit('/data/communes');
  const table = page.getByRole('region', { name: 'Bảng thuộc tính: Địa giới cấp xã' });
  await table.getByText('110 đối tượng').waitFor();
  await page.getByRole('button', { name: 'Thêm điều kiện' }).click();
  await page.getByRole('combobox', { name: 'Thuộc tính' }).selectOption('kind');
  await page.getByRole('checkbox', { name: 'phường' }).check();
  await page.getByText(/^\d+ đối tượng khớp$/).waitFor();
  expect(new URL(page.url()).searchParams.get('filter.communes')).toBe("kind IN ('ward')");
  expect(await page.getByRole('link', { name: 'GeoJSON' }).getAttribute('href')).toContain('filter=kind');
  await page
    .getByRole('row', { name: /Phường/ })
    .first()
    .waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.reload();
  expect(await page.getByRole('checkbox', { name: 'phường' }).isChecked()).toBe(true);
  await page.getByRole('button', { name: 'Bỏ lọc' }).click();
  await table.getByText('110 đối tượng').waitFor();
  await close();
});

test('a filter that the portal refuses is told in its own words and can be changed', async () => {
  const { page, complaints, close } = await visit('/data/communes?filter.communes=height%20%3E%203');
  await page
    .getByText(/There is no property "height"/)
    .first()
    .waitFor();
  await page.getByRole('textbox', { name: /Bộ lọc này viết bằng CQL2/ }).fill('population > 20000');
  await page.getByRole('button', { name: 'Áp dụng' }).click();
  await page.getByText(/^\d+ đối tượng khớp$/).waitFor();
  // The refused requests are all that the browser may complain of.
  expect(complaints.filter((text) => !text.includes('400'))).toEqual([]);
  complaints.slice().forEach(() => (complaints as string[]).pop());
  await close();
});

test('the table sorts on the portal and is walked by keyboard', async () => {
  const { page, close } = await visit('/data/communes');
  const head = page.getByRole('columnheader', { name: 'Diện tích theo địa giới (km²)' });
  const sorted = page.waitForRequest((request) => request.url().includes('sortby=-area_km2'));
  await head.getByRole('button').click();
  await head.getByRole('button').click();
  await sorted;
  expect(await head.getAttribute('aria-sort')).toBe('descending');
  await page.locator('tr[data-index="0"]').focus();
  await page.keyboard.press('End');
  await page.locator('tr[data-index="109"]:focus').waitFor();
  await page.locator('tr[data-index="109"]:not([aria-busy])').waitFor();
  // Turned around at its end, the list is read anew there, where nobody scrolled.
  await head.getByRole('button').click();
  await page.locator('tr[data-index="109"]:not([aria-busy])').waitFor();
  await page.waitForFunction(() => document.querySelector('tr[aria-busy]') === null);
  await close();
});

test('columns and order of the table stand in the address: a link shows the same table', async () => {
  const { page, close } = await visit('/?table=schools');
  const heads = () => page.getByRole('region', { name: 'Bảng thuộc tính' }).getByRole('columnheader').allInnerTexts();
  await expect.poll(heads).not.toEqual([]);
  const usual = await heads();
  await page.getByRole('columnheader', { name: 'Số học sinh' }).getByRole('button').click();
  await page.waitForURL(/[?&]order=[a-z_]+$/);
  await page.getByText(/^Cột \(/).click();
  await page.getByRole('checkbox', { name: 'Cấp học' }).uncheck();
  await page.waitForURL(/columns=.*order=/);
  const changed = await heads();
  expect(changed).toHaveLength(usual.length - 1);

  await page.reload();
  await expect.poll(heads).toEqual(changed);
  const sorted = page.getByRole('columnheader', { name: 'Số học sinh' });
  expect(await sorted.getAttribute('aria-sort')).toBe('ascending');
  await page.getByRole('button', { name: 'Đóng bảng thuộc tính' }).click();
  await page.waitForURL((address) => address.search === '');
  await close();
});

test('an area drawn on the map is measured, and what lies in it is counted', async () => {
  const { page, close } = await visit('/');
  await mapDrawn(page);
  await page.getByRole('button', { name: 'Đo và vẽ' }).click();
  await page.getByRole('button', { name: 'Vẽ vùng, tìm bên trong' }).click();
  for (const position of [
    [108.9, 13.2],
    [109.05, 13.2],
  ] as const) {
    const { x, y } = await pointOf(page, position);
    await page.mouse.click(x, y);
    await page.waitForTimeout(350);
  }
  await page.getByRole('textbox', { name: 'Kinh độ, vĩ độ' }).fill('109.05, 13.05');
  await page.keyboard.press('Enter');
  await page.getByText(/^Diện tích .* km²/).waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'Kết thúc' }).click();
  await page.getByText(/đối tượng bên trong|Không có đối tượng nào bên trong/).waitFor();
  // A press on the map was a point of the shape: it chose no unit.
  expect(new URL(page.url()).pathname).toBe('/');
  // Who is sent the link sees the same area.
  expect(new URL(page.url()).searchParams.get('draw')).toMatch(/^inside!~108\.\d+,13\.\d+~.*~109\.05,13\.05$/);
  await page.getByRole('button', { name: 'Xóa hình' }).click();
  expect(await page.getByText(/^Diện tích/).count()).toBe(0);
  await close();
});

test('a distance grows with each point, takes the last back, and Escape ends it', async () => {
  const { page, close } = await visit('/');
  await mapDrawn(page);
  await page.getByRole('button', { name: 'Đo và vẽ' }).click();
  await page.getByRole('button', { name: 'Đo khoảng cách' }).click();
  const field = page.getByRole('textbox', { name: 'Kinh độ, vĩ độ' });
  for (const text of ['109, 13', '109.1, 13', '109.1, 13.1']) {
    await field.fill(text);
    await field.press('Enter');
  }
  await page.getByText('Dài 21,95 km').waitFor();
  await page.getByRole('button', { name: 'Bỏ điểm cuối' }).click();
  await page.getByText('Dài 10,83 km').waitFor();
  await field.fill('somewhere');
  await field.press('Enter');
  await page.getByText(/Nhập kinh độ rồi vĩ độ/).waitFor();
  await field.fill('');
  await page.keyboard.press('Escape');
  await page.getByText('Chọn một công cụ', { exact: false }).waitFor();
  await close();
});

test('on a phone the tools leave the map free and take a finger', async () => {
  const { page, close } = await visit('/', phone);
  await mapDrawn(page);
  await page.getByRole('button', { name: 'Đo và vẽ' }).tap();
  await page.getByRole('button', { name: 'Vùng đệm' }).tap();
  const tools = page.getByRole('region', { name: 'Đo và vẽ' });
  for (const button of await tools.getByRole('button').all()) {
    const box = await button.boundingBox();
    expect(Math.min(box?.width ?? 0, box?.height ?? 0)).toBeGreaterThanOrEqual(43.9);
  }
  await page.touchscreen.tap(190, 330);
  await page.getByText(/đối tượng bên trong|Không có đối tượng nào bên trong/).waitFor();
  await close();
});

test("rows of a layer's filter stay unfolded while one of them is changed", async () => {
  const { page, close } = await visit(`/?layers=schools&filter.schools=${encodeURIComponent("level IN ('primary')")}`);
  const property = page.getByRole('combobox', { name: 'Thuộc tính' });
  await property.selectOption('name');
  await page.waitForURL((url) => !url.searchParams.has('filter.schools'));
  expect(await property.isVisible()).toBe(true);
  await close();
});
