import type { Db } from '#db/db.ts';
import { addresses, pageOf } from '../addresses.ts';
import { client } from '../load.ts';
import type { ServedPortal } from '../portal.ts';

const everyMs = 50;

/** Waiting times of readers, in ms. */
export interface Waits {
  readonly count: number;
  readonly p50: number;
  readonly p95: number;
  readonly longest: number;
}

/**
 * Asks a portal every 50 ms for a page of features or a tile in turn while `work` runs, whether or not the last was answered.
 * Few are asked for twice.
 */
export async function whileReading(db: Db, { url }: ServedPortal, work: () => Promise<unknown>): Promise<Waits> {
  const collection = await addresses();
  // Of the part of the table that everybody may see.
  const { rows: tiles } = await db.pool.query<{ x: number; y: number }>(
    `select x, y from collection_digital_addresses_cell where g = 14 and part = 'office' order by md5(x || ' ' || y)`,
  );
  const http = client(url);
  const paths = [
    (index: number) => pageOf(collection, index).replace('limit=1000', 'limit=100'),
    (index: number) => {
      const { x, y } = tiles[index % tiles.length] ?? { x: 0, y: 0 };
      return `/api/collections/${collection.id}/tiles/WebMercatorQuad/14/${y}/${x}`;
    },
  ];
  const ask = (index: number) => http.get(paths[index % paths.length]?.(index) ?? '', [200, 204]);
  try {
    // What Node has not compiled yet is no part of what is measured.
    for (let index = 0; index < 200; index++) await ask(index);
    return await waitsWhile(work, everyMs, ask);
  } finally {
    http.close();
  }
}

/** Waiting times of what is asked every so often while `work` runs. */
export async function waitsWhile(
  work: () => Promise<unknown>,
  intervalMs: number,
  ask: (index: number) => Promise<unknown>,
): Promise<Waits> {
  const times: number[] = [];
  const asking: Promise<unknown>[] = [];
  let index = 0;
  const clock = setInterval(() => {
    const began = performance.now();
    const answering = ask(index++).then(() => times.push(performance.now() - began));
    // Told in the end: until then nobody waits for it.
    answering.catch(() => undefined);
    asking.push(answering);
  }, intervalMs);
  try {
    await work();
  } finally {
    clearInterval(clock);
  }
  await Promise.all(asking);
  times.sort((a, b) => a - b);
  const at = (part: number) => times[Math.min(times.length - 1, Math.floor(times.length * part))] ?? 0;
  return { count: times.length, p50: at(0.5), p95: at(0.95), longest: times.at(-1) ?? 0 };
}
