import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Locator, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { visit } from '../support/browser.ts';
import { coloursNow, contradictions, daysNamed, fail, regionsOf, type Fault } from '../support/shown.ts';

/** A walk of each seed; `WALK_STEPS=500 npx vitest run --project browser tests/e2e/random-walk.test.ts` walks further. */
const seeds = [1, 2];
const steps = Number(process.env['WALK_STEPS'] ?? 8);
const reference = '2024-10-31';
/** How long a page may take to come to rest. */
const restMs = 15_000;

/** The same numbers for the same seed (mulberry32). */
function chance(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

/**
 * All that an address is to bring back. Outside it live: what is pointed at and stood on, what is scrolled or unfolded (the
 * list of layers, a criterion, the chart over time), the tools' window, what was just said or put right, and what the
 * pages before have fetched.
 */
async function stateOf(page: Page) {
  await page.evaluate(() => {
    for (const rows of document.querySelectorAll('.panel, .panel *')) if (rows.scrollTop !== 0) rows.scrollTop = 0;
  });
  const drawn = await page.evaluate(() => {
    const { map } = (document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null) ?? {};
    const { lng = 0, lat = 0 } = map?.getCenter() ?? {};
    return {
      // The names come last.
      still: map?.getLayer('sea-names') !== undefined && map.isStyleLoaded() && map.areTilesLoaded() && !map.isMoving(),
      camera: [lng, lat].map((degrees) => degrees.toFixed(2)).join() + ` ${(map?.getZoom() ?? 0).toFixed(1)}`,
      layers: (map?.getLayersOrder() ?? [])
        .filter((id) => !/^(hovered|cursor)/.test(id))
        .map((id) => `${id} ${map?.getLayoutProperty(id, 'visibility') ?? ''}`),
    };
  });
  const slider = page.getByRole('slider', { name: /Chọn ngày có số liệu/ });
  return {
    ...drawn,
    regions: (await regionsOf(page)).filter(({ key }) => key !== ''),
    colours: await coloursNow(page),
    days: await daysNamed(page),
    title: await page.title(),
    slider: (await slider.count()) === 0 ? null : await slider.getAttribute('aria-valuetext'),
    problems: await page.getByRole('alert').allInnerTexts(),
  };
}
type State = Awaited<ReturnType<typeof stateOf>>;
/** A turn of the wheel is written into the address once it is over, which is later than the map stands still. */
const isWritten = (address: string, { camera }: State) => {
  const zoom = new URL(address).searchParams.get('view')?.split(',')[2];
  return zoom === undefined || Math.abs(Number(zoom) - Number(camera.split(' ')[1])) < 0.06;
};
const atRest = ({ still, regions }: State) => still && regions.length > 0 && regions.every(({ old }) => !old);

async function rested(page: Page): Promise<State> {
  const until = Date.now() + restMs;
  let before = '';
  let state = await stateOf(page);
  while (Date.now() < until) {
    const now = JSON.stringify(state);
    if (atRest(state) && isWritten(page.url(), state) && now === before) return state;
    before = now;
    await page.waitForTimeout(120);
    state = await stateOf(page);
  }
  return state;
}

/** What somebody may do; false where it cannot be done here. */
type Act = (page: Page, pick: <Item>(among: readonly Item[]) => Item) => Promise<boolean>;

async function press(what: Locator): Promise<boolean> {
  if ((await what.count()) === 0 || !(await what.isVisible()) || !(await what.isEnabled())) return false;
  await what.click({ timeout: 5000 });
  return true;
}
/** Presses one of what is there. */
const pressOne =
  (find: (page: Page) => Locator): Act =>
  async (page, pick) => {
    const count = Math.min(await find(page).count(), 12);
    return count > 0 && press(find(page).nth(pick([...Array(count).keys()])));
  };
const key =
  (...keys: readonly string[]): Act =>
  async (page, pick) => {
    const slider = page.getByRole('slider', { name: 'Chọn ngày có số liệu' });
    if ((await slider.count()) === 0 || !(await slider.isEnabled())) return false;
    await slider.press(pick(keys), { timeout: 5000 });
    return true;
  };
/** A place on the map, beside the panel and above the dates. */
const onMap = (pick: <Item>(among: readonly Item[]) => Item) => {
  const parts = [0.35, 0.45, 0.55, 0.65];
  return { x: 400 + 880 * pick(parts), y: 100 + 600 * pick(parts) };
};
const measures = [
  'so tieu chi dat',
  'tieu chi 17',
  'tieu chi 2',
  'muc duoc cong nhan',
  'con thieu',
  'ho ngheo',
  'thu nhap',
];

const acts: Readonly<Record<string, Act>> = {
  'a day': key('ArrowLeft', 'ArrowRight', 'Home', 'End'),
  'another day': key('ArrowLeft', 'PageDown', 'PageUp', 'Home'),
  level: pressOne((page) => page.getByRole('group', { name: 'Cấp hành chính' }).getByRole('button')),
  async measure(page, pick) {
    const picker = page.getByRole('combobox', { name: 'Bản đồ tô màu theo' });
    if ((await picker.count()) === 0) return false;
    await picker.fill(pick(measures), { timeout: 5000 });
    await page.waitForTimeout(50);
    await picker.press('ArrowDown');
    await picker.press('Enter');
    return true;
  },
  async 'since when'(page, pick) {
    const since = page.getByRole('combobox', { name: 'Thay đổi so với' });
    if ((await since.count()) === 0 || !(await since.isEnabled())) return false;
    const options = await since
      .getByRole('option')
      .evaluateAll((all) => all.map((one) => (one as HTMLOptionElement).value));
    await since.selectOption(pick(options), { timeout: 5000 });
    return true;
  },
  compare: pressOne((page) => page.getByRole('group', { name: 'So sánh hai ngày' }).getByRole('button')),
  class: pressOne((page) => page.locator('.legend > button')),
  'all classes': pressOne((page) => page.getByRole('button', { name: 'Hiện lại tất cả' })),
  sort: pressOne((page) => page.locator('.panel thead button')),
  unit: pressOne((page) => page.locator('.panel tbody tr[aria-selected], .panel tbody tr')),
  async 'unit on the map'(page, pick) {
    const { x, y } = onMap(pick);
    await page.mouse.click(x, y);
    return true;
  },
  climb: pressOne((page) => page.getByRole('button', { name: 'Quay lại' })),
  async layer(page, pick) {
    await press(page.getByRole('button', { name: 'Thêm lớp dữ liệu' }));
    const layers = page.locator('#layers label').filter({ hasText: /^(Trường học|Chợ|Trạm y tế)/ });
    await layers
      .first()
      .waitFor({ timeout: 5000 })
      .catch(() => undefined);
    const count = await layers.count();
    return count > 0 && press(layers.nth(pick([...Array(count).keys()])));
  },
  'table of a layer': pressOne((page) => page.locator('#layers li').getByRole('button', { name: /^Bảng/ })),
  'no table': pressOne((page) => page.getByRole('button', { name: 'Đóng bảng thuộc tính' })),
  async drawing(page, pick) {
    if (!(await press(page.locator('#map-tools')))) return false;
    if (
      !(await page
        .getByRole('button', { name: 'Đo khoảng cách' })
        .isVisible()
        .catch(() => false))
    )
      return true;
    await press(page.getByRole('button', { name: 'Đo khoảng cách' }));
    for (let point = 0; point < 2; point += 1) {
      const { x, y } = onMap(pick);
      await page.mouse.click(x, y);
    }
    await page.keyboard.press('Enter');
    return true;
  },
  async wheel(page, pick) {
    const { x, y } = onMap(pick);
    await page.mouse.move(x, y);
    await page.mouse.wheel(0, pick([-300, 300]));
    return true;
  },
  zoom: pressOne((page) => page.getByRole('button', { name: /^(Phóng to|Thu nhỏ|Xem toàn bộ)/ })),
  async play(page) {
    const play = page.getByRole('button', { name: 'Chạy theo thời gian' });
    if (!(await press(play))) return false;
    await page.waitForTimeout(1500);
    await press(page.getByRole('button', { name: 'Dừng', exact: true }));
    return true;
  },
  async back(page) {
    await page.evaluate(() => window.history.back());
    return true;
  },
  async forward(page) {
    await page.evaluate(() => window.history.forward());
    return true;
  },
};
const names = Object.keys(acts);
const broken = [/\/values\?/, /\/api\/admin-units\?/, /\/api\/admin-units\/\d+/, /\/api\/changes/, /\/api\/neighbours/];
const ways: readonly Fault[] = ['500', '502 with HTML', 'cut'];

test.each(seeds)(
  'wherever somebody walks (seed %i), a page is what its address opened anew is',
  async (seed) => {
    const next = chance(seed);
    const pick = <Item>(among: readonly Item[]): Item => {
      const item = among[Math.floor(next() * among.length)];
      if (item === undefined) throw new Error('there is nothing to pick');
      return item;
    };
    const walked = await visit('/');
    const anew = await visit('/about');
    const { page } = walked;
    await rested(page);
    const trail: string[] = [];
    page.on('pageerror', (error) => trail.push(`! ${error.stack ?? error.message}`));
    const act = async () => {
      for (let tries = 0; tries < 20; tries += 1) {
        const name = pick(names);
        if (await acts[name]?.(page, pick)) {
          trail.push(name);
          return;
        }
      }
    };
    for (let step = 0; step < steps; step += 1) {
      const fault = next() < 0.25 ? pick(ways) : null;
      const which = pick(broken);
      if (fault !== null) {
        trail.push(`[${fault} ${which.source}:`);
        await page.route(which, (route) => fail(route, fault, Promise.resolve()));
      }
      await act();
      // Some do not wait.
      if (next() < 0.3) await act();
      if (fault !== null) {
        await page.waitForTimeout(1500);
        expect(await contradictions(page, reference), trail.join(', ')).toEqual([]);
        await page.unrouteAll({ behavior: 'wait' });
        await press(page.getByRole('button', { name: 'Thử lại' }).first());
        trail.push(']');
      }
      // The way back may lead out of the portal.
      if (!page.url().startsWith(walked.url)) await page.goto(walked.url);
      // What was put right in an address is said until somebody goes on, and takes its room from the map: nobody says it anew.
      await press(page.locator('.notes').getByRole('button', { name: 'Đóng' }));
      await page.mouse.move(5, 5);
      const state = await rested(page);
      expect(await contradictions(page, reference), trail.join(', ')).toEqual([]);
      expect(state.days.length, trail.join(', ')).toBeLessThan(2);
      await anew.page.goto(page.url());
      const fresh = await rested(anew.page);
      // An address carries the camera to some metres: a unit at the edge may be in one picture and not in the other.
      const both = Object.keys(state.colours).filter((code) => code in fresh.colours);
      expect(both.length, trail.join(', ')).toBeGreaterThanOrEqual(Object.keys(fresh.colours).length * 0.8);
      const comparable = (of: State) => ({ ...of, colours: both.map((code) => `${code} ${of.colours[code] ?? ''}`) });
      expect({ address: page.url(), ...comparable(state) }, trail.join(', ')).toEqual({
        address: anew.page.url(),
        ...comparable(fresh),
      });
    }
    for (const { page: open, complaints } of [walked, anew]) {
      await open.context().close();
      const ours = complaints.filter((text) => !text.startsWith('Failed to load resource'));
      expect(ours, trail.join(', ')).toEqual([]);
    }
  },
  90_000 + steps * 30_000,
);
