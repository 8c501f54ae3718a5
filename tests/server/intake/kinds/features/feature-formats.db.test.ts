import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import ExcelJS from 'exceljs';
import type { Geometry } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Catalog } from '#catalog/collections.ts';
import { GdalReader } from '#formats/gdal.ts';
import { wktOf } from '#rules/cql2/write-wkt.ts';
import { syncCollections } from '#resources/collections/sync.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { collectionOf, importThings, readTestCatalog } from './support.ts';

let database: TestDatabase;
let catalog: Catalog;
let folder: string;
let gdal: GdalReader;
beforeAll(async () => {
  [database, catalog, folder, gdal] = await Promise.all([
    makeTestDatabase(),
    readTestCatalog(),
    mkdtemp(path.join(tmpdir(), 'ntm-formats-')),
    GdalReader.open(),
  ]);
  await syncCollections(database.db, catalog);
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

const shapes: Record<'point' | 'line' | 'polygon', (x: number) => Geometry> = {
  point: (x) => ({ type: 'Point', coordinates: [x, 13.05] }),
  line: (x) => ({
    type: 'LineString',
    coordinates: [
      [x, 13.05],
      [x + 0.01, 13.06],
      [x + 0.02, 13.05],
    ],
  }),
  polygon: (x) => ({
    type: 'Polygon',
    coordinates: [
      [
        [x, 13],
        [x + 0.01, 13],
        [x + 0.01, 13.01],
        [x, 13.01],
        [x, 13],
      ],
    ],
  }),
};
const things = [
  { code: 'A1', material: 'wood', length_m: 12.5, pieces: 3, made_on: '2023-10-31', mark: 'AB', name: 'Cầu gỗ' },
  { code: 'A2', material: 'stone', length_m: 7, pieces: 4, made_on: '2023-11-01', mark: 'CD', name: 'Cầu đá' },
];

function geoJson(kind: keyof typeof shapes): string {
  const features = things.map((properties, index) => ({
    type: 'Feature',
    properties,
    geometry: shapes[kind](109.02 + index * 0.04),
  }));
  return JSON.stringify({ type: 'FeatureCollection', features });
}

async function written(kind: keyof typeof shapes, format: string): Promise<string[]> {
  const source = gdal.dataset(
    new Map([[`${kind}.geojson`, Buffer.from(geoJson(kind))]]),
    `${kind}.geojson`,
    'GeoJSON',
    [],
  );
  const files = await gdal.convert(
    source,
    ['-f', format, ...(format === 'ESRI Shapefile' ? ['-lco', 'ENCODING=UTF-8'] : [])],
    `${kind}-${format.replaceAll(' ', '')}`,
  );
  const paths: string[] = [];
  for (const [name, bytes] of files) {
    const file = path.join(folder, name);
    await writeFile(file, bytes);
    paths.push(file);
  }
  return paths;
}

describe.each(['point', 'line', 'polygon'] as const)('%ss', (kind) => {
  const collection = () => collectionOf(catalog, `test-${kind}s`);

  test('come in from GeoJSON, and in every other format they are the same', { timeout: 240_000 }, async () => {
    const file = path.join(folder, `${kind}.geojson`);
    await writeFile(file, geoJson(kind));
    expect(await importThings(database.db, collection(), [file])).toMatchObject({
      outcome: 'imported',
      counts: { added: 2 },
      issues: [],
    });
    for (const format of ['GPKG', 'ESRI Shapefile', 'FlatGeobuf', 'KML']) {
      const report = await importThings(database.db, collection(), await written(kind, format));
      expect([format, report.issues, report.outcome]).toEqual([format, [], 'unchanged']);
    }
    const names = Object.keys(things[0] ?? {});
    const rows = things.map((thing, index) => [...Object.values(thing), wktOf(shapes[kind](109.02 + index * 0.04))]);
    const csv = path.join(folder, `${kind}.csv`);
    await writeFile(
      csv,
      [[...names, 'wkt'], ...rows].map((row) => row.map((cell) => `"${cell}"`).join(';')).join('\r\n'),
    );
    expect(await importThings(database.db, collection(), [csv])).toMatchObject({ format: 'csv', outcome: 'unchanged' });
    const book = new ExcelJS.Workbook();
    const sheet = book.addWorksheet('Danh sách');
    sheet.addRows([['DANH SÁCH VẬT THỬ'], [], [...names, 'wkt'], ...rows]);
    const xlsx = path.join(folder, `${kind}.xlsx`);
    await book.xlsx.writeFile(xlsx);
    expect(await importThings(database.db, collection(), [xlsx])).toMatchObject({
      format: 'xlsx',
      outcome: 'unchanged',
    });
  });

  test('shapes of another kind are refused', async () => {
    const other = kind === 'point' ? 'line' : 'point';
    const file = path.join(folder, 'other.geojson');
    await writeFile(file, geoJson(other));
    const report = await importThings(database.db, collection(), [file]);
    expect(report).toMatchObject({ outcome: 'refused', counts: { refused: 2 } });
    expect(report.issues.map(({ code }) => code)).toEqual(['otherGeometry', 'otherGeometry']);
  });
});

test('an area that crosses itself is refused with the place of the fault', async () => {
  const ring = [
    [109, 13],
    [109.02, 13.02],
    [109.02, 13],
    [109, 13.02],
    [109, 13],
  ];
  const feature = { type: 'Feature', properties: things[0], geometry: { type: 'Polygon', coordinates: [ring] } };
  const file = path.join(folder, 'crossed.geojson');
  await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features: [feature] }));
  const report = await importThings(database.db, collectionOf(catalog, 'test-polygons'), [file]);
  expect(report.issues).toMatchObject([{ code: 'invalidGeometry', row: 1, position: [109.01, 13.01] }]);
});

test('an id that no address can carry is refused by row, with what is wrong with it', async () => {
  const ids = ['.', '..', 'A1@2024-10-31', 'k'.repeat(201), 'A\u0001B', 'A\ud800', 'A/B', 'k'.repeat(200)];
  const features = ids.map((code, index) => ({
    type: 'Feature',
    properties: { ...things[0], code },
    geometry: shapes.point(109.02 + index * 0.01),
  }));
  const file = path.join(folder, 'ids.geojson');
  await writeFile(file, JSON.stringify({ type: 'FeatureCollection', features }));
  const report = await importThings(database.db, collectionOf(catalog, 'test-points'), [file], { dryRun: true });
  expect(report.issues.map(({ code, row, property }) => [code, row, property])).toEqual([
    ['badId', 1, 'code'],
    ['badId', 2, 'code'],
    ['badId', 3, 'code'],
    ['badId', 4, 'code'],
    ['badText', 5, 'code'],
    ['badText', 6, 'code'],
  ]);
  for (const { todo } of report.issues) expect(todo.vi).toContain('Mã vật');
});
