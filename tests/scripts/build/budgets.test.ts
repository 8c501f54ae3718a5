import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { weigh } from '../../../scripts/build/budgets.ts';
import { firstLoadFile, type FirstLoad } from '../../../scripts/build/first-load.ts';

test('a first visit weighs what it loads, compressed: page, what all begin with, and the longer of two languages', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'ntm-budgets-'));
  const sizes = {
    ...{ 'index.html': 1, 'base.js': 10, 'base.css': 2, 'map.js': 20, 'about.js': 3, 'live.js': 200, 'worker.js': 100 },
    ...{ 'map.vi.json': 7, 'map.en.json': 6, 'about.vi.json': 4, 'about.en.json': 5 },
  };
  const files = (scripts: string[], styles: string[] = []) => ({ scripts, styles });
  const load: FirstLoad = {
    every: files(['base.js'], ['base.css']),
    pages: { map: files(['map.js']), about: files(['about.js']) },
    texts: Object.fromEntries(
      ['map.vi', 'map.en', 'about.vi', 'about.en'].map((name) => [name, `${name}.json`] as const),
    ),
    live: files(['live.js']),
    worker: 'worker.js',
  };
  try {
    await mkdir(path.join(folder, path.dirname(firstLoadFile)));
    await writeFile(path.join(folder, firstLoadFile), JSON.stringify(load));
    await Promise.all(
      Object.entries(sizes).map(([file, size]) => writeFile(path.join(folder, `${file}.br`), Buffer.alloc(size))),
    );
    const weights = Object.fromEntries((await weigh(folder)).map(({ what, bytes }) => [what, bytes]));
    expect(weights).toEqual({ map: 40, about: 21, 'live map': 240, worker: 100 });
  } finally {
    await rm(folder, { recursive: true });
  }
});
