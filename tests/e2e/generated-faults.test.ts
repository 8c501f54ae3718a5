import type { Page } from 'playwright-core';
import { expect, test } from 'vitest';
import { visit } from '../support/browser.ts';
import { contradictions, daysNamed, fail, neverMissed, withoutTravellers, type Fault } from '../support/shown.ts';

const reference = '2024-10-31';
const pages = [
  '/',
  '/?compare=2023-12-31',
  '/communes/22042',
  '/districts/558',
  '/?layers=schools&table=schools&at=2024-06-30&draw=distance!~109.05,13.2~109.2,13.3',
  '/communes/22075/profile',
  '/districts/558/profile?measure=criteria-met-xa-ntm',
  '/targets?target=T004',
  '/ranking',
  '/programme',
  '/data',
  '/data/schools',
  '/about',
];
/** Being offline is nothing of one request: all of a page fail together. */
const ways = ['500', '502 with HTML', 'cut', 'silence'] as const satisfies readonly Fault[];
/** Longer than the pause before the second try, and than anybody waits for an answer. */
const pauseMs = 700;
const patienceMs = 15_500;
/** How long a step may take on a busy machine before it is a fault. */
const longestMs = 12_000;

/** Which endpoint an address is of, as far as faults go: ids and parameters make no difference. */
const endpointOf = (url: URL) =>
  url.pathname
    .replace(/\/(admin-units|collections|measures|criteria-sets)\/[^/]+/, '/$1/*')
    .replace(/\/items\/.+/, '/items/*');
const isAsked = (url: URL) =>
  url.pathname.startsWith('/api/') && !url.pathname.includes('/tiles/') && !neverMissed.includes(url.pathname);
/** All that stands on the page, but for the bar of the map's scale. */
const textOf = async (page: Page) => (await page.locator('.screen').innerText()).replace(/^\d+\sk?m$/gm, '');

/** A page in which one endpoint can be made to fail, and which goes from address to address as links do. */
class Trial {
  #broken: { endpoint: string; fault: Fault; over: Promise<void> } | null = null;
  #lift = (): void => undefined;
  /** How often the endpoint that fails was asked. */
  hits = 0;
  readonly asked = new Set<string>();
  readonly page: Page;
  readonly #url: string;

  private constructor(page: Page, url: string) {
    this.page = page;
    this.#url = url;
  }
  static async on(page: Page, url: string): Promise<Trial> {
    const trial = new Trial(page, url);
    await page.clock.install();
    await withoutTravellers(page);
    await page.route(/\/tiles\/WebMercatorQuad\/\d/, (route) => route.fulfill({ status: 204 }));
    await page.route(
      (address) => isAsked(address),
      async (route) => {
        const endpoint = endpointOf(new URL(route.request().url()));
        trial.asked.add(endpoint);
        if (trial.#broken?.endpoint !== endpoint) {
          await route.continue().catch(() => undefined);
          return;
        }
        trial.hits += 1;
        await fail(route, trial.#broken.fault, trial.#broken.over);
      },
    );
    await page.goto(`${url}/about`);
    return trial;
  }
  async go(path: string): Promise<void> {
    for (const next of ['/about', path]) {
      await this.page.evaluate((address) => {
        window.history.pushState(null, '', address);
        window.dispatchEvent(new PopStateEvent('popstate'));
      }, next);
    }
  }
  async load(path: string): Promise<void> {
    await this.page.goto(this.#url + path, { waitUntil: 'commit' });
  }
  break(endpoint: string, fault: Fault): void {
    this.hits = 0;
    const over = new Promise<void>((resolve) => (this.#lift = resolve));
    this.#broken = { endpoint, fault, over };
  }
  heal(): void {
    this.#broken = null;
    this.#lift();
  }
  /** What is wrong with what stands on the page, whatever failed or is awaited. */
  async wrong(): Promise<string[]> {
    const days = await daysNamed(this.page);
    return [
      ...(await contradictions(this.page, reference)),
      ...(days.length > 1 ? [`two days on one screen: ${days.join(' and ')}`] : []),
    ];
  }
  /** Whether somebody is told, or sees, that something is missing. */
  async tells(): Promise<boolean> {
    const said = this.page.locator('[role="alert"], .veil .notice, .lost .notice').filter({ hasText: /Chưa|không/ });
    return (await said.count()) > 0;
  }
  /** Waits until nothing more comes; gives what stands on the page then. */
  async rest(): Promise<string> {
    await this.page.waitForLoadState('networkidle');
    let text = '';
    for (let quiet = 0; quiet < 5; await this.page.waitForTimeout(100)) {
      const now = await textOf(this.page);
      quiet = now === text && !now.includes('Đang tải') ? quiet + 1 : 0;
      text = now;
    }
    return text;
  }
  /** Waits until the page is what it is when nothing fails; gives what parts it from that. */
  async becomes(text: string): Promise<string[]> {
    let parted: string[] = ['nothing was looked at'];
    const until = Date.now() + longestMs;
    do {
      const lines = (await textOf(this.page)).split('\n');
      const wanted = text.split('\n');
      parted = [
        ...wanted.filter((line) => !lines.includes(line)).map((line) => `- ${line}`),
        ...lines.filter((line) => !wanted.includes(line)).map((line) => `+ ${line}`),
      ];
      if (parted.length > 0) await this.page.waitForTimeout(60);
    } while (parted.length > 0 && Date.now() < until);
    return parted;
  }
}

/** One endpoint of a page fails in one way, and is asked for again at one press; gives what went wrong. */
async function tryFault(trial: Trial, path: string, endpoint: string, fault: Fault, text: string): Promise<string[]> {
  const { page } = trial;
  const until = async (what: () => Promise<boolean> | boolean) => {
    for (const end = Date.now() + longestMs; Date.now() < end; await page.waitForTimeout(40))
      if (await what()) return true;
    return false;
  };
  trial.break(endpoint, fault);
  try {
    if (endpoint === '/api/portal') await trial.load(path);
    else await trial.go(path);
    if (!(await until(() => trial.hits > 0))) return ['it was not asked for'];
    const wrong = await trial.wrong();
    const told = await until(async () => {
      await page.clock.fastForward(fault === 'silence' ? patienceMs : pauseMs);
      return trial.tells();
    });
    if (!told) return [...wrong, 'nobody is told'];
    wrong.push(...(await trial.wrong()));
    trial.heal();
    await page.getByRole('button', { name: 'Thử lại' }).first().click({ timeout: longestMs });
    return [...wrong, ...(await trial.becomes(text)), ...(await trial.wrong())];
  } catch (failure) {
    return [String(failure).slice(0, 300)];
  } finally {
    trial.heal();
  }
}

test('whichever request fails, in whichever way: nothing wrong is shown, it is told, and one press mends it', async () => {
  const { page, url, complaints } = await visit('/about');
  const trial = await Trial.on(page, url);
  const screens: { path: string; text: string; endpoints: readonly string[] }[] = [];
  for (const path of pages) {
    trial.asked.clear();
    await trial.go(path);
    screens.push({ path, text: await trial.rest(), endpoints: [...trial.asked] });
  }
  const all = new Set(screens.flatMap(({ endpoints }) => endpoints));
  expect(all.size).toBeGreaterThan(15);

  const faults: string[] = [];
  let tried = 0;
  for (const endpoint of all) {
    // Each way once, on one after the other of the pages that ask for it.
    const asking = screens.filter(({ endpoints }) => endpoints.includes(endpoint));
    for (const [index, fault] of ways.entries()) {
      const screen = asking[index % asking.length];
      if (screen === undefined) continue;
      tried += 1;
      const wrong = await tryFault(trial, screen.path, endpoint, fault, screen.text);
      if (wrong.length > 0) faults.push(`${endpoint}, ${fault}, ${screen.path}: ${wrong.slice(0, 4).join(' | ')}`);
    }
  }
  // Nothing comes at all, and then everything without a press.
  for (const { path, text } of screens) {
    await page.context().setOffline(true);
    await trial.go(path);
    await page.clock.fastForward(pauseMs);
    await page.waitForTimeout(200);
    await page.clock.fastForward(pauseMs);
    const wrong = await trial.wrong();
    await page.context().setOffline(false);
    wrong.push(...(await trial.becomes(text)));
    if (wrong.length > 0) faults.push(`offline, ${path}: ${wrong.slice(0, 4).join(' | ')}`);
  }
  expect(tried).toBe(all.size * ways.length);
  await page.context().close();
  // As text: a log tells of a list no more than how long it is.
  expect(faults.join('\n')).toBe('');
  expect(complaints.filter((text) => !text.startsWith('Failed to load resource'))).toEqual([]);
}, 600_000);
