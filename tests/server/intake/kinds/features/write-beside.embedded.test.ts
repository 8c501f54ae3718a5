/** Many rows on the embedded database go in beside the table, a piece at a time: to the same end as at once, and unseen. */
import { randomUUID } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalog, type TableCollection } from '#catalog/collections.ts';
import type { ImportReport } from '#contract/imports.ts';
import { failKilledImports } from '#intake/batch.ts';
import type { FeatureRequest } from '#intake/kinds/features/request.ts';
import { writeBoundaries } from '#intake/kinds/boundaries/write.ts';
import { makeEmbeddedDatabase, type TestDatabase } from '#tests/support/database.ts';
import { collectionOf, importThings } from './support.ts';
import { commune, district, square } from '../boundaries/support.ts';

const many = 9_000;
const manyByConsent = 1_200;
/** Two that are given the same: one takes rows in beside, the other is held to do it at once. */
let beside: TestDatabase;
let atOnce: TestDatabase;
let addresses: TableCollection;
let gardens: TableCollection;
let folder: string;

async function prepared(): Promise<TestDatabase> {
  const database = await makeEmbeddedDatabase('collections');
  const units = [commune('10001', square(109, 13, 0.1)), commune('10002', square(109.1, 13, 0.1)), district];
  await writeBoundaries(database.db, units, { origin: 'import', lineage: 'test', importId: null, validFrom: null });
  // What is declared no more, and what somebody made by hand.
  await database.db.pool.query(`
    alter table collection_digital_addresses add column once text;
    create index by_hand on collection_digital_addresses (lower(once)) where once is not null`);
  return database;
}

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-beside-'));
  beside = await prepared();
  atOnce = await prepared();
  const catalog = await readCatalog();
  addresses = collectionOf(catalog, 'digital-addresses');
  gardens = collectionOf(catalog, 'model-gardens');
});
afterAll(async () => {
  await Promise.all([beside.drop(), atOnce.drop()]);
  await rm(folder, { recursive: true, force: true });
});

/** A file of many rows: the first columns, and the last of each row's. */
async function fileOf(name: string, header: string, row: (index: number) => string, length = many): Promise<string> {
  const file = path.join(folder, name);
  const rows = Array.from({ length }, (_, index) => {
    const place = [109 + ((index * 7) % 1_900) / 10_000, 13 + (index % 97) / 1_000].map((one) => one.toFixed(6));
    return `${row(index)},${place.join(',')}`;
  });
  await writeFile(file, `${header},Kinh độ,Vĩ độ\n${rows.join('\n')}\n`);
  return file;
}

function addressFile(name: string, first: number, step: (kind: string) => string): Promise<string> {
  return fileOf(name, 'Hệ mã,Mã địa chỉ,Loại,Bước đã đạt', (index) => {
    const kind = index % 10 === 0 ? 'Cơ quan' : 'Hộ gia đình';
    return `ndas10,${String(first + index).padStart(10, '0')},${kind},${step(kind)}`;
  });
}

type Rows = Record<string, unknown>[];

async function ask({ db }: TestDatabase, sql: string): Promise<Rows> {
  return (await db.pool.query<Record<string, unknown>>(sql)).rows;
}

/** All that a table holds but moments and ids of imports, with its counts in cells. */
async function held(database: TestDatabase, { source: { table, cells } }: TableCollection): Promise<Rows[]> {
  return [
    await ask(
      database,
      `select to_jsonb(feature) - array['recorded_at', 'superseded_at', 'import_id', 'geom', 'shape'] as "all",
              geom::text, shape::text, superseded_at is null as live,
              import_id is not null and recorded_at <= now() as known
       from ${table} as feature order by row_id`,
    ),
    await ask(database, `select * from ${cells} order by g, x, y, part`),
  ];
}

/** All that the database knows of a table and its cells but numbers of its own; and what is left of others. */
async function made(database: TestDatabase, { source: { table, cells } }: TableCollection) {
  const both = `in ('${table}'::regclass, '${cells}'::regclass)`;
  const sequence = `pg_get_serial_sequence('${table}', 'row_id')`;
  return {
    tables: await ask(
      database,
      `select relname, reloptions, relpersistence from pg_class where oid ${both} order by 1`,
    ),
    columns: await ask(
      database,
      `select attrelid::regclass::text as of, attnum, attname, format_type(atttypid, atttypmod), attnotnull, attidentity,
              attgenerated, pg_get_expr(adbin, adrelid) as given
       from pg_attribute left join pg_attrdef on adrelid = attrelid and adnum = attnum
       where attrelid ${both} and attnum > 0 order by 1, 2`,
    ),
    indexes: await ask(
      database,
      `select pg_get_indexdef(indexrelid) as text from pg_index where indrelid ${both} order by 1`,
    ),
    constraints: await ask(
      database,
      `select conrelid::regclass::text as of, conname, pg_get_constraintdef(oid) as text, convalidated
       from pg_constraint where conrelid ${both} order by 1, 2`,
    ),
    triggers: await ask(
      database,
      `select pg_get_triggerdef(oid) as text, tgenabled from pg_trigger where tgrelid ${both} and not tgisinternal order by 1`,
    ),
    sequence: await ask(database, `select ${sequence} as name, pg_sequence_last_value(${sequence}::regclass) as last`),
    left: await ask(
      database,
      `select relname from pg_class where relname ~ '^(next|ordered|judged|staged)_[0-9a-f]{8}'`,
    ),
  };
}

async function oidOf(database: TestDatabase, { source: { table } }: TableCollection): Promise<unknown> {
  return (await ask(database, `select '${table}'::regclass::oid as oid`))[0]?.oid;
}

async function revisions(database: TestDatabase): Promise<Map<unknown, number>> {
  const rows = await ask(database, 'select resource, revision from resource_revision');
  return new Map(rows.map(({ resource, revision }) => [resource, Number(revision)]));
}

/** How often each revision moves while `work` runs. */
async function moved(database: TestDatabase, work: () => Promise<unknown>): Promise<Record<string, number>> {
  const before = await revisions(database);
  await work();
  const after = [...(await revisions(database))];
  return Object.fromEntries(
    after.map(([name, is]) => [String(name), is - (before.get(name) ?? 0)]).filter(([, by]) => by !== 0),
  );
}

/** Imports a file into both, and expects the same of both but the way. */
async function both(
  collection: TableCollection,
  file: string,
  changes: Partial<FeatureRequest> = {},
): Promise<{ readonly report: ImportReport; readonly moved: Record<string, number> }> {
  const reports: ImportReport[] = [];
  const oids = [await oidOf(beside, collection), await oidOf(atOnce, collection)];
  const readings = new Set<unknown>();
  const before = await countOf(collection);
  let reading = true;
  const reader = (async () => {
    while (reading) {
      readings.add(await countOf(collection));
      await sleep(20);
    }
  })();
  const mine = await moved(beside, async () => {
    reports.push(await importThings(beside.db, collection, [file], changes));
  });
  reading = false;
  await reader;
  expect([before, await countOf(collection)]).toEqual(expect.arrayContaining([...readings]));
  // Somebody writes whenever it begins, so it seems: what stands beside is left, and in the end all goes in at once.
  const bumped: Promise<unknown>[] = [];
  const owner = `collection:${collection.source.owner}`;
  const theirs = await moved(atOnce, async () => {
    const onProgress = (step: string, done: number, total: number | null) => {
      if (step === 'switch' && done === 0 && (total ?? 0) > 1)
        bumped.push(ask(atOnce, `update resource_revision set revision = revision + 1 where resource = '${owner}'`));
    };
    reports.push(await importThings(atOnce.db, collection, [file], changes, { onProgress }));
    await Promise.all(bumped);
  });
  expect(await oidOf(beside, collection)).not.toBe(oids[0]);
  expect(await oidOf(atOnce, collection)).toBe(oids[1]);
  expect(Object.keys(mine).sort()).toEqual(Object.keys(theirs).sort());
  expect(await held(beside, collection)).toEqual(await held(atOnce, collection));
  expect(await made(beside, collection)).toEqual(await made(atOnce, collection));
  const [report, other] = reports;
  if (report === undefined || other === undefined) throw new Error('no report');
  expect([report.outcome, report.counts, report.notes]).toEqual([other.outcome, other.counts, other.notes]);
  return { report, moved: mine };
}

async function countOf({ source: { table } }: TableCollection): Promise<unknown> {
  return (await ask(beside, `select count(*)::int as n from ${table} where superseded_at is null`))[0]?.n;
}

test('new rows, changed rows and rows that are named no more come to the same as at once', async () => {
  const organisations = 'collection:organisation-addresses';
  const first = await both(addresses, await addressFile('first.csv', 0, () => 'Đã gán mã'));
  expect(first.report).toMatchObject({ outcome: 'imported', counts: { added: many } });
  expect(first.moved).toEqual({ 'collection:digital-addresses': 1, [organisations]: 1 });
  const again = await importThings(beside.db, addresses, [path.join(folder, 'first.csv')]);
  expect(again.outcome).toBe('unchanged');
  await ask(beside, `update collection_digital_addresses set once = 'kept'`);
  await ask(atOnce, `update collection_digital_addresses set once = 'kept'`);
  // Of organisations nothing is another than before, and who sees them alone is told nothing.
  const step = (kind: string) => (kind === 'Cơ quan' ? 'Đã gán mã' : 'Đã gắn biển');
  const changed = await both(addresses, await addressFile('changed.csv', 0, step), { validFrom: '2024-07-01' });
  expect(changed.report).toMatchObject({ counts: { changed: many * 0.9, unchanged: many * 0.1 } });
  expect(changed.moved).toEqual({ 'collection:digital-addresses': 1 });
  const others = await addressFile('others.csv', 5_000, () => 'Đã thông báo');
  const replaced = await both(addresses, others, { replace: true, validFrom: '2024-08-01' });
  expect(replaced.report).toMatchObject({ counts: { added: 5_000, changed: 4_000, removed: 5_000 } });
  expect(replaced.moved).toEqual({ 'collection:digital-addresses': 1, [organisations]: 1 });
});

test('places are shown by consent alone, and what is withdrawn is withdrawn from the past', async () => {
  const header = 'Mã vườn,Giai đoạn,Thôn,Được công khai vị trí chính xác';
  const file = (name: string, consents: (index: number) => boolean) =>
    fileOf(
      name,
      header,
      (index) => `V${index},Đã công nhận,Thôn Một,${consents(index) ? 'có' : 'không'}`,
      manyByConsent,
    );
  await both(gardens, await file('gardens.csv', (index) => index % 2 === 0));
  const withdrawn = await file('withdrawn.csv', (index) => index % 2 === 1);
  const { report } = await both(gardens, withdrawn, { validFrom: '2024-07-01' });
  expect(report.counts).toMatchObject({ changed: manyByConsent });
  const [shown] = await ask(
    beside,
    `select count(*) filter (where geom = exact and not coalesce(consent, false))::int as secret,
            count(*) filter (where consent)::int as open
     from collection_model_gardens where superseded_at is null`,
  );
  expect(shown).toEqual({ secret: 0, open: manyByConsent / 2 });
});

test('an import that is stopped between two pieces leaves nothing', async () => {
  const [before, oid] = [await held(beside, addresses), await oidOf(beside, addresses)];
  const file = await addressFile('stopped.csv', 50_000, () => 'Đã gán mã');
  const stop = new AbortController();
  const onProgress = (step: string, done: number) =>
    step === 'switch' && done >= 12_000 && stop.abort(new Error('stopped'));
  const change = await moved(beside, async () => {
    const report = await importThings(beside.db, addresses, [file], {}, { signal: stop.signal, onProgress });
    expect(report.outcome).toBe('cancelled');
  });
  expect(change).toEqual({});
  expect(await held(beside, addresses)).toEqual(before);
  expect(await oidOf(beside, addresses)).toBe(oid);
  expect((await made(beside, addresses)).left).toEqual([]);
});

test('what somebody edits meanwhile is not lost', async () => {
  const code = '0000060000';
  const file = await addressFile('edited.csv', 60_000, () => 'Đã gán mã');
  await importThings(beside.db, addresses, [file]);
  let edited: Promise<unknown> | undefined;
  const onProgress = (step: string) => {
    if (step === 'switch')
      edited ??= ask(beside, `update collection_digital_addresses set name = 'Sửa' where code = '${code}'`);
  };
  const again = await addressFile('edited.csv', 60_000, () => 'Đã gắn biển');
  const report = await importThings(beside.db, addresses, [again], { validFrom: '2024-07-01' }, { onProgress });
  await edited;
  expect(report).toMatchObject({ outcome: 'imported', counts: { changed: many } });
  const versions = await ask(
    beside,
    `select step, name from collection_digital_addresses where code = '${code}' and superseded_at is null order by valid_from`,
  );
  expect(versions).toEqual([
    { step: 'coded', name: 'Sửa' },
    { step: 'plated', name: 'Sửa' },
  ]);
});

test('what a killed import left is taken away at the next start', async () => {
  let left: Promise<Rows> | undefined;
  const onProgress = (step: string, done: number) => {
    if (step === 'switch' && done > 0)
      left ??= ask(beside, `select relname from pg_class where relname ~ '^next_[0-9a-f]{8}(_cell)?$'`);
  };
  await importThings(
    beside.db,
    addresses,
    [await addressFile('killed.csv', 80_000, () => 'Đã gán mã')],
    {},
    { onProgress },
  );
  const names = ((await left) ?? []).map(({ relname }) => String(relname));
  expect(names).toHaveLength(2);
  for (const name of names) await ask(beside, `create table ${name} (row_id bigint)`);
  await ask(
    beside,
    `insert into import_batch (id, collection, file_name, file_sha256, imported_by, state)
     values ('${randomUUID()}', 'digital-addresses', 'a', 'b', 'c', 'running')`,
  );
  expect(await failKilledImports(beside.db)).toBe(1);
  expect((await made(beside, addresses)).left).toEqual([]);
});
