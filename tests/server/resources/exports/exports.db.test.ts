import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import ExcelJS from 'exceljs';
import type { FeatureCollection, Position } from 'geojson';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exportFiles, ExportFormat } from '#contract/exports.ts';
import { Problem } from '#contract/problem.ts';
import { collect } from '#formats/chunks.ts';
import { commandLimits } from '#formats/limits.ts';
import { openSource } from '#formats/read-file.ts';
import { toWgs84 } from '#geo/transform.ts';
import { findCrs } from '#rules/crs/systems.ts';
import { mapPositions, positionsOf } from '#rules/geometries.ts';
import { makeTableTile } from '#resources/tiles/table-tile.ts';
import { expectWellSet } from '#tests/server/formats/well-set.ts';
import { insertHardFeatures, ownTables } from '#tests/support/hard-features.ts';
import { bump, insertBoard } from '#tests/support/province.ts';
import { startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { decodeTile, tileOf } from '#tests/support/tiles.ts';

const run = promisify(execFile);
const count = 24;
const day = '2024-10-31';

let portal: TestPortal;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-exports-'));
  portal = await startTestPortal(
    { REFERENCE_DATE: day },
    { viewerOf: () => ({ kind: 'officer', communes: ['10000'] }) },
  );
  await insertBoard(portal.db, { columns: 3, rows: 3 });
  for (const collection of ownTables(portal.catalog.collections))
    await insertHardFeatures(portal.db, collection, count);
});
afterAll(async () => {
  await portal.drop();
  await rm(folder, { recursive: true, force: true });
});

async function taken(id: string, format: ExportFormat, query = ''): Promise<Buffer> {
  const response = await portal.get(`/api/collections/${id}/export?format=${format}${query}`);
  const bytes = Buffer.from(await response.arrayBuffer());
  expect(response.status, bytes.toString('utf8', 0, 500)).toBe(200);
  expect(response.headers.get('content-type')).toBe(exportFiles[format].mediaType);
  expect(response.headers.get('content-disposition')).toMatch(
    new RegExp(`^attachment; filename="${id}-${day}[a-z0-9-]*\\.${exportFiles[format].extension}"$`),
  );
  return bytes;
}

async function items(id: string): Promise<FeatureCollection> {
  return (await (await portal.get(`/api/collections/${id}/items?limit=1000`)).json()) as FeatureCollection;
}

/** A file read as an import would read it: fields and geometry in WGS 84 by key. */
async function readBack(bytes: Buffer, name: string, epsg = 4326) {
  const file = path.join(folder, name);
  await writeFile(file, bytes);
  const source = await openSource({
    files: [{ name, path: file }],
    layer: null,
    encoding: null,
    limits: commandLimits,
    wants: 'any',
    tables: [],
  });
  const features = await collect(source.features);
  const system = findCrs(epsg);
  const inward = system === null ? (position: readonly number[]) => position as Position : toWgs84(system);
  return new Map(
    features.map(({ fields, geometry }) => [
      String(fields.code),
      { fields, geometry: geometry === null ? null : mapPositions(geometry, (position) => [...inward(position)]) },
    ]),
  );
}

/** A value as any format can hold it: an empty text is none, and true may be 1. */
const plain = (value: unknown) =>
  value === null || value === undefined || value === ''
    ? ''
    : /^(true|false)$/.test(String(value))
      ? String(Number(String(value) === 'true'))
      : String(value).replace(/^(\d{4})[-/](\d{2})[-/](\d{2}).*$/, '$1-$2-$3');

describe('every collection with a table', () => {
  const cases = ['schools', 'roads', 'digital-addresses'] as const;

  test('shows the same features by items and by tiles of both encoders', async () => {
    for (const collection of ownTables(portal.catalog.collections)) {
      const { features } = await items(collection.id);
      expect(features, collection.id).toHaveLength(count);
      const tile = { z: 9, ...tileOf(109.02, 13.02, 9) };
      const query = { tile, at: day, condition: null, current: true };
      const signal = new AbortController().signal;
      const shown = async (encoder: 'mvt' | 'rows') =>
        decodeTile(await makeTableTile(portal.db, collection, query, signal, encoder))[collection.id] ?? [];
      const inOrder = (found: Awaited<ReturnType<typeof shown>>) =>
        found.map(({ properties }) => properties).sort((a, b) => String(a.id).localeCompare(String(b.id)));
      const here = inOrder(await shown('rows'));
      expect(here.map(({ id }) => id)).toEqual(
        features.map(({ id }) => id).sort((a, b) => String(a).localeCompare(String(b))),
      );
      // Only a server has an encoder of its own.
      if (portal.db.kind === 'server') expect(inOrder(await shown('mvt')), collection.id).toEqual(here);
    }
  });

  test('comes out as GeoJSON and CSV with everything that its items have', async () => {
    for (const { id, properties, geometryType } of ownTables(portal.catalog.collections)) {
      const { features } = await items(id);
      const file = JSON.parse((await taken(id, 'geojson')).toString('utf8')) as FeatureCollection;
      expect(file.features, id).toEqual(features);
      const [head, ...lines] = (await taken(id, 'csv')).toString('utf8').split('\r\n');
      const place = geometryType === 'Point' ? ['lng', 'lat'] : ['wkt'];
      expect(head, id).toBe(`\uFEFF${[...properties.map(({ name }) => name), ...place].join(',')}`);
      expect(lines.filter((line) => line !== '').length, id).toBeGreaterThanOrEqual(count);
    }
  });

  test.each(cases.flatMap((id) => (['gpkg', 'shp', 'fgb', 'kml'] as const).map((format) => [id, format] as const)))(
    '%s: what is read from its %s is what its items have',
    async (id, format) => {
      const collection = portal.catalog.find(id);
      const { features } = await items(id);
      const epsg = format === 'kml' ? 4326 : 9218;
      const bytes = await taken(id, format, epsg === 4326 ? '' : `&crs=EPSG:${epsg}`);
      const found = await readBack(bytes, `${id}.${exportFiles[format].extension}`, epsg);
      expect(found.size).toBe(features.length);
      for (const { properties, geometry } of features) {
        const read = found.get(String(properties?.code));
        for (const { name } of collection?.properties ?? []) {
          const field = format === 'kml' && name === 'name' && !('name' in (read?.fields ?? {})) ? 'Name' : name;
          const own = format === 'shp' ? name.slice(0, 10) : field;
          expect([name, plain(read?.fields[own])]).toEqual([name, plain(properties?.[name])]);
        }
        const [there, here] = [read?.geometry, geometry].map((one) => (one ? positionsOf(one) : []));
        expect(there?.length).toBe(here?.length);
        there?.forEach(([x = 0, y = 0], at) => {
          expect(Math.abs(x - (here?.[at]?.[0] ?? 0))).toBeLessThan(3e-8);
          expect(Math.abs(y - (here?.[at]?.[1] ?? 0))).toBeLessThan(3e-8);
        });
      }
    },
  );
});

test.each(['gpkg', 'shp', 'fgb', 'kml'] as const)(
  'a unit that has no boundary stands in %s all the same',
  async (format): Promise<void> => {
    const { rows } = await portal.db.pool.query<{ id: string }>(
      `update boundary set superseded_at = now()
     where superseded_at is null and admin_unit_id = (select unit_id from unit_version where code = '10101') returning id`,
    );
    await bump(portal.db, 'admin-units');
    try {
      const { features } = await items('communes');
      expect(features.find(({ id }) => id === '10101')?.geometry).toBeNull();
      const bytes = await taken('communes', format);
      // What reads placemarks passes over those without a place.
      if (format === 'kml') {
        expect(bytes.toString('utf8').match(/<Placemark/g)).toHaveLength(features.length);
        return;
      }
      const found = await readBack(bytes, `communes.${exportFiles[format].extension}`);
      expect([...found.keys()].sort()).toEqual(features.map(({ id }) => String(id)).sort());
      expect(found.get('10101')?.geometry ?? null).toBeNull();
    } finally {
      await portal.db.pool.query('update boundary set superseded_at = null where id = any($1)', [
        rows.map(({ id }) => id),
      ]);
      await bump(portal.db, 'admin-units');
    }
  },
);

test('a workbook says what it is, and its cells are text, numbers and days, never formulas', async () => {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(
    (await taken('schools', 'xlsx', `&filter=${encodeURIComponent("code = 'K1'")}`)).buffer as ArrayBuffer,
  );
  expectWellSet(book);
  const [data, about] = book.worksheets;
  expect(data?.rowCount).toBe(2);
  const heads = Array.from({ length: data?.columnCount ?? 0 }, (_, at) => data?.getRow(1).getCell(at + 1).text);
  expect(heads.slice(-2)).toEqual(['lng', 'lat']);
  const cell = (name: string) => data?.getRow(2).getCell(heads.indexOf(name) + 1);
  expect([cell('name')?.value, cell('name')?.type]).toEqual(['<img src=x onerror=alert(1)>', ExcelJS.ValueType.String]);
  expect(cell('valid_from')?.value).toEqual(new Date('2022-01-01T00:00:00Z'));
  const words = JSON.stringify(about?.getSheetValues());
  for (const part of ['Trường học', day, "code = 'K1'", 'EPSG:4326', 'Sở Giáo dục']) expect(words).toContain(part);
});

test('GDAL takes the first row of a workbook for its heading', async () => {
  const file = path.join(folder, 'heading.xlsx');
  await writeFile(file, await taken('schools', 'xlsx'));
  const { stdout } = await run('ogrinfo', ['-ro', '-so', file, 'schools']);
  for (const line of ['pupils: Integer', 'valid_from: Date', 'lng: Real', `Feature Count: ${count}`])
    expect(stdout).toContain(line);
});

test('a zip of a shapefile has its system, its encoding and a list of names; GDAL opens it', async () => {
  const file = path.join(folder, 'roads-shp.zip');
  await writeFile(file, await taken('roads', 'shp', '&crs=EPSG:9218'));
  const { stdout } = await run('ogrinfo', ['-ro', '-so', '-al', `/vsizip/${file}`]);
  expect(stdout).toContain('VN-2000');
  expect(stdout).toContain(`Feature Count: ${count}`);
  // Asterisks, which GDAL writes for an empty number, are what is left of a number without room elsewhere.
  expect((await run('unzip', ['-p', file, 'roads.dbf'])).stdout).not.toContain('**');
  const names = (await run('unzip', ['-Z1', file])).stdout.split('\n');
  expect(names).toEqual(expect.arrayContaining(['roads.prj', 'roads.cpg', 'roads.dbf', 'DOC-TOI.txt']));
  expect((await run('unzip', ['-p', file, 'DOC-TOI.txt'])).stdout).toContain('passable_all_year');
});

test('boundaries come out too, and only what is asked for', async () => {
  const file = JSON.parse(
    (await taken('communes', 'geojson', '&bbox=109.01,13.01,109.02,13.02&properties=code&crs=EPSG:9218')).toString(
      'utf8',
    ),
  ) as FeatureCollection & { crs: unknown; name: string };
  expect(file.features.map(({ properties }) => properties)).toEqual([{ code: '10000' }]);
  expect(file.crs).toEqual({ type: 'name', properties: { name: 'urn:ogc:def:crs:EPSG::9218' } });
  const [x = 0, y = 0] = positionsOf(file.features[0]?.geometry ?? { type: 'Point', coordinates: [] })[0] ?? [];
  // Easting first, whatever the system's own order is.
  expect([Math.round(x / 1e5), Math.round(y / 1e5)]).toEqual([6, 14]);
});

test.each(ExportFormat.options)('%s has the properties that are wanted alone, whatever is asked by', async (format) => {
  const query = `&properties=code,level&filter=${encodeURIComponent("name LIKE '%' AND valid_from < '2030-01-01'")}`;
  const bytes = await taken('schools', format, query);
  expect(bytes.length).toBeGreaterThan(100);
  if (format !== 'geojson' && format !== 'csv') return;
  const text = bytes.toString('utf8');
  if (format === 'csv') expect(text.split('\r\n')[0]).toBe('\uFEFFcode,level,lng,lat');
  else
    for (const { properties } of (JSON.parse(text) as FeatureCollection).features)
      expect(Object.keys(properties ?? {})).toEqual(['code', 'level']);
});

test('what cannot be exported is refused in a sentence', async () => {
  const refused = async (query: string, status = 400) => {
    const response = await portal.get(`/api/collections/schools/export${query}`);
    expect(response.status, query).toBe(status);
    return Problem.parse(await response.json()).detail;
  };
  expect(await refused('?format=dwg')).toContain('"format"');
  expect(await refused('')).toContain('"format"');
  expect(await refused('?format=kml&crs=EPSG:9218')).toContain('KML is in WGS 84 only');
  expect(await refused('?format=csv&crs=EPSG:1')).toContain('no coordinate system');
  expect(await refused('?format=csv&filter=nothing+=+1')).toContain('no property "nothing"');
  expect(await refused('?format=csv&properties=nothing')).toContain('no property "nothing"');
  expect(await refused('?format=csv&level=primary')).toContain('"level"');
});

test('nobody but officers can take what is for officers', async () => {
  const open = await startTestPortal({ REFERENCE_DATE: day });
  try {
    for (const format of ExportFormat.options) {
      const response = await open.get(`/api/collections/digital-addresses/export?format=${format}`);
      expect(response.status).toBe(404);
    }
  } finally {
    await open.drop();
  }
});

test('the command writes the file, warns of personal data, and leaves nothing half-written', async () => {
  const file = path.join(folder, 'out.geojson');
  const command = (...args: string[]) =>
    run('npx', ['tsx', 'scripts/export.ts', ...args], { env: { ...process.env, ...portal.env, REFERENCE_DATE: day } });
  const done = await command('--collection', 'digital-addresses', '--format', 'geojson', file);
  expect(done.stderr).toContain('personal data');
  expect((JSON.parse(await readFile(file, 'utf8')) as FeatureCollection).features).toHaveLength(count);
  const failed = await command('--collection', 'schools', '--format', 'kml', '--crs', 'EPSG:9218', file).catch(
    (error: { code: number; stderr: string }) => error,
  );
  expect([('code' in failed && failed.code) || 0, failed.stderr]).toEqual([1, expect.stringContaining('--crs: KML')]);
});
