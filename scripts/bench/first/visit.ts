import type { Browser, BrowserContextOptions } from 'playwright-core';
import { firstColoured, type Part } from './coloured.ts';
import { readPng, type Pixels } from './png.ts';
import { watchPage, type Noted } from './watch.ts';

/** What one opening of a page came to, in ms since its navigation; null for what did not come. */
export interface Opening {
  readonly words: number | null;
  /** The screen showed the map's colours. */
  readonly picture: number | null;
  /** The live map had drawn them itself. */
  readonly live: number | null;
  readonly requests: number;
  /** Bytes that came, headers included. */
  readonly bytes: number;
}

export interface Conditions {
  readonly context: BrowserContextOptions;
  /** The processor is so many times slower. */
  readonly slower: number;
  /** Letters below the portal's head from which on there are words. */
  readonly letters: number;
  /** Whether a map is waited for. */
  readonly map: boolean;
}

/** Nothing that is still to come is waited for longer. */
const patienceMs = 60_000;
/** After the last rendering of a map nothing more is expected within this time. */
const quietMs = 1_000;

/** Opens a page with an empty cache and watches its screen until it stands. */
export async function open(
  browser: Browser,
  url: string,
  { context, slower, letters, map }: Conditions,
): Promise<Opening> {
  const visitor = await browser.newContext(context);
  try {
    const page = await visitor.newPage();
    const asked: Promise<number>[] = [];
    page.on('requestfinished', (request) =>
      asked.push(
        request.sizes().then(
          ({ responseBodySize, responseHeadersSize }) => responseBodySize + responseHeadersSize,
          () => 0,
        ),
      ),
    );
    // tsx names functions by a helper that the page does not have.
    await page.addInitScript('globalThis.__name = (named) => named;');
    await page.addInitScript(watchPage, letters);
    const session = await visitor.newCDPSession(page);
    await session.send('Emulation.setCPUThrottlingRate', { rate: slower });
    const shots: { png: string; epochMs: number }[] = [];
    session.on('Page.screencastFrame', ({ data, metadata, sessionId }) => {
      shots.push({ png: data, epochMs: (metadata.timestamp ?? 0) * 1000 });
      void session.send('Page.screencastFrameAck', { sessionId }).catch(() => undefined);
    });
    await session.send('Page.startScreencast', { format: 'png', maxWidth: 640, maxHeight: 640, everyNthFrame: 1 });
    await page.goto(url, { timeout: patienceMs, waitUntil: 'commit' });
    await page.waitForFunction(
      ([wanted, quiet]) => {
        const { noted } = window;
        if (noted === undefined) return false;
        if (!wanted) return noted.words !== null && performance.now() - noted.words > quiet;
        return noted.idle !== null && performance.now() - noted.idle > quiet;
      },
      [map, quietMs] as const,
      { timeout: patienceMs, polling: 100 },
    );
    await session.send('Page.stopScreencast');
    const seen = await page.evaluate(() => {
      const box = document.querySelector('.maplibregl-map')?.getBoundingClientRect();
      const { innerWidth: width, innerHeight: height } = window;
      const part =
        box === undefined
          ? null
          : { left: box.left / width, top: box.top / height, right: box.right / width, bottom: box.bottom / height };
      return { noted: window.noted, origin: performance.timeOrigin, part };
    });
    if (seen.noted === undefined) throw new Error(`${url} went to another page while it was watched`);
    const bytes = (await Promise.all(asked)).reduce((sum, each) => sum + each, 0);
    return {
      words: seen.noted.words,
      picture: seen.part === null ? null : pictureAt(shots, seen.part, seen.origin),
      live: liveAt(seen.noted),
      requests: asked.length,
      bytes,
    };
  } finally {
    await visitor.close();
  }
}

function pictureAt(shots: readonly { png: string; epochMs: number }[], part: Part, origin: number): number | null {
  const frames = shots.map(({ png, epochMs }): { pixels: Pixels; epochMs: number } => ({
    pixels: readPng(Buffer.from(png, 'base64')),
    epochMs,
  }));
  const first = firstColoured(frames, part);
  return first === null ? null : first.epochMs - origin;
}

function liveAt({ renders }: Noted): number | null {
  const last = renders.at(-1)?.coloured ?? 0;
  if (last < 50) return null;
  return renders.find(({ coloured }) => coloured >= last * 0.6)?.at ?? null;
}
