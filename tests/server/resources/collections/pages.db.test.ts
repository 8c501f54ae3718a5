import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { pino } from 'pino';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { everyItem, pageStatement, sourceValues } from '#catalog/sql.ts';
import { FeatureCollection } from '#contract/features.ts';
import { createApp } from '#server/app.ts';
import { insertFeatures } from '#tests/support/features.ts';
import { day, linkOf, startPagingPortal, thing, things, type PagingPortal } from './paging-support.ts';

let board: PagingPortal;
beforeAll(async () => (board = await startPagingPortal()));
afterAll(() => board.portal.drop());
beforeEach(() => board.clear());

const codesFrom = (from: number, count: number) =>
  Array.from({ length: count }, (_, nth) => thing(`K${String(from + nth).padStart(5, '0')}`));

test('a page has a next one where there are more features, and only there', async () => {
  await insertFeatures(board.portal.db, board.points, codesFrom(0, 12));
  for (const [asked, returned, more] of [
    ['limit=5', 5, true],
    ['limit=11', 11, true],
    ['limit=12', 12, false],
    ['limit=13', 12, false],
    ['limit=6&offset=6', 6, false],
    ['limit=5&offset=6', 5, true],
    ['limit=5&offset=12', 0, false],
    ['limit=5&offset=100', 0, false],
  ] as const) {
    const page = await board.pageOf(`${things}?${asked}`);
    expect([page.numberReturned, page.numberMatched, linkOf(page, 'next') !== undefined], asked).toEqual([
      returned,
      12,
      more,
    ]);
    expect(linkOf(page, 'prev'), asked).toBeUndefined();
  }
  const counted = await board.pageOf(`${things}?limit=5&offset=4&sortby=-code`);
  expect(await board.walk(linkOf(counted, 'next') ?? '')).toEqual(['K00002', 'K00001', 'K00000']);
  expect(linkOf(counted, 'next')).not.toContain('offset');
});

test('a page of nothing but what has ceased says so, and is the last', async () => {
  await insertFeatures(board.portal.db, board.points, codesFrom(0, 4));
  const next = linkOf(await board.pageOf(`${things}?limit=2`), 'next') ?? '';
  await board.sql(`delete from collection_test_points where feature_id > 'K00001'`);
  const last = await board.pageOf(next);
  expect([last.features, last.numberMatched, linkOf(last, 'next')]).toEqual([[], 2, undefined]);
});

test('a page for people goes on as the others do, and says which features it shows', async () => {
  await insertFeatures(board.portal.db, board.points, codesFrom(0, 7));
  const shown: string[] = [];
  let address: string | undefined = `${things}?f=html&limit=3&sortby=-code`;
  while (address !== undefined) {
    const text: string = await (await board.portal.get(address)).text();
    const ids = [...text.matchAll(/items\/(K\d+)\?f=html/g)].map(([, id]) => id);
    shown.push(/<p>([^<]+)<\/p>/.exec(text)?.[1] ?? '', ids.join());
    const json = await board.pageOf(address.replace('f=html', 'f=json'));
    const link = (rel: string): string | undefined =>
      new RegExp(`<a href="([^"]+)">[^<]*</a> <small>\\(${rel}`).exec(text)?.[1];
    address = link('next')?.replaceAll('&#38;', '&').replace(board.portal.url, '');
    expect(address?.replace('f=html', 'f=json')).toBe(linkOf(json, 'next')?.replace(board.portal.url, ''));
    expect(link('prev')).toBeUndefined();
    expect(/<a href="([^"]+)">Trang sau</.exec(text)?.[1]?.replaceAll('&#38;', '&').replace(board.portal.url, '')).toBe(
      address,
    );
  }
  expect(shown).toEqual([
    ...['1–3 / 7', 'K00006,K00005,K00004', '4–6 / 7', 'K00003,K00002,K00001', '7–7 / 7', 'K00000'],
  ]);
});

test('a page answers for the day of the first one, whatever day it is by then', async () => {
  await insertFeatures(
    board.portal.db,
    board.points,
    codesFrom(0, 6).map((one) => ({ ...one, validTo: '2024-11-01' })),
  );
  const config = { ...board.portal.config, referenceDate: '2024-11-01' };
  const log = pino({ level: 'silent' });
  const tomorrow = createServer(
    createApp({ ...board.portal, config, viewerOf: () => ({ kind: 'public' as const }), log }),
  );
  await new Promise<void>((resolve) => tomorrow.listen(0, '127.0.0.1', resolve));
  const url = `http://127.0.0.1:${(tomorrow.address() as AddressInfo).port}`;
  const on = async (address: string) => FeatureCollection.parse(await (await fetch(address)).json());
  try {
    expect((await on(`${url}${things}`)).features).toEqual([]);
    const next = linkOf(await board.pageOf(`${things}?limit=4`), 'next') ?? '';
    expect((await on(next.replace(board.portal.url, url))).features.map(({ id }) => id)).toEqual(['K00004', 'K00005']);
  } finally {
    tomorrow.closeAllConnections();
    tomorrow.close();
  }
});

test('a page far on is read as the first is: from the index, beginning where the last one ended', async () => {
  await board.sql(`insert into collection_test_points (feature_id, code, material, geom, source, valid_from, origin)
               select 'K' || lpad(n::text, 6, '0'), 'K' || lpad(n::text, 6, '0'), 'wood', st_point(109, 13, 4326), 'test',
                      '2022-01-01', 'import'
               from generate_series(1, 5000) as n`);
  await board.sql('analyze collection_test_points');
  for (const [nth, after] of [null, 'K002500'].entries()) {
    const shape = { ...everyItem, after: after === null ? null : { nulls: [], versions: false } };
    const { text, parameters } = pageStatement(board.points, shape);
    const values: Record<string, unknown> = { ...sourceValues(board.points), from: day, to: day, limit: 101 };
    const all = { ...values, offset: 0, afterId: after };
    const given = parameters.map((name) => all[name as keyof typeof all] as unknown);
    const rows = await board.sql<{ 'QUERY PLAN': string }>(`explain (analyze, timing off) ${text}`, given);
    const plan = rows.map((row) => row['QUERY PLAN']).join('\n');
    expect(plan).toMatch(/Index Scan using collection_test_points_live .*rows=101(\.00)? /);
    expect(plan).not.toContain('Seq Scan');
    expect(/Index Cond: \(+feature_id > /.test(plan), plan).toBe(nth === 1);
  }
});
