import { Readable } from 'node:stream';
import fc from 'fast-check';
import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { collect } from '#formats/chunks.ts';
import { openCsv } from '#formats/csv-source.ts';
import { openCsvRows } from '#formats/csv-rows.ts';

const known = new Set(['matruong', 'ten', 'caphoc']);

/** Bytes as a disk gives them: in parts of any length. */
const streamOf = (bytes: Buffer, part: number) => () =>
  Readable.from(
    (function* () {
      for (let from = 0; from < bytes.length; from += part) yield bytes.subarray(from, from + part);
    })(),
  );

async function rowsOf(text: string | Buffer, part = 65_536) {
  const { rows, head } = await openCsvRows(streamOf(Buffer.from(text), part), null, known);
  return { head, rows: await collect(rows) };
}

test.each([
  ['commas', 'Mã trường,Tên,Cấp học\nT1,A,TH\n'],
  ['semicolons', 'Mã trường;Tên;Cấp học\r\nT1;A;TH\r\n'],
  ['tabs', 'Mã trường\tTên\tCấp học\nT1\tA\tTH'],
  ['bars', 'Mã trường|Tên|Cấp học\nT1|A|TH'],
  ['a title with other signs above', 'Danh sách trường, xã A, huyện B, tỉnh C\nMã trường;Tên;Cấp học\nT1;A;TH'],
  ['a byte order mark', '\ufeffMã trường,Tên,Cấp học\nT1,A,TH'],
])('%s part the columns', async (_, text) => {
  const { head, rows } = await rowsOf(text);
  expect(head.names).toEqual(['Mã trường', 'Tên', 'Cấp học']);
  expect(rows.at(-1)?.cells).toEqual(['T1', 'A', 'TH']);
});

test('sep= says what parts the columns, and is no row that a spreadsheet shows', async () => {
  const { head, rows } = await rowsOf('sep=,\nMã trường,Tên\nT1,"A; B"\n');
  expect([head.names, rows]).toEqual([
    ['Mã trường', 'Tên'],
    [
      { row: 1, cells: ['Mã trường', 'Tên'] },
      { row: 2, cells: ['T1', 'A; B'] },
    ],
  ]);
});

test.each<[what: string, encoding: string, asked: string | null, used: string, codes: readonly string[]]>([
  ['as they are', 'utf-8', null, 'utf-8', []],
  ['as they are', 'tcvn3', null, 'tcvn3', []],
  ['as they are, which a person says', 'tcvn3', 'tcvn3', 'tcvn3', []],
  [
    'as a person says, with a word where that looks wrong',
    'tcvn3',
    'windows-1252',
    'windows-1252',
    ['encodingContradicted'],
  ],
  ['as they are where a person says utf-8 and they cannot be', 'tcvn3', 'utf-8', 'utf-8', ['mixedEncodings']],
  ['as UTF-8 whatever a person says', 'utf-8', 'windows-1258', 'utf-8', []],
])('bytes are read %s (%s, asked for %s)', async (_, encoding, asked, used, codes) => {
  const lines = ['Ma truong,Ten', 'T1,Hòa Xuân Đông', 'T2,Ngọc Lãng', 'T3,Phước Mỹ'];
  const bytes = iconv.encode(lines.join('\n'), encoding === 'tcvn3' ? 'tcvn' : encoding);
  const { rows, encoding: found, notes } = await openCsvRows(streamOf(bytes, 1_000), asked, known);
  const names = (await collect(rows)).slice(1).map(({ cells }) => cells[1]);
  if (!codes.includes('encodingContradicted')) expect(names).toEqual(['Hòa Xuân Đông', 'Ngọc Lãng', 'Phước Mỹ']);
  expect(found.used).toBe(used);
  expect(notes().map(({ code }) => code)).toEqual(codes);
});

test('a cell that is no UTF-8 keeps its letters wherever it stands, and none is taken for cut off', async () => {
  const lines = ['Ma truong,Ten', ...Array.from({ length: 900 }, (_, index) => `T${index},Hòa Xuân`)].join('\n');
  const bytes = Buffer.concat([Buffer.from(lines), Buffer.from('\nT900,'), iconv.encode('Xà', 'windows-1258')]);
  const { rows, notes } = await openCsvRows(streamOf(bytes, 700), null, known);
  expect((await collect(rows)).at(-1)?.cells).toEqual(['T900', 'Xà']);
  expect(notes().map(({ code }) => code)).toEqual(['mixedEncodings']);
});

test.each(['\n', '\r\n', '\r'])('a first row longer than any window is a row (lines end in %j)', async (end) => {
  const long = 'x'.repeat(100_000);
  const { rows } = await rowsOf(['Ma truong,Ten', `T1,${long}`, 'T2,A', ''].join(end));
  expect(rows.map(({ cells }) => cells[0])).toEqual(['Ma truong', 'T1', 'T2']);
});

test('a row with more cells than headings is a fault of that row; one that ends in empty cells is not', async () => {
  const text = 'Mã trường,Tên\nT1,A,B\nT2,A,,\nT3,A\n';
  const { features } = await openCsv(streamOf(Buffer.from(text), 65_536), 'a.csv', null, known);
  expect((await collect(features)).map(({ row, fault }) => [row, fault?.code ?? null])).toEqual([
    [2, 'moreCells'],
    [3, null],
    [4, null],
  ]);
});

test('letters are whole wherever a chunk ends, in every encoding', async () => {
  const cells = fc.array(fc.stringMatching(/^[ĐđƯưẵẩộa-z0-9]{0,6}$/), { minLength: 3, maxLength: 3 });
  await fc.assert(
    fc.asyncProperty(
      fc.array(cells, { minLength: 1, maxLength: 20 }),
      fc.integer({ min: 1, max: 9 }),
      fc.constantFrom('utf8' as const, 'utf16le' as const),
      async (all, part, encoding) => {
        const lines = [['Mã trường', 'Tên', 'Cấp học'], ...all].map((row) => row.join(';')).join('\n');
        const mark = encoding === 'utf16le' ? '\ufeff' : '';
        const { rows } = await rowsOf(Buffer.from(`${mark}${lines}`, encoding), part);
        const read = rows.slice(1).map((row) => row.cells.map((cell) => cell ?? ''));
        expect(read.filter((row) => row.some((cell) => cell !== ''))).toEqual(
          all.filter((row) => row.some((cell) => cell !== '')),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test.each(['\n', '\r\n', '\r'])('line ends may be mixed, after headings that end in %j', async (end) => {
  const other = end === '\n' ? '\r\n' : end === '\r' ? '\r' : '\n';
  const { rows } = await rowsOf(`Mã trường,Tên${end}T1,A${other}T2,B${end}T3,C${other}\u001a`);
  expect(rows.map(({ cells }) => cells[0])).toEqual(['Mã trường', 'T1', 'T2', 'T3', null]);
});

test('a quotation mark that nothing closes is told with its row', async () => {
  const reading = rowsOf('Mã trường,Tên\nT1,A\nT2,"B\nT3,C\n');
  await expect(reading).rejects.toMatchObject({
    code: 'quoteNotClosed',
    reason: { en: expect.stringContaining('row 3') as string },
  });
});

test('a code that is written as a formula to keep its zeros is that code', async () => {
  const { rows } = await rowsOf('Mã trường,Tên\n="00123","=""00124"""\n');
  expect(rows[1]?.cells).toEqual(['00123', '00124']);
});
