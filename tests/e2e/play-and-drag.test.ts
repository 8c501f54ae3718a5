import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { drawnUnits, mapDrawn, visit } from '../support/browser.ts';
import { coloursNow, daysNamed } from '../support/shown.ts';

declare global {
  interface Window {
    /** Steps of history that were asked for. */
    pushed: number;
    /** Whether the browser takes steps of history. */
    refusing: boolean;
  }
}

/** Opens an address in a page that counts its steps of history, and can refuse them as WebKit does after a hundred. */
async function counted(path: string) {
  const opened = await visit('/about');
  const { page, url } = opened;
  await page.addInitScript(() => {
    window.pushed = 0;
    window.refusing = false;
    for (const step of ['pushState', 'replaceState'] as const) {
      const real = window.history[step].bind(window.history);
      window.history[step] = (...given) => {
        if (window.refusing) throw new DOMException('Attempt to use history more than 100 times', 'SecurityError');
        if (step === 'pushState') window.pushed += 1;
        real(...given);
      };
    }
  });
  await page.goto(url + path);
  await mapDrawn(page);
  return { ...opened, pushed: () => page.evaluate(() => window.pushed) };
}
const slider = (page: Page) => page.getByRole('slider', { name: 'Chọn ngày có số liệu' });
const play = (page: Page) => page.getByRole('button', { name: 'Chạy theo thời gian' });
const stage = (page: Page) => page.locator('.stage[aria-busy]').first();
const dotted = (at: string) => at.split('-').reverse().join('/');
/** What the page says, and what the map bears, at one moment. */
const look = (page: Page) =>
  page.evaluate(() => {
    const stage = document.querySelector('.stage[aria-busy]');
    return {
      key: stage?.getAttribute('data-answer') ?? '',
      old: stage?.getAttribute('aria-busy') === 'true',
      said: document.querySelector('.dates output strong')?.textContent ?? '',
    };
  });

test('play shows every day, each with its own figures, however slow they come; back stops it', async () => {
  const { page, close } = await counted('/?at=2022-12-31');
  let late = 0;
  await page.route(/\/values\?/, async (route) => {
    late += 1;
    await new Promise((resolve) => setTimeout(resolve, 1200));
    await route.continue();
  });
  await play(page).click();
  const seen = new Set<string>();
  await expect
    .poll(
      async () => {
        const { key, old, said } = await look(page);
        const at = key.split(' ').at(-1) ?? '';
        // Whatever is on its way, words and colours are of one day.
        expect(said).toContain(`Tính đến ${dotted(at)}`);
        if (!old) seen.add(at);
        return at;
      },
      { interval: 60 },
    )
    .toBe('2024-10-31');
  expect([...seen]).toEqual(['2022-12-31', '2023-12-31', '2024-06-30', '2024-10-15', '2024-10-31']);
  expect(late).toBe(4);
  await play(page).waitFor();

  // From the start again, and back in the middle of it.
  await play(page).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('at')).toBe('2021-12-31');
  await page.goBack();
  await play(page).waitFor();
  const there = page.url();
  await page.waitForTimeout(2500);
  expect(page.url()).toBe(there);
  await close();
});

test('a slow day is waited for under the one before, and said to be on its way', async () => {
  const { page, close } = await counted('/');
  const before = await coloursNow(page);
  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route(/\/values\?/, async (route) => {
    await held;
    await route.continue();
  });
  await slider(page).press('Home');
  await page.getByText('Đang tải ngày 30/06/2021…').first().waitFor();
  expect(await stage(page).getAttribute('aria-busy')).toBe('true');
  expect(await daysNamed(page)).toEqual(['31/10/2024']);
  expect(await coloursNow(page)).toEqual(before);
  release();
  await expect.poll(() => stage(page).getAttribute('aria-busy')).toBe('false');
  expect(await daysNamed(page)).toEqual(['30/06/2021']);
  await expect.poll(() => coloursNow(page)).not.toEqual(before);
  await close();
});

test('a drag, a play and a held key are one step of history each', async () => {
  const { page, close, pushed } = await counted('/');
  const box = await slider(page).boundingBox();
  if (box === null) throw new Error('there is no slider');
  const at = (part: number) => [box.x + 8 + (box.width - 16) * part, box.y + 14] as const;
  await page.mouse.move(...at(1));
  await page.mouse.down();
  for (const part of [0, 1, 0, 1, 0.3]) await page.mouse.move(...at(part), { steps: 8 });
  await page.mouse.up();
  expect(await pushed()).toBe(1);
  const dragged = new URL(page.url()).searchParams.get('at');
  expect(dragged).not.toBeNull();

  await slider(page).focus();
  await page.waitForTimeout(1100);
  for (let press = 0; press < 4; press += 1) await page.keyboard.down('ArrowRight');
  await page.keyboard.up('ArrowRight');
  expect(await pushed()).toBe(2);

  await slider(page).press('Home');
  await page.waitForTimeout(1100);
  const steps = await pushed();
  await play(page).click();
  await expect.poll(() => new URL(page.url()).searchParams.get('at'), { timeout: 60_000 }).toBeNull();
  expect(await pushed()).toBe(steps + 1);
  await play(page).waitFor();

  for (let back = 0; back < steps + 1; back += 1) await page.goBack();
  await expect.poll(() => new URL(page.url()).search).toBe('');
  await expect.poll(() => daysNamed(page)).toEqual(['31/10/2024']);
  await close();
});

test('a browser that takes no more steps of history keeps nobody from going on', async () => {
  const { page, close } = await counted('/');
  const before = await coloursNow(page);
  await page.evaluate(() => (window.refusing = true));
  await slider(page).press('Home');
  await expect.poll(() => daysNamed(page)).toEqual(['30/06/2021']);
  await expect.poll(() => coloursNow(page)).not.toEqual(before);
  await page.getByRole('group', { name: 'Cấp hành chính' }).getByRole('button', { name: 'Huyện' }).click();
  await page.getByRole('heading', { level: 1, name: /đơn vị cấp huyện/ }).waitFor();
  expect((await drawnUnits(page)).length).toBe(9);
  expect(new URL(page.url()).search).toBe('');
  // What is shown is written into the address as soon as the browser takes it.
  await page.evaluate(() => (window.refusing = false));
  await expect.poll(() => new URL(page.url()).search).toMatch(/level=district/);
  expect(new URL(page.url()).searchParams.get('at')).toBe('2021-06-30');
  await close();
});
