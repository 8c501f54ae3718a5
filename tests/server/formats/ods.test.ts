import { expect, test } from 'vitest';
import { sheetLimits, workbookUploadLimits } from '#formats/limits.ts';
import type { TableSheet } from '#formats/tables.ts';
import { readWorkbook } from '#formats/workbook.ts';
import { makeZip } from './zip.ts';

const limits = { limits: workbookUploadLimits, sheetLimits };

function spreadsheet(tables: string, manifest = ''): Buffer {
  const spaces = ['office', 'table', 'text', 'style', 'draw', 'number', 'calcext'].map(
    (one) => `xmlns:${one}="urn:${one}"`,
  );
  const styles =
    '<number:date-style style:name="N1"/><number:percentage-style style:name="N2"/><number:number-style style:name="N3"><number:number number:min-integer-digits="5"/></number:number-style><number:currency-style style:name="N4"><number:number number:min-integer-digits="1"/></number:currency-style>' +
    ['1', '2', '3']
      .map((n) => `<style:style style:name="ce${n}" style:family="table-cell" style:data-style-name="N${n}"/>`)
      .join('');
  const hidden = `<office:automatic-styles>${styles}<style:style style:name="ta2" style:family="table"><style:table-properties table:display="false"/></style:style></office:automatic-styles>`;
  const content = `<?xml version="1.0"?><office:document-content ${spaces.join(' ')}>${hidden}<office:body><office:spreadsheet>${tables}</office:spreadsheet></office:body></office:document-content>`;
  return makeZip([
    { name: 'mimetype', content: Buffer.from('application/vnd.oasis.opendocument.spreadsheet') },
    { name: 'META-INF/manifest.xml', content: Buffer.from(`<manifest>${manifest}</manifest>`) },
    { name: 'content.xml', content: Buffer.from(content) },
  ]);
}

const table = (rows: string, attributes = 'table:name="Bảng"') => `<table:table ${attributes}>${rows}</table:table>`;
const row = (cells: string, attributes = '') => `<table:table-row ${attributes}>${cells}</table:table-row>`;
const cell = (attributes: string, inside = '') => `<table:table-cell ${attributes}>${inside}</table:table-cell>`;
const p = (text: string) => `<text:p>${text}</text:p>`;

async function readRows(rows: string): Promise<TableSheet> {
  const [sheet] = await readWorkbook(spreadsheet(table(rows)), limits);
  if (sheet === undefined) throw new Error('no sheet');
  return sheet;
}

test.each<[what: string, cell: string, value: unknown]>([
  [
    'a number of which nothing is shown, as GDAL writes it',
    cell('office:value-type="float" office:value="101"'),
    { value: 101 },
  ],
  [
    'a number as Vietnam shows it',
    cell('office:value-type="float" office:value="1250.5"', p('1.250,5')),
    { value: 1250.5 },
  ],
  [
    'a code by its format',
    cell('office:value-type="float" office:value="7"', p('00007')),
    { value: 7, shown: '00007' },
  ],
  ['money', cell('office:value-type="currency" office:value="5"', p('5 ₫')), { value: 5, shown: '5 ₫' }],
  [
    'a percentage',
    cell('office:value-type="percentage" office:value="0.5"', p('50%')),
    { value: 0.5, percent: true, shown: '50%' },
  ],
  [
    'a day',
    cell('office:value-type="date" office:date-value="2024-06-05"', p('05/06/24')),
    { value: { date: '2024-06-05' } },
  ],
  [
    'a day of long ago',
    cell('office:value-type="date" office:date-value="0001-01-01"'),
    { value: { date: '0001-01-01' } },
  ],
  [
    'a day at midnight',
    cell('office:value-type="date" office:date-value="2024-06-05T00:00:00"'),
    { value: { date: '2024-06-05' } },
  ],
  [
    'a day with a time',
    cell('office:value-type="date" office:date-value="2024-06-05T10:30:00"'),
    { value: { date: '2024-06-05', time: '10:30' } },
  ],
  [
    'a day that is none',
    cell('office:value-type="date" office:date-value="-0010-01-01"', p('01/01/-10')),
    { value: { error: 'date' }, shown: '01/01/-10' },
  ],
  ['a time', cell('office:value-type="time" office:time-value="PT02H30M00S"', p('02:30')), { value: '02:30' }],
  [
    'a day by its style alone',
    cell('office:value-type="float" office:value="45596" table:style-name="ce1"', p('45596')),
    { value: { date: '2024-10-31' } },
  ],
  [
    'a share by its style alone',
    cell('office:value-type="float" office:value="0.5" table:style-name="ce2"', p('0.5')),
    { value: 0.5, percent: true },
  ],
  [
    'a code by its style alone',
    cell('office:value-type="float" office:value="7" table:style-name="ce3"', p('7')),
    { value: 7, shown: '00007' },
  ],
  ['yes', cell('office:value-type="boolean" office:boolean-value="true"'), { value: true }],
  [
    'a text',
    cell(
      'office:value-type="string"',
      p('Hòa<text:s text:c="2"/>Xuân<text:line-break/><text:span>Đông</text:span>') + p('2'),
    ),
    { value: 'Hòa  Xuân\nĐông\n2' },
  ],
  ['a text in an attribute', cell('office:value-type="string" office:string-value="Mã"'), { value: 'Mã' }],
  [
    'a note beside a text',
    cell('office:value-type="string"', `<office:annotation>${p('ghi chú')}</office:annotation>${p('Mã')}`),
    { value: 'Mã' },
  ],
  [
    'a picture over a text',
    cell('office:value-type="string"', `${p('Mã')}<draw:frame>${p('hình')}</draw:frame>`),
    { value: 'Mã' },
  ],
  ['a formula that gives nothing', cell('table:formula="of:=&quot;&quot;"', p('')), undefined],
  ['a formula that nobody has computed', cell('table:formula="of:=A1"'), { value: { error: 'formula' } }],
  [
    'an error',
    cell('office:value-type="string" office:string-value="" calcext:value-type="error"', p('Err:518')),
    { value: { error: 'Err:518' } },
  ],
])('%s', async (_, markup, value) => {
  expect((await readRows(row(markup))).cells[0]?.[0]).toEqual(value);
});

test('cells and rows that are repeated, covered and hidden stand where they are shown', async () => {
  const text = (given: string, attributes = '') => cell(`office:value-type="string" ${attributes}`, p(given));
  const columns =
    '<table:table-column table:number-columns-repeated="2"/><table:table-column table:visibility="collapse"/><table:table-column table:number-columns-repeated="16381"/>';
  const { cells, merges, unseen } = await readRows(
    columns +
      row(text('a') + cell('table:number-columns-repeated="2"') + text('b', 'table:number-columns-repeated="2"')) +
      row(cell('table:number-columns-repeated="16384"'), 'table:number-rows-repeated="2"') +
      row(
        text('m', 'table:number-columns-spanned="2" table:number-rows-spanned="2"') +
          `<table:covered-table-cell office:value-type="string">${p('under')}</table:covered-table-cell>` +
          text('c'),
        'table:visibility="filter"',
      ) +
      row(cell('table:number-columns-repeated="16384"'), 'table:number-rows-repeated="1048000"'),
  );
  expect(cells.map((one) => one.map(({ value }) => value))).toEqual([
    ['a', null, null, 'b', 'b'],
    [],
    [],
    ['m', null, 'c'],
  ]);
  expect(merges).toEqual([{ row: 3, column: 0, rows: 2, columns: 2 }]);
  expect(unseen).toEqual({ rows: new Set([3]), columns: new Set([2]) });
});

test('sheets, hidden ones too', async () => {
  const one = row(cell('office:value-type="float" office:value="1"'));
  const sheets = await readWorkbook(
    spreadsheet(table(one) + table(one, 'table:name="Ẩn" table:style-name="ta2"')),
    limits,
  );
  expect(sheets.map(({ name, hidden }) => [name, hidden])).toEqual([
    ['Bảng', false],
    ['Ẩn', true],
  ]);
});

test('more than a sheet may hold is refused before it is built', async () => {
  const filled = (attributes: string) => row(cell('office:value-type="float" office:value="1"'), attributes);
  await expect(readRows(filled('table:number-rows-repeated="1048576"'))).rejects.toMatchObject({ kind: 'limit' });
  const wide = cell('office:value-type="float" office:value="1" table:number-columns-repeated="16384"');
  await expect(readRows(row(wide))).rejects.toMatchObject({ kind: 'limit' });
});

test('a password is told', async () => {
  const manifest = '<manifest:encryption-data xmlns:manifest="urn:m"/>';
  await expect(readWorkbook(spreadsheet(table(''), manifest), limits)).rejects.toMatchObject({
    code: 'workbookEncrypted',
  });
});
