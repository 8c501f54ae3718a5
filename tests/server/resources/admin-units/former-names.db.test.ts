import { afterAll, beforeAll, expect, test } from 'vitest';
import { searchAdminUnits } from '#contract/admin-units.ts';
import { findUnits } from '#resources/admin-units/search.ts';
import { searchable } from '#rules/text/fold.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { bump, insertBoard } from '#tests/support/province.ts';
import { statementsOf } from '#tests/support/reads.ts';

const today = '2025-08-01';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: today });
  await insertBoard(portal.db, { columns: 3, rows: 4 });
  // Renamed and raised to a ward, under another code, and once more by its first name.
  await change('10001', { on: '2022-01-01', name: 'Thị trấn La Hai', kind: 'township' });
  await change('10001', { on: '2024-01-01', name: "Phường Ea H'Leo", kind: 'ward', code: '10901' });
  // Another unit got its code.
  await change('10002', { on: '2024-06-01', code: '10001' });
  // Two became one, that one another with a third, and the last of them bears the code of the first.
  await end('10101', '2023-07-01');
  await end('10102', '2023-07-01');
  await begin({ code: '10910', name: 'Xã Trung Gian', on: '2023-07-01', of: ['10101', '10102'] });
  await end('10103', '2025-07-01');
  await end('10910', '2025-07-01');
  await begin({ code: '10101', name: 'Xã Đồng Xuân', on: '2025-07-01', of: ['10910', '10103'] });
  // Nothing is known of what became of it.
  await end('10203', '2024-03-01');
  // Districts are no more; this is told of as of any unit.
  await end('502', '2025-07-01');
  await bump(portal.db, 'admin-units');
});
afterAll(() => portal.drop());

const columns = 'unit_id, code, level, kind, name, name_search, parent_id, valid_from, source';

async function change(
  code: string,
  { on, ...to }: { on: string; name?: string; kind?: string; code?: string },
): Promise<void> {
  const name = to.name ?? null;
  await portal.db.pool.query(
    `with ended as (update unit_version set valid_to = $2 where code = $1 and valid_to is null returning *)
     insert into unit_version (${columns})
     select unit_id, coalesce($3, code), level, coalesce($4, kind), coalesce($5, name), coalesce($6, name_search),
            parent_id, $2, source
     from ended`,
    [code, on, to.code ?? null, to.kind ?? null, name, name === null ? null : searchable(name)],
  );
}

async function end(code: string, on: string): Promise<void> {
  await portal.db.pool.query('update unit_version set valid_to = $2 where code = $1 and valid_to is null', [code, on]);
}

interface Begun {
  readonly code: string;
  readonly name: string;
  readonly on: string;
  readonly of: readonly string[];
}

async function begin({ code, name, on, of }: Begun): Promise<void> {
  await portal.db.pool.query(
    `with unit as (insert into admin_unit (level, origin) values ('commune', 'import') returning id),
     version as (
       insert into unit_version (${columns})
       select unit.id, $1, 'commune', 'commune', $2, $3, older.parent_id, $4, 'test'
       from unit, (select parent_id from unit_version where code = ($5::text[])[1] and valid_to = $4) as older
     )
     insert into admin_unit_lineage (predecessor_id, successor_id, event, happened_on, decision)
     select older.unit_id, unit.id, 'merge', $4::date, 'NQ ' || $1
     from unit, unit_version as older where older.code = any ($5) and older.valid_to = $4`,
    [code, name, searchable(name), on, of],
  );
}

async function search(query: Record<string, string>) {
  const response = await portal.get(`/api/admin-units?${new URLSearchParams(query).toString()}`);
  expect(response.status).toBe(200);
  return searchAdminUnits.reply.parse(await response.json());
}

/** Names of the units found, each with what it was found by. */
async function named(query: Record<string, string>) {
  const { items, dissolved } = await search(query);
  return {
    items: items.map(({ name, code, formerly }) => [
      name,
      code,
      ...(formerly ? [`${formerly.name} ${formerly.code} ${formerly.until}`] : []),
    ]),
    dissolved: dissolved?.items.map(({ name, until, formerly, successors }) => [
      name,
      until,
      ...(formerly ? [formerly.name] : []),
      ...successors.map(({ name: heir, code, on, decision }) => `${heir} ${code} ${on} ${decision ?? ''}`),
    ]),
  };
}

test('a unit is found by a name that it bore before, and says so', async () => {
  expect(await named({ q: 'tt.La Hai' })).toEqual({
    items: [["Phường Ea H'Leo", '10901', 'Thị trấn La Hai 10001 2023-12-31']],
    dissolved: undefined,
  });
  expect((await named({ q: 'Hoà Bình' })).items).toEqual([
    ['Xã Hoà Bình', '10201'],
    ["Phường Ea H'Leo", '10901', 'Xã Hoà Bình 10001 2021-12-31'],
  ]);
  expect((await named({ q: 'P. Ea HLeo' })).items).toEqual([["Phường Ea H'Leo", '10901']]);
});

test('a code of today and of before finds both, the one of today first', async () => {
  expect(await named({ q: '10001' })).toEqual({
    items: [
      ['Xã Đức Bình Đông', '10001'],
      ["Phường Ea H'Leo", '10901', 'Thị trấn La Hai 10001 2023-12-31'],
    ],
    dissolved: undefined,
  });
  expect((await named({ q: '10002' })).items).toEqual([
    ['Xã Đức Bình Đông', '10001', 'Xã Đức Bình Đông 10002 2024-05-31'],
  ]);
});

test('a unit that no longer is comes apart, with what its land belongs to today', async () => {
  expect(await named({ q: '10101' })).toEqual({
    items: [['Xã Đồng Xuân', '10101']],
    dissolved: [['Xã Tuy Hoà', '2023-06-30', 'Xã Đồng Xuân 10101 2023-07-01 NQ 10910']],
  });
  expect(await named({ q: 'trung gian' })).toEqual({
    items: [],
    dissolved: [['Xã Trung Gian', '2025-06-30', 'Xã Đồng Xuân 10101 2025-07-01 NQ 10101']],
  });
  expect((await named({ q: '10203' })).dissolved).toEqual([['Phường Ea Lâm', '2024-02-29']]);
  const { dissolved } = await search({ q: '10203' });
  expect(dissolved).toEqual({
    numberMatched: 1,
    items: [
      {
        code: '10203',
        name: 'Phường Ea Lâm',
        level: 'commune',
        kind: 'ward',
        parentName: 'Huyện Cột 3',
        until: '2024-02-29',
        successors: [],
      },
    ],
  });
});

test('what had not happened on a day is not known to a search of that day', async () => {
  expect(await named({ q: '10101', at: '2024-01-01' })).toEqual({
    items: [],
    dissolved: [['Xã Tuy Hoà', '2023-06-30', 'Xã Trung Gian 10910 2023-07-01 NQ 10910']],
  });
  expect(await named({ q: '10101', at: '2023-06-30' })).toEqual({
    items: [['Xã Tuy Hoà', '10101']],
    dissolved: undefined,
  });
  expect((await named({ q: 'la hai', at: '2023-12-31' })).items).toEqual([['Thị trấn La Hai', '10001']]);
  expect(await named({ q: 'dong xuan', at: '2025-06-30' })).toEqual({ items: [], dissolved: undefined });
});

test('lists without words know nothing of it, and filters hold for all that is found', async () => {
  const list = await search({ level: 'commune' });
  expect(Object.keys(list)).toEqual(['at', 'numberMatched', 'items', 'demo']);
  expect(list.items.flatMap((item) => ('formerly' in item ? [item.name] : []))).toEqual([]);
  expect((await named({ q: 'Cột 3', level: 'commune' })).dissolved).toBeUndefined();
  expect((await named({ q: 'Cột 3', level: 'district' })).dissolved).toEqual([['Huyện Cột 3', '2025-06-30']]);
  expect((await named({ q: '10203', within: '502' })).dissolved).toHaveLength(1);
  expect((await named({ q: '10203', within: '54' })).dissolved).toHaveLength(1);
  expect((await named({ q: '10203', within: '501' })).dissolved).toBeUndefined();
  expect((await named({ q: '10203', offset: '1' })).dissolved).toBeUndefined();
});

test('limit holds for units that no longer are by themselves', async () => {
  const found = await search({ q: '101', limit: '1' });
  expect([found.numberMatched, found.items.length]).toEqual([2, 1]);
  expect([found.dissolved?.numberMatched, found.dissolved?.items.length]).toEqual([3, 1]);
});

test('a search in memory finds what the database finds, in the same order', async () => {
  for (const q of ['la hai', '10001', '10101', '101', 'x. trung gian', 'H.', 'ea', 'binh', '0', "h'"]) {
    const found = await findUnits(portal.db, { q, at: today, limit: 50 });
    expect(await search({ q }), q).toEqual({ at: today, demo: false, ...found });
  }
});

test('what is searched today asks the database nothing of units, once they are known', async () => {
  await search({ q: 'la hai' });
  const statements = await statementsOf(async () => void (await search({ q: 'tuy hoa' })));
  expect(statements.filter((text) => text.includes('unit_version'))).toEqual([]);
});
