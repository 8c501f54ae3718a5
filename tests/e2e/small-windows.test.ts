import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import type { Portal } from '#contract/portal.ts';
import { mapDrawn, pointOf, visit } from '../support/browser.ts';

/** From a small phone to one lying down, and a desktop at 200 % (640 × 400). */
const windows = [
  { width: 320, height: 400, touch: true },
  { width: 640, height: 400, touch: false },
  { width: 667, height: 375, touch: true },
  { width: 740, height: 360, touch: true },
  { width: 568, height: 320, touch: true },
  { width: 360, height: 640, touch: true },
  { width: 390, height: 844, touch: true },
] as const;
const warnings = (page: Page) => {
  const said: string[] = [];
  page.on('console', (message) => message.type() === 'warning' && said.push(message.text()));
  return said;
};

/** Where the corners of an extent lie on the map, and how large the map is, in pixels. */
async function extentOnMap(page: Page, [west, south, east, north]: readonly number[]) {
  return page.evaluate(
    ([w = 0, s = 0, e = 0, n = 0]) => {
      const map = (document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null)?.map;
      if (map === undefined) throw new Error('there is no map');
      const [a, b] = [map.project([w, n]), map.project([e, s])];
      const { clientWidth: width, clientHeight: height } = map.getContainer();
      return { left: a.x, top: a.y, right: b.x, bottom: b.y, width, height };
    },
    [west, south, east, north],
  );
}

test.each(windows)(
  'in a window of $width by $height the map holds its extent, and each of its buttons can be pressed',
  async ({ width, height, touch }) => {
    const { page, url, close } = await visit('/', { viewport: { width, height }, hasTouch: touch, isMobile: touch });
    const said = warnings(page);
    await mapDrawn(page);
    const { extent } = (await (await fetch(`${url}/api/portal`)).json()) as Portal;
    const seen = await extentOnMap(page, extent ?? []);
    expect(seen.left).toBeGreaterThan(0);
    expect(seen.top).toBeGreaterThan(0);
    expect(seen.right).toBeLessThan(seen.width);
    expect(seen.bottom).toBeLessThan(seen.height);
    expect(seen.bottom - seen.top).toBeGreaterThan(seen.height * 0.2);
    // What a sheet covers is not in sight.
    const [sheet, stage] = [page.locator('.sheet'), page.locator('.map').first()];
    if ((await sheet.count()) > 0) {
      const edge = ((await sheet.boundingBox())?.y ?? 0) - ((await stage.boundingBox())?.y ?? 0);
      expect(seen.bottom).toBeLessThan(edge);
    }
    expect(said.filter((text) => text.includes('cannot fit'))).toEqual([]);

    const covered = await page.evaluate(() =>
      [...document.querySelectorAll('.stage .buttons button, .stage .tools button, .stage .tools input')].flatMap(
        (element) => {
          const { left, top, width: wide, height: high } = element.getBoundingClientRect();
          const [x, y] = [left + wide / 2, top + high / 2];
          const there = document.elementFromPoint(x, y);
          const whole = left >= 0 && left + wide <= window.innerWidth && top + high <= window.innerHeight;
          return whole && (there === element || element.contains(there)) ? [] : [element.getAttribute('aria-label')];
        },
      ),
    );
    expect(covered).toEqual([]);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    await close();
  },
);

test('a window that changes its size, and a sheet that moves, keep the extent in sight until somebody moves the map', async () => {
  const { page, url, close } = await visit('/', { viewport: { width: 390, height: 844 } });
  await mapDrawn(page);
  const { extent } = (await (await fetch(`${url}/api/portal`)).json()) as Portal;
  const inside = async () => {
    const { left, top, right, bottom, width, height } = await extentOnMap(page, extent ?? []);
    return left > 0 && top > 0 && right < width && bottom < height;
  };
  await page.setViewportSize({ width: 640, height: 400 });
  await expect.poll(inside).toBe(true);
  await page.setViewportSize({ width: 390, height: 700 });
  await expect.poll(inside).toBe(true);
  const high = await extentOnMap(page, extent ?? []);
  await page.getByRole('button', { name: 'Thu gọn bảng thông tin' }).click();
  await expect
    .poll(async () => {
      const now = await extentOnMap(page, extent ?? []);
      return now.bottom - now.top;
    })
    .toBeGreaterThan(high.bottom - high.top);
  expect(new URL(page.url()).searchParams.get('view')).toBeNull();
  await close();
});

test('what is said of a unit lies whole on the map, in each of its corners', async () => {
  const { page, close } = await visit('/?view=109.05,13.1,10');
  await mapDrawn(page);
  const stage = (await page.locator('.map').boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 };
  for (const [across, down] of [
    [0.03, 0.35],
    [0.97, 0.97],
    [0.03, 0.97],
    [0.5, 0.97],
  ] as const) {
    await page.mouse.move(stage.x + stage.width * across, stage.y + stage.height * down);
    const tip = await page
      .locator('.tip')
      .boundingBox({ timeout: 2000 })
      .catch(() => null);
    if (tip === null) continue;
    expect(tip.x).toBeGreaterThanOrEqual(stage.x);
    expect(tip.y).toBeGreaterThanOrEqual(stage.y);
    expect(tip.x + tip.width).toBeLessThanOrEqual(stage.x + stage.width);
    expect(tip.y + tip.height).toBeLessThanOrEqual(stage.y + stage.height);
  }
  const { x, y } = await pointOf(page, [109.05, 13.1]);
  await page.mouse.move(x, y);
  expect(await page.locator('.tip').textContent()).toMatch(/\S/);
  await close();
});

test('the question for the position stands inside a small screen', async () => {
  const { page, close } = await visit('/', { viewport: { width: 320, height: 568 }, hasTouch: true, isMobile: true });
  await mapDrawn(page);
  await page.getByRole('button', { name: 'Tôi đang ở xã nào?' }).click();
  const box = (await page.locator('.where .ask').boundingBox()) ?? { x: -1, y: -1, width: 0, height: 0 };
  expect(box.x).toBeGreaterThanOrEqual(0);
  expect(box.y).toBeGreaterThanOrEqual(0);
  expect(box.x + box.width).toBeLessThanOrEqual(320);
  expect(box.y + box.height).toBeLessThanOrEqual(568);
  await close();
});
