import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { collect } from '#formats/chunks.ts';
import { featureUploadLimits } from '#formats/limits.ts';
import { openSource } from '#formats/read-file.ts';
import { typedInTcvn3, typedInVni } from './legacy-typing.ts';
import { makeZip } from './zip.ts';

const fixtures = fileURLToPath(new URL('../../fixtures/imports/', import.meta.url));
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'ntm-text-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function read(name: string, content: Uint8Array | string, encoding: string | null = null) {
  const file = path.join(folder, name);
  await writeFile(file, content);
  const source = await openSource({
    files: [{ name, path: file }],
    layer: null,
    encoding,
    limits: featureUploadLimits,
    wants: 'any',
    tables: ['ma', 'tentruong', 'caphoc'],
  });
  const features = await collect(source.features);
  const notes = source.notes();
  return {
    rows: features.map(({ fields }) => fields),
    encoding: source.encoding,
    codes: notes.map(({ code }) => code),
    said: notes.map(({ reason }) => reason.en),
    todo: notes.map(({ todo }) => todo.en),
  };
}

type Row = Readonly<Record<string, unknown>>;

const geojson = (rows: readonly Row[]) => {
  const geometry = { type: 'Point', coordinates: [109.3, 13.08] };
  const features = rows.map((properties) => ({ type: 'Feature', properties, geometry }));
  return JSON.stringify({ type: 'FeatureCollection', features });
};

const csv = (rows: readonly Row[]) =>
  [Object.keys(rows[0] ?? {}), ...rows.map((row) => Object.values(row))]
    .map((cells) => `${cells.join(';')}\n`)
    .join('');

async function xlsx(rows: readonly Row[]): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const sheet = book.addWorksheet('Bảng');
  sheet.addRow(Object.keys(rows[0] ?? {}));
  for (const row of rows) sheet.addRow(Object.values(row));
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** Texts and headings in another spelling. */
const spelt = (rows: readonly Row[], how: (text: string) => string): Row[] =>
  rows.map((row) =>
    Object.fromEntries(
      Object.entries(row).map(([name, value]) => [how(name), typeof value === 'string' ? how(value) : value]),
    ),
  );

const schools = [
  { Mã: 'T1', 'Tên trường': 'Trường Tiểu học Hòa Xuân', 'Cấp học': 'Tiểu học' },
  { Mã: 'T2', 'Tên trường': 'Trường Trung học cơ sở Đức Bình', 'Cấp học': 'Trung học' },
];

describe.each([
  ['a.geojson', geojson],
  ['a.csv', csv],
  ['a.xlsx', xlsx],
])('%s', (name, make) => {
  test.each([
    ['tcvn3', typedInTcvn3],
    ['vni', typedInVni],
  ] as const)('typed with a font of %s is noted, and read where it is asked for', async (font, typed) => {
    const content = await make(spelt(schools, typed));
    const unasked = await read(name, content);
    expect(unasked.codes).toEqual(['legacyFont']);
    expect(unasked.todo).toEqual([`Import again with --encoding ${font}.`]);
    expect(await read(name, content, font)).toMatchObject({
      rows: schools,
      encoding: { used: font, how: 'option' },
      codes: [],
    });
  });

  test('one column that is typed so beside proper ones', async () => {
    const rows = schools.map((row) => ({ ...row, 'Tên trường': typedInTcvn3(row['Tên trường']) }));
    const content = await make(rows);
    expect((await read(name, content)).codes).toEqual(['legacyFont']);
    expect((await read(name, content, 'tcvn3')).rows).toEqual(schools);
  });

  test('encoded twice is noted, and read where it is asked for', async () => {
    const twice = (text: string) => Buffer.from(text, 'utf8').toString('latin1');
    const content = await make(spelt(schools, (text) => twice(text)));
    const unasked = await read(name, content);
    expect(unasked.codes).toContain('doubleEncoded');
    expect(await read(name, content, 'utf-8')).toMatchObject({ rows: schools, codes: [] });
  });

  test('letters that are meant otherwise are mended, and counted', async () => {
    const content = await make([{ 'T\u200bên': 'Xã Ðức Cơ', 'Cấp\u00a0học': 'Trung\u00a0học' }]);
    const { rows, codes, said } = await read(name, content);
    expect(rows).toEqual([{ Tên: 'Xã Đức Cơ', 'Cấp học': 'Trung học' }]);
    expect(codes).toEqual(['lettersMended', 'lettersMended', 'lettersMended']);
    expect(said).toContain('No-break spaces were read as spaces in 2 values or names of columns, as in "Cấp học".');
  });

  test('letters that are lost are counted', async () => {
    const { codes, said } = await read(name, await make([{ Mã: 'T1', Tên: 'Tr\ufffdng Ti\ufffdu h\ufffdc' }]));
    expect(codes).toEqual(['undecodable']);
    expect(said[0]).toContain('one value');
  });

  test('letters in whose place a program put "?" are told with a count and an example', async () => {
    const rows = spelt(schools, (text) => text.replace(/[^\u0000-\u00ff]/g, '?'));
    const { codes, said } = await read(name, await make(rows));
    expect(codes).toEqual(['lettersLost']);
    expect(said[0]).toMatch(/as in ".*\?/);
    const asked = [
      { Mã: 'Ai? Gì?', Tên: 'Ai?Gì' },
      { Mã: 'https://example.vn/a?b=c&d?e', Tên: 'Có?' },
    ];
    expect((await read(name, await make(asked))).codes).toEqual([]);
  });

  test('proper text needs no word, but that an encoding which was asked for was not needed', async () => {
    for (const encoding of [null, 'utf-8', 'tcvn3', 'vni', 'windows-1252', 'windows-1258']) {
      const codes = encoding === null || encoding === 'utf-8' ? [] : ['encodingNotNeeded'];
      expect(await read(name, await make(schools), encoding)).toMatchObject({ rows: schools, codes });
    }
  });
});

test('decomposed names and values are composed, and counted', async () => {
  const { rows, codes } = await read('nfd.geojson', geojson(spelt(schools, (text) => text.normalize('NFD'))));
  expect(rows).toEqual(schools);
  expect(codes).toEqual(['decomposedUnicode']);
});

test('control characters in names and values are taken out; two names are never made one', async () => {
  const row = { 'name\u0000': 'a\u0000b', name: 'c', '\u0000': 'd', nested: { deep: ['e\u0000', { x: 'Ðức' }] } };
  const { rows, codes } = await read('nul.geojson', geojson([row]));
  expect(rows).toEqual([{ name: 'ab', 'name (2)': 'c', '?': 'd', nested: { deep: ['e', { x: 'Đức' }] } }]);
  expect(codes).toEqual(['lettersMended', 'lettersMended']);
});

/** The fixture's shapefile with its words in other bytes, which are as long or shorter. */
async function shapefile(encode: (text: string) => Uint8Array, cpg: string | null, mark = 0): Promise<Buffer> {
  const part = (extension: string) => readFile(path.join(fixtures, `ranh_gioi_xa.${extension}`));
  const dbf = await part('dbf');
  const [start, length] = [dbf.readUInt16LE(8), dbf.readUInt16LE(10)];
  let at = 1;
  for (let field = 32; dbf[field] !== 0x0d; field += 32) {
    const width = dbf[field + 16] ?? 0;
    for (
      let row = start;
      String.fromCharCode(dbf[field + 11] ?? 0) === 'C' && row + length <= dbf.length;
      row += length
    ) {
      const value = dbf.subarray(row + at, row + at + width);
      const bytes = encode(value.toString('utf8').trimEnd());
      value.fill(0x20).set(bytes.subarray(0, width));
    }
    at += width;
  }
  dbf[29] = mark;
  const parts = [
    { name: 'a.dbf', content: dbf },
    ...(await Promise.all(
      ['shp', 'shx', 'prj'].map(async (extension) => ({ name: `a.${extension}`, content: await part(extension) })),
    )),
    ...(cpg === null ? [] : [{ name: 'a.cpg', content: Buffer.from(cpg) }]),
  ];
  return makeZip(parts);
}

const inTcvn3 = (text: string) => iconv.encode(text, 'tcvn');
const inUtf8 = (text: string) => Buffer.from(text);

test.each([
  ['UTF-8', inTcvn3, 0, 'tcvn3', ['encodingContradicted']],
  ['ISO-8859-1', inTcvn3, 0, 'tcvn3', ['encodingContradicted']],
  ['TCVN', inTcvn3, 0, 'tcvn3', []],
  ['gì đó', inTcvn3, 0, 'tcvn3', ['unknownStatedEncoding']],
  [null, inTcvn3, 0, 'tcvn3', []],
  [null, inTcvn3, 0x57, 'tcvn3', ['encodingContradicted']],
  [null, inUtf8, 0x03, 'utf-8', ['encodingContradicted']],
  ['LDID/87', inUtf8, 0, 'utf-8', ['encodingContradicted']],
  ['65001', inUtf8, 0x57, 'utf-8', []],
] as const)('a shapefile whose .cpg is %s', async (cpg, encode, mark, used, codes) => {
  const source = await read('a.zip', await shapefile(encode, cpg, mark));
  expect(source).toMatchObject({ encoding: { used }, codes });
  const board = JSON.parse(await readFile(path.join(fixtures, 'board.geojson'), 'utf8')) as {
    features: { properties: Row }[];
  };
  expect(source.rows.map((row) => row.TEN_XA)).toEqual(board.features.map(({ properties }) => properties.TEN_XA));
});

test('a drawing with words of a font', async () => {
  const text = (await readFile(path.join(fixtures, 'board.dxf'), 'latin1')).replace(
    /\n1\n(\d+)/g,
    (_, code: string) => `\n1\nX· Hßa HiÖp ${code}`,
  );
  const said = await read('a.dxf', Buffer.from(text, 'latin1'));
  expect(said.codes).toEqual(['legacyFont']);
  for (const bytes of [Buffer.from(text, 'utf8'), Buffer.from(text, 'latin1')]) {
    const { rows, codes } = await read('b.dxf', bytes, 'tcvn3');
    expect(rows.map((row) => row.Text).filter((value) => value !== undefined && value !== null)[0]).toMatch(
      /^Xã Hòa Hiệp \d+$/,
    );
    expect(codes).toEqual([]);
  }
});
