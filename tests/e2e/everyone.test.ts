import { expect, test } from 'vitest';
import { axeViolations, mapDrawn, visit } from '../support/browser.ts';

const pages = [
  '/',
  '/districts/558',
  '/communes/22075',
  '/communes/22075/profile',
  '/districts/557/profile',
  '/targets',
  '/ranking',
  '/programme',
  '/programme?period=2026-2030',
  '/transition',
  '/data',
  '/about',
  '/nowhere',
];

test.each(pages)('axe finds nothing on %s in either language', async (path) => {
  const { page, complaints, close } = await visit(path);
  if (path === '/') await mapDrawn(page);
  await page.locator('h1').first().waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('button', { name: 'English' }).click();
  await page.waitForFunction(() => document.documentElement.lang === 'en');
  expect(await axeViolations(page)).toEqual([]);
  expect(complaints).toEqual([]);
  await close();
});

test('axe finds nothing in the dark, on a phone, with a criterion open', async () => {
  const { page, close } = await visit('/communes/22075', {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    isMobile: true,
    colorScheme: 'dark',
  });
  await mapDrawn(page);
  await page.getByRole('button', { name: /17\. Môi trường/ }).click();
  expect(await axeViolations(page)).toEqual([]);
  await close();
});

test('the tab key comes past the skip link, and the map is one stop with instructions before it', async () => {
  const { page, close } = await visit('/');
  await mapDrawn(page);
  await page.keyboard.press('Tab');
  expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Đến nội dung chính');
  const stops: string[] = [];
  // Once around: the page ends where the browser's own controls begin, and then the skip link comes again.
  for (let count = 0; count < 80; count += 1) {
    await page.keyboard.press('Tab');
    const { id, last } = await page.evaluate(() => {
      const active = document.activeElement;
      return {
        id: active?.closest('#map') ? active.id || 'inside' : '',
        last: active === document.body || active?.classList.contains('skip') === true,
      };
    });
    if (last) break;
    if (id !== '') stops.push(id);
  }
  expect(stops).toEqual(['map']);
  const described = await page.locator('#map').getAttribute('aria-describedby');
  expect(await page.locator(`#${described}`).textContent()).toContain('phím mũi tên');
  await close();
});

test('at 200 % zoom nothing is cut off sideways', async () => {
  const { page, close } = await visit('/about', { viewport: { width: 640, height: 450 } });
  await page.locator('h1').waitFor();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
  await close();
});

test('where the reader’s system sets the colours, those that mean something stay', async () => {
  const { page, close } = await visit('/', { forcedColors: 'active' });
  await mapDrawn(page);
  const coloursOf = (selector: string) =>
    page.locator(selector).evaluateAll((found) => found.map((each) => getComputedStyle(each).backgroundColor));
  // Five classes with data, in five colours.
  const swatches = await coloursOf('.legend .swatch');
  expect(new Set(swatches.slice(0, 5)).size).toBe(5);
  const [chosen, other] = [
    await coloursOf('.segments [aria-pressed="true"]'),
    await coloursOf('.segments [aria-pressed="false"]'),
  ];
  expect(other).not.toContain(chosen[0]);
  await page.goto(`${page.url().replace(/\/$/, '')}/targets`);
  await page.locator('.track .bar').first().waitFor();
  const [track, bar] = [await coloursOf('.track'), await coloursOf('.track .bar')];
  expect(bar[0]).not.toBe(track[0]);
  await close();
});
