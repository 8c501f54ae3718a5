import { existsSync } from 'node:fs';
import { rm } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium, type Browser } from 'playwright-core';
import { buildClientIfNeeded } from '../build-client.ts';
import { slowLine } from './first/slow-line.ts';
import { open, type Conditions, type Opening } from './first/visit.ts';

const root = fileURLToPath(new URL('../../', import.meta.url));
const bareFolder = path.join(root, 'dist/client/bare');

/** Software drawing, as the tests' browser draws. */
const flags = [
  ...['--use-gl=angle', '--use-angle=swiftshader', '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist'],
  ...[
    '--no-sandbox',
    '--disable-background-networking',
    '--disable-component-update',
    '--no-first-run',
    '--disable-sync',
  ],
];
const desktop = { viewport: { width: 1280, height: 800 } };
const phone = { viewport: { width: 390, height: 844 }, isMobile: true, hasTouch: true };
/** 1.6 Mbit/s and 150 ms a question. */
const line = { bytesPerSecond: 200_000, delayMs: 150 };

/** One figure: the median of some rounds, and what it is wanted to be. */
export interface FirstLine {
  readonly what: string;
  readonly figure: string;
  readonly median: number;
  readonly wanted: string;
}

interface Page {
  readonly name: string;
  readonly address: string;
  readonly conditions: Conditions;
}

const onDesktop = (slower: number): Conditions => ({ context: desktop, slower, letters: 120, map: true });

/** Opens a bare map and the portal's pages in turn, so often, and says how they compare. */
export async function firstMap(url: string, rounds: number, progress: (line: string) => void): Promise<FirstLine[]> {
  await buildClientIfNeeded(progress);
  const bare = `/bare/index.html?${await bareQuestion(url)}`;
  await buildBare();
  const browser = await chromium.launch({ executablePath: await executable(), args: flags });
  const slow = await slowLine(url, line);
  try {
    const lines: FirstLine[] = [];
    for (const slower of [1, 4]) {
      const pages: Page[] = [
        { name: 'bare', address: url + bare, conditions: onDesktop(slower) },
        { name: 'portal', address: `${url}/`, conditions: onDesktop(slower) },
      ];
      const openings = await inTurn(browser, pages, rounds, progress);
      lines.push(...besideBare(openings, slower === 1 ? '1280 x 800' : `1280 x 800, processor / ${slower}`));
    }
    const onPhone = (letters: number, map: boolean): Conditions => ({ context: phone, slower: 4, letters, map });
    const openings = await inTurn(
      browser,
      [
        { name: 'map', address: `${slow.url}/`, conditions: onPhone(120, true) },
        { name: 'profile', address: `${slow.url}${await profileAddress(url)}`, conditions: onPhone(400, false) },
      ],
      rounds,
      progress,
    );
    lines.push(...ofPhone(openings));
    return lines;
  } finally {
    await slow.close();
    await browser.close();
    await rm(bareFolder, { recursive: true, force: true });
  }
}

type Openings = ReadonlyMap<string, readonly Opening[]>;

/** The first round warms the portal's memory and is not counted. */
async function inTurn(
  browser: Browser,
  pages: readonly Page[],
  rounds: number,
  progress: (line: string) => void,
): Promise<Openings> {
  const openings = new Map<string, Opening[]>(pages.map(({ name }) => [name, []]));
  for (let round = 0; round <= rounds; round += 1) {
    for (const { name, address, conditions } of round % 2 === 0 ? pages : [...pages].reverse()) {
      const opening = await open(browser, address, conditions);
      if (round === 0) continue;
      openings.get(name)?.push(opening);
      progress(
        `${name}: ${JSON.stringify(opening, (_, value: unknown) => (typeof value === 'number' ? Math.round(value) : value))}`,
      );
    }
  }
  return openings;
}

function besideBare(openings: Openings, what: string): FirstLine[] {
  const ratio = (figure: 'picture' | 'live') =>
    medianOf(openings, 'portal', figure) / medianOf(openings, 'bare', figure);
  return [
    { what, figure: 'bare map, ms', median: medianOf(openings, 'bare', 'live'), wanted: '' },
    { what, figure: 'coloured picture to bare', median: ratio('picture'), wanted: '<= 0.7' },
    { what, figure: 'live map to bare', median: ratio('live'), wanted: '<= 1.3' },
  ];
}

function ofPhone(openings: Openings): FirstLine[] {
  const what = '390 x 844, 1.6 Mbit/s, 150 ms, processor / 4';
  return [
    { what, figure: 'words, ms', median: medianOf(openings, 'map', 'words'), wanted: '<= 2000' },
    { what, figure: 'coloured picture, ms', median: medianOf(openings, 'map', 'picture'), wanted: '<= 2500' },
    { what, figure: 'live map, ms', median: medianOf(openings, 'map', 'live'), wanted: '' },
    { what, figure: 'map page, kB', median: medianOf(openings, 'map', 'bytes') / 1000, wanted: '' },
    { what, figure: 'map page, requests', median: medianOf(openings, 'map', 'requests'), wanted: '' },
    { what, figure: 'profile, ms', median: medianOf(openings, 'profile', 'words'), wanted: '<= 2500' },
    { what, figure: 'profile, kB', median: medianOf(openings, 'profile', 'bytes') / 1000, wanted: '' },
    { what, figure: 'profile, requests', median: medianOf(openings, 'profile', 'requests'), wanted: '' },
  ];
}

/** Infinite where it did not come in half of the rounds. */
function medianOf(openings: Openings, name: string, figure: keyof Opening): number {
  const sorted = (openings.get(name) ?? []).map((each) => each[figure] ?? Infinity).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Infinity;
}

/** What the bare page is told: the extent, and for each level how its tiles' addresses end. */
async function bareQuestion(url: string): Promise<string> {
  const { extent, boundaryDates } = (await (await fetch(`${url}/api/portal`)).json()) as {
    extent: number[];
    boundaryDates: string[];
  };
  const question = new URLSearchParams({ bounds: extent.join(',') });
  for (const id of ['communes', 'districts', 'provinces']) {
    const address = `${url}/api/collections/${id}/tiles/WebMercatorQuad?f=tilejson&datetime=${boundaryDates.at(-1) ?? ''}`;
    const { tiles } = (await (await fetch(address)).json()) as { tiles: string[] };
    question.set(id, tiles[0]?.split('?')[1] ?? '');
  }
  return question.toString();
}

async function profileAddress(url: string): Promise<string> {
  const { items } = (await (await fetch(`${url}/api/admin-units?level=commune&limit=1`)).json()) as {
    items: { code: string }[];
  };
  return `/communes/${items[0]?.code ?? ''}/profile`;
}

async function buildBare(): Promise<void> {
  const { build } = await import('vite');
  await build({
    root: path.join(root, 'scripts/bench/first/bare'),
    configFile: false,
    base: '/bare/',
    logLevel: 'error',
    worker: { format: 'es' },
    build: { outDir: bareFolder, emptyOutDir: true, target: 'es2022', chunkSizeWarningLimit: 1500 },
  });
}

async function executable(): Promise<string> {
  const own = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find((file) =>
    existsSync(file),
  );
  if (own !== undefined) return own;
  const { default: packed } = await import('@sparticuz/chromium');
  return packed.executablePath();
}
