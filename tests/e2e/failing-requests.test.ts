import type { Page, Request, Route } from 'playwright-core';
import { expect, test } from 'vitest';
import { visit, type Visit } from '../support/browser.ts';
import { neverMissed } from '../support/shown.ts';

/** What each request is for, in the words of the screen. */
const asked: readonly (readonly [address: RegExp, words: RegExp])[] = [
  [/^\/api\/portal$/, /thông tin của cổng/],
  [/^\/api\/readiness$/, /những gì cổng có/],
  [/^\/api\/measures$/, /danh sách chỉ số/],
  [/^\/api\/measures\/[^/]+\/values/, /số liệu của chỉ số/],
  [/^\/api\/criteria-sets$/, /bộ tiêu chí/],
  [/^\/api\/criteria-sets\/[^/]+\/eligibility/, /điều kiện công nhận/],
  [/^\/api\/admin-units\?/, /danh sách đơn vị hành chính|tên các xã/],
  [/^\/api\/neighbours/, /các đơn vị giáp nhau/],
  [/^\/api\/admin-units\/\w+\/criteria/, /kết quả từng tiêu chí/],
  [/^\/api\/admin-units\/\w+\/history/, /quá trình đánh giá và công nhận/],
  [/^\/api\/admin-units\/\w+(\?|$)/, /hồ sơ đơn vị/],
  [/^\/api\/changes/, /những thay đổi/],
  [/^\/api\/programme\/ranking/, /bảng xếp hạng/],
  [/^\/api\/programme(\/transition)?(\?|$)/, /chương trình/],
  [/^\/api\/programme\/targets/, /mục tiêu/],
  [/^\/api\/programme\/resources/, /vốn đã giải ngân/],
  [/^\/api\/collections\?/, /danh sách lớp dữ liệu/],
  [/^\/api\/collections\/\w+$/, /lớp dữ liệu/],
  [/^\/api\/collections\/\w+\/items\?/, /danh sách đối tượng|Chưa đọc được bảng|Chưa đếm được/],
  [/^\/api\/collections\/\w+\/items\/\w+/, /đối tượng/],
];
const wordsOf = (address: string) => asked.find(([pattern]) => pattern.test(address))?.[1] ?? /no words for this/;

const pages = [
  '/',
  '/?compare=2023-12-31',
  '/communes/22042',
  '/districts/558',
  '/?layers=schools&table=schools&at=2024-06-30',
  '/communes/22075/profile',
  '/districts/558/profile?measure=criteria-met-xa-ntm',
  '/targets?target=T004',
  '/ranking',
  '/programme',
  '/transition',
  '/data',
  '/data/schools?columns=name,commune_code&filter.schools=level%20%3D%20%27primary%27',
  '/about',
];

type Way = (route: Route) => Promise<void>;
const cut: Way = (route) => route.abort();
const ways: readonly Way[] = [
  (route) => route.fulfill({ status: 500, contentType: 'text/html', body: '<h1>Internal Server Error</h1>' }),
  cut,
  (route) => route.fulfill({ status: 200, contentType: 'application/json', body: '{"items": [' }),
];
const patienceMs = 15_000;
/** A page is still when three times, so far apart, it had nothing to do and nothing was on its way but what is held. */
const stillMs = 50;

const addressOf = (request: Request) => request.url().slice(new URL(request.url()).origin.length);
/** All that stands on the page, as one reads it, but for the bar of the map's scale: where the camera stands is its own. */
const textOf = async (page: Page) => (await page.locator('.screen').innerText()).replace(/^\d+\sk?m$/gm, '');
/** What the browser says of a request that failed is no complaint of ours. */
const own = (complaints: readonly string[]) => complaints.filter((text) => !text.startsWith('Failed to load resource'));

/** One browser page that goes from address to address, and whose requests can be held back and cut off one at a time. */
class Watched {
  readonly asked = new Set<string>();
  readonly #visit: Visit;
  #broken: { address: string; held: () => void; released: Promise<void>; way: Way } | null = null;
  readonly #onTheWay = new Set<Request>();

  private constructor(opened: Visit) {
    this.#visit = opened;
    opened.page.on('request', (request) => {
      // Of the script of a worker the browser does not always say that it came.
      if (!addressOf(request).includes('-worker-')) this.#onTheWay.add(request);
    });
    const ended = (request: Request) => this.#onTheWay.delete(request);
    opened.page.on('requestfinished', ended).on('requestfailed', ended);
  }

  static async open(): Promise<Watched> {
    const watched = new Watched(await visit('/about'));
    const { page } = watched.#visit;
    // Answers that come with a page cannot fail by themselves: without them the page asks for each.
    await page.route('**/*', async (route) => {
      if (route.request().resourceType() !== 'document') return route.fallback();
      const response = await route.fetch();
      return route.fulfill({ response, body: (await response.text()).replace('id="answers"', 'id="none"') });
    });
    // The map's own tiles have a test of their own (see-the-map), and would take most of the time.
    await page.route(/\/tiles\/WebMercatorQuad\/\d/, (route) => route.fulfill({ status: 204 }));
    await page.route(/\/api\/(?!.*\/tiles\/)/, (route) => watched.#answer(route));
    return watched;
  }

  get page(): Page {
    return this.#visit.page;
  }
  get complaints(): readonly string[] {
    return own(this.#visit.complaints);
  }

  /** Leads to an address from another page: inside the page as a link does, or with all of it loaded anew. */
  async go(path: string, anew: boolean): Promise<void> {
    if (anew) {
      await this.page.goto(this.#visit.url + path, { waitUntil: 'commit' });
      return;
    }
    for (const next of ['/about', path]) {
      await this.page.evaluate((address) => {
        window.history.pushState(null, '', address);
        window.dispatchEvent(new PopStateEvent('popstate'));
      }, next);
    }
  }

  /** From now on one request does not come: `held` resolves when it was asked for, `release` fails it. */
  hold(address: string, way: Way): { held: Promise<void>; release: () => void } {
    let release = (): void => undefined;
    let isHeld = (): void => undefined;
    const released = new Promise<void>((resolve) => (release = resolve));
    const held = new Promise<void>((resolve) => (isHeld = resolve));
    this.#broken = { address, held: isHeld, released, way };
    return { held, release };
  }
  /** Waits until everything is there but `held` requests. */
  async still(held: number): Promise<void> {
    const until = performance.now() + patienceMs;
    for (let quiet = 0; quiet < 3; quiet = this.#onTheWay.size <= held ? quiet + 1 : 0) {
      if (performance.now() > until) {
        throw new Error(`It does not come to rest: ${[...this.#onTheWay].map(addressOf).join(' ')}`);
      }
      await this.page.waitForTimeout(stillMs);
      await this.page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve, { timeout: 1_000 })));
    }
  }
  heal(): void {
    this.#broken = null;
  }
  async close(): Promise<void> {
    await this.page.context().close();
  }

  async #answer(route: Route): Promise<void> {
    const address = addressOf(route.request());
    this.asked.add(address);
    const broken = this.#broken;
    if (broken?.address !== address) {
      await route.continue();
      return;
    }
    broken.held();
    await broken.released;
    await broken.way(route);
  }
}

/** Lines that only one of two texts has. */
function difference(one: string, other: string): string[] {
  const [mine, theirs] = [one.split('\n'), other.split('\n')];
  return [
    ...mine.filter((line) => !theirs.includes(line)).map((line) => `- ${line}`),
    ...theirs.filter((line) => !mine.includes(line)).map((line) => `+ ${line}`),
  ];
}

/** Waits, but not for ever. */
async function within(what: Promise<void>, otherwise: string): Promise<void> {
  let late: NodeJS.Timeout | undefined;
  const over = new Promise<never>((_, reject) => {
    late = setTimeout(() => reject(new Error(otherwise)), patienceMs);
  });
  await Promise.race([what, over]).finally(() => clearTimeout(late));
}

/** Holds one request of a page back, fails it and lets it succeed when it is asked for anew; throws at what goes wrong. */
async function fail(
  watched: Watched,
  path: string,
  address: string,
  way: Way,
  text: string,
  anew: boolean,
): Promise<void> {
  const { page } = watched;
  const before = watched.complaints.length;
  const { held, release } = watched.hold(address, way);
  try {
    await watched.go(path, anew);
    await within(held, 'the request was not made');
    await watched.still(1);
    expect(watched.complaints.slice(before), 'while it is late').toEqual([]);
    release();
    const told = page
      .getByRole('alert')
      .filter({ hasText: wordsOf(address) })
      .first();
    await told.waitFor({ timeout: patienceMs });
    watched.heal();
    await told.getByRole('button', { name: 'Thử lại' }).click({ timeout: patienceMs });
    let parted: string[] = [];
    const isWhole = async () => (parted = difference(text, await textOf(page))).length === 0;
    await expect
      .poll(isWhole, { timeout: patienceMs, message: 'as before' })
      .toBe(true)
      .catch(() => {
        throw new Error(`It is not as before: ${parted.join(' ')}`);
      });
    expect(watched.complaints.slice(before), 'after it failed').toEqual([]);
  } finally {
    watched.heal();
    release();
  }
}

test.each(pages)('%s: whichever request is late or fails, the page says so and takes it anew', async (path) => {
  const watched = await Watched.open();
  await watched.go(path, true);
  await watched.still(0);
  await expect.poll(() => textOf(watched.page)).not.toMatch(/Đang tải/);
  const text = await textOf(watched.page);
  const addresses = [...watched.asked].filter((address) => !neverMissed.includes(address.split('?')[0] ?? ''));
  expect(watched.complaints).toEqual([]);
  expect(addresses).toContain('/api/portal');
  const faults: string[] = [];
  for (const [index, address] of addresses.entries()) {
    const way = ways[index % ways.length] ?? cut;
    // What a page makes of one fault is not to be seen in the next.
    const anew = address === '/api/portal' || faults.length > 0;
    await fail(watched, path, address, way, text, anew).catch((error: unknown) => {
      faults.push(`${address}: ${String(error).slice(0, 600)}`);
    });
    // What goes wrong each time takes its whole patience: three say enough, and the test ends in time to tell them.
    if (faults.length === 3) break;
  }
  await watched.close();
  expect(faults).toEqual([]);
});
