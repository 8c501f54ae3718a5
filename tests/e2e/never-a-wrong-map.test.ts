import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { mapDrawn, visit, type Visit } from '../support/browser.ts';
import { coloursNow, contradictions, daysNamed, fail, faults, regionsOf, type Fault } from '../support/shown.ts';

/** The day that the demo is of where an address names none. */
const reference = '2024-10-31';
const isValues = (url: URL) => url.pathname.endsWith('/values');
const isUnit = (url: URL) => /^\/api\/admin-units\/\d+$/.test(url.pathname);
/** What the browser says of a request that failed is no complaint of ours. */
const ofTheBrowser = /^Failed to load resource/;

/** A page on which some requests can be made to fail, and time to pass. */
class Story {
  readonly visit: Visit;
  #lift: (() => void) | null = null;

  private constructor(opened: Visit) {
    this.visit = opened;
  }
  static async open(path: string): Promise<Story> {
    const opened = await visit('/about');
    await opened.page.clock.install();
    await opened.page.goto(opened.url + path);
    await mapDrawn(opened.page);
    // What a person may want next is on its way by then.
    await opened.page.waitForLoadState('networkidle');
    return new Story(opened);
  }
  get page(): Page {
    return this.visit.page;
  }
  /** The stage as it says of itself: which answer it bears, and whether it is another than the one asked for. */
  stage(): Promise<{ key: string | null; old: string | null }> {
    return this.page
      .locator('.stage[data-answer], .stage[aria-busy]')
      .first()
      .evaluate((stage) => ({ key: stage.getAttribute('data-answer'), old: stage.getAttribute('aria-busy') }));
  }
  async break(which: (url: URL) => boolean, fault: Fault): Promise<void> {
    const over = new Promise<void>((resolve) => (this.#lift = resolve));
    if (fault === 'offline') await this.page.context().setOffline(true);
    await this.page.route(which, (route) => fail(route, fault, over));
  }
  /** Whatever was silent is given up after 15 seconds, which nobody waits for here. */
  async giveUp(fault: Fault, asked: () => boolean): Promise<void> {
    if (fault !== 'silence') return;
    await expect.poll(asked).toBe(true);
    await this.page.clock.fastForward(15_500);
  }
  async heal(): Promise<void> {
    this.#lift?.();
    await this.page.unrouteAll({ behavior: 'ignoreErrors' });
  }
  /** One press asks for everything again; who was offline need not even press. */
  async repeat(fault: Fault): Promise<void> {
    await this.heal();
    if (fault === 'offline') await this.page.context().setOffline(false);
    else await this.page.locator('.stage').getByRole('button', { name: 'Thử lại' }).first().click();
    await expect.poll(() => this.stage().then(({ old }) => old)).toBe('false');
    await expect.poll(() => this.page.getByRole('button', { name: 'Thử lại' }).count()).toBe(0);
  }
  async close(): Promise<void> {
    const { complaints } = this.visit;
    await this.page.context().close();
    expect(complaints.filter((text) => !ofTheBrowser.test(text))).toEqual([]);
  }
}

const slider = (page: Page) => page.getByRole('slider', { name: 'Chọn ngày có số liệu' });
const picker = (page: Page) => page.getByRole('combobox', { name: 'Bản đồ tô màu theo' });
const levels = (page: Page) => page.getByRole('group', { name: 'Cấp hành chính' });
const notice = (page: Page) => page.locator('.veil').getByText('Chưa tải được số liệu ngày');

/** Whatever failed, what can be asked can still be asked. */
async function canAsk(page: Page): Promise<void> {
  expect(await slider(page).isEnabled()).toBe(true);
  expect(await picker(page).isEnabled()).toBe(true);
  expect(await levels(page).getByRole('button', { name: 'Huyện' }).isEnabled()).toBe(true);
  expect(await page.getByRole('button', { name: 'Chạy theo thời gian' }).isEnabled()).toBe(true);
}
async function choose(page: Page, words: string, title: string): Promise<void> {
  await picker(page).fill(words);
  await page.getByRole('option', { name: title, exact: true }).waitFor();
  await picker(page).press('Enter');
}
/** Nothing is shown as an answer: no colours, no table, no legend, no region that does not say that it is old. */
async function isCleared(page: Page): Promise<void> {
  await notice(page).waitFor();
  await expect.poll(() => coloursNow(page)).toEqual({});
  expect((await regionsOf(page)).filter(({ key }) => key !== '')).toEqual([]);
  expect(await page.locator('.panel table').count()).toBe(0);
  expect(await contradictions(page, reference)).toEqual([]);
}

describe.each(faults)('%s', (fault) => {
  test('a date, a measure, a level, the other of two days and a unit that cannot be loaded are never drawn by another', async () => {
    const story = await Story.open('/?measure=criterion-xa-ntm-2');
    const { page } = story;
    let asked = 0;
    page.on('request', (request) => (asked += isValues(new URL(request.url())) ? 1 : 0));
    const goes = async (go: () => Promise<unknown>, which = isValues) => {
      const before = asked;
      await story.break(which, fault);
      await go();
      await story.giveUp(fault, () => asked > before || which !== isValues);
    };

    // A date: the map stays, old, and everything names the day that it is of.
    const before = await coloursNow(page);
    expect(Object.keys(before).length).toBeGreaterThan(100);
    await goes(() => slider(page).press('Home'));
    await notice(page).waitFor();
    const at = new URL(page.url()).searchParams.get('at') ?? '';
    expect(at < reference).toBe(true);
    expect(await story.stage()).toEqual({ key: `criterion-xa-ntm-2 commune ${reference}`, old: 'true' });
    expect(await coloursNow(page)).toEqual(before);
    expect(await daysNamed(page)).toEqual(['31/10/2024']);
    // So does what is told of the unit under the pointer.
    await page.mouse.move(840, 400);
    await page.locator('.tip').waitFor();
    const regions = await regionsOf(page);
    expect(new Set(regions.map(({ key }) => key)).size).toBe(1);
    expect(regions.filter(({ old }) => !old)).toEqual([]);
    await page.mouse.move(5, 5);
    expect(await page.locator('.veil').innerText()).toContain('31/10/2024');
    expect(await page.title()).toContain('31/10/2024');
    await canAsk(page);
    await story.repeat(fault);
    expect(await story.stage()).toEqual({ key: `criterion-xa-ntm-2 commune ${at}`, old: 'false' });
    expect(await daysNamed(page)).toEqual([at.split('-').reverse().join('/')]);
    expect(await coloursNow(page)).not.toEqual(before);

    // A measure, and a level: what was drawn would be taken for it.
    await goes(() => choose(page, 'moi truong thuc pham', 'Tiêu chí 17: Môi trường và an toàn thực phẩm'));
    await isCleared(page);
    await canAsk(page);
    await story.repeat(fault);
    expect((await story.stage()).key).toBe(`criterion-xa-ntm-17 commune ${at}`);
    await goes(() => levels(page).getByRole('button', { name: 'Huyện' }).click());
    await isCleared(page);
    await canAsk(page);
    await story.repeat(fault);
    expect((await story.stage()).key).toMatch(` district ${at}`);
    expect(Object.keys(await coloursNow(page))).toHaveLength(9);

    // The other of two days: its half stays empty and says so, the other stands.
    const districts = await coloursNow(page);
    await goes(() => page.getByRole('button', { name: 'So sánh' }).click());
    const lost = page.locator('.lost').getByText('Chưa tải được số liệu ngày');
    await lost.waitFor();
    expect(await coloursNow(page, 1)).toEqual({});
    expect(await coloursNow(page)).toEqual(districts);
    expect(await contradictions(page, reference)).toEqual([]);
    await story.repeat(fault);
    await expect.poll(async () => Object.keys(await coloursNow(page, 1)).length).toBe(9);
    await page.getByRole('button', { name: 'So sánh' }).click();

    // A unit that is gone into.
    await goes(() => page.getByRole('row', { name: /Huyện Đồng Xuân/ }).click(), isUnit);
    await isCleared(page);
    await story.repeat(fault);
    expect((await story.stage()).key).toMatch(/ commune in district \d+ /);
    expect(await contradictions(page, reference)).toEqual([]);
    await story.close();
  });
});
