/** Scripts beside a running portal on the embedded database that is read meanwhile, and what happens when it dies. */
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { runScript, type ScriptRun } from '#tests/support/process.ts';
import { copyEmbedded } from '#tests/support/templates.ts';

let folder: string;
let env: { DATA_DIR: string };
let portal: ScriptRun;
let url: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-beside-'));
  env = { DATA_DIR: await copyEmbedded('collections') };
  portal = runScript('start', ['--dev'], { ...env, PORT: '0', DEMO: 'off' });
  await portal.printed('listening on ');
  url = `http://127.0.0.1:${/listening on http:\/\/localhost:(\d+)/.exec(portal.output())?.[1] ?? ''}`;
});
afterAll(async () => {
  portal.child.kill('SIGTERM');
  await portal.ended;
  for (const made of [folder, env.DATA_DIR]) await rm(made, { recursive: true, force: true });
});

/** A chessboard of communes whose lines have many corners, some megabytes of it. */
function communes(side: number): string {
  const [step, corners] = [0.02, 60];
  const line = (from: number[], to: number[]) =>
    Array.from({ length: corners }, (_, index) => {
      const share = index / corners;
      // Bent alike from both sides.
      const bend = Math.sin(Math.PI * share) ** 2 * 0.001;
      const [x, y] = [0, 1].map((axis) => (from[axis] ?? 0) + ((to[axis] ?? 0) - (from[axis] ?? 0)) * share) as [
        number,
        number,
      ];
      return from[1] === to[1] ? [x, y + bend] : [x + bend, y];
    }).map((place) => place.map((value) => Number(value.toFixed(7))));
  const features = Array.from({ length: side * side }, (_, index) => {
    const [column, row] = [index % side, Math.floor(index / side)];
    const [west, south] = [109 + column * step, 13 + row * step];
    const [a, b, c, d] = [
      [west, south],
      [west + step, south],
      [west + step, south + step],
      [west, south + step],
    ] as [number[], number[], number[], number[]];
    const ring = [...line(a, b), ...line(b, c), ...line(c, d), ...line(d, a), a];
    const code = String(22_000 + index);
    return {
      type: 'Feature',
      properties: {
        MA_XA: code,
        TEN_XA: `Xã ${code}`,
        LOAI: 'Xã',
        MA_HUYEN: '555',
        TEN_HUYEN: 'Thành phố Tuy Hoà',
        DTICH_HA: 480,
      },
      geometry: { type: 'Polygon', coordinates: [ring] },
    };
  });
  return JSON.stringify({ type: 'FeatureCollection', features });
}

const reads = [
  '/api/portal',
  '/api/collections',
  '/api/measures',
  '/api/criteria-sets',
  '/api/collections/communes/items?limit=20',
];

test('an import beside three who read: it ends, and none of them is refused', { timeout: 600_000 }, async () => {
  const file = path.join(folder, 'communes.geojson');
  await writeFile(file, communes(20));
  let going = true;
  const statuses = new Map<number, number>();
  const readers = [0, 1, 2].map(async (reader) => {
    for (let turn = reader; going; turn++) {
      const { status } = await fetch(`${url}${reads[turn % reads.length] ?? ''}`, {
        headers: { 'Cache-Control': 'no-cache' },
      });
      statuses.set(status, (statuses.get(status) ?? 0) + 1);
    }
  });
  const args = ['--collection', 'communes', file, '--valid-from', '2019-04-01', '--lang', 'en', '--dry-run'];
  const runs = [runScript('import', args, env), runScript('import', args, env)];
  const codes = await Promise.all(runs.map((run) => run.ended));
  going = false;
  await Promise.all(readers);
  const said = runs.map((run) => run.output()).join('\n');
  expect(said).toContain('400');
  expect(said).not.toMatch(/ {4}at |bind message/);
  expect([...statuses.keys()], said).toEqual([200]);
  expect(statuses.get(200)).toBeGreaterThan(20);
  expect(codes, said).toEqual([0, 0]);
});

test(
  'a portal whose database dies names it, answers again, and keeps its directory',
  { timeout: 600_000 },
  async () => {
    const killer = new pg.Client({ host: env.DATA_DIR, port: 5432, user: 'postgres' });
    killer.on('error', () => undefined);
    await killer.connect();
    // A lock that is old: what is not answered now could be taken for left behind.
    await new Promise((resolve) => setTimeout(resolve, 1_000));
    await killer.query('set exit_on_error = on');
    await expect(killer.query('select nope')).rejects.toThrow(/^The embedded database ended/);
    const script = runScript('migrate', [], env);
    // Only that moment's answers, in words, are others than 200.
    const answers = [await fetch(`${url}/api/measures`)];
    while (answers.at(-1)?.status === 503) {
      await new Promise((resolve) => setTimeout(resolve, 200));
      answers.push(await fetch(`${url}/api/measures`));
    }
    expect(new Set(answers.map(({ status }) => status))).toEqual(new Set([503, 200]));
    expect(await script.ended, script.output()).toBe(0);
    expect(portal.output()).toMatch(/database: the embedded database ended \(.+\) and is started again/);
    expect(portal.output()).toContain('database: the embedded database answers again');
  },
);
