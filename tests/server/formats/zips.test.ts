import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect } from '#formats/chunks.ts';
import { featureUploadLimits } from '#formats/limits.ts';
import { openSource } from '#formats/read-file.ts';
import { Unreadable } from '#formats/unreadable.ts';
import { makeZip, type ZipEntry } from './zip.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/imports/', import.meta.url));
const given = new Map<string, Buffer>();
let folder: string;

beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-zips-'));
  const parts = ['shp', 'shx', 'dbf', 'prj', 'cpg'].map((extension) => `ranh_gioi_xa.${extension}`);
  for (const name of [...parts, 'board.gpkg', 'board.kml', 'board.geojson', 'board.topojson', 'ranh.gdb.zip'])
    given.set(name, await readFile(path.join(fixtures, name)));
  const book = new ExcelJS.Workbook();
  book.addWorksheet('Truong').addRows([
    ['Mã', 'Tên'],
    ['T1', 'Trường A'],
  ]);
  given.set('truong.xlsx', Buffer.from(await book.xlsx.writeBuffer()));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const bytes = (name: string): Buffer => given.get(name) ?? Buffer.alloc(0);
const entry = (name: string, content: Uint8Array | string = 'x'): ZipEntry => ({ name, content: Buffer.from(content) });
/** The shapefile under another path. */
const shapefile = (stem: string): ZipEntry[] =>
  ['shp', 'shx', 'dbf', 'prj', 'cpg'].map((part) => entry(`${stem}.${part}`, bytes(`ranh_gioi_xa.${part}`)));

interface Asked {
  readonly layer?: string;
  readonly tables?: readonly string[] | null;
}

async function read(files: Readonly<Record<string, Uint8Array>>, { layer, tables = [] }: Asked = {}) {
  const written = Object.entries(files).map(async ([name, content]) => {
    const file = path.join(folder, name);
    await writeFile(file, content);
    return { name, path: file };
  });
  const source = await openSource({
    files: await Promise.all(written),
    layer: layer ?? null,
    encoding: null,
    limits: featureUploadLimits,
    wants: 'any',
    tables,
  });
  const features = await collect(source.features);
  return {
    format: source.format,
    crs: source.crs,
    layer: source.layer,
    rows: features.length,
    notes: source.notes(),
    features,
  };
}

const readZip = (entries: readonly ZipEntry[], asked: Asked = {}) => read({ 'a.zip': makeZip(entries) }, asked);

async function refusal(reading: Promise<unknown>): Promise<Unreadable> {
  const refused = await reading.catch((error: unknown) => error);
  if (!(refused instanceof Unreadable)) throw new Error(`not refused but ${JSON.stringify(refused)}`);
  return refused;
}

const two = () => [...shapefile('xa_Hoa_Xuan/truong'), ...shapefile('xa_Binh_Kien/truong')];

describe('folders', () => {
  test('two layers of one name in two folders are asked about by their folders', async () => {
    const refused = await refusal(readZip(two()));
    expect(refused).toMatchObject({ kind: 'choice', code: 'whichLayer' });
    expect(refused.reason.vi).toContain('"xa_Hoa_Xuan/truong", "xa_Binh_Kien/truong"');
  });

  test('of very many some are named, and all counted', async () => {
    const refused = await refusal(readZip(Array.from({ length: 30 }, (_, xa) => entry(`xa_${xa}/truong.shp`))));
    expect(refused.reason.en).toMatch(/"xa_19\/truong", \.\.\. \(30\)\.$/);
  });

  test.each(['xa_Hoa_Xuan/truong', 'xa_Hoa_Xuan/truong.shp', 'XA_HOA_XUAN/TRUONG'])(
    '%s is one of them',
    async (layer) => {
      expect(await readZip(two(), { layer })).toMatchObject({ layer: 'xa_Hoa_Xuan/truong', rows: 6 });
    },
  );

  test('a name that both have does not choose', async () => {
    expect((await refusal(readZip(two(), { layer: 'truong' }))).code).toBe('whichLayer');
  });

  test('a name that one has does', async () => {
    expect(await readZip([...shapefile('a/truong'), ...shapefile('b/xa')], { layer: 'xa' })).toMatchObject({
      layer: 'b/xa',
    });
  });

  test('parts are never taken from another folder', async () => {
    const without = shapefile('a/truong').filter(({ name }) => !name.endsWith('.dbf'));
    const refused = await refusal(readZip([...without, ...shapefile('b/truong')], { layer: 'a/truong' }));
    expect(refused.code).toBe('missingPart');
  });

  test('backslashes', async () => {
    expect(await readZip(shapefile('du_lieu\\truong'))).toMatchObject({
      format: 'shapefile',
      layer: 'truong',
      rows: 6,
    });
  });

  test('two zips are two folders', async () => {
    const zips = { 'mot.zip': makeZip(shapefile('truong')), 'hai.zip': makeZip(shapefile('truong')) };
    expect((await refusal(read(zips))).reason.en).toContain('"mot/truong", "hai/truong"');
    expect(await read(zips, { layer: 'hai/truong' })).toMatchObject({ layer: 'hai/truong', rows: 6 });
  });
});

describe('what stands beside a layer is no other', () => {
  test.each([
    ['metadata.json', '{"a":1}'],
    ['metadata.json', '{"type": "dataset", "geometry": {"type": "point"}}'],
    ['truong.shp.xml', '<metadata/>'],
    ['truong.qmd', '<qgis/>'],
    ['readme.txt', 'a,b'],
    ['so_lieu.csv', 'a,b'],
    ['huong_dan.docx', makeZip([entry('x')])],
    ['truong.tab', '!table\n'],
    ['._truong.shp', 'x'],
    ['.DS_Store', 'x'],
    ['__MACOSX/._truong.shp', 'x'],
  ])('%s', async (name, content) => {
    expect(await readZip([...shapefile('truong'), entry(name, content)])).toMatchObject({ layer: 'truong', rows: 6 });
  });

  test('but a GeoJSON is', async () => {
    const refused = await refusal(readZip([...shapefile('truong'), entry('xa.json', bytes('board.geojson'))]));
    expect(refused.reason.en).toContain('"truong", "xa"');
  });

  test('two formats of one name are called with their extensions', async () => {
    const entries = [...shapefile('xa'), entry('xa.geojson', bytes('board.geojson'))];
    expect((await refusal(readZip(entries))).reason.en).toContain('"xa.shp", "xa.geojson"');
    expect(await readZip(entries, { layer: 'xa.geojson' })).toMatchObject({ format: 'geojson', rows: 6 });
  });
});

describe('a file and a layer in it', () => {
  const both = () => [...shapefile('truong'), entry('nen.gpkg', bytes('board.gpkg'))];

  test.each(['nen.gpkg/board', 'nen/board', 'nen', 'board', 'NEN.gpkg'])('%s', async (layer) => {
    expect(await readZip(both(), { layer })).toMatchObject({ format: 'geopackage', layer: 'board', rows: 6 });
  });

  test('a layer that it has not is refused with names that can be given', async () => {
    expect((await refusal(readZip(both(), { layer: 'nen/x' }))).reason.en).toContain('it has "nen/board"');
  });

  test.each(['board', 'nen.gpkg', 'nen.gpkg/board', 'a/nen.gpkg/board', 'a/nen'])('the only one: %s', async (layer) => {
    expect(await readZip([entry('a/nen.gpkg', bytes('board.gpkg'))], { layer })).toMatchObject({
      layer: 'board',
      rows: 6,
    });
  });

  test('what doc.kml links to within its KMZ is read, and nothing else', async () => {
    const placemark = (name: string) =>
      `<Placemark><name>${name}</name><Point><coordinates>109.3,13.1</coordinates></Point></Placemark>`;
    const link = (href: string) => `<NetworkLink><Link><href>${href}</href></Link></NetworkLink>`;
    const document = (body: string) => `<kml><Document>${body}</Document></kml>`;
    const kmz = (links: readonly string[]) => ({
      'a.kmz': makeZip([
        entry('doc.kml', document(links.map(link).join(''))),
        entry('layers/Trường học.kml', document(placemark('A') + link('b.kml') + link('../doc.kml'))),
        entry('layers/b.kml', document(placemark('B') + link('b.kml'))),
        entry('layers/c.kml', document(placemark('C'))),
      ]),
    });
    const source = await read(kmz(['layers/Tr%C6%B0%E1%BB%9Dng%20h%E1%BB%8Dc.kml']));
    expect(source.features.map(({ fields }) => fields['name'])).toEqual(['A', 'B']);
    expect(source.notes).toMatchObject([{ code: 'filesLeft' }]);
    expect(source.notes[0]?.reason.en).not.toContain('layers/b.kml');
    const both = await read(kmz(['layers/c.kml', 'http://example.vn/layers/b.kml', '/layers/b.kml', 'layers/d.kml']));
    expect(both.features.map(({ fields }) => fields['name'])).toEqual(['C']);
    expect(both.notes.find(({ code }) => code === 'networkLink')?.reason.en).toContain('3 network links');
    expect((await refusal(read(kmz(['http://example.vn/b.kml'])))).code).toBe('networkLink');
  });

  test('doc.kml is what a KMZ is of', async () => {
    const kmz = { 'a.kmz': makeZip([entry('files/khac.kml', '<kml/>'), entry('doc.kml', bytes('board.kml'))]) };
    const source = await read(kmz);
    expect(source).toMatchObject({ format: 'kml', rows: 6 });
    expect(source.notes).toMatchObject([{ code: 'filesLeft' }]);
    expect(source.notes[0]?.reason.vi).toContain('"files/khac.kml"');
  });
});

describe('tables', () => {
  test('a workbook', async () => {
    const source = await readZip([entry('bang/truong.xlsx', bytes('truong.xlsx')), entry('doc_truoc.txt', 'xin chào')]);
    expect(source).toMatchObject({ format: 'xlsx', layer: 'Truong', rows: 1 });
    expect(source.features[0]?.fields).toEqual({ Mã: 'T1', Tên: 'Trường A' });
  });

  test('a CSV', async () => {
    expect(await readZip([entry('bang/truong.csv', 'Mã;Tên\nT1;Trường A\n')])).toMatchObject({
      format: 'csv',
      rows: 1,
    });
  });

  test('a .prj beside a CSV says its system; one that is broken says nothing', async () => {
    const csv = entry('Bang/Truong.csv', 'wkt;Mã\nPOINT (1 2);T1\n');
    const prj = bytes('ranh_gioi_xa.prj');
    expect((await readZip([csv, entry('Bang/truong.prj', prj)])).crs).toMatchObject({
      type: expect.stringMatching(/CRS$/) as string,
    });
    expect((await readZip([csv, entry('truong.prj', prj)])).crs).toBeNull();
    expect((await readZip([csv, entry('Bang/truong.prj', 'xin chào')])).crs).toBeNull();
  });

  test('are chosen between as layers are', async () => {
    const entries = [entry('a.csv', 'Mã\nT1\n'), entry('b.xlsx', bytes('truong.xlsx'))];
    expect((await refusal(readZip(entries))).reason.en).toContain('"a", "b"');
    expect(await readZip(entries, { layer: 'b/Truong' })).toMatchObject({ format: 'xlsx', rows: 1 });
    expect(await readZip(entries, { layer: 'a' })).toMatchObject({ format: 'csv', rows: 1 });
  });

  test('are no boundaries', async () => {
    const refused = await refusal(readZip([entry('a.xlsx', bytes('truong.xlsx'))], { tables: null }));
    expect(refused.code).toBe('unsupportedFormat');
  });
});

describe('a File Geodatabase', () => {
  const parts = async () => {
    const { unzipSync } = await import('fflate');
    return Object.entries(unzipSync(bytes('ranh.gdb.zip'))).map(([name, content]) => entry(name, content));
  };

  test('is read: the only layer, not the table beside it', async () => {
    const source = await read({ 'ranh.gdb.zip': bytes('ranh.gdb.zip') });
    expect(source).toMatchObject({ format: 'geodatabase', layer: 'ranh_gioi_xa', rows: 6, notes: [] });
    expect(source.features[0]).toMatchObject({ fields: { MA_XA: '22042' }, geometry: { type: 'MultiPolygon' } });
  });

  test('whose folder was left out of the zip, or is called otherwise', async () => {
    for (const folderName of ['', 'data/', 'a b/Ranh.GDB/']) {
      const entries = (await parts()).map((part) => ({ ...part, name: part.name.replace('ranh.gdb/', folderName) }));
      expect(await readZip(entries)).toMatchObject({ format: 'geodatabase', layer: 'ranh_gioi_xa', rows: 6 });
    }
  });

  test('beside other layers', async () => {
    const entries = [...(await parts()), ...shapefile('truong')];
    expect((await refusal(readZip(entries))).reason.en).toContain('"ranh", "truong"');
    for (const layer of ['ranh.gdb', 'ranh/ranh_gioi_xa', 'ranh.gdb/ranh_gioi_xa', 'ranh_gioi_xa'])
      expect(await readZip(entries, { layer })).toMatchObject({ format: 'geodatabase', rows: 6 });
  });
});

test.each([
  ['an empty zip', []],
  ['folders only', [entry('a/', ''), entry('a/b/', '')]],
  ['what a Mac leaves only', [entry('__MACOSX/._a.shp')]],
])('%s is refused in so many words', async (_, entries) => {
  const refused = await refusal(readZip(entries));
  expect(refused).toMatchObject({ code: 'zipEmpty', kind: 'broken' });
});

test('two files of one name are not one over the other', async () => {
  const refused = await refusal(read({ 'a.zip': makeZip(shapefile('truong')), 'truong.PRJ': Buffer.from('x') }));
  expect(refused.code).toBe('givenTwice');
});

test('a part beside a zip belongs to it', async () => {
  const without = shapefile('truong').filter(({ name }) => !name.endsWith('.prj'));
  const source = await read({ 'a.zip': makeZip(without), 'truong.prj': bytes('ranh_gioi_xa.prj') });
  expect(source).toMatchObject({ layer: 'truong', rows: 6 });
});

test('TopoJSON that is called .json', async () => {
  expect(await read({ 'a.json': bytes('board.topojson') })).toMatchObject({ format: 'topojson', rows: 6 });
});
