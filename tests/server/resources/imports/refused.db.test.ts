import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ImportReport } from '#contract/imports.ts';
import { Problem } from '#contract/problem.ts';
import { startDemoPortal } from '#tests/support/demo-portal.ts';
import { bytesOf, columnOf, sheetOf, template } from '#tests/server/resources/workbooks/support.ts';
import { adminToken, type TestPortal } from '#tests/support/portal.ts';

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemoPortal();
});
afterAll(() => portal.drop());

const authorised = { Authorization: `Bearer ${adminToken}` };

async function give(query: string, name: string, content: Uint8Array | string): Promise<ImportReport> {
  const body = new FormData();
  body.append('file', new Blob([content as BlobPart]), name);
  const id = randomUUID();
  const response = await portal.get(`/api/imports?${query}&id=${id}`, { method: 'POST', body, headers: authorised });
  return ImportReport.parse(await response.json());
}

async function refusedOf({ id }: Pick<ImportReport, 'id'>): Promise<ExcelJS.Workbook> {
  const response = await portal.get(`/api/imports/${id}/refused`, { headers: authorised });
  expect(response.status).toBe(200);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await response.arrayBuffer());
  return book;
}

/** Rows of the first sheet as they are shown. */
function shownIn(book: ExcelJS.Workbook): string[][] {
  const sheet = book.worksheets[0];
  if (sheet === undefined) return [];
  return Array.from({ length: sheet.rowCount }, (_, row) =>
    Array.from({ length: sheet.columnCount }, (__, column) => sheet.getCell(row + 1, column + 1).text),
  );
}

async function mended(book: ExcelJS.Workbook, cells: Readonly<Record<string, string | number>>): Promise<Uint8Array> {
  for (const [address, value] of Object.entries(cells)) {
    const cell = book.worksheets[0]?.getCell(address);
    if (cell) cell.value = value;
  }
  return new Uint8Array(await book.xlsx.writeBuffer());
}

const schools = [
  'Ma so,Mã trường,Tên,Cấp học,Kinh độ,Vĩ độ',
  '=1+1,T1,Trường một,Mầm non,109.12,13.05',
  '007,T2,Trường hai,Đại học,109.13,13.05',
  'x,T3,Trường ba,Tiểu học,109.14,13.05',
  '=2+2,T3,Trường bốn,Tiểu học,109.15,13.05',
].join('\n');

test('rows that were refused come back as a workbook; mended it is given again as it is, and they come in', async () => {
  const report = await give('collection=schools&skipRefused=true', 'truong.csv', schools);
  expect(report.counts).toMatchObject({ added: 1, refused: 3 });
  const book = await refusedOf(report);
  const [head, ...rows] = shownIn(book);
  expect(head).toEqual(['Ma so', 'Mã trường', 'Tên', 'Cấp học', 'Kinh độ', 'Vĩ độ', 'Lý do', 'Cần làm']);
  expect(rows.map((cells) => cells.slice(0, 4))).toEqual([
    ['007', 'T2', 'Trường hai', 'Đại học'],
    ['x', 'T3', 'Trường ba', 'Tiểu học'],
    ['=2+2', 'T3', 'Trường bốn', 'Tiểu học'],
  ]);
  // A text of the file never becomes a formula.
  expect(book.worksheets[0]?.getCell('A4').type).toBe(ExcelJS.ValueType.String);
  expect(rows.map((cells) => cells.at(-2))).toEqual([
    expect.stringMatching(/^Dòng 3 của tệp\.\nCấp học: .*Đại học/),
    expect.stringMatching(/^Dòng 4 của tệp\.\nCùng mã/),
    expect.stringMatching(/^Dòng 5 của tệp\.\nCùng mã/),
  ]);
  const again = await give('collection=schools', 'mended.xlsx', await mended(book, { D2: 'THCS', B4: 'T4' }));
  expect(again).toMatchObject({ outcome: 'imported', counts: { added: 3, refused: 0 }, issues: [] });
  expect(Object.keys(again.fields)).not.toContain('Lý do');
});

test('what is refused once more says its new reasons alone', async () => {
  const book = await refusedOf(await give('collection=schools&dryRun=true', 'truong.csv', schools));
  const again = await give('collection=schools&dryRun=true', 'mended.xlsx', await mended(book, { D2: 'Đại học' }));
  expect(shownIn(await refusedOf(again))[0]?.filter((heading) => heading === 'Lý do')).toHaveLength(1);
});

test('a column of somebody’s own that is called like one of ours is a column', async () => {
  const [head = '', row = ''] = schools.split('\n');
  const report = await give('collection=schools&dryRun=true', 'truong.csv', `Lý do,${head}\nvì,${row}\n`);
  expect(report.fields).toHaveProperty('Lý do', null);
});

test('shapes of a map come back as text in WGS 84, and come in with it', async () => {
  const feature = (code: string, material: string, x: number) => ({
    type: 'Feature',
    properties: { code, road_class: material, X: x },
    geometry: {
      type: 'LineString',
      coordinates: [
        [109.1 + x / 1000, 13.05],
        [109.1012345 + x / 1000, 13.0512345],
      ],
    },
  });
  const features = [feature('D1', 'commune', 1), feature('D2', 'đường bay', 2)];
  const file = JSON.stringify({ type: 'FeatureCollection', features });
  const report = await give('collection=roads&skipRefused=true', 'duong.geojson', file);
  expect(report.counts).toMatchObject({ added: 1, refused: 1 });
  const book = await refusedOf(report);
  const [head, row] = shownIn(book);
  expect(head?.slice(0, 4)).toEqual(['code', 'road_class', 'X (trong tệp)', 'wkt']);
  expect(row?.[3]).toBe('LINESTRING(109.102 13.05,109.1032345 13.0512345)');
  const again = await give('collection=roads', 'mended.xlsx', await mended(book, { B2: 'commune' }));
  expect(again).toMatchObject({ outcome: 'imported', counts: { added: 1, refused: 0 }, issues: [] });
});

test('figures come back below their headings', async () => {
  const lines = ['target_id,value,valid_on,source', 'T011,15,2024-10-21,BC', 'T999,1,2024-10-21,BC'];
  const report = await give('records=target-figures&skipRefused=true', 'so-lieu.csv', lines.join('\n'));
  expect(report.counts).toMatchObject({ added: 1, refused: 1 });
  const book = await refusedOf(report);
  expect(shownIn(book).map((cells) => cells.slice(0, 4))).toEqual([
    ['target_id', 'value', 'valid_on', 'source'],
    ['T999', '1', expect.stringContaining('2024') as string, 'BC'],
  ]);
  const again = await give('records=target-figures', 'mended.xlsx', await mended(book, { A2: 'T012' }));
  expect(again).toMatchObject({ outcome: 'imported', counts: { added: 1 }, issues: [] });
});

test('the wide template of assessments comes back with the keys of its columns, and comes in', async () => {
  const form = await template(portal, 'set=xa-ntm&within=558&at=2024-09-30');
  const sheet = sheetOf(form);
  sheet.getCell('B4').value = 'BC 12/BC-UBND';
  sheet.getCell(10, columnOf(sheet, 'TC1')).value = 'Đạt';
  sheet.getCell(11, columnOf(sheet, 'TC1')).value = 'Gần đạt';
  const report = await give('records=assessments&skipRefused=true', 'xa.xlsx', await bytesOf(form));
  expect(report.counts).toMatchObject({ added: 1, refused: 1 });
  const book = await refusedOf(report);
  const [code, column] = [sheet.getCell(11, 1).text, columnOf(sheet, 'TC1')];
  const shown = shownIn(book);
  const row = shown.findIndex(([first]) => first === code);
  expect(shown[row - 1]?.[column - 1]).toBe('TC1');
  const cell = book.worksheets[0]?.getCell(row + 1, column).address ?? '';
  const again = await give('records=assessments', 'mended.xlsx', await mended(book, { [cell]: 'Đạt' }));
  expect(again).toMatchObject({ outcome: 'imported', counts: { added: 1, refused: 0 }, issues: [] });
});

test('of boundaries the table alone comes back', async () => {
  const file = JSON.stringify({
    type: 'FeatureCollection',
    features: [{ type: 'Feature', properties: { MA_XA: null, TEN_XA: 'Xã thử' }, geometry: null }],
  });
  const book = await refusedOf(await give('collection=communes&dryRun=true', 'xa.geojson', file));
  expect(shownIn(book)[0]).toEqual(['MA_XA', 'TEN_XA', 'Lý do', 'Cần làm']);
});

test('who has not the token gets none, and where nothing was refused there is none', async () => {
  const clean = await give('collection=schools&dryRun=true', 'truong.csv', schools.split('\n').slice(0, 2).join('\n'));
  const answer = await portal.get(`/api/imports/${clean.id}/refused`, { headers: authorised });
  expect([answer.status, Problem.parse(await answer.json()).fault]).toEqual([404, 'refusedRowsGone']);
  const refused = await give('collection=schools&dryRun=true', 'truong.csv', schools);
  expect((await portal.get(`/api/imports/${refused.id}/refused`)).status).toBe(401);
});

test('a large file, which a thread reads, gives back its refused rows too', async () => {
  const rows = Array.from({ length: 6_000 }, (_, n) => `L${n},Trường ${n},${n % 3 ? 'Mầm non' : '?'},109.1${n},13.05`);
  const file = `Mã trường,Tên,Cấp học,Kinh độ,Vĩ độ\n${rows.join('\n')}\n`;
  const report = await give('collection=schools&dryRun=true', 'truong.csv', file);
  expect(report.counts.refused).toBe(2_000);
  const shown = shownIn(await refusedOf(report));
  expect(shown).toHaveLength(2_001);
  expect(shown.at(-1)?.at(-2)).toContain('Cấp học');
});
