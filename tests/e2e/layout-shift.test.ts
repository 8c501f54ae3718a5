import { expect, test } from 'vitest';
import { visit } from '../support/browser.ts';

const paths = [
  '/',
  '/?at=2026-10-31',
  '/communes/22087',
  '/communes/22087/profile',
  '/districts/558',
  '/districts/557/profile',
  '/targets',
  '/ranking',
  '/programme',
  '/transition',
  '/data',
  '/data/schools',
  '/about',
  '/?layers=schools&table=schools',
];
const windows = [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
];

interface Shift extends PerformanceEntry {
  readonly value: number;
  readonly hadRecentInput: boolean;
}

type Watched = Window & { shifts?: Shift[] };

test.each(paths.flatMap((path) => windows.map((viewport) => ({ path, viewport }))))(
  'nothing in sight moves while $path comes, $viewport.width px wide',
  async ({ path, viewport }) => {
    const { page, close } = await visit('/api/docs', { viewport });
    await page.addInitScript(() => {
      const all: Shift[] = [];
      new PerformanceObserver((list) => all.push(...(list.getEntries() as Shift[]))).observe({
        type: 'layout-shift',
        buffered: true,
      });
      (window as Watched).shifts = all;
    });
    await page.goto(new URL(path, page.url()).href, { waitUntil: 'networkidle' });
    await page.locator('h1').first().waitFor({ state: 'attached' });
    await page.waitForFunction(() => document.querySelector('.skeleton, [aria-busy="true"]') === null);
    const shifts = await page.evaluate(() =>
      ((window as Watched).shifts ?? []).map(({ value, startTime, hadRecentInput }) => ({
        value,
        at: Math.round(startTime),
        hadRecentInput,
      })),
    );
    const sum = shifts.filter(({ hadRecentInput }) => !hadRecentInput).reduce((all, { value }) => all + value, 0);
    expect(sum, JSON.stringify(shifts)).toBeLessThanOrEqual(0.05);
    await close();
  },
);
