import { afterAll, beforeAll, expect, test } from 'vitest';
import { isTable } from '#catalog/collections.ts';
import { mostFeatures } from '#catalog/tile-sql.ts';
import { makeTableTile } from '#resources/tiles/table-tile.ts';
import { insertHardFeatures, ownTables } from '#tests/support/hard-features.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { tileOf } from '#tests/support/tiles.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
});
afterAll(() => portal.drop());

/** Puts the rows of a table in again, in another order: what a second load of a file in another order leaves. */
async function loadAnew(table: string): Promise<void> {
  const client = await portal.db.pool.connect();
  try {
    const { rows } = await client.query<{ name: string }>(
      `select quote_ident(column_name) as name from information_schema.columns
       where table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO'`,
      [table],
    );
    const columns = rows.map(({ name }) => name).join(', ');
    await client.query('begin');
    await client.query(`create temp table before on commit drop as select ${columns} from ${table}`);
    await client.query(`delete from ${table}`);
    await client.query(`insert into ${table} (${columns}) select ${columns} from before order by md5(feature_id)`);
    await client.query('commit');
  } finally {
    await client.query('rollback');
    client.release();
  }
}

test('the same data makes the same bytes, in whatever order it was loaded, of every collection', async () => {
  for (const collection of ownTables(portal.catalog.collections)) {
    await portal.db.pool.query(`delete from ${collection.source.table}`);
    await insertHardFeatures(portal.db, collection, 30);
  }
  await portal.db.pool.query(
    `insert into collection_digital_addresses (feature_id, geom, source, valid_from, origin, scheme, code, kind)
     select 'P' || i, st_setsrid(st_makepoint(109.01 + 0.1 * (i % 120) / 120.0, 13.01 + 0.1 * (i / 120) / 120.0), 4326),
            'test', '2022-01-01', 'import', 'x', 'P' || i, (array['office', 'household'])[1 + i % 2]
     from generate_series(1, 3 * $1::int) as i`,
    [mostFeatures],
  );
  const tables = portal.catalog.collections.filter(isTable);
  const encoders = portal.db.kind === 'server' ? (['mvt', 'rows'] as const) : (['rows'] as const);
  const bytesOf = async () => {
    const tiles = new Map<string, string>();
    for (const collection of tables) {
      for (const z of [9, 17]) {
        // Only where cells are kept are they counted in another way on a day before the last change.
        const days = collection.source.cellsBy === null ? [true] : [true, false];
        for (const [current, encoder] of days.flatMap((now) => encoders.map((one) => [now, one] as const))) {
          const query = { tile: { z, ...tileOf(109.03, 13.03, z) }, at: '2024-10-31', condition: null, current };
          const bytes = await makeTableTile(portal.db, collection, query, new AbortController().signal, encoder);
          tiles.set(`${collection.id} ${z} ${current} ${encoder}`, bytes.toString('base64'));
        }
      }
    }
    return tiles;
  };
  const before = await bytesOf();
  expect(before.get('organisation-addresses 9 true rows')?.length).toBeGreaterThan(100);
  for (const { source } of ownTables(portal.catalog.collections)) await loadAnew(source.table);
  const after = await bytesOf();
  expect([...before].filter(([name, bytes]) => after.get(name) !== bytes).map(([name]) => name)).toEqual([]);
});
