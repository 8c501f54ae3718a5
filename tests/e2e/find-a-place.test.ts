import { expect, test } from 'vitest';
import { mapDrawn, visit } from '../support/browser.ts';

test('search finds without diacritics and is worked by keyboard alone', async () => {
  const { page, close } = await visit('/');
  const field = page.getByRole('combobox', { name: 'Tìm xã, phường, mã' });
  await field.fill('xuan lanh');
  await page.getByRole('option', { name: /Xã Xuân Lãnh/ }).waitFor();
  await field.press('ArrowDown');
  const active = await field.getAttribute('aria-activedescendant');
  expect(await page.locator(`#${active}`).innerText()).toContain('Xã Xuân Lãnh');
  await field.press('Enter');
  await page.waitForURL(/\/communes\/\d+/);
  await page.getByRole('heading', { level: 1, name: 'Xã Xuân Lãnh' }).waitFor();
  await close();
});

test('Enter before the answer has come chooses of that answer, and never of one to what was written before', async () => {
  const { page, close } = await visit('/');
  await mapDrawn(page);
  const field = page.getByRole('combobox', { name: 'Tìm xã, phường, mã' });
  await field.fill('xuan');
  await page.getByRole('option', { name: /Xuân/ }).first().waitFor();
  await page.route(/\/api\/admin-units\?q=/, async (route) => {
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await route.continue();
  });
  await field.pressSequentially(' lanh');
  await field.press('Enter');
  await page.getByRole('heading', { level: 1, name: 'Xã Xuân Lãnh' }).waitFor();
  // Who thinks better of it is not led away.
  const here = page.url();
  await field.fill('phu mo');
  await field.press('Enter');
  await field.press('Escape');
  await page.waitForTimeout(1_500);
  expect(page.url()).toBe(here);
  await close();
});

test('search says that nothing was found, and what to try', async () => {
  const { page, close } = await visit('/');
  await page.getByRole('combobox', { name: 'Tìm xã, phường, mã' }).fill('qwxyz');
  await page
    .getByText(/Không có đơn vị nào tên là “qwxyz”/)
    .first()
    .waitFor();
  await close();
});

test('a unit that no longer is says so, and is opened on its last day; one of another name is opened today', async () => {
  const { page, url, close } = await visit('/');
  // No unit of the demo ever changed.
  await page.route(/\/api\/admin-units\?q=la/, async (route) => {
    const reply = await (await route.fetch()).json();
    const [unit] = reply.items;
    const former = { code: unit.code, name: unit.name, until: '2023-12-31' };
    const successors = [{ code: '22096', name: 'Xã Xuân Quang 1', event: 'merge', on: '2024-01-01', decision: null }];
    const ended = { ...former, level: 'commune', kind: 'township', parentName: 'Huyện Đồng Xuân' };
    await route.fulfill({
      json: {
        ...reply,
        numberMatched: 1,
        items: [{ ...unit, name: 'Xã Mới', formerly: { ...former, until: '2022-12-31' } }],
        dissolved: {
          numberMatched: 1,
          items: [{ ...ended, successors: successors.map((step) => ({ ...step, level: 'commune' })) }],
        },
      },
    });
  });
  const field = page.getByRole('combobox', { name: 'Tìm xã, phường, mã' });
  await field.fill('la hai');
  await page.getByRole('option', { name: /Xã Mới.*trước đây là thị trấn La Hai \(22081\) đến 31\/12\/2022/ }).waitFor();
  await page
    .getByRole('option', { name: /Thị trấn La Hai.*có đến 31\/12\/2023; đã sáp nhập, nay thuộc xã Xuân Quang 1/ })
    .waitFor();
  expect(await page.locator('.combobox [role=status]').innerText()).toContain('2 kết quả');
  await field.press('ArrowDown');
  await field.press('ArrowDown');
  await field.press('Enter');
  await page.waitForURL(`${url}/communes/22081?at=2023-12-31`);
  await page.getByRole('heading', { level: 1, name: 'Thị trấn La Hai' }).waitFor();
  await page.goto(url);
  await field.fill('la hai');
  await page.getByRole('option', { name: /Xã Mới/ }).waitFor();
  await field.press('Enter');
  await page.waitForURL(/\/communes\/22081(?!.*at=)/);
  await close();
});

test('the position finds the commune and never leaves the device', async () => {
  const position = { longitude: 109.0937, latitude: 13.4821 };
  const { page, requests, close } = await visit('/', { permissions: ['geolocation'], geolocation: position });
  await mapDrawn(page);
  await page.getByRole('button', { name: 'Tôi đang ở xã nào?' }).click();
  await page.getByText(/Tọa độ chỉ được so với bản đồ ngay trên máy này/).waitFor();
  await page.getByRole('button', { name: 'Đồng ý, tìm xã' }).click();
  await page.waitForURL(/\/communes\/\d+/);
  await page.locator('#unit-name').waitFor();
  for (const request of requests) {
    expect(request.url()).not.toMatch(/109\.09|13\.48/);
    expect(request.postData() ?? '').not.toMatch(/109\.09|13\.48/);
  }
  expect(page.url()).not.toMatch(/109\.09|13\.48/);
  await close();
});

test('a position outside the map is said to be outside', async () => {
  const { page, close } = await visit('/', {
    permissions: ['geolocation'],
    geolocation: { longitude: 112.5, latitude: 14 },
  });
  await mapDrawn(page);
  await page.getByRole('button', { name: 'Tôi đang ở xã nào?' }).click();
  await page.getByRole('button', { name: 'Đồng ý, tìm xã' }).click();
  await page.getByText(/Bạn đang ở ngoài các đơn vị trên bản đồ này/).waitFor();
  await close();
});
