import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import type { Plugin } from 'vite';
import { firstLoadFile, type Files, type FirstLoad } from './first-load.ts';

/**
 * Bytes that a first visit may load as brotli, without fonts, which come after the words: of a page of nothing but text, of any
 * other before the live map, of the map's with the live map.
 */
const most = { text: 75_000, page: 95_000, withLive: 390_000, worker: 125_000 } as const;

/** What a first visit loads, and what it may. */
export interface Weight {
  readonly what: string;
  readonly bytes: number;
  readonly most: number;
}

/** Fails a build whose first visits have become too heavy; it comes after what compresses. */
export function budgets(): Plugin {
  let weighed = true;
  return {
    name: 'budgets',
    apply: 'build',
    // A build of a test run carries what helps who develops, which nobody is sent.
    configResolved: ({ isProduction }) => void (weighed = isProduction),
    enforce: 'post',
    writeBundle: {
      order: 'post',
      sequential: true,
      async handler({ dir = '' }) {
        if (!weighed) return;
        const weights = await weigh(dir);
        const over = weights.filter(({ bytes, most }) => bytes > most);
        this.info(weights.map(({ what, bytes, most }) => `${what} ${kB(bytes)} of ${kB(most)}`).join(', '));
        if (over.length > 0)
          this.error(
            `a first visit loads more than it may (brotli): ${over.map(({ what, bytes, most }) => `${what} ${kB(bytes)}, may be ${kB(most)}`).join('; ')}`,
          );
      },
    },
  };
}

const kB = (bytes: number) => `${(bytes / 1000).toFixed(1)} kB`;

/** Weighs what the first visits of a build load. */
export async function weigh(dir: string): Promise<Weight[]> {
  const { every, pages, texts, live, worker } = JSON.parse(
    await readFile(path.join(dir, firstLoadFile), 'utf8'),
  ) as FirstLoad;
  const sizeOf = async (file: string) => (await stat(path.join(dir, `${file}.br`))).size;
  const sum = async (files: readonly string[]) =>
    (await Promise.all(files.map(sizeOf))).reduce((total, size) => total + size, 0);
  const filesOf = ({ scripts, styles }: Files) => [...scripts, ...styles];
  /** Of its longest language. */
  const textsOf = async (page: string) =>
    Math.max(...(await Promise.all(['vi', 'en'].map((language) => sizeOf(texts[`${page}.${language}`] ?? '')))));
  const shell = await sum(['index.html', ...filesOf(every)]);
  const weights = await Promise.all(
    Object.entries(pages).map(async ([what, files]) => ({
      what,
      bytes: shell + (await textsOf(what)) + (await sum(filesOf(files))),
      most: what === 'about' ? most.text : most.page,
    })),
  );
  const map = weights.find(({ what }) => what === 'map')?.bytes ?? 0;
  return [
    ...weights,
    { what: 'live map', bytes: map + (await sum(filesOf(live))), most: most.withLive },
    { what: 'worker', bytes: await sizeOf(worker), most: most.worker },
  ];
}
