import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as sleep } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import type { Flood, Flooded } from './flood.ts';
import { measure } from './load.ts';
import type { ServedPortal } from './portal.ts';

/** A figure of a flood beside what was promised of it. */
export interface LoadLine {
  readonly figure: string;
  readonly measured: string;
  readonly promised: string;
  readonly kept: boolean | null;
}

export interface LoadOptions {
  readonly seconds: number;
  /** How many times its capacity the portal is asked for. */
  readonly times: number;
}

/** Pages of features: each costs the database something. */
const uncached = '/api/collections/schools/items?limit=100&offset={n}';
/** What a filter may ask at most: ten times, whether a shape touches a circle of forty corners. */
const circle = Array.from({ length: 41 }, (_, corner) => {
  const angle = ((corner % 40) * 2 * Math.PI) / 40;
  return `${(109.1 + 0.2 * Math.cos(angle)).toFixed(5)} ${(13.1 + 0.2 * Math.sin(angle)).toFixed(5)}`;
}).join(',');
const costly = `/api/collections/communes/items?limit=1000&filter=${encodeURIComponent(
  Array.from({ length: 9 }, () => `S_TOUCHES(geometry, POLYGON((${circle})))`).join(' OR '),
)}`;
/** Until a generator has begun. */
const startMs = 1_000;
const light = ['/api/admin-units/22015', '/api/criteria-sets', '/api/portal'];

/** Floods a portal and tells what it kept of what it promises; `say` gets a line a step. */
export async function loadWorks(
  portal: ServedPortal,
  { seconds, times }: LoadOptions,
  say: (line: string) => void,
): Promise<LoadLine[]> {
  const { url } = portal;
  const lines: LoadLine[] = [];
  const add = (figure: string, value: number, unit: string, most: number | null) => {
    lines.push({
      figure,
      measured: `${value.toFixed(0)} ${unit}`,
      promised: most === null ? '' : `<= ${most} ${unit}`,
      kept: most === null ? null : value <= most,
    });
    say(`${figure}: ${value.toFixed(0)} ${unit}`);
  };
  const get = async (path: string, from: string) => {
    const response = await fetch(`${url}${path}`, { headers: { 'x-forwarded-for': from } });
    await response.arrayBuffer();
    return response.status;
  };
  const calm = async (from: string, during: number) => {
    const statuses = new Map<number, number>();
    const { p50, p95 } = await measure(
      async (index) => {
        const status = await get(light[index % light.length] ?? '', from);
        statuses.set(status, (statuses.get(status) ?? 0) + 1);
        await sleep(20);
      },
      { concurrency: 1, count: Infinity, seconds: during },
    );
    // The pause between two is no part of the answer.
    const refused = [...statuses].reduce((sum, [status, count]) => sum + (status === 200 ? 0 : count), 0);
    return { p50: p50 - 20, p95: p95 - 20, refused };
  };

  add('memory before', await portal.memory(), 'MB', null);
  const idle = await calm('10.9.0.1', Math.min(5, seconds));
  add('p95 of an address, nobody else asks', idle.p95, 'ms', null);
  const { perSecond: capacity } = await measure(
    async (index) => void (await get(uncached.replace('{n}', String(index % 200)), `10.8.0.${index % 200}`)),
    { concurrency: 16, count: Infinity, seconds: Math.min(5, seconds) },
  );
  add('capacity: pages of 100 features', capacity, '/s', null);

  say(`one address asks for what takes the database longest, 64 at a time`);
  const hog = run({
    url,
    perSecond: 40,
    seconds: seconds + 2,
    paths: [costly],
    addresses: ['10.7.0.1'],
    connections: 64,
  });
  await sleep(startMs);
  const beside = await calm('10.9.0.2', seconds);
  const hogged = await hog;
  say(`  ${JSON.stringify(hogged.byStatus)}`);
  add('refused of another while one asks for costly filters', beside.refused, 'requests', 0);
  add('p95 of another while one asks for costly filters', beside.p95, 'ms', 50);

  say(`${times} times the capacity from one address, ${seconds} s`);
  const one = await overload(portal, ['10.7.0.2'], { capacity, seconds, times }, calm);
  say(`  ${JSON.stringify(one.flooded.byStatus)}, ${one.flooded.unsent} unsent`);
  add('refused of another while one floods', one.other.refused, 'requests', 0);
  add('p95 of another while one floods', one.other.p95, 'ms', 50);
  add('99 % of refusals come within', at(one.flooded.refusedMs, 0.99), 'ms', 2_000);
  add('memory at most, one floods', one.rss, 'MB', 400);

  say(`${times} times the capacity from 200 addresses, ${seconds} s`);
  const crowd = Array.from({ length: 200 }, (_, n) => `10.6.0.${n}`);
  const many = await overload(portal, crowd, { capacity, seconds, times }, calm);
  say(`  ${JSON.stringify(many.flooded.byStatus)}, ${many.flooded.unsent} unsent`);
  add('99 % of refusals come within, of a crowd', at(many.flooded.refusedMs, 0.99), 'ms', 2_000);
  add('99 % of answers come within, of a crowd', at(many.flooded.okMs, 0.99), 'ms', null);
  add('memory at most, of a crowd', many.rss, 'MB', 400);
  add('as before after', many.recoveredMs, 'ms', 5_000);
  return lines;
}

async function overload(
  { url, memory }: ServedPortal,
  addresses: readonly string[],
  { capacity, seconds, times }: LoadOptions & { readonly capacity: number },
  calm: (from: string, seconds: number) => Promise<{ p95: number; refused: number }>,
) {
  let rss = 0;
  let running = true;
  const watching = (async () => {
    while (running) {
      rss = Math.max(rss, await memory());
      await sleep(500);
    }
  })();
  // Two: one alone would be slower than what it floods.
  const each = {
    url,
    perSecond: (capacity * times) / 2,
    seconds: seconds + 2,
    paths: [uncached],
    addresses,
    connections: 2_000,
  };
  const floods = [run(each), run(each)];
  await sleep(startMs);
  const other = await calm('10.9.0.3', seconds);
  const flooded = (await Promise.all(floods)).reduce(together);
  const ended = performance.now();
  running = false;
  await watching;
  while ((await timed(url)) > 50 && performance.now() - ended < 30_000) await sleep(50);
  return { flooded, other, rss, recoveredMs: performance.now() - ended };
}

async function run(what: Flood): Promise<Flooded> {
  const child = spawn(
    process.execPath,
    ['--import', 'tsx', fileURLToPath(new URL('./flood.ts', import.meta.url)), JSON.stringify(what)],
    { stdio: ['ignore', 'pipe', 'inherit'] },
  );
  let text = '';
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  await once(child, 'close');
  return JSON.parse(text) as Flooded;
}

function together(a: Flooded, b: Flooded): Flooded {
  const statuses = new Set([...Object.keys(a.byStatus), ...Object.keys(b.byStatus)]);
  const sorted = (one: readonly number[], other: readonly number[]) => [...one, ...other].sort((x, y) => x - y);
  return {
    byStatus: Object.fromEntries(
      [...statuses].map((name) => [name, (a.byStatus[name] ?? 0) + (b.byStatus[name] ?? 0)]),
    ),
    okMs: sorted(a.okMs, b.okMs),
    refusedMs: sorted(a.refusedMs, b.refusedMs),
    unsent: a.unsent + b.unsent,
  };
}

function at(sorted: readonly number[], part: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * part))] ?? 0;
}

async function timed(url: string): Promise<number> {
  const began = performance.now();
  const response = await fetch(`${url}${light[0] ?? ''}`, { headers: { 'x-forwarded-for': '10.9.0.4' } });
  await response.arrayBuffer();
  return response.status === 200 ? performance.now() - began : Infinity;
}
