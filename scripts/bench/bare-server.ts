import { createServer } from 'node:http';
import pg from 'pg';
import { isTable, readCatalog } from '#catalog/collections.ts';
import { countStatement, everyItem, pageStatement, sourceValues } from '#catalog/sql.ts';
import { tileStatement } from '#catalog/tile-sql.ts';
import type { Statement } from '#db/queries.ts';

// A peer that always is there: node:http and pg around the very statements of the portal, and nothing else. It listens on
// PORT and reads DATABASE_URL. `/tile/{z}/{x}/{y}` is a tile of organisations, `/items?bbox=W,S,E,N` are 1,000 and their count.

const day = '2024-10-31';
const collection = (await readCatalog()).find('organisation-addresses');
if (collection === null || !isTable(collection)) throw new Error('organisation-addresses has no table');
const source = sourceValues(collection);
const tile = tileStatement(collection, { filter: null, kept: true, as: 'mvt' });
const shape = { ...everyItem, bbox: 'corners' as const };
const [count, page] = [countStatement(collection, shape), pageStatement(collection, shape)];
const pool = new pg.Pool({
  connectionString: process.env.DATABASE_URL,
  max: 8,
  options: '-c jit=off -c max_parallel_workers_per_gather=0',
});

async function ask({ name, text, parameters }: Statement, values: Record<string, unknown>): Promise<unknown[][]> {
  const list = parameters.map((parameter) => values[parameter]);
  const { rows } = await pool.query<unknown[]>({ name, text, values: list, rowMode: 'array' });
  return rows;
}

async function answer(url: URL): Promise<{ readonly type: string; readonly body: string | Buffer }> {
  const [, what, z, x, y] = url.pathname.split('/');
  if (what === 'tile') {
    const place = { z: Number(z), x: Number(x), y: Number(y) };
    const rows = await ask(tile, { ...source, ...place, at: day, layer: collection?.id });
    return { type: 'application/vnd.mapbox-vector-tile', body: rows[0]?.[0] as Buffer };
  }
  const [west, south, east, north] = (url.searchParams.get('bbox') ?? '').split(',').map(Number);
  const asked = { ...source, from: day, to: day, west, south, east, north };
  const [features, [matched]] = await Promise.all([ask(page, { ...asked, limit: 1000, offset: 0 }), ask(count, asked)]);
  const written = features.map(
    ([id, , , geometry, properties]) =>
      `{"type":"Feature","id":"${String(id)}","geometry":${String(geometry)},"properties":${String(properties)}}`,
  );
  const body = `{"type":"FeatureCollection","numberMatched":${String(matched?.[0])},"features":[${written.join(',\n')}]}`;
  return { type: 'application/geo+json', body };
}

createServer((request, response) => {
  answer(new URL(request.url ?? '/', 'http://localhost')).then(
    ({ type, body }) => {
      response.setHeader('Content-Type', type);
      response.end(body);
    },
    (error: Error) => {
      response.statusCode = 500;
      response.end(error.message);
    },
  );
}).listen(Number(process.env.PORT), '127.0.0.1');
process.once('SIGTERM', () => process.exit(0));
