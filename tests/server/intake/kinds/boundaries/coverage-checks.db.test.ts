import type { Feature, Polygon } from 'geojson';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { countRows, importChangedInto } from './support.ts';

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase();
});
afterAll(() => database.drop());

test('gaps and overlaps are noted with size and place, and --clean takes them away', async () => {
  const careless = (feature: Feature<Polygon>, index: number) => {
    // 0.001° too wide over its eastern neighbour, and 0.0005° short of its northern one.
    if (index === 0)
      feature.geometry.coordinates = [
        [
          [109.18, 13.06],
          [109.201, 13.06],
          [109.201, 13.0795],
          [109.18, 13.0795],
          [109.18, 13.06],
        ],
      ];
    return feature;
  };
  const noted = await importChangedInto(database.db, careless, { dryRun: true });
  const [overlap, gap] = ['overlap', 'gap'].map((code) => noted.notes.find((note) => note.code === code));
  expect(overlap?.reason.en).toMatch(/23\.\d ha/);
  expect(overlap?.reason.vi).toMatch(/23,\d ha/);
  expect(overlap?.position?.[0]).toBeGreaterThan(109.2);
  // Open to the outside in the west: no gap between neighbours is enclosed there.
  expect(gap).toBeUndefined();
  const cleaned = await importChangedInto(database.db, careless, { clean: true });
  expect(cleaned.outcome).toBe('imported');
  expect(cleaned.notes.filter((note) => ['overlap', 'gap'].includes(note.code))).toEqual([]);
  expect(cleaned.cleaned.length).toBeGreaterThan(0);
  expect(
    await countRows(
      database.db,
      `boundary a join boundary b on a.id < b.id and st_overlaps(a.geom, b.geom)
    join admin_unit ua on ua.id = a.admin_unit_id and ua.level = 'commune' join admin_unit ub on ub.id = b.admin_unit_id and ub.level = 'commune'
    where a.superseded_at is null and b.superseded_at is null and a.valid_to is not distinct from b.valid_to
      and st_area(st_intersection(a.geom, b.geom)::geography) > 1 and a.valid_from = b.valid_from`,
    ),
  ).toBe(0);
});
