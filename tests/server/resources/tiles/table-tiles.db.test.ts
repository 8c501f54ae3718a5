import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import fc from 'fast-check';
import { catalogFor, type TableCollection } from '#catalog/collections.ts';
import { countStatement, everyItem, sourceValues } from '#catalog/sql.ts';
import { extentStatement, lastChangeStatement } from '#catalog/extent-sql.ts';
import { mostFeatures } from '#catalog/tile-sql.ts';
import { TileJson } from '#contract/tiles.ts';
import { makeTableTile } from '#resources/tiles/table-tile.ts';
import { insertFeatures, school, tableOf } from '#tests/support/features.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { decodeTile, tileOf } from '#tests/support/tiles.ts';

const forever = new AbortController().signal;
const path = '/api/collections/schools/tiles/WebMercatorQuad';
let portal: TestPortal;
let schools: TableCollection;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  schools = tableOf(portal.catalog, 'schools');
});
afterAll(() => portal.drop());

async function clear(): Promise<void> {
  await portal.db.pool.query('delete from collection_schools');
}

async function decoded(z: number, [lng, lat]: readonly [number, number], query = '') {
  const { x, y } = tileOf(lng, lat, z);
  const response = await portal.get(`${path}/${z}/${y}/${x}${query}`);
  if (response.status === 204 || response.status === 404) return {};
  expect(response.status).toBe(200);
  return decodeTile(new Uint8Array(await response.arrayBuffer()));
}

describe('a tile of features', () => {
  test('has what the style asks for and no more, of the day that is asked for', async () => {
    await clear();
    await insertFeatures(portal.db, schools, [
      school('A', [109.01, 13.01], { properties: { pupils: 300 } }),
      school('B', [109.02, 13.02], { validTo: '2023-01-01' }),
      school('C', [109.03, 13.03], { validFrom: '2024-12-01' }),
    ]);
    const now = await decoded(12, [109.01, 13.01]);
    expect(now['schools']?.map(({ properties }) => properties)).toEqual([
      { id: 'A', level: 'primary', name: 'Trường A' },
    ]);
    const then = await decoded(12, [109.01, 13.01], '?datetime=2022-06-01');
    expect(then['schools']?.map(({ properties }) => properties['id']).sort()).toEqual(['A', 'B']);
  });

  test('takes a filter, and its TileJSON carries it', async () => {
    await clear();
    await insertFeatures(portal.db, schools, [
      school('A', [109.01, 13.01], { properties: { level: 'preschool' } }),
      school('B', [109.02, 13.02]),
    ]);
    const filter = `level = 'preschool'`;
    const response = await portal.get(`${path}?f=tilejson&filter=${encodeURIComponent(filter)}`);
    const [template = ''] = TileJson.parse(await response.json()).tiles;
    expect(new URL(template).searchParams.get('filter')).toBe(filter);
    const { x, y } = tileOf(109.01, 13.01, 12);
    const address = template.replace('{z}', '12').replace('{x}', String(x)).replace('{y}', String(y));
    const tile = decodeTile(new Uint8Array(await (await fetch(address)).arrayBuffer()));
    expect(tile['schools']?.map(({ properties }) => properties['id'])).toEqual(['A']);
    const wrong = await portal.get(`${path}/12/${y}/${x}?filter=${encodeURIComponent('nope = 1')}`);
    expect(wrong.status).toBe(400);
  });

  test('takes a filter by any property that can be asked for', async () => {
    await clear();
    await insertFeatures(portal.db, schools, [school('A', [109.01, 13.01])]);
    for (const { name } of schools.properties.filter(({ filterable }) => filterable)) {
      const filter = `${name} IS NULL OR NOT (${name} IS NULL)`;
      const tile = await decoded(12, [109.01, 13.01], `?filter=${encodeURIComponent(filter)}`);
      expect(tile['schools'], name).toHaveLength(1);
    }
  });

  test('an edit moves its address, its ETag and its content', async () => {
    await clear();
    await insertFeatures(portal.db, schools, [school('A', [109.01, 13.01])]);
    const { x, y } = tileOf(109.01, 13.01, 14);
    const before = await portal.get(`${path}/14/${y}/${x}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
    await insertFeatures(portal.db, schools, [school('B', [109.0101, 13.0101])]);
    await new Promise((resolve) => setTimeout(resolve, 200));
    const after = await portal.get(`${path}/14/${y}/${x}`, {
      headers: { 'If-None-Match': before.headers.get('etag') ?? '' },
    });
    expect([before.status, after.status]).toEqual([200, 200]);
    expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'));
    expect(decodeTile(new Uint8Array(await after.arrayBuffer()))['schools']).toHaveLength(2);
  });
});

test('cells count exactly the points that hold, whatever is inserted, moved, ended, superseded and deleted', async () => {
  await clear();
  const place = fc.tuple(fc.double({ min: 108, max: 110, noNaN: true }), fc.double({ min: 12, max: 14, noNaN: true }));
  const step = fc.oneof(
    fc.record({ kind: fc.constant('insert'), places: fc.array(place, { minLength: 1, maxLength: 20 }) }),
    fc.record({ kind: fc.constantFrom('delete', 'move', 'end', 'supersede'), every: fc.integer({ min: 2, max: 5 }) }),
  );
  let code = 0;
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      for (const { kind, ...rest } of steps) {
        if ('places' in rest) {
          await insertFeatures(
            portal.db,
            schools,
            rest.places.map((at) => school(`S${code++}`, at)),
          );
          continue;
        }
        const what = {
          delete: 'delete from collection_schools',
          move: 'update collection_schools set geom = st_translate(geom, 0.01, -0.02)',
          end: `update collection_schools set valid_to = valid_from + 1`,
          supersede: 'update collection_schools set superseded_at = now()',
        }[kind as 'delete' | 'move' | 'end' | 'supersede'];
        await portal.db.pool.query(`${what} where row_id % $1 = 0`, [rest.every]);
      }
      const { rows } = await portal.db.pool.query<{ wrong: number }>(`
        with grid as (select generate_series(0, 18) as g),
        counted as (
          select g, floor((st_x(shape) + 20037508.342789244) / (40075016.685578488 / (2 ^ g)))::int as x,
                 floor((20037508.342789244 - st_y(shape)) / (40075016.685578488 / (2 ^ g)))::int as y, count(*)::int as n
          from collection_schools, grid where superseded_at is null and valid_to is null group by 1, 2, 3)
        select count(*)::int as wrong
        from counted full join collection_schools_cell as cell using (g, x, y)
        where counted.n is distinct from cell.n`);
      expect(rows[0]?.wrong).toBe(0);
      await holdsOfDays(schools);
    }),
    { numRuns: 25 },
  );
});

/** Expects extents, counts and days of change to be those of the rows themselves, before, at and after changes. */
async function holdsOfDays(collection: TableCollection, part = 'true'): Promise<void> {
  const values = sourceValues(collection);
  const live = `from ${collection.source.table} where superseded_at is null and ${part}`;
  for (const at of ['2021-12-31', '2022-01-01', '2022-01-02', '2024-10-31']) {
    const held = `valid_from <= $1 and (valid_to is null or valid_to > $1)`;
    const { rows } = await portal.db.pool.query<Record<string, unknown>>(
      `select box.*, days.* from
         (select min(st_x(geom)) as west, min(st_y(geom)) as south, max(st_x(geom)) as east, max(st_y(geom)) as north,
                 count(*)::int as features ${live} and ${held}) as box,
         (select min(valid_from) as "firstDay", greatest(max(valid_from), max(valid_to)) as change,
                 case when bool_or(valid_to is null) then null else max(valid_to) - 1 end as "lastDay" ${live}) as days`,
      [at],
    );
    const { change, ...extent } = rows[0] ?? {};
    expect(await portal.db.one(extentStatement(collection), { ...values, at })).toEqual(extent);
    expect(await portal.db.one(lastChangeStatement(collection), values)).toEqual({ day: change });
    const count = countStatement(collection, everyItem);
    expect(await portal.db.one(count, { ...values, from: at, to: at })).toEqual({ matched: extent['features'] });
  }
}

test('days, extent and number of a part are its own, and a kind is counted as its rows are', async () => {
  const addresses = tableOf(portal.catalog, 'digital-addresses');
  const part = tableOf(portal.catalog, 'organisation-addresses');
  const at = (code: string, kind: string, lng: number, validFrom: string, validTo: string | null = null) => ({
    geometry: { type: 'Point' as const, coordinates: [lng, 13 - (lng - 109)] },
    properties: { scheme: 'ndas10', code, kind, step: 'coded' },
    validFrom,
    validTo,
  });
  const ofPart = `kind = any('{${(part.source.only?.values ?? []).join()}}')`;
  await holdsOfDays(part, ofPart);
  await insertFeatures(portal.db, addresses, [
    at('1', 'household', 108, '2021-01-01', '2022-01-02'),
    at('2', 'office', 109.1, '2021-06-01'),
    at('3', 'office', 109.2, '2022-01-01', '2022-01-02'),
    at('4', 'business', 109.3, '2022-01-01'),
    at('5', 'household', 110, '2024-01-01'),
  ]);
  await holdsOfDays(part, ofPart);
  await holdsOfDays(addresses);
  for (const kind of ['office', 'business', 'household']) {
    const count = countStatement(addresses, { ...everyItem, equals: ['kind'] });
    for (const day of ['2022-01-01', '2024-10-31']) {
      const { rows } = await portal.db.pool.query<{ matched: number }>(
        `select count(*)::int as matched from collection_digital_addresses
         where kind = $1 and valid_from <= $2 and (valid_to is null or valid_to > $2)`,
        [kind, day],
      );
      expect(await portal.db.one(count, { from: day, to: day, is_kind: kind })).toEqual(rows[0]);
    }
  }
});

describe('a crowd', () => {
  const many = mostFeatures * 3;
  beforeAll(async () => {
    await clear();
    await portal.db.pool.query(
      `insert into collection_schools (feature_id, geom, source, valid_from, origin, code, level)
       select 'P' || i, st_setsrid(st_makepoint(109 + 0.04 * (i % 120) / 120.0, 13 + 0.04 * (i / 120) / 120.0), 4326),
              'test', '2022-01-01', 'import', 'P' || i, 'primary'
       from generate_series(0, $1::int - 1) as i`,
      [many],
    );
  });

  test.each([0, 5, 9, 11, 13, 15, 17, 20])('at zoom %i is bounded, and no point is lost from cells', async (z) => {
    const tile = { z, ...tileOf(109.02, 13.02, z) };
    const layers = await decoded(z, [109.02, 13.02]);
    const features = layers['schools'] ?? [];
    const cells = layers['schools_cell'] ?? [];
    expect(features.length).toBeLessThanOrEqual(mostFeatures);
    expect(cells.length).toBeLessThanOrEqual(1024);
    expect(features.length === 0 || cells.length === 0).toBe(true);
    if (z <= 9) expect(cells.reduce((sum, { properties }) => sum + Number(properties['count']), 0)).toBe(many);
    for (const current of [true, false]) {
      for (const encoder of portal.db.kind === 'server' ? (['mvt', 'rows'] as const) : (['rows'] as const)) {
        const query = { tile, at: '2024-10-31', condition: null, current };
        const other = decodeTile(await makeTableTile(portal.db, schools, query, forever, encoder));
        expect(other['schools']?.length ?? 0).toBe(features.length);
        // Cells of a deep tile are those of the finest grid that is kept; counted on the way they are finer or equal.
        const sum = (list: typeof cells) => list.reduce((n, { properties }) => n + Number(properties['count']), 0);
        if (z <= 11) expect(sum(other['schools_cell'] ?? [])).toBe(sum(cells));
      }
    }
  });

  test('counts nothing that has ceased to hold, and nothing twice', async () => {
    await portal.db.pool.query(`update collection_schools set valid_to = '2024-01-01' where row_id % 2 = 0`);
    await portal.db.pool.query(
      `insert into collection_schools (feature_id, geom, source, valid_from, origin, code, level)
       select feature_id, geom, source, valid_to, origin, code, level from collection_schools
       where valid_to is not null and row_id % 4 = 0`,
    );
    const { rows } = await portal.db.pool.query<{ held: number }>(
      'select count(*)::int as held from collection_schools where valid_to is null',
    );
    await new Promise((resolve) => setTimeout(resolve, 200));
    const counted = (await decoded(5, [109.02, 13.02]))['schools_cell'] ?? [];
    expect(counted.reduce((sum, { properties }) => sum + Number(properties['count']), 0)).toBe(rows[0]?.held);
  });
});

test('what is for officers has no tiles for anybody else, and officers get those of their communes unshared', async () => {
  const officer = await startTestPortal(
    { REFERENCE_DATE: '2024-10-31' },
    {
      viewerOf: ({ headers }) =>
        headers['x-officer'] === undefined
          ? { kind: 'public' }
          : { kind: 'officer', communes: [String(headers['x-officer'])] },
    },
  );
  try {
    const addresses = tableOf(officer.catalog, 'digital-addresses');
    const at = (code: string, communeCode: string, lng: number) => ({
      geometry: { type: 'Point' as const, coordinates: [lng, 13.01] },
      properties: { scheme: 'ndas10', code, kind: 'household', step: 'coded' },
      communeCode,
    });
    await insertFeatures(officer.db, addresses, [at('1', '10000', 109.01), at('2', '10001', 109.02)]);
    const { x, y } = tileOf(109.01, 13.01, 12);
    const address = `/api/collections/digital-addresses/tiles/WebMercatorQuad/12/${y}/${x}`;
    const unknown = await officer.get('/api/collections/nothing/tiles/WebMercatorQuad/12/0/0');
    for (const round of [1, 2]) {
      const own = await officer.get(address, { headers: { 'x-officer': '10000' } });
      expect(own.headers.get('cache-control')).toBe('private, no-cache');
      const tile = decodeTile(new Uint8Array(await own.arrayBuffer()));
      expect(tile['digital-addresses']?.map(({ properties }) => properties['id'])).toEqual(['ndas10:1']);
      const hidden = await officer.get(address);
      expect([round, hidden.status]).toEqual([round, unknown.status]);
    }
    // Counts of a crowd are of the own communes too.
    const crowd = Array.from({ length: mostFeatures + 10 }, (_, index) =>
      at(`c${index}`, index % 2 === 0 ? '10000' : '10001', 109 + (index % 100) / 2500),
    );
    await insertFeatures(officer.db, addresses, crowd);
    const seen = (communes: string[] | null) => catalogFor(officer.catalog, { kind: 'officer', communes });
    for (const [communes, expected] of [
      [null, crowd.length + 2],
      [['10000'], crowd.length / 2 + 1],
      [['10009'], 0],
    ] as const) {
      const collection = tableOf(seen(communes === null ? null : [...communes]), 'digital-addresses');
      const query = { tile: { z: 8, ...tileOf(109.01, 13.01, 8) }, at: '2024-10-31', condition: null, current: true };
      const layers = decodeTile(await makeTableTile(officer.db, collection, query, forever));
      const points = layers['digital-addresses']?.length ?? 0;
      const counted = (layers['digital-addresses_cell'] ?? []).reduce(
        (sum, { properties }) => sum + Number(properties['count']),
        0,
      );
      expect(points + counted).toBe(expected);
    }
  } finally {
    await officer.drop();
  }
});
