import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { publishAddresses } from '#resources/address-releases/service.ts';
import { readEveryItem, readItems } from '#resources/collections/items.ts';
import { readQuestion } from '#resources/collections/question.ts';
import { insertAddresses } from '#tests/support/addresses.ts';
import { insertFeatures } from '#tests/support/features.ts';
import { insertBoard } from '#tests/support/province.ts';
import { day, query, startPagingPortal, thing, things, type PagingPortal } from './paging-support.ts';

/*
 * Pages are walked while features cease and come. Whatever holds all the while is given exactly once, in the order asked
 * for; nothing is given twice.
 */

let board: PagingPortal;
beforeAll(async () => (board = await startPagingPortal()));
afterAll(() => board.portal.drop());
beforeEach(() => board.clear());

const orders = [
  '',
  'code',
  '-code',
  'name',
  '-name',
  'length_m',
  '-length_m',
  'pieces,-length_m',
  'painted,-made_on,name',
  '-painted,pieces',
  'material,-material',
  '-made_on',
  'mark,name,-pieces',
  'valid_from,-valid_to,source,demo',
];

/** SQL of an order, as anybody would write it. */
function orderBy(sortby: string): string {
  const steps = sortby === '' ? [] : sortby.split(',');
  const keys = steps.map((step) => `"${step.replace(/^-/, '')}" ${step.startsWith('-') ? 'desc' : 'asc'} nulls last`);
  return [...keys, 'feature_id', 'valid_from'].join(', ').replaceAll('"demo"', `(origin = 'demo')`);
}

const texts = [
  '',
  'a',
  'A',
  'b',
  'đ',
  'Đ',
  'ệ',
  'ệ'.normalize('NFD'),
  'e',
  'z',
  '😀',
  '"\\',
  "o'",
  'ﬀ',
  ' ',
  'a b',
  '%',
  '-',
];
const numbers = [
  0,
  -0,
  0.1,
  0.1 + 0.2,
  0.3,
  1e300,
  5e-324,
  -1e-7,
  123_456_789.123_456_7,
  2 ** 53,
  'NaN',
  'Infinity',
  '-Infinity',
];
const few = <T>(values: readonly T[]) => fc.option(fc.constantFrom(...values), { nil: null, freq: 3 });
const properties = fc.record({
  name: fc.oneof(few(texts), fc.string({ maxLength: 5 })),
  length_m: few(numbers),
  pieces: few([0, 1, -1, 2_147_483_647, -2_147_483_648]),
  painted: few([true, false]),
  made_on: few(['2024-01-01', '0001-01-01', '9999-12-31', '1999-12-31']),
  mark: few(['AA', 'AB', 'ZZ']),
  material: fc.constantFrom('wood', 'stone'),
});
const codes = fc.stringMatching(/^[a-cA-Cđ:_ -]{1,3}$/).filter((code) => code.trim() !== '');

describe('while features cease and come', () => {
  const story = fc.record({
    sortby: fc.constantFrom(...orders),
    limit: fc.integer({ min: 1, max: 6 }),
    rows: fc.uniqueArray(fc.tuple(codes, properties), { selector: ([code]) => code, minLength: 3, maxLength: 25 }),
    /** Of each page what is done after it: which row ceases, which row goes, which comes. */
    changes: fc.array(fc.record({ ceases: fc.nat(24), goes: fc.nat(24), comes: fc.tuple(codes, properties) }), {
      maxLength: 12,
    }),
  });

  test('whatever holds throughout is given exactly once, in order; nothing is given twice', async () => {
    await fc.assert(
      fc.asyncProperty(story, async ({ sortby, limit, rows, changes }) => {
        await board.sql('delete from collection_test_points');
        await insertFeatures(
          board.portal.db,
          board.points,
          rows.map(([code, rest]) => thing(code, rest)),
        );
        const throughout = new Set(rows.map(([code]) => code));
        const given = await board.walk(`${things}?${query({ limit, sortby })}`, async (page) => {
          const change = changes[page];
          if (change === undefined) return;
          const [ceases, goes] = [rows[change.ceases]?.[0], rows[change.goes]?.[0]];
          await board.sql(`update collection_test_points set valid_to = $2 where feature_id = $1`, [ceases, day]);
          await board.sql(`delete from collection_test_points where feature_id = $1`, [goes]);
          for (const gone of [ceases, goes]) if (gone !== undefined) throughout.delete(gone);
          const [code, rest] = change.comes;
          const there = await board.sql('select 1 from collection_test_points where feature_id = $1', [code]);
          if (there.length === 0) await insertFeatures(board.portal.db, board.points, [thing(code, rest)]);
        });
        const held = await board.sql<{ id: string }>(
          `select feature_id as id from collection_test_points where valid_to is null order by ${orderBy(sortby)}`,
        );
        const wanted = held.map(({ id }) => id).filter((id) => throughout.has(id));
        expect(given.filter((id) => throughout.has(id))).toEqual(wanted);
        // A feature may cease and another of the same code come: that one is new.
        const came = new Set(changes.map(({ comes: [code] }) => code));
        const once = given.filter((id) => !came.has(id));
        expect(new Set(once).size).toBe(once.length);
      }),
      { numRuns: board.portal.db.kind === 'server' ? 50 : 20 },
    );
  });

  test.each(orders)('sorted by "%s", half of what was given ceases after every page', async (sortby) => {
    const rows = Array.from({ length: 199 }, (_, nth) =>
      thing(`K${String((nth * 37) % 199).padStart(3, '0')}`, {
        name: nth % 5 === 0 ? null : `Vật ${nth % 23}`,
        length_m: nth % 7 === 0 ? null : (nth % 31) / 10,
        pieces: nth % 3 === 0 ? null : nth % 4,
        painted: nth % 4 === 0 ? null : nth % 2 === 0,
        made_on: nth % 6 === 0 ? null : `202${nth % 4}-01-01`,
      }),
    );
    await insertFeatures(board.portal.db, board.points, rows);
    const order = `select feature_id as id from collection_test_points where valid_to is null order by ${orderBy(sortby)}`;
    const before = (await board.sql<{ id: string }>(order)).map(({ id }) => id);
    // Every second one ceases once it was given, and others come before the page and after it.
    const given = await board.walk(`${things}?${query({ limit: 10, sortby })}`, async (page, all) => {
      const ceased = all.slice(-10).filter((_, nth) => nth % 2 === 0);
      await board.sql('update collection_test_points set valid_to = $2 where feature_id = any($1)', [ceased, day]);
      if (page % 2 === 0)
        await insertFeatures(board.portal.db, board.points, [thing(`A${page}`), thing(`Z${page}`, { pieces: 9 })]);
    });
    expect(given.filter((id) => id.startsWith('K'))).toEqual(before);
    expect(new Set(given).size).toBe(given.length);
  });

  test('versions of an interval are each given once, with an order and without', async () => {
    const versions = ['2020-01-01', '2021-01-01', '2022-01-01'];
    const rows = Array.from({ length: 12 }, (_, nth) =>
      versions.map((validFrom, at) =>
        thing(`V${nth}`, { pieces: nth % 3 === 0 ? null : at % 2 }, { validFrom, validTo: versions[at + 1] ?? null }),
      ),
    ).flat();
    await insertFeatures(board.portal.db, board.points, rows);
    const wanted = rows.map(({ properties: { code }, validFrom }) => `${String(code)}@${String(validFrom)}`).sort();
    for (const sortby of orders)
      for (const limit of [5, 7]) {
        const asked = { datetime: '../..', limit, sortby };
        expect((await board.walk(`${things}?${query(asked)}`)).toSorted(), `${sortby} ${limit}`).toEqual(wanted);
      }
  });

  test('a feature whose next version begins between two pages is not given again', async () => {
    await insertFeatures(
      board.portal.db,
      board.points,
      ['a', 'b', 'c', 'd'].map((code) => thing(code)),
    );
    for (const sortby of ['', 'material']) {
      await board.sql(`delete from collection_test_points where valid_from > '2022-01-01'`);
      await board.sql('update collection_test_points set valid_to = null');
      const given = await board.walk(`${things}?${query({ limit: 2, sortby })}`, async () => {
        await board.sql(`update collection_test_points set valid_to = '2024-01-01' where valid_to is null`);
        await insertFeatures(
          board.portal.db,
          board.points,
          ['a', 'b', 'c', 'd'].map((code) => thing(code, {}, { validFrom: '2024-01-01' })),
        );
      });
      expect(given).toEqual(['a', 'b', 'c', 'd']);
    }
  });

  test('the pieces of one page and of an export are read on as pages are', async () => {
    const geometry = {
      type: 'MultiLineString' as const,
      coordinates: [
        [
          [109, 13],
          [109.1, 13.1],
        ],
      ],
    };
    const rows = Array.from({ length: 2_300 }, (_, nth) =>
      thing(`L${String((nth * 7) % 2_300).padStart(4, '0')}`, { pieces: nth % 5 === 0 ? null : nth % 3 }, { geometry }),
    );
    const { signal } = new AbortController();
    const { filter } = readQuestion(board.lines, {}, day);
    const sorted = readQuestion(board.lines, { sortby: '-pieces' }, day).filter;
    for (const read of [
      () => readItems(board.portal.db, board.lines, filter, { limit: 2_300, start: { offset: 0 }, signal }),
      () => readItems(board.portal.db, board.lines, sorted, { limit: 2_300, start: { offset: 0 }, signal }),
      () => readEveryItem(board.portal.db, board.lines, sorted, signal),
    ]) {
      await board.sql('delete from collection_test_lines');
      await insertFeatures(board.portal.db, board.lines, rows);
      const given: string[] = [];
      for await (const piece of read()) {
        given.push(...piece.map(({ id }) => id));
        const ceased = given.slice(0, 500);
        await board.sql('update collection_test_lines set valid_to = $2 where feature_id = any($1)', [ceased, day]);
      }
      expect(new Set(given).size).toBe(2_300);
      expect(given).toHaveLength(2_300);
    }
  });
});

describe('collections of other tables', () => {
  beforeAll(async () => {
    await insertBoard(board.portal.db, { columns: 4, rows: 5 });
    await insertAddresses(board.portal.db, board.portal.catalog, [
      { row: 0, kind: 'household', count: 40, prefix: 'a' },
      { row: 1, kind: 'household', count: 12, prefix: 'b', hamlet: 'Thôn Hai', step: 'collected' },
      { row: 2, kind: 'household', count: 25, prefix: 'c', hamlet: 'Thôn Ba', step: 'coded' },
      { row: 0, kind: 'office', count: 17, prefix: 'o' },
      { row: 2, kind: 'organisation', count: 11, prefix: 'p', step: 'notified' },
    ]);
    await board.portal.db.transaction((tx) =>
      publishAddresses(tx, board.portal.catalog, { on: '2024-01-01', origin: 'import' }),
    );
    await board.sql(`update unit_version set population = null, name_en = 'E' || code where code::int % 3 = 0`);
    await board.sql(`update unit_version set population = code::int % 7 where code::int % 3 = 1`);
  });

  const wanted = {
    communes: 20,
    districts: 4,
    provinces: 1,
    'organisation-addresses': 28,
    'digital-address-cells': null,
  };
  test.each(Object.entries(wanted))('%s come once each, by every property, up and down', async (id, count) => {
    const collection = board.portal.catalog.find(id);
    const names = collection?.properties.map(({ name }) => name) ?? [];
    const items = `/api/collections/${id}/items`;
    const all = (await board.walk(`${items}?limit=10000`)).sort();
    expect(all.length).toBe(count ?? all.length);
    expect(all.length).toBeGreaterThan(0);
    const every = [...names, ...names.map((name) => `-${name}`), `-${names.join(',')}`, names.join(',-')];
    for (const sortby of every)
      expect((await board.walk(`${items}?${query({ limit: 7, sortby })}`)).sort(), sortby).toEqual(all);
    expect((await board.walk(`${items}?${query({ limit: 3, datetime: '../..' })}`)).length).toBe(all.length);
  });

  test.each(['', '-population,name', 'name_en', 'parent_name,-code'])(
    'communes that end and begin meanwhile move no other: sorted by "%s"',
    async (sortby) => {
      const asked = `/api/collections/communes/items?${query({ limit: 4, sortby })}`;
      const before = await board.walk(asked);
      const end = `update unit_version set valid_to = $2 where code = any($1)`;
      const given = await board.walk(asked, async (page, all) => {
        await board.sql(end, [all.slice(-4, -2), day]);
        await board.sql(
          `with unit as (insert into admin_unit (level, origin) values ('commune', 'import') returning id)
           insert into unit_version (unit_id, code, level, kind, name, name_search, valid_from, source)
           select id, $1, 'commune', 'commune', 'Xã Mới', 'xa moi', '2024-01-01', 'test' from unit`,
          [String(9_000 + page)],
        );
      });
      await board.sql('update unit_version set valid_to = null');
      await board.sql(`delete from admin_unit where id in (select unit_id from unit_version where name = 'Xã Mới')`);
      expect(given.filter((code) => before.includes(code))).toEqual(before);
      expect(new Set(given).size).toBe(given.length);
    },
  );
});
