import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { getChanges } from '../../server/contract/history.ts';
import { axeViolations, mapDrawn, visit } from '../support/browser.ts';

const line = (page: Page) => page.getByRole('slider', { name: 'Ranh giới giữa hai ngày' });
const position = async (page: Page) => Number(await line(page).getAttribute('aria-valuenow'));

/** Centre and zoom of the map below and of the one over it. */
function cameras(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('.map')].map((container) => {
      const { map } = container as Element & { map?: MapLibreMap };
      const { lng = 0, lat = 0 } = map?.getCenter() ?? {};
      return [lng.toFixed(4), lat.toFixed(4), (map?.getZoom() ?? 0).toFixed(3)].join(' ');
    }),
  );
}

/** Colours of communes by code, as the map over the other one shows them. */
function colours(page: Page, of: 0 | 1): Promise<Record<string, string>> {
  return page.evaluate((index) => {
    const container = [...document.querySelectorAll('.map')][index] as (Element & { map?: MapLibreMap }) | undefined;
    const features = container?.map?.queryRenderedFeatures({ layers: ['communes-fill-a'] }) ?? [];
    return Object.fromEntries(
      features.map(({ properties, state }) => [String(properties['code']), String(state['b'] ?? state['a'])]),
    );
  }, of);
}

async function bothDrawn(page: Page): Promise<void> {
  await mapDrawn(page);
  await page.waitForFunction(() => {
    const map = ([...document.querySelectorAll('.map')][1] as (Element & { map?: MapLibreMap }) | undefined)?.map;
    if (!map?.isStyleLoaded() || !map.areTilesLoaded()) return false;
    return map.queryRenderedFeatures({ layers: ['communes-fill-a'] }).some(({ state }) => 'a' in state);
  });
}

describe('two dates side by side', () => {
  test('a swipe by keyboard and mouse, two maps at one camera, the state in the address', async () => {
    const { page, requests, close } = await visit('/');
    await mapDrawn(page);
    const asked = requests.length;
    await page.getByRole('button', { name: 'So sánh' }).click();
    await page.waitForURL(/compare=2022-12-31/);
    await bothDrawn(page);
    // The second map has its tiles from the browser's own store: no geometry travels again.
    const tiles = requests.slice(asked).filter((request) => /\/WebMercatorQuad\/\d/.test(request.url()));
    // A tile that was given up when the camera settled has no size to ask for, and brought nothing.
    const whole = tiles.filter((tile) => tile.failure() === null);
    const travelled = await Promise.all(whole.map(async (tile) => (await tile.sizes()).responseBodySize));
    expect(travelled.filter((bytes) => bytes > 0)).toEqual([]);

    const differing = async () => {
      const [now, before] = [await colours(page, 0), await colours(page, 1)];
      return Object.keys(before).filter((code) => before[code] !== now[code]).length;
    };
    await expect.poll(differing).toBeGreaterThan(20);

    expect(await position(page)).toBe(50);
    await line(page).focus();
    await page.keyboard.press('ArrowLeft');
    await expect.poll(() => position(page)).toBe(48);
    await page.keyboard.press('Home');
    await expect.poll(() => position(page)).toBe(0);
    await page.keyboard.press('End');
    await expect
      .poll(() => line(page).getAttribute('aria-valuetext'))
      .toBe('100 % bản đồ ở ngày 31/12/2022, phần còn lại ở ngày 31/10/2024');
    for (let count = 0; count < 5; count += 1) await page.keyboard.press('PageDown');
    await expect.poll(() => position(page)).toBe(50);

    const box = await line(page).boundingBox();
    if (box === null) throw new Error('the line has no place on the page');
    await page.mouse.move(box.x + box.width / 2, box.y + 400);
    await page.mouse.down();
    await page.mouse.move(box.x + box.width / 2 + 200, box.y + 400, { steps: 4 });
    await page.mouse.up();
    await expect.poll(() => position(page)).toBeGreaterThan(65);

    // A drag of either map moves both.
    await page.mouse.move(box.x - 150, 500);
    await page.mouse.down();
    await page.mouse.move(box.x - 220, 460, { steps: 4 });
    await page.mouse.up();
    await page.waitForURL(/view=/);
    await mapDrawn(page);
    const [under, over] = await cameras(page);
    expect(over).toBe(under);

    await page.reload();
    await bothDrawn(page);
    expect(await page.getByRole('combobox', { name: 'với ngày' }).inputValue()).toBe('2022-12-31');
    expect(await axeViolations(page)).toEqual([]);
    await page.getByRole('button', { name: 'So sánh' }).click();
    await line(page).waitFor({ state: 'detached' });
    await close();
  });

  test('the list beside it names the units of the API, and choosing one keeps the comparison', async () => {
    const { page, url, close } = await visit('/?compare=2023-12-31');
    const list = page.getByRole('list', { name: 'Các đơn vị có thay đổi' });
    await list.waitFor();
    const answer = await fetch(`${url}/api/changes?set=xa-ntm&from=2023-12-31&at=2024-10-31`);
    const changes = getChanges.reply.parse(await answer.json());
    const shown = await list
      .getByRole('button')
      .evaluateAll((buttons) => buttons.map((button) => button.getAttribute('data-code')));
    expect(shown.sort()).toEqual(changes.units.map(({ code }) => code).sort());
    expect(shown.length).toBeGreaterThan(5);
    const [first] = changes.units.filter(({ gained }) => gained.length > 0);
    if (first === undefined) throw new Error('no unit of the demo gained a criterion');
    const row = list.locator(`[data-code="${first.code}"]`);
    expect(await row.textContent()).toContain(`Thêm tiêu chí ${first.gained.join(', ')}`);
    await row.click();
    await page.waitForURL(new RegExp(`/communes/${first.code}\\?.*compare=2023-12-31`));
    await close();
  });

  test('plays from date to date without animation where motion is not wanted, and stops when told', async () => {
    const { page, close } = await visit('/');
    await mapDrawn(page);
    expect(await page.evaluate(() => window.matchMedia('(prefers-reduced-motion: reduce)').matches)).toBe(true);
    await page.getByRole('slider', { name: 'Chọn ngày có số liệu' }).fill('0');
    await page.waitForURL(/at=2021-06-30/);
    const seen: (string | null)[] = [];
    page.on('framenavigated', (frame) => seen.push(new URL(frame.url()).searchParams.get('at')));

    const button = page.getByRole('group', { name: 'Ngày số liệu' }).getByRole('button').first();
    const play = page.getByRole('button', { name: /^Chạy/ });
    await play.click();
    // Told by the page itself, as soon as it stands at the next date: a word from here may come when all has been played.
    await button.evaluate(
      (element: HTMLButtonElement) =>
        new Promise<void>((resolve) => {
          const look = setInterval(() => {
            if (!window.location.search.includes('at=2021-12-31')) return;
            clearInterval(look);
            element.click();
            resolve();
          }, 10);
        }),
    );
    await play.waitFor();
    await page.waitForTimeout(1_500);
    expect(new URL(page.url()).searchParams.get('at')).toBe('2021-12-31');

    // From there to the end, where it stops by itself.
    await play.click();
    await page.waitForURL((address) => !address.searchParams.has('at'));
    await play.waitFor();
    const stops = seen.filter((at, index) => at !== seen[index - 1]);
    expect(stops.slice(0, 2)).toEqual(['2021-12-31', '2022-12-31']);
    expect(stops).toEqual([...stops.slice(0, -1).sort(), null]);
    await close();
  });
});

test('classes over time: a bar filters like the legend, a date moves like the slider', async () => {
  const { page, close } = await visit('/');
  await mapDrawn(page);
  await page.getByText('Các mức theo thời gian').click();
  const part = page.getByRole('button', { name: /^31\/12\/2022, mức 10–14: \d+ xã$/ });
  await part.click();
  await page.waitForURL(/class=10-14/);
  expect(await page.getByRole('button', { name: /^10–14/ }).getAttribute('aria-pressed')).toBe('true');
  const expected = /: (\d+) xã/.exec((await part.getAttribute('aria-label')) ?? '')?.[1];
  await page.getByRole('button', { name: 'Xem ngày 31/12/2022' }).click();
  await page.waitForURL(/at=2022-12-31/);
  await expect.poll(() => page.getByRole('button', { name: /^10–14/ }).textContent()).toContain(expected);
  expect(await axeViolations(page)).toEqual([]);
  await close();
});

describe('the page of a unit', () => {
  test('a commune: every criterion as a card, opened to its figures and recordings', async () => {
    const { page, close } = await visit('/communes/22042');
    await page.getByRole('link', { name: 'Xem hồ sơ đầy đủ' }).click();
    await page.waitForURL(/\/communes\/22042\/profile$/);
    await page.getByRole('heading', { level: 2, name: /^Từng tiêu chí/ }).waitFor();
    expect(await page.locator('.card').count()).toBe(19);
    const card = page.getByRole('button', { name: /^10\. Thu nhập/ });
    await card.click();
    expect(await card.getAttribute('aria-expanded')).toBe('true');
    await page
      .locator('.card.open')
      .getByText(/triệu đồng\/người\/năm ≥/)
      .waitFor();
    await page.getByText(/Từ 30\/06\/2021: chưa đạt\. Ghi ngày 11\/07\/2021 bởi/).waitFor();
    await page.getByRole('img', { name: /16 trên 19 tiêu chí đạt/ }).waitFor();
    await page.getByRole('list', { name: /đơn vị này và các đơn vị giáp ranh/ }).waitFor();
    expect(await axeViolations(page)).toEqual([]);
    const saved = page.waitForEvent('download');
    await page.getByRole('listitem').filter({ hasText: 'Mọi lần ghi nhận' }).getByText('CSV', { exact: true }).click();
    expect((await saved).suggestedFilename()).toBe('xa-ntm_22042_history.csv');
    await close();
  });

  test('a small map says where the unit lies, and leads to what it touches', async () => {
    const { page, requests, close } = await visit('/communes/22075/profile');
    const map = page.getByRole('group', { name: 'Bản đồ nhỏ: Xã Xuân Thọ 1 và các đơn vị giáp ranh' });
    await map.waitFor();
    const words = page.getByText(/^Xã Xuân Thọ 1 nằm ở phía nam thị xã Sông Cầu\. Giáp /);
    await words.waitFor();
    expect(await map.getByRole('link').count()).toBe(6);
    expect(await axeViolations(page)).toEqual([]);
    await page.emulateMedia({ media: 'print' });
    expect(await map.isVisible()).toBe(true);
    await page.emulateMedia({ media: 'screen' });
    await map.getByRole('link', { name: 'Xã Xuân Lâm, phía bắc' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { level: 1, name: 'Xã Xuân Lâm' }).waitFor();
    await page.getByText(/^Xã Xuân Lâm nằm ở phía /).waitFor();
    // No map library for it.
    expect(requests.filter((request) => /maplibre|MapView/.test(request.url()))).toEqual([]);
    await close();
  });

  test('a district: its own criteria, its communes, and the conditions of recognition', async () => {
    const { page, close } = await visit('/districts/558/profile');
    const conditions = page.locator('section', {
      has: page.getByRole('heading', { name: 'Điều kiện đề nghị công nhận' }),
    });
    await conditions.waitFor();
    expect(await conditions.getByRole('listitem').allInnerTexts()).toContainEqual(
      expect.stringMatching(/100% số xã .*\s+Chưa đạt: 4\/10, cần 10/),
    );
    expect(await page.locator('.card').count()).toBe(9);
    const communes = page.getByRole('list', { name: 'Các xã trực thuộc' });
    await communes.waitFor();
    expect(await communes.getByRole('listitem').count()).toBe(10);
    expect(await axeViolations(page)).toEqual([]);
    await communes.getByRole('link', { name: 'Xã Phú Mỡ' }).click();
    await page.getByRole('heading', { level: 1, name: 'Xã Phú Mỡ' }).waitFor();
    await close();
  });
});

describe('on paper', () => {
  test('the map prints with title, sentence, legend, date and sources, and the picture is there', async () => {
    const { page, close } = await visit('/');
    await mapDrawn(page);
    await page.emulateMedia({ media: 'print' });
    await page.getByRole('heading', { level: 1, name: 'Số tiêu chí đạt' }).waitFor();
    const sheet = page.locator('article.sheet');
    const words = await sheet.textContent();
    for (const part of ['54 trong 83 xã', 'Tính đến 31/10/2024', 'Cao nhất: 19 tiêu chí', 'Dữ liệu minh hoạ', 'QĐ 318'])
      expect(words).toContain(part);
    expect(await sheet.getByRole('group', { name: /Chú giải/ }).isVisible()).toBe(true);
    const inked = await sheet.locator('canvas').evaluate((canvas: HTMLCanvasElement) => {
      const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      const seen = new Set<string>();
      for (let at = 0; at < data.length; at += 4) seen.add(`${data[at]},${data[at + 1]},${data[at + 2]}`);
      return ['37,52,148', '44,127,184'].filter((colour) => seen.has(colour));
    });
    expect(inked).toEqual(['37,52,148', '44,127,184']);
    await page.emulateMedia({ media: 'screen' });
    await sheet.waitFor({ state: 'detached' });
    // A real PDF goes another way: the browser tells the page only that it is about to print.
    const pdf = (await page.pdf({ format: 'A4' })).toString('latin1');
    expect(pdf).toMatch(/\/Subtype \/Image/);
    await close();
  });
});
