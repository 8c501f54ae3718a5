import { afterAll, beforeAll, expect, test } from 'vitest';
import { readCatalog } from '#catalog/collections.ts';
import { migrate } from '#db/migrate.ts';
import { syncCollections } from '#resources/collections/sync.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';

// Features as a portal kept them that knew their communes by code alone.
let database: TestDatabase;
const rows = async <Row>(sql: string) => (await database.db.pool.query<Row & object>(sql)).rows;
const gardens = () =>
  rows<{ id: string }>(
    'select feature_id as id, st_astext(geom) as geom, st_astext(exact) as exact from collection_model_gardens order by 1',
  );
const revisions = async () =>
  (await rows<{ n: string }>(`select revision as n from resource_revision where resource = 'collection:schools'`))[0]
    ?.n;
let published: unknown;
let revision: unknown;

beforeAll(async () => {
  database = await makeTestDatabase({ migrated: false });
  const { db } = database;
  await migrate(db, { upTo: '0010_unit_versions' });
  await db.pool.query(
    `insert into admin_unit (level, origin) values ('commune', 'import'), ('commune', 'import');
     insert into unit_version (unit_id, level, code, kind, name, name_search, valid_from, valid_to, source)
     values (1, 'commune', '10000', 'commune', 'Xã Cũ', 'xa cu', '2020-11-01', '2025-07-01', 'x'),
            (2, 'commune', '10000', 'commune', 'Xã Mới', 'xa moi', '2025-07-01', null, 'x');
     create table collection_schools (
       row_id bigint generated always as identity primary key, feature_id text not null, commune_code text,
       geom geometry(Point, 4326) not null,
       shape geometry(Point, 3857) generated always as (st_transform(geom, 3857)) stored, source text not null,
       valid_from date not null, valid_to date, recorded_at timestamptz not null default now(),
       superseded_at timestamptz, origin text not null, import_id uuid);
     create table collection_model_gardens (like collection_schools including all);
     alter table collection_model_gardens add hamlet text, add consent boolean, add exact geometry(Point, 4326);
     create trigger place_shown before insert or update on collection_model_gardens
       for each row execute function show_place('consent');
     insert into collection_table (collection, made_of) values ('schools', 'x'), ('model-gardens', 'x'), ('a-part', 'x');
     insert into resource_revision (resource) values ('collection:schools');
     insert into collection_schools (feature_id, commune_code, geom, source, valid_from, superseded_at, origin)
     select id, code, st_point(109, 13, 4326), 'x', since::date, gone::timestamptz, 'import'
     from (values ('older', '10000', '2010-01-01', null), ('old', '10000', '2021-01-01', null),
                  ('was', '10000', '2021-01-01', '2022-01-01'), ('new', '10000', '2025-07-01', null),
                  ('nowhere', '19999', '2021-01-01', null), ('none', null, '2021-01-01', null)) as given (id, code, since, gone);
     insert into collection_model_gardens (feature_id, commune_code, geom, source, valid_from, origin)
     values ('garden', '10000', st_point(109.123, 13.123, 4326), 'x', '2021-01-01', 'import');
     alter table collection_model_gardens disable trigger place_shown;
     update collection_model_gardens set geom = st_point(109.5, 13.5, 4326);
     alter table collection_model_gardens enable trigger place_shown`,
  );
  published = await gardens();
  revision = await revisions();
  await migrate(db);
});
afterAll(() => database.drop());

const communes = () => rows('select feature_id as id, commune_id::int as unit from collection_schools order by 1');
const settled = [
  { id: 'new', unit: 2 },
  { id: 'none', unit: null },
  { id: 'nowhere', unit: null },
  { id: 'old', unit: 1 },
  { id: 'older', unit: 1 },
  { id: 'was', unit: 1 },
];

test('features that are there get the commune that bore their code on their first day', async () => {
  expect(await communes()).toEqual(settled);
  expect(await revisions()).not.toBe(revision);
});

test('places that are shown stay where they are', async () => {
  expect(await gardens()).toEqual(published);
});

test('the next start finds their tables as it wants them', async () => {
  await database.db.alone(
    async (alone) => syncCollections(alone, await readCatalog()),
    () => undefined,
  );
  expect(await communes()).toEqual(settled);
  await database.db.pool.query(`update collection_schools set valid_from = '2025-08-01' where feature_id = 'old'`);
  expect((await communes())[3]).toEqual({ id: 'old', unit: 2 });
});

test('a unit that is taken out leaves its features their code', async () => {
  await database.db.pool.query(`delete from admin_unit where id = 1`);
  expect(
    await rows(`select commune_code as code, commune_id as unit from collection_schools where feature_id = 'older'`),
  ).toEqual([{ code: '10000', unit: null }]);
});
