import type { BrowserContextOptions, Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { axeViolations, mapDrawn, visit, withoutWebGl } from '../support/browser.ts';

// The pages in states that one seldom sees: waiting, failed, put right, without graphics, in small windows and other colours.

/** Answers for another day: none, or a failure. */
async function otherDay(page: Page, fate: 'waits' | 'fails'): Promise<void> {
  await page.route(/\/api\/.*at=2022-12-31/, (route) =>
    fate === 'fails' ? route.fulfill({ status: 500, body: 'out of order' }) : undefined,
  );
}
async function go(page: Page, search: string): Promise<void> {
  await page.evaluate((to) => {
    history.pushState(null, '', to);
    window.dispatchEvent(new PopStateEvent('popstate'));
  }, search);
}

test.each([
  ['/', '/?at=2022-12-31', 'waits', '.veil'],
  ['/targets', '/targets?at=2022-12-31', 'waits', '[aria-busy="true"]'],
  ['/communes/22087/profile', '/communes/22087/profile?at=2022-12-31', 'waits', '[aria-busy="true"]'],
  ['/communes/22087/profile', '/communes/22087/profile?at=2022-12-31', 'fails', '[role="alert"]'],
] as const)('axe finds nothing on %s while the answer of another day %j: it %s', async (path, to, fate, seen) => {
  const { page } = await visit(path);
  if (path === '/') await mapDrawn(page);
  else await page.locator('[data-answer]').first().waitFor();
  await otherDay(page, fate);
  await go(page, to);
  await page.locator(seen).first().waitFor();
  // A veil falls; its colours are what they are when it has.
  await page.waitForTimeout(400);
  expect(await axeViolations(page)).toEqual([]);
  await page.context().close();
});

test('axe finds nothing in an address that was put right', async () => {
  const { page, close } = await visit('/?at=2031-01-01');
  await mapDrawn(page);
  expect(await axeViolations(page)).toEqual([]);
  await close();
});

test('axe finds nothing in a browser that cannot draw a map', async () => {
  const { page } = await visit('/about');
  await withoutWebGl(page);
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
  '/transition',
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
