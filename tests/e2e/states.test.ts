import type { BrowserContextOptions } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeViolations, mapDrawn, visit } from '../support/browser.ts';

// The pages in states that one seldom sees: put right, without graphics, in small windows and other colours.

test('axe finds nothing in an address that was put right', async () => {
  const { page, close } = await visit('/?at=2031-01-01');
  await mapDrawn(page);
  expect(await axeViolations(page)).toEqual([]);
  await close();
});

test('axe finds nothing in a browser that cannot draw a map', async () => {
  const { page } = await visit('/about');
  await page.addInitScript(() => {
    const own = HTMLCanvasElement.prototype.getContext as (this: HTMLCanvasElement, ...all: unknown[]) => unknown;
    HTMLCanvasElement.prototype.getContext = function (this: HTMLCanvasElement, kind: string, ...rest: unknown[]) {
      return kind.startsWith('webgl') ? null : own.call(this, kind, ...rest);
    } as typeof HTMLCanvasElement.prototype.getContext;
  });
  await page.goto(new URL('/', page.url()).href);
  await page.getByRole('alert').first().waitFor();
  await page.locator('[data-answer] table').first().waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.context().close();
});

const looks: readonly [string, BrowserContextOptions][] = [
  ['at 200 %', { viewport: { width: 640, height: 400 } }],
  ['320 px wide', { viewport: { width: 320, height: 568 } }],
  ['on a phone lying down', { viewport: { width: 740, height: 360 }, hasTouch: true, isMobile: true }],
  ['in forced colours', { forcedColors: 'active' }],
  ['in the dark', { colorScheme: 'dark' }],
];
const paths = [
  '/',
  '/communes/22087',
  '/communes/22087/profile',
  '/targets',
  '/ranking',
  '/programme',
  '/data',
  '/data/schools',
  '/about',
  '/?layers=schools&table=schools',
];
test.each(looks)('axe finds nothing on any page %s', async (_, options) => {
  const found: string[] = [];
  for (const path of paths) {
    const { page, close } = await visit(path, options);
    await page.locator('h1').first().waitFor({ state: 'attached' });
    await page.waitForFunction(() => document.querySelector('.skeleton, [aria-busy="true"]') === null);
    found.push(...(await axeViolations(page)).map((violation) => `${path} ${violation}`));
    await close();
  }
  expect(found).toEqual([]);
});
