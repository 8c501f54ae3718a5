import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import * as XLSX from '@e965/xlsx';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Catalog } from '#catalog/collections.ts';
import { GdalReader } from '#formats/gdal.ts';
import { csvRow } from '#rules/text/csv.ts';
import { syncCollections } from '#resources/collections/sync.ts';
import { makeTestDatabase, type TestDatabase } from '#tests/support/database.ts';
import { makeZip } from '../formats/zip.ts';
import { collectionOf, importThings, readTestCatalog } from './kinds/features/support.ts';

let database: TestDatabase;
let catalog: Catalog;
let folder: string;
let gdal: GdalReader;
beforeAll(async () => {
  [database, catalog, folder, gdal] = await Promise.all([
    makeTestDatabase(),
    readTestCatalog(),
    mkdtemp(path.join(tmpdir(), 'ntm-every-form-')),
    GdalReader.open(),
  ]);
  await syncCollections(database.db, catalog);
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true, force: true });
});

interface Thing {
  readonly code: string;
  readonly name: string | null;
  readonly material: 'wood' | 'stone';
  readonly length_m: number | null;
  readonly pieces: number | null;
  readonly painted: boolean | null;
  readonly made_on: string | null;
  readonly lng: number;
  readonly lat: number;
}

/** Codes that programs like to turn into numbers, words with every kind of letter, numbers that can be read in two ways. */
const things: readonly Thing[] = [
  {
    code: '00007',
    name: 'Trường Đức Cơ',
    material: 'wood',
    length_m: 980.75,
    pieces: 1250,
    painted: true,
    made_on: '2024-10-31',
    lng: 109.3012,
    lat: 13.0881,
  },
  {
    code: 'TH012',
    name: 'Cầu "đá", số 2; ngã ba',
    material: 'stone',
    length_m: 0.125,
    pieces: 0,
    painted: false,
    made_on: '2000-01-01',
    lng: 109.3022,
    lat: 13.0891,
  },
  {
    code: '9007199254740993',
    name: 'Ở Ưng Ừng Ẵm',
    material: 'wood',
    length_m: null,
    pieces: null,
    painted: null,
    made_on: null,
    lng: 109.3032,
    lat: 13.0901,
  },
];

const headings = ['Mã vật', 'Tên', 'Vật liệu', 'Chiều dài (m)', 'Số lượng', 'Đã sơn', 'Ngày làm', 'Kinh độ', 'Vĩ độ'];
const materials = { wood: 'Gỗ', stone: 'Đá' };
const yesNo = (value: boolean | null) => (value === null ? '' : value ? 'Có' : 'Không');
const vietnamese = (day: string | null) => day?.split('-').reverse().join('/') ?? '';

/** Rows as a Vietnamese office types them: text alone, decimal commas, its own words. */
function typed(all: readonly Thing[]): string[][] {
  const number = (value: number | null) => (value === null ? '' : String(value).replace('.', ','));
  return all.map((thing) => [
    ...[thing.code, thing.name ?? '', materials[thing.material], number(thing.length_m), String(thing.pieces ?? '')],
    ...[yesNo(thing.painted), vietnamese(thing.made_on), number(thing.lng), number(thing.lat)],
  ]);
}

const semicolons = (rows: readonly (readonly string[])[]) =>
  rows
    .map((row) => `${row.map((cell) => (/[;"]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell)).join(';')}\r\n`)
    .join('');

/** A workbook with cells of their own types: codes as text or (where it is written) with a format, days as days, a title above, a hidden sheet. */
function book(all: readonly Thing[], bookType: XLSX.BookType): Buffer {
  const rows = all.map((thing) => [
    /^\d{1,5}$/.test(thing.code) && bookType !== 'ods'
      ? { t: 'n', v: Number(thing.code), z: '00000' }
      : { t: 's', v: thing.code },
    ...[thing.name ?? null, materials[thing.material], thing.length_m, thing.pieces, thing.painted],
    thing.made_on === null ? null : { t: 'n', v: serialOf(thing.made_on), z: 'dd/mm/yyyy' },
    ...[thing.lng, thing.lat],
  ]);
  const file = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(file, XLSX.utils.aoa_to_sheet([['DANH SÁCH VẬT'], headings, ...rows]), 'Danh sách');
  XLSX.utils.book_append_sheet(
    file,
    XLSX.utils.aoa_to_sheet([
      ['Mã', 'Tên'],
      ['Gỗ', 'Gỗ'],
    ]),
    'Danh mục',
  );
  file.Workbook = { Sheets: [{ Hidden: 0 }, { Hidden: 1 }] };
  return XLSX.write(file, { bookType, type: 'buffer' }) as Buffer;
}

/** A day as spreadsheets count it. */
function serialOf(day: string): number {
  return Date.parse(`${day}T00:00:00Z`) / 86_400_000 + 25_569;
}

function featuresOf(all: readonly Thing[]) {
  return all.map(({ lng, lat, ...properties }) => ({
    type: 'Feature' as const,
    properties,
    geometry: { type: 'Point' as const, coordinates: [lng, lat] },
  }));
}

const geoJson = (all: readonly Thing[]) => JSON.stringify({ type: 'FeatureCollection', features: featuresOf(all) });

function kml(all: readonly Thing[]): string {
  const escaped = (value: unknown) => String(value).replaceAll('&', '&amp;').replaceAll('<', '&lt;');
  const placemarks = all.map(({ lng, lat, ...properties }) => {
    const data = Object.entries(properties).flatMap(([name, value]) =>
      value === null ? [] : [`<Data name='${name}'><value>${escaped(value)}</value></Data>`],
    );
    return `<Placemark><ExtendedData>${data.join('')}</ExtendedData><Point><coordinates> ${lng}, ${lat}, 0 </coordinates></Point></Placemark>`;
  });
  return `<?xml version='1.0' encoding='UTF-8'?><kml xmlns='http://www.opengis.net/kml/2.2'><Document>${placemarks.join('')}</Document></kml>`;
}

/** A file of a format that GDAL writes, all of its parts in a zip. */
async function byGdal(all: readonly Thing[], format: string, extension: string): Promise<Buffer> {
  const source = gdal.dataset(new Map([['in.geojson', Buffer.from(geoJson(all))]]), 'in.geojson', 'GeoJSON', []);
  const parts = await gdal.convert(
    source,
    ['-f', format, '-nln', 'things', ...(extension === 'shp' ? ['-lco', 'ENCODING=UTF-8'] : [])],
    `things.${extension}`,
  );
  return makeZip([...parts].map(([name, content]) => ({ name, content: Buffer.from(content) })));
}

type Form = readonly [
  name: string,
  file: string,
  make: (all: readonly Thing[]) => Promise<Buffer | string> | Buffer | string,
];

const forms: readonly Form[] = [
  ['CSV with semicolons and decimal commas', 'a.csv', (all) => semicolons([headings, ...typed(all)])],
  ['CSV that Excel wrote, with sep=', 'a.csv', (all) => `\ufeffsep=;\r\n${semicolons([headings, ...typed(all)])}`],
  ['CSV of a program', 'a.csv', (all) => [headings, ...typed(all)].map((row) => `${csvRow(row)}\n`).join('')],
  ['CSV with a title above', 'a.csv', (all) => semicolons([['DANH SÁCH'], headings, ...typed(all)])],
  ['tabs', 'a.tsv', (all) => [headings, ...typed(all)].map((row) => `${row.join('\t')}\n`).join('')],
  [
    'UTF-16 little-endian',
    'a.csv',
    (all) => iconv.encode(semicolons([headings, ...typed(all)]), 'utf-16le', { addBOM: true }),
  ],
  [
    'UTF-16 big-endian without a mark',
    'a.csv',
    (all) => iconv.encode(semicolons([headings, ...typed(all)]), 'utf-16be'),
  ],
  ['TCVN3', 'a.csv', (all) => iconv.encode(semicolons([headings, ...typed(all)]), 'tcvn')],
  ['.xlsx', 'a.xlsx', (all) => book(all, 'xlsx')],
  ['.xlsb', 'a.xlsb', (all) => book(all, 'xlsb')],
  ['.xls', 'a.xls', (all) => book(all, 'biff8')],
  ['.ods', 'a.ods', (all) => book(all, 'ods')],
  ['.xlsx in a zip', 'a.zip', (all) => makeZip([{ name: 'thư mục/a.xlsx', content: book(all, 'xlsx') }])],
  ['.xlsx by the name of .csv', 'a.csv', (all) => book(all, 'xlsx')],
  ['CSV by the name of .xlsx', 'a.xlsx', (all) => semicolons([headings, ...typed(all)])],
  ['GeoJSON', 'a.geojson', geoJson],
  [
    'GeoJSON, a feature a line',
    'a.geojsonl',
    (all) =>
      featuresOf(all)
        .map((one) => `${JSON.stringify(one)}\n`)
        .join(''),
  ],
  ['KML', 'a.kml', kml],
  ['GeoPackage', 'a.zip', (all) => byGdal(all, 'GPKG', 'gpkg')],
  ['FlatGeobuf', 'a.zip', (all) => byGdal(all, 'FlatGeobuf', 'fgb')],
  ['shapefile', 'a.zip', (all) => byGdal(all, 'ESRI Shapefile', 'shp')],
  ['File Geodatabase', 'a.zip', async (all) => byGdal(all, 'OpenFileGDB', 'gdb')],
  ['MapInfo', 'a.zip', (all) => byGdal(all, 'MapInfo File', 'mif')],
];

async function readBack(): Promise<Thing[]> {
  const { rows } = await database.db.pool.query<Thing>(
    `select code, name, material, length_m, pieces, painted, made_on::text, round(st_x(geom)::numeric, 6)::float8 as lng,
            round(st_y(geom)::numeric, 6)::float8 as lat
     from collection_test_points where superseded_at is null order by code`,
  );
  return rows;
}

describe('the same content in every form is read the same', () => {
  test.each(forms)('%s', async (name, file, make) => {
    await database.db.pool.query('truncate collection_test_points cascade');
    const at = path.join(folder, file);
    await writeFile(at, await make(things));
    const report = await importThings(database.db, collectionOf(catalog, 'test-points'), [at]);
    expect([report.outcome, report.issues]).toEqual(['imported', []]);
    const wanted = name === 'MapInfo' ? things.map(withoutNothing) : things;
    expect(await readBack()).toEqual([...wanted].sort((one, other) => (one.code < other.code ? -1 : 1)));
    if (name === 'MapInfo') expect(report.notes.map(({ code }) => code)).toContain('noEmptyValues');
  });
});

/** MapInfo has no empty numbers and answers, and says so. */
function withoutNothing(thing: Thing): Thing {
  const { length_m, pieces, painted } = thing;
  return { ...thing, length_m: length_m ?? 0, pieces: pieces ?? 0, painted: painted ?? false };
}

describe('whatever a program writes comes back as it was', () => {
  const word = fc.constantFrom('Đức', 'Ưng', 'Ẵm', 'Hòa', 'Xã', 'thị trấn', 'số 2', 'QL1', 'Ừ', '"A"', 'a,b', 'x;y');
  const thing = fc.record({
    code: fc.oneof(
      fc.stringMatching(/^[0-9]{1,15}$/),
      fc.stringMatching(/^[A-Z]{2}[0-9]{1,6}$/),
      fc.stringMatching(/^0[0-9]{3,8}$/),
    ),
    name: fc.array(word, { minLength: 1, maxLength: 4 }).map((words) => words.join(' ')),
    material: fc.constantFrom('wood' as const, 'stone' as const),
    length_m: fc.option(fc.integer({ min: 0, max: 999_999 }).map((n) => n / 1000)),
    pieces: fc.option(fc.integer({ min: 0, max: 2_000_000 })),
    painted: fc.option(fc.boolean()),
    made_on: fc.option(
      fc
        .date({ min: new Date('1950-01-01'), max: new Date('2024-05-31'), noInvalidDate: true })
        .map((date) => date.toISOString().slice(0, 10)),
    ),
  });
  const some = fc
    .uniqueArray(thing, { selector: ({ code }) => code, minLength: 1, maxLength: 8 })
    .map((all) => all.map((one, index): Thing => ({ ...one, lng: 109.3 + index / 1000, lat: 13.08 })));
  const written = new Map(forms.map(([name, file, make]) => [name, { file, make }]));

  test.each(['.xlsx', '.xls', '.ods', 'GeoJSON', 'KML', 'CSV of a program'])('%s', async (name) => {
    const form = written.get(name);
    if (form === undefined) throw new Error(`no form ${name}`);
    await fc.assert(
      fc.asyncProperty(some, async (all) => {
        await database.db.pool.query('truncate collection_test_points cascade');
        const at = path.join(folder, form.file);
        await writeFile(at, await form.make(all));
        const report = await importThings(database.db, collectionOf(catalog, 'test-points'), [at]);
        expect([report.outcome, report.issues]).toEqual(['imported', []]);
        const back = new Map((await readBack()).map((one) => [one.code, one]));
        for (const one of all) {
          const read = back.get(codeIn(name, one.code));
          // What can be meant in two ways comes back otherwise only with a note that names it.
          const noted = new Set(report.notes.map(({ code }) => code));
          if (noted.has('pointDecimal') || noted.has('commaDecimal') || noted.has('pointThousands')) continue;
          expect(read).toEqual({ ...one, code: codeIn(name, one.code), lng: read?.lng, lat: read?.lat });
        }
      }),
      { numRuns: 12 },
    );
  });

  /** The workbooks of this test write short codes of digits with a format of five places. */
  function codeIn(name: string, code: string): string {
    return ['.xlsx', '.xls'].includes(name) && /^\d{1,5}$/.test(code) ? code.padStart(5, '0') : code;
  }
});
