import type { Feature, Polygon } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { ImportReport } from '#contract/imports.ts';
import type { ImportRequest } from '#intake/request.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { countRows, everything, importChangedInto, importInto, readBoard, stagedRows } from './support.ts';
import { unitRows } from '#tests/support/province.ts';

const shapefile = ['shp', 'shx', 'dbf', 'prj', 'cpg'].map((extension) => `ranh_gioi_xa.${extension}`);

let database: TestDatabase;
beforeAll(async () => {
  database = await makeTestDatabase();
});
afterAll(() => database.drop());

const importFiles = (names: readonly string[], changes: Partial<ImportRequest> = {}) =>
  importInto(database.db, names, changes);
const importChanged = (
  change: (feature: Feature<Polygon>, index: number) => unknown,
  changes: Partial<ImportRequest> = {},
) => importChangedInto(database.db, change, changes);

const codesOf = (findings: ImportReport['issues']) => [...new Set(findings.map((finding) => finding.code))].sort();

const count = (sql: string) => countRows(database.db, sql);

describe('a file of a survey office', () => {
  test('a dry run tells everything and writes nothing', async () => {
    const before = await everything(database.db);
    const report = await importFiles(shapefile, { dryRun: true });
    expect(report).toMatchObject({
      outcome: 'wouldImport',
      dryRun: true,
      counts: { rows: 6, added: 6, parentsAdded: 3 },
    });
    expect(await everything(database.db)).toEqual(before);
    expect(await count('import_batch')).toBe(0);
  });

  test('is imported with its parents', async () => {
    const report = await importFiles(shapefile);
    expect(report).toMatchObject({
      outcome: 'imported',
      format: 'shapefile',
      crs: { found: 'EPSG:9218', used: 'EPSG:9218' },
      encoding: { used: 'utf-8', how: 'cpg' },
      counts: { rows: 6, added: 6, changed: 0, unchanged: 0, refused: 0, parentsAdded: 3 },
      issues: [],
    });
    expect(report.fields).toMatchObject({
      MA_XA: 'code',
      TEN_XA: 'name',
      MA_HUYEN: 'districtCode',
      DTICH_HA: 'areaHa',
    });
    expect(
      await count(`${unitRows} as unit where level = 'commune' and parent_id is not null and origin = 'import'`),
    ).toBe(6);
    expect(await count(`${unitRows} as unit where level = 'district' and parent_id is not null`)).toBe(2);
    expect(await count(`import_batch where state = 'imported' and report->>'outcome' = 'imported'`)).toBe(1);
    expect(await stagedRows(database.db)).toBe(0);
  });

  test('lies within a metre of the same communes in WGS 84', async () => {
    for (const { properties, geometry } of (await readBoard()).features) {
      const { rows } = await database.db.pool.query<{ apart: number }>(
        `select st_hausdorffdistance(b.geom, st_setsrid(st_geomfromgeojson($1), 4326)) * 111195 as apart
         from boundary b join ${unitRows} u on u.id = b.admin_unit_id where u.code = $2 and superseded_at is null`,
        [JSON.stringify(geometry), properties?.MA_XA],
      );
      expect(rows[0]?.apart).toBeLessThan(1);
    }
  });

  test('a second time changes nothing and says so', async () => {
    const before = await everything(database.db);
    const report = await importFiles(shapefile);
    expect(report).toMatchObject({
      outcome: 'unchanged',
      counts: { added: 0, changed: 0, unchanged: 6, parentsAdded: 0 },
    });
    expect(await everything(database.db)).toEqual(before);
  });

  test('without .prj it is asked for, with the right guess; --crs answers', async () => {
    const parts = shapefile.filter((name) => !name.endsWith('.prj') && !name.endsWith('.cpg'));
    const asked = await importFiles(parts);
    expect(asked).toMatchObject({
      outcome: 'refused',
      crs: { found: null, used: null },
      encoding: { used: 'utf-8', how: 'guess' },
    });
    expect(codesOf(asked.issues)).toEqual(['noCrs']);
    expect(asked.crs.guess).toContain('EPSG:9218');
    expect(asked.issues[0]?.todo.en).toContain('--crs EPSG:9218');
    expect(await importFiles(parts, { crs: 9218 })).toMatchObject({ outcome: 'unchanged', crs: { used: 'EPSG:9218' } });
  });

  test.each([
    ['metres as WGS 84', 4326],
    ['metres as web mercator', 3857],
    ['the zone next door', 9217],
  ])('a label that the numbers contradict is caught: %s', async (_, crs) => {
    const report = await importFiles(shapefile, { crs });
    expect(report.outcome).toBe('refused');
    expect(codesOf(report.issues)).toEqual(['contradictedCrs']);
    expect(report.crs.guess).toContain('EPSG:9218');
  });

  test.each([['board.dxf'], ['board.dgn']])('%s: closed lines become communes by layer or text', async (name) => {
    const report = await importFiles([name], { crs: 9218, dryRun: true });
    expect(report.issues).toEqual([]);
    expect(report.counts).toMatchObject({ rows: 6, refused: 0 });
  });

  test('a later --valid-from makes a new version and closes the old one', async () => {
    const report = await importChanged(
      (feature, index) => {
        if (index === 0)
          feature.geometry.coordinates = [
            [
              [109.18, 13.06],
              [109.2, 13.06],
              [109.2, 13.08],
              [109.18, 13.079],
              [109.18, 13.06],
            ],
          ];
        return feature;
      },
      { validFrom: '2023-07-01' },
    );
    expect(report.counts).toMatchObject({ changed: 6, unchanged: 0 });
    expect(await count(`boundary where superseded_at is null and valid_from = '2023-07-01'`)).toBe(6);
    expect(await count(`boundary where superseded_at is null and valid_to = '2023-07-01'`)).toBe(6);
  });
});

describe('what refuses, and what does not', () => {
  test('lat before lng', async () => {
    const report = await importChanged((feature) => {
      feature.geometry.coordinates = feature.geometry.coordinates.map((ring) => ring.map(([x = 0, y = 0]) => [y, x]));
      return feature;
    });
    expect(codesOf(report.issues)).toEqual(['contradictedCrs']);
    expect(report.issues[0]?.reason.en).toContain('latitude stands before longitude');
  });

  test('missing, broken and double codes; --skip-refused imports the rest and lists what it left', async () => {
    const spoil = (feature: Feature<Polygon>, index: number) => {
      feature.properties = {
        ...feature.properties,
        ...[{ MA_XA: null }, { MA_XA: 'X1' }, {}, {}, {}, { MA_XA: '22306' }][index],
      };
      return feature;
    };
    const before = await everything(database.db);
    const refused = await importChanged(spoil);
    expect(refused).toMatchObject({ outcome: 'refused', counts: { refused: 4 } });
    expect(refused.issues.map(({ row, code }) => [row, code])).toEqual([
      [1, 'missingCode'],
      [2, 'badCode'],
      [4, 'doubleCode'],
      [6, 'doubleCode'],
    ]);
    expect(await everything(database.db)).toEqual(before);
    const rest = await importChanged(spoil, { skipRefused: true });
    expect(rest.counts).toMatchObject({ refused: 4, changed: 2 });
    expect(rest.issues).toHaveLength(4);
  });

  test('a unit of another level', async () => {
    const report = await importChanged((feature, index) =>
      index === 2 ? { ...feature, properties: { ...feature.properties, TEN_XA: 'Huyện Tuy An', LOAI: null } } : feature,
    );
    expect(report.outcome).toBe('refused');
    expect(report.issues).toMatchObject([
      { row: 3, code: 'otherLevel', reason: { en: expect.stringContaining('Huyện') as string } },
    ]);
  });

  test('an invalid shape, with the place of its fault; an empty one; a line', async () => {
    const report = await importChanged((feature, index) => {
      if (index === 0)
        feature.geometry.coordinates = [
          [
            [109.18, 13.06],
            [109.2, 13.08],
            [109.2, 13.06],
            [109.18, 13.08],
            [109.18, 13.06],
          ],
        ];
      if (index === 1) return { ...feature, geometry: null };
      if (index === 2)
        return {
          ...feature,
          geometry: {
            type: 'LineString',
            coordinates: [
              [109, 13],
              [109.1, 13],
            ],
          },
        };
      return feature;
    });
    expect(report.outcome).toBe('refused');
    const [empty, line, invalid] = ['emptyGeometry', 'notPolygon', 'invalidGeometry'].map((code) =>
      report.issues.find((issue) => issue.code === code),
    );
    expect([empty?.row, line?.row, invalid?.row]).toEqual([2, 3, 1]);
    expect(invalid?.position?.[0]).toBeCloseTo(109.19, 5);
    expect(invalid?.position?.[1]).toBeCloseTo(13.07, 5);
    expect(invalid?.reason.vi).toContain('tự cắt');
  });

  test('broken structure of one feature, with its character', async () => {
    const report = await importChanged((feature, index) =>
      index === 3
        ? {
            ...feature,
            geometry: {
              type: 'Polygon',
              coordinates: [
                [
                  [109, 13],
                  [109.1, 13],
                  [109, 13],
                ],
              ],
            },
          }
        : feature,
    );
    expect(report.issues.map(({ row, code }) => [row, code])).toEqual([[4, 'badStructure']]);
    expect(report.issues[0]?.reason.en).toMatch(/at character \d+ \(line 1\)/);
  });

  test.each(['x\ud800', 'x\u0001y'])('a name that is no text (%j) is refused by row', async (name) => {
    const report = await importChanged((feature, index) => {
      if (index === 0) feature.properties = { ...feature.properties, TEN_XA: name };
      return feature;
    });
    expect(report.issues.map(({ row, code }) => [row, code])).toEqual([[1, 'badText']]);
  });

  test('numbers for codes, commas in numbers, decomposed names: normalised and noted', async () => {
    const report = await importChanged((feature, index) => {
      if (index === 0)
        feature.properties = {
          ...feature.properties,
          MA_XA: 22042,
          DTICH_HA: '480,5',
          TEN_XA: 'Xã Hòa Kiến'.normalize('NFD'),
        };
      return feature;
    });
    expect(report.issues).toEqual([]);
    expect(report.notes.map(({ code, row }) => [code, row])).toEqual(
      expect.arrayContaining([['decomposedUnicode', null]]),
    );
  });

  test('a code outside the list, a name that differs, an area far off: notes', async () => {
    const report = await importChanged(
      (feature, index) => {
        if (index === 0) feature.properties = { ...feature.properties, MA_XA: '22999' };
        if (index === 1) feature.properties = { ...feature.properties, TEN_XA: 'Xã Khác' };
        return feature;
      },
      { dryRun: true },
    );
    expect(report.outcome).toBe('wouldImport');
    expect(codesOf(report.notes)).toEqual(
      expect.arrayContaining(['areaDiffers', 'nameDiffers', 'startAssumed', 'unlistedCode']),
    );
  });

  test('a corner at 0, 0 is an issue of its unit, with its position', async () => {
    const report = await importChanged((feature, index) => {
      const ring = feature.geometry.coordinates[0];
      if (index === 1 && ring) ring.splice(1, 0, [0, 0]);
      return feature;
    });
    expect(report.issues.filter(({ code }) => code === 'outsideCountry')).toMatchObject([{ row: 2, position: [0, 0] }]);
  });

  test('a shape in the sea off another country is noted, one in Trường Sa is not', async () => {
    const at = (west: number, south: number) => [
      [
        [west, south],
        [west + 0.02, south],
        [west + 0.02, south + 0.02],
        [west, south],
      ],
    ];
    const report = await importChanged(
      (feature, index) => {
        if (index === 0) feature.geometry.coordinates = at(104.9, 11.5);
        if (index === 1) feature.geometry.coordinates = at(114.3, 10.3);
        return feature;
      },
      { dryRun: true },
    );
    expect(report.notes.filter((note) => note.code === 'outsideCountry').map((note) => note.row)).toEqual([1]);
  });

  test('--map names a field; one that is not there is told with those that are', async () => {
    const renamed = (feature: Feature<Polygon>) => {
      const { MA_XA, ...rest } = feature.properties as { MA_XA: string };
      return { ...feature, properties: { ...rest, SO_HIEU: MA_XA } };
    };
    const unknown = await importChanged(renamed);
    expect(codesOf(unknown.issues)).toContain('noCodeField');
    expect(await importChanged(renamed, { map: [{ field: 'SO_HIEU', property: 'code' }], dryRun: true })).toMatchObject(
      { issues: [], fields: { SO_HIEU: 'code' } },
    );
    const wrong = await importChanged(renamed, { map: [{ field: 'NOPE', property: 'code' }] });
    expect(wrong.issues[0]?.reason.en).toContain('SO_HIEU');
  });
});
