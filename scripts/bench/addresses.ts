import { countStatement, everyItem, pageStatement, sourceValues } from '#server/catalog/sql.ts';
import { isTable, readCatalog, type TableCollection } from '#server/catalog/collections.ts';
import { tileStatement } from '#server/catalog/tile-sql.ts';
import type { Db } from '#db/db.ts';
import { makeTableTile } from '#resources/tiles/table-tile.ts';
import { client, measure } from './load.ts';
import type { BenchPortal } from './portal.ts';
import type { TileXyz } from '#server/rules/tile-grid.ts';
import { bare, compare, rounds, type Line, type Variant } from './works.ts';

const day = '2024-10-31';
const forever = new AbortController().signal;
/** Zooms of the curve: from the whole country to one village. */
const zooms = [5, 8, 10, 12, 14, 16];

/** One size of the collection: p50 in ms of a tile that no cache has, by zoom. */
export interface CurvePoint {
  readonly points: number;
  readonly filledS: number;
  readonly p50: ReadonlyMap<number, number>;
  readonly largestBytes: number;
}

/** Fills the collection of addresses to each of these sizes and measures tiles at every zoom, uncached and without HTTP. */
export async function addressCurve({ db }: BenchPortal, sizes: readonly number[]): Promise<CurvePoint[]> {
  const collection = await addresses();
  const curve: CurvePoint[] = [];
  let there = 0;
  for (const points of sizes) {
    const began = performance.now();
    await fill(db, there, points);
    const filledS = (performance.now() - began) / 1000;
    there = points;
    await db.pool.query('vacuum analyze');
    const p50 = new Map<number, number>();
    let largestBytes = 0;
    for (const z of zooms) {
      const tiles = await tilesOf(db, z);
      const work = async (index: number) => {
        const tile = tiles[index % tiles.length] ?? { z, x: 0, y: 0 };
        const bytes = await makeTableTile(db, collection, { tile, at: day, condition: null, current: true }, forever);
        largestBytes = Math.max(largestBytes, bytes.length);
      };
      await measure(work, { concurrency: 1, count: 20, seconds: 5 });
      p50.set(z, (await measure(work, { concurrency: 1, count: 100, seconds: 5 })).p50);
    }
    curve.push({ points, filledS, p50, largestBytes });
  }
  return curve;
}

/** Tiles and items of the filled collection over HTTP, each beside the bare statement of the same work. */
export async function addressWorks(portal: BenchPortal, seconds: number): Promise<Line[]> {
  const collection = await addresses();
  const { db } = portal;
  const http = client(portal.url);
  const run = { portal, seconds };
  const lines: Line[] = [];
  for (const z of [14, 10]) {
    const tiles = await tilesOf(db, z);
    const at = (index: number) => tiles[index % tiles.length] ?? { z, x: 0, y: 0 };
    const path = (index: number) =>
      `/api/collections/${collection.id}/tiles/WebMercatorQuad/${z}/${at(index).y}/${at(index).x}`;
    const warm = Math.min(100, Math.floor(tiles.length / 4));
    const tags = await Promise.all(Array.from({ length: warm }, (_, index) => http.get(path(index), [200, 204])));
    lines.push(
      ...(await compare(`addresses, tile z${z}`, run, [
        bareTile(db, collection, tiles),
        // A zoom of few tiles has none left that nobody asked for yet.
        ...(tiles.length < 10 * rounds
          ? []
          : [
              {
                how: 'not in memory',
                run: (index: number) => http.get(path(warm + index), [200, 204]),
                most: tiles.length - warm,
              },
            ]),
        { how: 'in memory', run: (index) => http.get(path(index % warm), [200, 204]) },
        {
          how: '304',
          run: (index) => http.get(path(index % warm), [304], { 'if-none-match': tags[index % warm] ?? '' }),
        },
      ])),
    );
  }
  lines.push(
    ...(await compare('addresses, 1,000 in a bbox', run, [
      barePage(db, collection),
      { how: 'GeoJSON', run: (index) => http.get(pageOf(collection, index), [200], { 'accept-encoding': 'identity' }) },
    ])),
  );
  http.close();
  return lines;
}

/** A box `W,S,E,N` with thousands of addresses, another for each number. */
export function boxOf(index: number): string {
  const [w, s] = [108.9 + (index % 40) * 0.005, 13 + (index % 37) * 0.005];
  return [w, s, w + 0.05, s + 0.05].map((n) => n.toFixed(4)).join(',');
}

/** Address of the portal's page of 1,000 features in a box. */
export function pageOf({ id }: TableCollection, index: number): string {
  return `/api/collections/${id}/items?limit=1000&bbox=${boxOf(index)}`;
}

/** The statements of such a page and its count, alone. */
export function barePage(db: Db, collection: TableCollection): Variant {
  const shape = { ...everyItem, bbox: 'corners' as const };
  return {
    how: 'bare statements',
    run: async (index) => {
      const [west, south, east, north] = boxOf(index).split(',').map(Number);
      const asked = { ...sourceValues(collection), from: day, to: day, west, south, east, north };
      await bare(db, countStatement(collection, shape), asked);
      await bare(db, pageStatement(collection, shape), { ...asked, limit: 1000, offset: 0 });
    },
  };
}

/** The statement of a tile, alone. */
export function bareTile(db: Db, collection: TableCollection, tiles: readonly TileXyz[]): Variant {
  const statement = tileStatement(collection, { filter: null, kept: true, as: 'mvt' });
  const asked = { at: day, layer: collection.id, ...sourceValues(collection) };
  return {
    how: 'bare statement',
    run: (index) => bare(db, statement, { ...tiles[index % tiles.length], ...asked }),
  };
}

/** The public part of the addresses, so that what everybody may ask for is measured. */
export async function addresses(): Promise<TableCollection> {
  const found = (await readCatalog()).find('organisation-addresses');
  if (found === null || !isTable(found)) throw new Error('organisation-addresses has no table');
  return found;
}

/** Invented points of organisations around 400 centres, from number `from` to `to`; the same every time. */
async function fill(db: Db, from: number, to: number): Promise<void> {
  const client = await db.pool.connect();
  try {
    for (let start = from; start < to; start += 1_000_000) {
      await client.query('select setseed($1)', [(start % 997) / 997]);
      await client.query(
        `insert into collection_digital_addresses
           (feature_id, commune_code, geom, source, valid_from, origin, scheme, code, kind, step)
         select 'ndas10:' || n, '22042',
                st_setsrid(st_makepoint(108.7 + 0.6 * (centre * 37 % 400) / 400 + spread * cos(angle),
                                        12.8 + 0.8 * (centre * 91 % 400) / 400 + spread * sin(angle)), 4326) as geom,
                'bench', '2022-01-01', 'demo', 'ndas10', lpad(n::text, 10, '0'),
                (array['office', 'organisation', 'business', 'publicWork'])[1 + n % 4], 'coded'
         from (select n, n % 400 as centre, 0.02 * random() * random() as spread, 6.2832 * random() as angle
               from generate_series($1::int, $2::int - 1) as n) as made
         -- As an import orders them.
         order by geom`,
        [start, Math.min(to, start + 1_000_000)],
      );
    }
  } finally {
    client.release();
  }
}

/** Tiles of a zoom that hold points, in an order that looks like chance. */
export async function tilesOf(db: Db, z: number): Promise<{ z: number; x: number; y: number }[]> {
  const { rows } = await db.pool.query<{ x: number; y: number }>(
    'select distinct x, y from collection_digital_addresses_cell where g = $1',
    [z],
  );
  const order = ({ x, y }: { x: number; y: number }) => (x * 7919 + y * 104_729) % 65_537;
  return rows.map(({ x, y }) => ({ z, x, y })).sort((a, b) => order(a) - order(b));
}
