import { afterAll, beforeAll, expect, test } from 'vitest';
import { axeViolations, visit } from '../support/browser.ts';
import { startTestPortal, type TestPortal } from '../support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ DEMO: 'off' });
});
afterAll(() => portal.drop());

test.each(['vi', 'en'])('a portal without boundaries says how they come in (%s)', async (language) => {
  const { page, close } = await visit(`/?lang=${language}`, { portal: portal.url });
  await page.getByText('npm run import -- --collection communes FILE --dry-run').waitFor();
  expect(await axeViolations(page)).toEqual([]);
  await page.getByRole('main').getByRole('link').click();
  await page.waitForURL(/\/data/);
  await close();
});
