import { countStatement, everyItem, pageStatement } from '#server/catalog/sql.ts';
import { readCatalog } from '#server/catalog/collections.ts';
import type { Db } from '#db/db.ts';
import type { Statement } from '#db/queries.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { encodeHere, tileParameters } from '#resources/tiles/boundary-tile.ts';
import { queries as tileQueries } from '#resources/tiles/queries.ts';
import { client, measure, type Measured } from './load.ts';
import type { BenchPortal, ServedPortal } from './portal.ts';

/** One line of the table: what was asked how, beside the bare statement of the same work. */
export interface Line {
  readonly work: string;
  readonly how: string;
  readonly measured: Measured;
  /** Requests a second against the reference line of the same work; null for the reference itself. */
  readonly ratio: number | null;
  /** p50 at one connection against that of the reference. */
  readonly slower: number | null;
  /** Processor time of the server a request at many connections, in ms: a busy machine hardly changes it. Null for a bare statement, which has no server. */
  readonly cpuMs: number | null;
}

const day = '2024-10-31';
/** Rounds a work: its variants take turns, so that a busy moment of the machine meets all of them alike. */
export const rounds = 5;
const measures = loadQueries(new URL('../../server/resources/measures/queries.sql', import.meta.url), [
  'unitCounts',
  'unitStatuses',
  'shareCounts',
]);

export interface Variant {
  readonly how: string;
  /** Does the work once; `index` counts up and is never given twice. */
  readonly run: (index: number) => Promise<unknown>;
  /** Connections at once; 16 where nothing is said. A second of work a request fills the pool sooner. */
  readonly connections?: number;
  /** Processor time of who does it, in seconds; the portal's where nothing is said. */
  readonly cpu?: () => Promise<number>;
  /** How often it may be done, where it must not be done twice with the same index. */
  readonly most?: number;
}

/** Who is measured and how long. */
export interface Run {
  readonly portal: Pick<ServedPortal, 'cpuSeconds'>;
  /** For each variant and number of connections. */
  readonly seconds: number;
}

/** Measures the variants of one work in turns; the first is the reference of the others. */
export async function compare(work: string, { portal, seconds }: Run, variants: readonly Variant[]): Promise<Line[]> {
  const cpu = variants.map(() => 0);
  const counted = variants.map(() => 0);
  const taken = variants.map(() => 0);
  const found = variants.map((): { one: Measured[]; many: Measured[] } => ({ one: [], many: [] }));
  for (let round = 0; round < rounds; round++) {
    for (const [
      place,
      { run, most = Infinity, connections = 16, cpu: usedBy = portal.cpuSeconds },
    ] of variants.entries()) {
      for (const [into, concurrency] of [
        ['one', 1],
        ['many', connections],
      ] as const) {
        const share = Math.floor(most / (rounds * 2));
        const from = taken[place] ?? 0;
        const before = await usedBy();
        const measured = await measure(async (index) => void (await run(from + index)), {
          concurrency,
          count: Math.min(share, concurrency === 1 ? 100 : 5_000),
          seconds: seconds / rounds,
        });
        // One request after another costs more each, as there is nothing to share: of that all are not asked alike often.
        if (into === 'many') {
          cpu[place] = (cpu[place] ?? 0) + (await usedBy()) - before;
          counted[place] = (counted[place] ?? 0) + measured.count;
        }
        taken[place] = from + measured.count;
        found[place]?.[into].push(measured);
      }
    }
  }
  const median = (values: readonly number[]) => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
  const sums = found.map(({ one, many }) => ({
    perSecond: median(many.map((part) => part.perSecond)),
    p50: median(one.map((part) => part.p50)),
    p95: median(many.map((part) => part.p95)),
    p99: median(many.map((part) => part.p99)),
    count: many.reduce((sum, part) => sum + part.count, 0),
  }));
  return sums.map((measured, place) => ({
    work,
    how: variants[place]?.how ?? '',
    measured,
    ratio: place === 0 ? null : measured.perSecond / (sums[0]?.perSecond ?? 1),
    slower: place === 0 ? null : measured.p50 / (sums[0]?.p50 ?? 1),
    cpuMs:
      place === 0 && variants[0]?.cpu === undefined
        ? null
        : ((cpu[place] ?? 0) * 1000) / Math.max(1, counted[place] ?? 0),
  }));
}

/** Every work, each with its reference in the same run. `seconds` as in Run. */
export async function runWorks(portal: BenchPortal, seconds: number): Promise<Line[]> {
  const { db } = portal;
  const http = client(portal.url);
  const run = { portal, seconds };
  const lines: Line[] = [];
  for (const z of [14, 12]) lines.push(...(await compareTiles(db, http, z, run)));

  const parameters = (at: string) => ({ level: 'commune', at, within: null, setId: 'xa-ntm', appliesTo: ['commune'] });
  const values = (at: string) => `/api/measures/criteria-met-xa-ntm/values?at=${at}`;
  const dayOf = (index: number) => new Date(Date.UTC(2022, 0, 1 + (index % 1000))).toISOString().slice(0, 10);
  const tag = await http.get(values(day), [200]);
  lines.push(
    ...(await compare('values', run, [
      {
        how: 'bare statement',
        run: (index) => bare(db, measures.unitCounts, parameters(dayOf(index))),
        connections: 4,
      },
      { how: 'not in memory', run: (index) => http.get(values(dayOf(index)), [200]), most: 1000, connections: 4 },
      { how: 'in memory', run: () => http.get(values(day), [200]) },
      { how: '304', run: () => http.get(values(day), [304], { 'if-none-match': tag }) },
    ])),
  );

  const collection = (await readCatalog()).find('communes');
  if (collection) {
    const shape = everyItem;
    const asked = { level: 'commune', from: day, to: day };
    const items = '/api/collections/communes/items?limit=100';
    const statements = async () => {
      await bare(db, countStatement(collection, shape), asked);
      await bare(db, pageStatement(collection, shape), { ...asked, limit: 100, offset: 0 });
    };
    lines.push(
      ...(await compare('100 features', run, [
        { how: 'bare statements', run: statements },
        { how: 'GeoJSON', run: () => http.get(items, [200], { 'accept-encoding': 'identity' }) },
        { how: 'GeoJSON, br', run: () => http.get(items, [200]) },
      ])),
    );
  }
  http.close();
  return lines;
}

async function compareTiles(db: Db, http: ReturnType<typeof client>, z: number, run: Run): Promise<Line[]> {
  const tiles = await communeTiles(db, z);
  const at = (index: number) => tiles[index % tiles.length] ?? { z, x: 0, y: 0 };
  const path = (index: number) => `/api/collections/communes/tiles/WebMercatorQuad/${z}/${at(index).y}/${at(index).x}`;
  // A few tiles asked for again and again; the others stay cold until their turn comes.
  const warm = Array.from(
    { length: Math.min(200, Math.floor(tiles.length / 4)) },
    (_, index) => tiles.length - 1 - index,
  );
  const tags = await Promise.all(warm.map((index) => http.get(path(index), [200, 204])));
  const again = (index: number) => path(warm[index % warm.length] ?? 0);
  return compare(`tile z${z}`, run, [
    { how: 'bare statement', run: (index) => bareTile(db, at(index)) },
    { how: 'not in memory', run: (index) => http.get(path(index), [200, 204]), most: tiles.length - warm.length },
    { how: 'in memory', run: (index) => http.get(again(index), [200, 204]) },
    { how: '304', run: (index) => http.get(again(index), [304], { 'if-none-match': tags[index % tags.length] ?? '' }) },
  ]);
}

/** A statement as pg runs it, prepared on a server; nothing is done with its rows. */
export async function bare(
  db: Db,
  { name, text, parameters }: Statement,
  values: Record<string, unknown>,
): Promise<void> {
  const list = parameters.map((parameter) => values[parameter]);
  await db.pool.query({ text, values: list, ...(db.kind === 'server' ? { name: `bare.${name}` } : {}) });
}

async function bareTile(db: Db, tile: { z: number; x: number; y: number }): Promise<void> {
  const collection = { id: 'communes', level: 'commune' } as const;
  // The embedded database has no encoder: there the reference is rows and encoding together.
  if (db.kind === 'embedded') await encodeHere(db, collection, tile, day, new AbortController().signal);
  else await bare(db, tileQueries.encodedTile, { ...tileParameters(collection, tile, day), layer: 'communes' });
}

/** Every tile of a zoom that communes touch, in an order that looks like chance. */
export async function communeTiles(db: Db, z: number): Promise<{ z: number; x: number; y: number }[]> {
  const { rows } = await db.pool.query<{ lng: number; lat: number; w: number; s: number; e: number; n: number }>(
    `select st_xmin(geom) w, st_ymin(geom) s, st_xmax(geom) e, st_ymax(geom) n
     from boundary join admin_unit as unit on unit.id = admin_unit_id where level = 'commune'`,
  );
  const column = (lng: number) => Math.floor(((lng + 180) / 360) * 2 ** z);
  const row = (lat: number) => Math.floor(((1 - Math.asinh(Math.tan((lat * Math.PI) / 180)) / Math.PI) / 2) * 2 ** z);
  const found = new Map<string, { z: number; x: number; y: number }>();
  for (const { w, s, e, n } of rows) {
    for (let x = column(w); x <= column(e); x++) {
      for (let y = row(n); y <= row(s); y++) found.set(`${x}/${y}`, { z, x, y });
    }
  }
  const order = ({ x, y }: { x: number; y: number }) => (x * 7919 + y * 104_729) % 65_537;
  return [...found.values()].sort((a, b) => order(a) - order(b)).slice(0, 4_000);
}
