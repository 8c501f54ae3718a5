import * as XLSX from '@e965/xlsx';
import { describe, expect, test } from 'vitest';
import { sheetLimits, workbookUploadLimits } from '#formats/limits.ts';
import { readWorkbook } from '#formats/workbook.ts';
import { contentOf } from '#formats/workbook-kind.ts';
import { makeZip } from './zip.ts';

const limits = { limits: workbookUploadLimits, sheetLimits };
const main = 'http://schemas.openxmlformats.org/spreadsheetml/2006/main';
const types = (extra = '') =>
  `<?xml version="1.0"?><Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/><Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>${extra}</Types>`;
const relation = (id: string, type: string, target: string) =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
const relations = (list: string) =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${list}</Relationships>`;

/** A workbook of one sheet by its markup, as some program writes it; `x` is the prefix of its names. */
function workbook(
  rows: string,
  { x = '', more = [] as [string, string][], sheetRelations = '', after = '' } = {},
): Buffer {
  const [open, colon] = x === '' ? ['xmlns', ''] : [`xmlns:${x}`, `${x}:`];
  const parts: [string, string][] = [
    ['[Content_Types].xml', types()],
    ['_rels/.rels', relations(relation('r1', 'officeDocument', 'xl/workbook.xml'))],
    [
      'xl/workbook.xml',
      `<?xml version="1.0"?><${colon}workbook ${open}="${main}" xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"><${colon}sheets><${colon}sheet name="Bảng" sheetId="1" r:id="r1"/></${colon}sheets></${colon}workbook>`,
    ],
    ['xl/_rels/workbook.xml.rels', relations(relation('r1', 'worksheet', 'worksheets/sheet1.xml'))],
    [
      'xl/worksheets/sheet1.xml',
      `<?xml version="1.0"?><${colon}worksheet ${open}="${main}"><${colon}sheetData>${rows}</${colon}sheetData>${after}</${colon}worksheet>`,
    ],
    ...(sheetRelations === ''
      ? []
      : [['xl/worksheets/_rels/sheet1.xml.rels', relations(sheetRelations)] as [string, string]]),
    ...more,
  ];
  return makeZip(parts.map(([name, text]) => ({ name, content: Buffer.from(text) })));
}

const values = async (bytes: Buffer) =>
  (await readWorkbook(bytes, limits)).map(({ cells }) => cells.map((row) => row.map(({ value }) => value)));

describe('workbooks as programs write them', () => {
  test('names with a prefix, cells without an address, text in the cell itself', async () => {
    const row = '<x:row><x:c t="inlineStr"><x:is><x:t>Mã</x:t></x:is></x:c><x:c><x:v>7</x:v></x:c></x:row>';
    expect(await values(workbook(row, { x: 'x' }))).toEqual([[['Mã', 7]]]);
  });

  test('comments are of no interest', async () => {
    const comments = `<?xml version="1.0"?><comments xmlns="${main}"><authors><author>a</author></authors><commentList><comment ref="A1" authorId="0"><text><t>ghi chú</t></text></comment></commentList></comments>`;
    const bytes = workbook('<row r="1"><c r="A1" t="inlineStr"><is><t>Mã</t></is></c></row>', {
      more: [['xl/comments1.xml', comments]],
      sheetRelations: relation('r1', 'comments', '../comments1.xml'),
    });
    expect(await values(bytes)).toEqual([[['Mã']]]);
  });

  test('a formula is its result, an empty text nothing, and without a result a fault', async () => {
    const row =
      '<row r="1"><c r="A1"><f>1+1</f><v>2</v></c><c r="B1" t="str"><f>IF(1,"","")</f><v></v></c><c r="C1" t="str"><f>A1</f><v>x</v></c><c r="D1"><f>1+1</f></c><c r="E1" t="e"><f>1/0</f><v>#DIV/0!</v></c></row>';
    expect(await values(workbook(row))).toEqual([[[2, null, 'x', { error: 'formula' }, { error: '#DIV/0!' }]]]);
  });

  test('a far cell, a merge over a whole column and a rule over it cost nothing', async () => {
    const bytes = workbook('<row r="1"><c r="A1"><v>1</v></c></row>', {
      after: '<mergeCells count="1"><mergeCell ref="A1:A1048576"/></mergeCells>',
    });
    const [sheet] = await readWorkbook(bytes, limits);
    expect([sheet?.cells.length, sheet?.merges]).toEqual([1, [{ row: 0, column: 0, rows: 1_048_576, columns: 1 }]]);
  });
});

test('what a format adds is kept beside the number; what it rounds, groups or hides is not', async () => {
  const cells: [number, string, string | undefined][] = [
    [7, '00000', '00007'],
    [12, '"TH"000', 'TH012'],
    [5.1, '0.00', '5.10'],
    [220012345, '000-000-000', '220-012-345'],
    [1250, '#,##0', undefined],
    [1250.5, '#,##0.00', '1,250.50'],
    [12.3456, '0.0', undefined],
    [300123456789, '0.00E+00', undefined],
    [300123456789, 'General', undefined],
    [7, '0.00', undefined],
  ];
  const sheet = XLSX.utils.aoa_to_sheet([cells.map(([v, z]) => ({ t: 'n', v, z }))]);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, 'S');
  const [read] = await readWorkbook(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, limits);
  expect(read?.cells[0]?.map(({ value, shown }) => [value, shown])).toEqual(
    cells.map(([value, , shown]) => [value, shown]),
  );
});

test.each([
  ['a code whose format is for a language', 7, '[$-42A]00000', { value: 7, shown: '00007' }],
  ['a number whose format is for a language', 12_345_678, '[$-42A]#,##0', { value: 12_345_678 }],
  ['1 in any language', 1, '[$-409]General', { value: 1 }],
  ['money', 5, '[$₫-42A]#,##0', { value: 5, shown: '₫5' }],
  ['a day for a language', 45_596, '[$-42A]dd/mm/yyyy', { value: { date: '2024-10-31' } }],
  ['a day of nothing', 0, 'dd/mm/yyyy', { value: { error: 'date' }, shown: '00/01/1900' }],
  ['a time as a day', 0.5, 'dd/mm/yyyy', { value: { error: 'date' }, shown: '00/01/1900' }],
  ['a day that never was', 60, 'dd/mm/yyyy', { value: { error: 'date' }, shown: '29/02/1900' }],
  ['a sign that is no share', 0.8, '0.0"%"', { value: 0.8, shown: '0.8%' }],
  ['a share of which nothing is left to see', 0.004, '0%', { value: 0.004, percent: true, shown: '0%' }],
  ['nothing as a share', 0, '0%', { value: 0, percent: true, shown: '0%' }],
  ['a share above 1', 1.2, '0%', { value: 1.2, percent: true, shown: '120%' }],
  ['a share by the section that it falls in', 0.5, '[<=1]0%;0.0"%"', { value: 0.5, percent: true, shown: '50%' }],
  ['no share by the section that it falls in', 85, '[<=1]0%;0.0"%"', { value: 85, shown: '85.0%' }],
  ['a share', 0.5, '0%', { value: 0.5, percent: true, shown: '50%' }],
] as const)('%s', async (_, v, z, cell) => {
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, XLSX.utils.aoa_to_sheet([[{ t: 'n', v, z }]]), 'S');
  for (const bookType of ['xlsx', 'xls'] as const) {
    const bytes = XLSX.write(book, { type: 'buffer', bookType }) as Buffer;
    expect((await readWorkbook(bytes, limits))[0]?.cells[0]?.[0], bookType).toEqual(cell);
  }
});

test('days of both calendars of spreadsheets, and hours that are none', async () => {
  const sheet = XLSX.utils.aoa_to_sheet([
    [
      { t: 'n', v: 45_596, z: 'dd/mm/yyyy' },
      { t: 'n', v: 45_596.99, z: 'dd/mm/yyyy hh:mm' },
      { t: 'n', v: 0.5, z: 'hh:mm' },
    ],
  ]);
  const book = XLSX.utils.book_new();
  XLSX.utils.book_append_sheet(book, sheet, 'S');
  const read = async () =>
    (await readWorkbook(XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer, limits))[0]?.cells[0]?.map(
      ({ value }) => value,
    );
  expect(await read()).toEqual([{ date: '2024-10-31' }, { date: '2024-10-31', time: '23:45' }, '12:00']);
  book.Workbook = { WBProps: { date1904: true } };
  expect((await read())?.[0]).toEqual({ date: '2028-11-01' });
});

test.each([
  ['a.csv', 'a,b\n1,2\n', 'csv'],
  ['a.xlsx', 'a,b\n1,2\n', 'csv'],
  ['a.csv', 'PK\u0003\u0004', 'workbook'],
  ['a.xls', '<html><table>', 'workbook'],
  ['a.csv', '<html>', 'csv'],
  ['a.xlsx', 'a\u0000b', 'workbook'],
] as const)('%s that begins with %j is a %s', (name, start, wanted) => {
  expect(contentOf(name, Buffer.from(start, 'latin1'))).toBe(wanted);
});

test('a page with a table that is called .xls is read, in Vietnamese', async () => {
  const html =
    '<html><head><meta charset="utf-8"></head><body><table><tr><th>Mã</th><th>Tên</th></tr><tr><td>T1</td><td>Trường Đức Cơ</td></tr></table></body></html>';
  expect(await values(Buffer.from(html))).toEqual([
    [
      ['Mã', 'Tên'],
      ['T1', 'Trường Đức Cơ'],
    ],
  ]);
});

test('rows that are hidden are known', async () => {
  const sheet = XLSX.utils.aoa_to_sheet([['Mã'], ['T1'], ['T2']]);
  sheet['!rows'] = [{}, { hidden: true }];
  const book = XLSX.utils.book_new(sheet, 'Bảng');
  const bytes = XLSX.write(book, { type: 'buffer', bookType: 'xlsx', cellStyles: true }) as Buffer;
  expect([...((await readWorkbook(bytes, limits))[0]?.unseen?.rows ?? [])]).toEqual([1]);
});
