import type { Page } from 'puppeteer-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readPng } from '../../scripts/bench/first/png.ts';
import { isMapDrawn } from '../support/browser.ts';
import { firefoxIsHere, startFirefox, type Firefox } from '../support/firefox.ts';

// The main paths in another browser: what it draws, reads and remembers is its own.

const mapDrawn = (page: Page) => page.waitForFunction(isMapDrawn, { polling: 100 });
const heading = (page: Page, text: string) => page.waitForSelector(`h1::-p-text(${text})`);
const answerOf = (page: Page) => page.$eval('.stage[aria-busy]', (stage) => stage.getAttribute('data-answer'));
const addressOf = (page: Page) => new URL(page.url());

/** Part of the map that is no shade of grey. */
async function colouredPart(page: Page): Promise<number> {
  const map = await page.waitForSelector('#map');
  const { data, depth, width, height } = readPng(Buffer.from((await map?.screenshot()) ?? []));
  let coloured = 0;
  for (let at = 0; at < data.length; at += depth) {
    const [red = 0, green = 0, blue = 0] = data.subarray(at, at + 3);
    if (Math.max(red, green, blue) - Math.min(red, green, blue) > 40) coloured += 1;
  }
  return coloured / (width * height);
}

// Where Firefox does not install (issue 12) nothing is said of it.
describe.skipIf(!firefoxIsHere)('in Firefox', () => {
  let firefox: Firefox;
  beforeAll(async () => {
    firefox = await startFirefox({ onScreen: true });
  });
  afterAll(() => firefox.close());

  test.each([
    ['/', '54 trong 83 xã'],
    ['/communes/22087', 'Xã Phú Mỡ'],
    ['/communes/22087/profile', 'Xã Phú Mỡ'],
    ['/districts/558', 'Huyện Đồng Xuân'],
    ['/targets', ''],
    ['/ranking', ''],
    ['/programme', ''],
    ['/data', ''],
    ['/data/schools', ''],
    ['/about', ''],
    ['/no/such/page', ''],
  ])('%s is drawn, and nothing complains', async (path, words) => {
    const { page, close } = await firefox.visit(path);
    await page.waitForSelector(words === '' ? 'h1' : `h1::-p-text(${words})`);
    await page.waitForFunction(() => document.querySelector('.skeleton, [aria-busy="true"]') === null);
    await close();
  });

  test('the map is coloured, goes with the day, opens what is pressed, and comes back', async () => {
    const { page, close } = await firefox.visit('/');
    await heading(page, '54 trong 83 xã');
    await mapDrawn(page);
    expect(await colouredPart(page)).toBeGreaterThan(0.1);
    const slider = await page.waitForSelector('::-p-aria([name="Chọn ngày có số liệu"][role="slider"])');
    await slider?.press('Home');
    await page.waitForFunction(() =>
      document.querySelector('.stage[aria-busy="false"]')?.getAttribute('data-answer')?.endsWith('2021-06-30'),
    );
    expect(addressOf(page).searchParams.get('at')).toBe('2021-06-30');
    await page.goBack();
    await page.waitForFunction(() =>
      document.querySelector('.stage[aria-busy="false"]')?.getAttribute('data-answer')?.endsWith('2024-10-31'),
    );
    const box = await (await page.waitForSelector('#map'))?.boundingBox();
    await page.mouse.click((box?.x ?? 0) + (box?.width ?? 0) / 2, (box?.y ?? 0) + (box?.height ?? 0) / 2);
    await heading(page, 'Xã ');
    expect(addressOf(page).pathname).toMatch(/^\/communes\/\d{5}$/);
    await mapDrawn(page);
    await page.goBack();
    await heading(page, '54 trong 83 xã');
    await close();
  });

  test('a turn of the wheel is kept in the address, and the address opens the same view', async () => {
    const { page, close } = await firefox.visit('/?layers=schools&table=schools');
    await mapDrawn(page);
    await page.waitForSelector('::-p-xpath(//tr[contains(., "Trường")])');
    const box = await (await page.waitForSelector('#map'))?.boundingBox();
    await page.mouse.move((box?.x ?? 0) + 200, (box?.y ?? 0) + 200);
    await page.mouse.wheel({ deltaY: -300 });
    await page.waitForFunction(() => new URL(window.location.href).searchParams.has('view'));
    await mapDrawn(page);
    const view = addressOf(page).searchParams.get('view');
    await page.reload();
    await mapDrawn(page);
    expect(addressOf(page).searchParams.get('view')).toBe(view);
    await close();
  });

  test('a search by name opens a unit, in English too, and two days stand side by side', async () => {
    const { page, close } = await firefox.visit('/?lang=en');
    await mapDrawn(page);
    const search = await page.waitForSelector('#unit-search');
    await search?.type('phu mo');
    await (await page.waitForSelector('[role="option"] ::-p-text(Phú Mỡ)'))?.click();
    await heading(page, 'Phú Mỡ');
    await page.goBack();
    await mapDrawn(page);
    await (await page.waitForSelector('button::-p-text(Compare)'))?.click();
    await page.waitForFunction(() => document.querySelectorAll('.map').length === 2);
    await page.waitForFunction(() =>
      document.querySelector('.stage[aria-busy="false"]')?.getAttribute('data-answer')?.includes('beside'),
    );
    expect(await answerOf(page)).toContain('beside');
    await close();
  });

  test('without WebGL the map is a picture', async () => {
    const blind = await startFirefox({ onScreen: false });
    try {
      const { page, complaints } = await blind.visit('/');
      await page.waitForSelector('::-p-text(Trình duyệt này không vẽ được bản đồ động)');
      await page.waitForSelector('#map svg.picture [data-code="22087"]');
      expect(await colouredPart(page)).toBeGreaterThan(0.1);
      await (await page.waitForSelector('#map svg.picture [data-code="22087"]'))?.click();
      await heading(page, 'Xã Phú Mỡ');
      expect(complaints.filter((text) => !/WebGL/i.test(text))).toEqual([]);
    } finally {
      await blind.close();
    }
  });
});
