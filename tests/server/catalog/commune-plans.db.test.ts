import pg from 'pg';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { catalogFor, readCatalog, type TableCollection } from '#catalog/collections.ts';
import { countStatement, everyItem, sourceValues } from '#catalog/sql.ts';
import type { Statement } from '#db/queries.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { tableOf } from '#tests/support/features.ts';
import { boardCode, insertBoard } from '#tests/support/province.ts';

let database: TestDatabase;
let addresses: TableCollection;

/** The plan that a server makes once and for all values. */
async function planOf({ text, parameters }: Statement, values: Readonly<Record<string, unknown>>): Promise<string> {
  const list = parameters.map((name) => {
    const value = values[name];
    return Array.isArray(value) ? pg.escapeLiteral(`{${value.join()}}`) : pg.escapeLiteral(String(value));
  });
  const client = await database.db.pool.connect();
  try {
    await client.query('begin');
    await client.query('set local plan_cache_mode = force_generic_plan');
    await client.query(`prepare plan_under_test as ${text}`);
    const { rows } = await client.query<{ 'QUERY PLAN': string }>(
      `explain execute plan_under_test(${list.join(', ')})`,
    );
    return rows.map((row) => row['QUERY PLAN']).join('\n');
  } finally {
    await client.query('rollback');
    await client.query('deallocate all');
    client.release();
  }
}

/** From this cost on the database compiles a statement before it runs it, which takes seconds. */
const compiledFrom = 100_000;
const costOf = (plan: string) => Number(/cost=[\d.]+\.\.([\d.]+)/.exec(plan)?.[1]);

// The embedded database plans alike and fills the table in minutes where a server takes seconds.
describe.runIf(process.env.DATABASE_URL)('features of a commune, with one plan for all values', () => {
  beforeAll(async () => {
    database = await makeTestDatabase({ stage: 'collections' });
    const catalog = await readCatalog();
    addresses = tableOf(catalog, 'digital-addresses');
    await insertBoard(database.db, { columns: 20, rows: 10 });
    await database.db.pool.query(
      `insert into collection_digital_addresses
         (feature_id, commune_code, geom, source, valid_from, origin, scheme, code, kind, step)
       select 'ndas10:' || n, (10000 + 100 * (n % 20) + n / 20 % 10)::text, st_point(109 + n / 1e5, 13, 4326), 'test',
              '2022-01-01', 'import', 'ndas10', n::text, 'household', 'coded'
       from generate_series(1, 20000) as n`,
    );
    await database.db.pool.query('analyze');
  });
  afterAll(() => database.drop());

  const days = { from: '2024-10-31', to: '2024-10-31' };
  const code = boardCode(3, 4);

  test('asked for by the code', async () => {
    const plan = await planOf(countStatement(addresses, { ...everyItem, equals: ['commune_code'] }), {
      ...days,
      is_commune_code: code,
    });
    expect(plan).toContain('collection_digital_addresses_commune_id');
    expect(plan).not.toMatch(/Seq Scan on collection_digital_addresses/);
    expect(costOf(plan)).toBeLessThan(compiledFrom);
  });

  test('that an officer sees', async () => {
    const seen = catalogFor({ collections: [addresses], find: () => addresses }, { kind: 'officer', communes: [code] });
    const own = tableOf(seen, addresses.id);
    const plan = await planOf(countStatement(own, everyItem), { ...days, ...sourceValues(own) });
    expect(plan).toContain('collection_digital_addresses_commune_id');
    expect(plan).not.toMatch(/Seq Scan on collection_digital_addresses/);
    expect(costOf(plan)).toBeLessThan(compiledFrom);
  });
});
