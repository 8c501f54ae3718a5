import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type axe from 'axe-core';
import type { Map as MapLibreMap } from 'maplibre-gl';
import { chromium, type Browser, type BrowserContextOptions, type Page, type Request } from 'playwright-core';
import { expect, inject } from 'vitest';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
let browser: Promise<Browser> | undefined;
/** How long a page may take for a step: what never comes fails all the same, what is slow on a busy machine does not. */
const patienceMs = 60_000;

/** A page under watch: what it asked for, and what it complained of. */
export interface Visit {
  readonly page: Page;
  readonly url: string;
  readonly requests: readonly Request[];
  /** Errors of the console, of scripts and of requests. */
  readonly complaints: readonly string[];
  /** Fails where the page complained or asked another host. */
  close(): Promise<void>;
}

/** Opens an address of the shared portal (or of another one) in a context of its own. */
export async function visit(path: string, options: BrowserContextOptions & { portal?: string } = {}): Promise<Visit> {
  const { portal = inject('portalUrl'), ...contextOptions } = options;
  browser ??= chromium.connect(inject('browserEndpoint'));
  const context = await (
    await browser
  ).newContext({ viewport: { width: 1280, height: 800 }, reducedMotion: 'reduce', ...contextOptions });
  context.setDefaultTimeout(patienceMs);
  const page = await context.newPage();
  const requests: Request[] = [];
  const complaints: string[] = [];
  page.on('request', (request) => requests.push(request));
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  await page.goto(portal + path);
  return {
    page,
    url: portal,
    requests,
    complaints,
    async close() {
      await context.close();
      expect(complaints).toEqual([]);
      const hosts = new Set(
        requests
          .map((request) => new URL(request.url()))
          .filter(({ protocol }) => protocol.startsWith('http'))
          .map(({ origin }) => origin),
      );
      expect([...hosts]).toEqual([portal]);
    },
  };
}

/** Whether the map is drawn, coloured and named, and nothing more is on its way. Runs in the page. */
export function isMapDrawn(): boolean {
  const map = (document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null)?.map;
  if (map === undefined || !map.isStyleLoaded() || !map.areTilesLoaded() || map.isMoving()) return false;
  // The names come last.
  if (map.getLayer('sea-names') === undefined) return false;
  const layer = ['communes', 'districts', 'provinces'].find(
    (id) => map.getLayer(`${id}-fill-a`)?.getLayoutProperty('visibility') === 'visible',
  );
  if (layer === undefined) return false;
  const features = map.queryRenderedFeatures({ layers: [`${layer}-fill-a`] });
  return features.length === 0 ? map.getZoom() > 14 : features.some(({ state }) => 'a' in state);
}

export async function mapDrawn(page: Page): Promise<void> {
  await page.waitForFunction(isMapDrawn, undefined, { polling: 100 });
}

/** Takes WebGL from every page that is opened after it. */
export async function withoutWebGl(page: Page): Promise<void> {
  await page.addInitScript(() => {
    const real = HTMLCanvasElement.prototype.getContext as (this: HTMLCanvasElement, ...given: unknown[]) => unknown;
    Object.assign(HTMLCanvasElement.prototype, {
      getContext(this: HTMLCanvasElement, kind: string, ...given: unknown[]) {
        return kind.startsWith('webgl') ? null : real.call(this, kind, ...given);
      },
    });
  });
}

export interface DrawnUnit {
  readonly code: string;
  /** Colour that the map shows it in. */
  readonly colour: string;
  readonly pattern: string;
  readonly dimmed: boolean;
}

/** Units drawn in the coloured layer, as the map itself knows them. */
export async function drawnUnits(page: Page): Promise<DrawnUnit[]> {
  await mapDrawn(page);
  return page.evaluate(() => {
    const map = (document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null)?.map;
    const source = ['communes', 'districts', 'provinces'].find(
      (id) => map?.getLayer(`${id}-fill-a`)?.getLayoutProperty('visibility') === 'visible',
    );
    if (map === undefined || source === undefined) return [];
    const slot = map.getPaintProperty(`${source}-fill-b`, 'fill-opacity') === 0 ? 'a' : 'b';
    const seen = new Map<string, DrawnUnit>();
    for (const { properties, state } of map.queryRenderedFeatures({ layers: [`${source}-fill-a`] })) {
      const code = String(properties['code']);
      seen.set(code, {
        code,
        colour: String(state[slot]),
        pattern: String(state['pattern']),
        dimmed: state['dimmed'] === true,
      });
    }
    return [...seen.values()];
  });
}

/** Where on the page a position of the map lies. */
export async function pointOf(page: Page, position: readonly [number, number]): Promise<{ x: number; y: number }> {
  return page.evaluate(([lng, lat]) => {
    const container = document.querySelector('.map') as (Element & { map?: MapLibreMap }) | null;
    const box = container?.getBoundingClientRect();
    const point = container?.map?.project([lng, lat]);
    return { x: (box?.left ?? 0) + (point?.x ?? 0), y: (box?.top ?? 0) + (point?.y ?? 0) };
  }, position);
}

/** Colour of one pixel of the page as it is seen, `#rrggbb`. */
export async function pixelAt(page: Page, { x, y }: { x: number; y: number }): Promise<string> {
  const image = await page.screenshot({ clip: { x: Math.round(x), y: Math.round(y), width: 1, height: 1 } });
  return page.evaluate(async (base64) => {
    const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
    const bitmap = await createImageBitmap(new Blob([bytes], { type: 'image/png' }));
    const canvas = new OffscreenCanvas(1, 1).getContext('2d');
    canvas?.drawImage(bitmap, 0, 0);
    const [red = 0, green = 0, blue = 0] = canvas?.getImageData(0, 0, 1, 1).data ?? [];
    return `#${[red, green, blue].map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
  }, image.toString('base64'));
}

/** Violations that axe finds, one line each. */
export async function axeViolations(page: Page): Promise<string[]> {
  // Evaluated by the debugger, which the page's security policy does not bind; a script tag would be refused.
  await page.evaluate(axeSource);
  const violations = await page.evaluate(async () => {
    const results = await (window as Window & { axe?: typeof axe }).axe?.run(document);
    return results?.violations ?? [];
  });
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id}: ${target.join(' ')} ${failureSummary ?? ''}`),
  );
}
