import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { writeCursor } from '#resources/collections/cursor.ts';
import { Problem } from '#contract/problem.ts';
import { badStrings } from '../../../../scripts/walk/bad-strings.ts';
import { insertFeatures, tableOf, type TestFeature } from '#tests/support/features.ts';
import { day, linkOf, query, startPagingPortal, thing, things, type PagingPortal } from './paging-support.ts';

let board: PagingPortal;
beforeAll(async () => (board = await startPagingPortal()));
afterAll(() => board.portal.drop());
beforeEach(() => board.clear());

const cursorIn = (address: string | undefined) => new URL(address ?? '').searchParams.get('cursor') ?? '';
async function refused(address: string): Promise<Problem> {
  const response = await board.portal.get(address);
  expect(response.status, address).toBe(400);
  return Problem.parse(await response.json());
}
const rows = ['a', 'b', 'c', 'd', 'e'].map((code) => thing(code, { name: `Tên ${code}`, length_m: 1, pieces: 2 }));
const cursorOf = async (asked: string) => cursorIn(linkOf(await board.pageOf(`${things}?limit=2${asked}`), 'next'));
beforeEach(() => insertFeatures(board.portal.db, board.points, rows));

test('a cursor belongs to its question: another limit, format or system goes on with it, another question does not', async () => {
  const filter = `filter=${encodeURIComponent("material = 'wood'")}`;
  const box = 'bbox=108,12,110,14';
  const cursor = await cursorOf(`&sortby=name&${filter}&${box}&pieces=2`);
  const rest = `cursor=${cursor}`;
  const same = `sortby=name&${filter}&${box}&pieces=2&${rest}`;
  for (const more of ['limit=1', 'limit=3', 'f=html', 'f=csv', 'crs=EPSG:9218', 'properties=code'])
    expect((await board.portal.get(`${things}?${same}&${more}`)).status, more).toBe(200);
  for (const other of [
    `sortby=-name&${filter}&${box}&pieces=2&${rest}`,
    `sortby=name,code&${filter}&${box}&pieces=2&${rest}`,
    `sortby=length_m&${filter}&${box}&pieces=2&${rest}`,
    `${filter}&${box}&pieces=2&${rest}`,
    `sortby=name&filter=${encodeURIComponent("material = 'stone'")}&${box}&pieces=2&${rest}`,
    `sortby=name&${box}&pieces=2&${rest}`,
    `sortby=name&${filter}&bbox=108,12,110,15&pieces=2&${rest}`,
    `sortby=name&${filter}&pieces=2&${rest}`,
    `sortby=name&${filter}&${box}&pieces=3&${rest}`,
    `sortby=name&${filter}&${box}&${rest}`,
    `${same}&datetime=2024-10-31`,
    rest,
  ]) {
    const { detail, at } = await refused(`${things}?${other}`);
    expect([at, detail]).toEqual(['query.cursor', expect.stringContaining('ask without cursor for the first page')]);
  }
  const plain = await cursorOf('');
  expect((await refused(`/api/collections/test-lines/items?cursor=${plain}`)).at).toBe('query.cursor');
  expect((await refused(`${things}?cursor=${plain}&offset=2`)).detail).toMatch(/"cursor" and "offset".*one of them/);
  expect((await refused(`${things}?cursor=${plain}&offset=0`)).at).toBe('query.cursor');
});

test('a cursor that was changed anywhere is refused, and so is anything else', async () => {
  const cursor = await cursorOf('&sortby=length_m,name');
  const asked = (text: string) => refused(`${things}?sortby=length_m,name&cursor=${encodeURIComponent(text)}`);
  for (let place = 0; place < cursor.length; place++) {
    const changed = cursor[place] === 'A' ? 'B' : 'A';
    expect((await asked(cursor.slice(0, place) + changed + cursor.slice(place + 1))).at).toBe('query.cursor');
  }
  const others = [
    ...[cursor.slice(1), cursor.slice(0, -1), `${cursor}A`, `${cursor}=`, ` ${cursor}`, cursor + cursor],
    ...[cursor.toUpperCase(), 'A'.repeat(8_000), 'A'.repeat(8_001), '-'.repeat(12)],
  ];
  for (const text of others) expect((await asked(text)).detail, text).toMatch(/cursor.*first page/);
  for (const text of badStrings) expect((await asked(text)).at, text).toBe('query.cursor');
  await fc.assert(
    fc.asyncProperty(fc.base64String(), async (text) => {
      expect((await asked(text.replaceAll('+', '-').replaceAll('/', '_').replace(/=*$/, ''))).at).toBe('query.cursor');
    }),
    { numRuns: 40 },
  );
});

test('a cursor that somebody else put together is refused, or means what it says: it never is a failure', async () => {
  const sort = [
    { name: 'length_m', descending: false },
    { name: 'pieces', descending: true },
    { name: 'painted', descending: false },
    { name: 'made_on', descending: false },
    { name: 'name', descending: false },
  ];
  const question = JSON.stringify(['test-points', null, null, [], null, sort]);
  const sortedBy = ['number', 'integer', 'boolean', 'date', 'string'] as const;
  const address = `${things}?sortby=length_m,-pieces,painted,made_on,name&cursor=`;
  const after = { id: 'a', validFrom: '2022-01-01', sortValues: ['1', '2', null, null, 'Tên a'] };
  const write = (changes: object) =>
    writeCursor({ day, given: 1, after: { ...after, ...changes } }, { question, sortedBy });
  const rest = await board.pageOf(address + write({}));
  expect(rest.features.map(({ id }) => id)).toEqual(['b', 'c', 'd', 'e']);
  const word = fc.option(fc.oneof(fc.constantFrom(...badStrings), fc.string({ maxLength: 9 })), { nil: null });
  const sortValues = fc.tuple(fc.nat(4), word).map(([place, value]) => after.sortValues.with(place, value));
  const changes = fc.oneof(
    fc.record({ sortValues }),
    fc.record({ sortValues: fc.array(word, { maxLength: 7 }) }),
    fc.record({ id: word }),
    fc.record({ validFrom: word }),
  );
  await fc.assert(
    fc.asyncProperty(changes, async (change) => {
      const cursor = write(change);
      const response = await board.portal.get(address + cursor);
      expect([200, 400], await response.clone().text()).toContain(response.status);
      if (response.status === 400) expect(Problem.parse(await response.json()).at).toBe('query.cursor');
    }),
    { numRuns: 150 },
  );
});

test('a cursor fits into an address, however long what is sorted by is; long texts alike are told apart', async () => {
  await board.sql('delete from collection_test_points');
  const long = 'ộ😀"'.repeat(1_000);
  const features = Array.from({ length: 9 }, (_, nth) =>
    thing(`K${nth}`, { name: nth < 6 ? long + String(nth % 3) : `${String(nth)}${long}` }),
  );
  await insertFeatures(board.portal.db, board.points, features);
  await board.sql(`update collection_test_points set source = name, mark = name`);
  for (const sortby of ['name', '-name', 'source,name,mark', 'mark,-source,name,length_m']) {
    const asked = `${things}?${query({ limit: 2, sortby })}`;
    const next = linkOf(await board.pageOf(asked), 'next') ?? '';
    expect(next.length).toBeLessThan(2_500);
    const given = await board.walk(asked, (_page, all) =>
      board.sql('update collection_test_points set valid_to = $1 where feature_id = $2', [day, all.at(-1)]),
    );
    await board.sql('update collection_test_points set valid_to = null');
    expect(given.toSorted()).toEqual(features.map(({ properties: { code } }) => code));
  }
});

test('a cursor holds nothing that its asker is not shown', async () => {
  const gardens = tableOf(board.portal.catalog, 'model-gardens');
  const garden = (nth: number, communeCode: string): TestFeature => ({
    communeCode,
    geometry: { type: 'Point', coordinates: [109.123456 + nth, 13.654321] },
    properties: { code: `G${nth}`, stage: 'recognised', owner: `Chủ ${nth}`, name: 'Vườn', consent: false },
  });
  await insertFeatures(board.portal.db, gardens, [garden(1, '10000'), garden(2, '10001'), garden(3, '10000')]);
  const items = '/api/collections/model-gardens/items';
  const decoded = (address: string | undefined) => Buffer.from(cursorIn(address).slice(12), 'base64url').toString();
  expect((await refused(`${items}?limit=1&sortby=owner`)).detail).toContain('there is no property "owner"');
  const open = decoded(linkOf(await board.pageOf(`${items}?limit=1&sortby=name&properties=code`), 'next'));
  expect(JSON.parse(open)).toEqual([day, 1, 'G1', '2022-01-01', 'Vườn']);
  board.seenBy({ kind: 'officer', communes: ['10001'] });
  const first = await board.pageOf(`${items}?limit=2&sortby=owner`);
  // The own one comes first; of the others no owner is known, so that they come last and their cursor names none.
  expect(first.features.map(({ id, properties: { owner } }) => [id, owner])).toEqual([
    ['G2', 'Chủ 2'],
    ['G1', null],
  ]);
  expect(JSON.parse(decoded(linkOf(first, 'next')))).toEqual([day, 2, 'G1', '2022-01-01', null]);
  expect(await board.walk(`${items}?limit=1&sortby=-owner`)).toEqual(['G2', 'G1', 'G3']);
  board.seenBy({ kind: 'public' });
  expect((await refused(linkOf(first, 'next')?.replace(board.portal.url, '') ?? '')).at).toBe('query.sortby');
});
