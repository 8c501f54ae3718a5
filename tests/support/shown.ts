import type { Map as MapLibreMap } from 'maplibre-gl';
import type { Page, Route } from 'playwright-core';

/** A region of the page that is drawn from one answer. */
export interface Region {
  /** What it says that it answers. */
  readonly key: string;
  /** Whether it says that it is not what is asked for. */
  readonly old: boolean;
  readonly text: string;
}

/** All regions of answers that are on screen. */
export function regionsOf(page: Page): Promise<Region[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-answer]')].map((region) => ({
      key: region.dataset['answer'] ?? '',
      old: region.ariaBusy === 'true',
      // The map's own words and buttons change with the pointer; its colours are looked at by themselves.
      text: region.classList.contains('stage') ? '' : region.innerText,
    })),
  );
}

/** Days that words on the page name as those of its figures, each once. */
export async function daysNamed(page: Page): Promise<string[]> {
  const words = await page.locator('.answer, .dates output strong').allInnerTexts();
  return [
    ...new Set(words.flatMap((text) => [...text.matchAll(/Tính đến (\S+?)[.,]?(?:\s|$)/g)].map(([, day = '']) => day))),
  ];
}

/** What each unit of the map bears now, whether or not it is what is asked for; none where the map bears no colours. */
export function coloursNow(page: Page, which = 0): Promise<Record<string, string>> {
  return page.evaluate((index) => {
    const map = (document.querySelectorAll('.map')[index] as (Element & { map?: MapLibreMap }) | undefined)?.map;
    const source = ['communes', 'districts', 'provinces'].find(
      (id) => map?.getLayer(`${id}-fill-a`)?.getLayoutProperty('visibility') === 'visible',
    );
    if (map === undefined || source === undefined) return {};
    const slot = map.getPaintProperty(`${source}-fill-b`, 'fill-opacity') === 0 ? 'a' : 'b';
    const found: Record<string, string> = {};
    for (const { properties, state } of map.queryRenderedFeatures({ layers: [`${source}-fill-a`] }))
      if (slot in state)
        found[String(properties['code'])] =
          `${String(state[slot])} ${String(state['pattern'])} ${String(state['dimmed'])}`;
    return found;
  }, which);
}

/** What an address asks of the map, as keys of answers say it; null where it leaves it to the portal. */
function askedBy(address: string): {
  readonly [part in 'measure' | 'level' | 'at' | 'since' | 'on' | 'beside']: string | null;
} {
  const search = new URL(address).searchParams;
  const [measure, level, at] = [search.get('measure'), search.get('level'), search.get('at')];
  return { measure, level, at, since: search.get('from'), on: search.get('on'), beside: search.get('compare') };
}

/** Regions that answer another question than the address asks, and do not say so. `reference` is the day it means by itself. */
export async function contradictions(page: Page, reference: string): Promise<string[]> {
  const address = page.url();
  const asked = askedBy(address);
  const [, folder = '', code = ''] = new URL(address).pathname.split('/');
  return (await regionsOf(page)).flatMap(({ key, old }) => {
    if (old) return [];
    const ofUnit = /^(\d+) (\d{4}-\d\d-\d\d)/.exec(key);
    if (ofUnit !== null) {
      const [, unit, at] = ofUnit;
      return unit === code && at === (asked.at ?? reference) ? [] : [`${key} at ${address}`];
    }
    const ofPlanner = /^(\d{4}-\d\d-\d\d) [69]\b/.exec(key);
    if (ofPlanner !== null) return ofPlanner[1] === (asked.at ?? reference) ? [] : [`${key} at ${address}`];
    const parts =
      /^(\S+) (\S+)(?: in (\S+) (\S+))? (\d{4}-\d\d-\d\d)(?: since (\S+))?(?: on (\S+))?(?: beside (\S+))?$/.exec(key);
    if (parts === null) return [`${key}: no key of an answer`];
    const [, measure, level, , within, at, since = null, on = null, beside = null] = parts;
    const right =
      (asked.measure === null || asked.measure === measure) &&
      (asked.level === null || asked.level === level) &&
      at === (asked.at ?? reference) &&
      since === asked.since &&
      // Who looks at a unit looks at it as it was.
      (on === asked.on || within !== undefined) &&
      beside === asked.beside &&
      (folder === 'districts' ? within === code : within === undefined);
    return right ? [] : [`${key} at ${address}`];
  });
}

/** Lets a page ask for everything: what comes with it otherwise could never fail. */
export async function withoutTravellers(page: Page): Promise<void> {
  await page.route(
    (url) => !/^\/(api|assets)\//.test(url.pathname),
    async (route) => {
      if (route.request().resourceType() !== 'document') return route.fallback();
      const response = await route.fetch();
      return route.fulfill({ response, body: (await response.text()).replace('id="answers"', 'id="none"') });
    },
  );
}

/**
 * What nobody misses where it does not come: the measure that a map opens with is asked for beside the list of all, and
 * outlines are for a picture that goes when the live map is there (without that: first-picture.test.ts).
 */
export const neverMissed: readonly string[] = ['/api/measures/opening', '/api/outlines'];

/** Ways in which a request does not come. */
export const faults = ['500', '502 with HTML', 'cut', 'silence', 'offline'] as const;
export type Fault = (typeof faults)[number];

/** Makes a request fail; silence lasts until `over`. */
export async function fail(route: Route, fault: Fault, over: Promise<void>): Promise<void> {
  if (fault === '500')
    await route.fulfill({
      status: 500,
      contentType: 'application/problem+json',
      body: JSON.stringify({ type: 'about:blank', title: 'x', status: 500, code: 'internal', detail: 'It broke.' }),
    });
  else if (fault === '502 with HTML')
    await route.fulfill({ status: 502, contentType: 'text/html', body: '<html><h1>Bad Gateway</h1></html>' });
  else if (fault === 'silence') {
    await over;
    await route.abort().catch(() => undefined);
  } else await route.abort(fault === 'offline' ? 'internetdisconnected' : 'connectionreset');
}
