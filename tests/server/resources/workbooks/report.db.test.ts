import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCsv, readUnits } from '#data/demo/make/read-units.ts';
import { expectWellSet } from '#tests/server/formats/well-set.ts';
import { startDemoPortal } from '#tests/support/demo-portal.ts';
import type { TestPortal } from '#tests/support/portal.ts';
import { template } from './support.ts';

const data = (path: string) => new URL(`../../../../data/${path}`, import.meta.url);
const units = readUnits(data('admin-units/admin-units.csv')).filter(({ kind }) => kind === 'Xã');
const declared = readCsv(data('demo/assessments.csv')).filter((row) => row.set_id === 'xa-ntm');

let portal: TestPortal;
beforeAll(async () => {
  portal = await startDemoPortal();
});
afterAll(() => portal.drop());

async function book(query: string): Promise<ExcelJS.Workbook> {
  const response = await portal.get(`/api/reports/communes${query}`);
  expect(response.status).toBe(200);
  const read = new ExcelJS.Workbook();
  await read.xlsx.load(await response.arrayBuffer());
  return read;
}

/** Rows below the numbered heads, up to the first empty one. */
function rowsOf(read: ExcelJS.Workbook, name: string): unknown[][] {
  const sheet = read.getWorksheet(name);
  const rows: unknown[][] = [];
  for (let row = 12; sheet && sheet.getCell(row, 2).text !== '' && !sheet.getCell(row, 1).isMerged; row += 1)
    rows.push((sheet.getRow(row).values as unknown[]).slice(1));
  return rows;
}

/** Criteria met by commune at a review, from the demo's file and nothing else. */
function metAt(validOn: string): Map<string, number> {
  const counts = new Map(units.map(({ code }) => [code, 0]));
  for (const row of declared)
    if (row.valid_on === validOn && row.status === 'met')
      counts.set(row.code ?? '', (counts.get(row.code ?? '') ?? 0) + 1);
  return counts;
}

describe('the forms of a half year', () => {
  let read: ExcelJS.Workbook;
  beforeAll(async () => {
    read = await book('?period=2024-H1');
  });

  test('name agency, title, period and day, and that the figures are invented', () => {
    const sheet = read.getWorksheet('Biểu 01');
    const lines = [1, 2, 5, 7, 8].map((row) => sheet?.getCell(row, 1).text);
    expect(lines).toEqual([
      'UBND TỈNH PHÚ YÊN',
      'VĂN PHÒNG ĐIỀU PHỐI NÔNG THÔN MỚI',
      'TỔNG HỢP SỐ XÃ THEO SỐ TIÊU CHÍ ĐẠT',
      'Kỳ báo cáo: 6 tháng đầu năm 2024 (số liệu đến ngày 30/06/2024)',
      'DỮ LIỆU MINH HOẠ - KHÔNG PHẢI SỐ LIỆU CHÍNH THỨC',
    ]);
    const facts = read.getWorksheet('Thông tin')?.getColumn(2).values.join('\n');
    expect(facts).toContain('30/06/2024');
    expect(facts).toContain('Dữ liệu minh hoạ');
  });

  test('print on A4, one page across, with every row as high as its text', () => {
    expectWellSet(read);
    const forms = read.worksheets.filter(({ name }) => name.startsWith('Biểu'));
    expect(forms.map(({ pageSetup }) => [pageSetup.orientation, pageSetup.fitToWidth])).toEqual(
      forms.map(() => ['landscape', 1]),
    );
  });

  test('count communes by criteria met: each district, and the province as their sum', () => {
    const rows = rowsOf(read, 'Biểu 01');
    const total = rows.at(-1) as (number | string)[];
    const met = [...metAt('2024-06-30').values()];
    const within = (from: number, to: number) => met.filter((count) => count >= from && count <= to).length;
    const before = [...metAt('2023-12-31').values()].filter((count) => count === 19).length;
    expect(total.slice(1, 9)).toEqual([
      'TOÀN TỈNH',
      83,
      within(19, 19),
      within(15, 18),
      within(10, 14),
      within(5, 9),
      within(0, 4),
      0,
    ]);
    expect(total[9]).toBeCloseTo(met.reduce((sum, count) => sum + count, 0) / 83, 10);
    expect(total.slice(10)).toEqual([before, within(19, 19) - before]);
    for (let column = 2; column < 9; column += 1)
      expect(rows.slice(0, -1).reduce((sum, row) => sum + Number(row[column]), 0)).toBe(total[column]);
  });

  test('count communes by criterion, and name those that each commune lacks', () => {
    const byCriterion = rowsOf(read, 'Biểu 02');
    expect(byCriterion).toHaveLength(19);
    for (const row of byCriterion) {
      const met = declared.filter(
        ({ valid_on, status, criterion_no }) =>
          valid_on === '2024-06-30' && status === 'met' && criterion_no === String(row[0]),
      ).length;
      expect(row.at(-2)).toBe(met);
    }
    const list = rowsOf(read, 'Biểu 04');
    expect(list).toHaveLength(83);
    const met = metAt('2024-06-30');
    for (const row of list) expect([row[1], row[4]]).toEqual([row[1], met.get(String(row[1]))]);
    const status = rowsOf(read, 'Biểu 03').at(-1) as number[];
    const [, , communes = 0, recognised = 0, , , , ...others] = status;
    expect(recognised + others.reduce((sum, count) => sum + count, 0)).toBe(communes);
  });
});

test.each(['xa-ntm', 'xa-ntm-nang-cao', 'huyen-ntm'])(
  'the template of %s shows its names and units whole',
  async (set) => {
    const book = await template(portal, `set=${set}`);
    expectWellSet(book);
    const sheet = book.getWorksheet('Nhập liệu') ?? expect.fail();
    const { printTitlesRow, printTitlesColumn } = sheet.pageSetup;
    expect([printTitlesRow, printTitlesColumn]).toEqual(['6:9', 'A:C']);
    // What is frozen leaves room for rows on a small screen, which shows some 375 points.
    const frozen = Array.from({ length: 9 }, (_, row) => sheet.getRow(row + 1).height || 15);
    expect(frozen.reduce((sum, height) => sum + height, 0)).toBeLessThan(250);
  },
);

test('by itself a report is of the last quarter that has ended', async () => {
  const response = await portal.get('/api/reports/communes');
  expect(response.headers.get('content-disposition')).toContain('bao-cao_xa-ntm_2024-Q3.xlsx');
  const read = await book('');
  expect(read.getWorksheet('Biểu 01')?.getCell(7, 1).text).toContain('Kỳ báo cáo: Quý III năm 2024');
});

test('what the demo tells of after its own day is reported too, by the set and the units of the period', async () => {
  const totals = async (query: string) => rowsOf(await book(query), 'Biểu 01').at(-1)?.[2];
  expect(await totals('?period=2024-Q4')).toBe(82);
  expect(await totals('?period=2025-H1')).toBe(82);
  const later = await book('?period=2026-Q3');
  expect(later.getWorksheet('Thông tin')?.getCell(3, 2).text).toContain('51/2025');
  expect(rowsOf(later, 'Biểu 01').at(-1)?.[2]).toBe(27);
});

test('of a day without districts communes are listed with those that they came from', async () => {
  const read = await book('?period=2026-Q3');
  const heads: string[] = [];
  read.getWorksheet('Biểu 04')?.eachRow((row, number) => {
    if (number < 12) row.eachCell((cell) => heads.push(cell.text));
  });
  expect(heads).toContain('Huyện (thị xã, thành phố) cũ');
  const rows = rowsOf(read, 'Biểu 04');
  expect(rows).toHaveLength(27);
  expect(rows.find(([, code]) => code === '22081')?.slice(1, 5)).toEqual([
    '22081',
    'Xã Đồng Xuân',
    'Tỉnh Đắk Lắk',
    'Huyện Đồng Xuân',
  ]);
});

test('before anything is assessed the forms have no noughts', async () => {
  const read = await book('?period=2021-Q1&set=xa-ntm-kieu-mau');
  const total = rowsOf(read, 'Biểu 01').at(-1) ?? [];
  // 83 communes, nobody in a class, all of them not assessed.
  expect([total[2], total[3], total[4], total[5]]).toEqual([83, undefined, undefined, 83]);
  for (const row of rowsOf(read, 'Biểu 02')) expect(row.slice(2).every((cell) => cell === undefined)).toBe(true);
});

test('communes that are assessed in part are named with both figures', async () => {
  const read = await book('?period=2021');
  const sheet = read.getWorksheet('Biểu 01') ?? expect.fail();
  const notes: string[] = [];
  sheet.eachRow((row) => notes.push(row.getCell(1).text));
  const note = notes.find((text) => text.includes('mới đánh giá một phần')) ?? expect.fail();
  expect(note).toMatch(/^\D*10 xã/);
  expect([...note.matchAll(/\d+ đạt, \d+ chưa đánh giá/g)]).toHaveLength(10);
  expectWellSet(read);
});

test('a period under way is told to its last day so far; one that has not begun and a district set are refused', async () => {
  const read = await book('?period=2026');
  expect(read.getWorksheet('Biểu 01')?.getCell(7, 1).text).toBe('Kỳ báo cáo: Năm 2026 (số liệu đến ngày 31/10/2026)');
  for (const [query, status] of [
    ['?period=2027-Q1', 400],
    ['?period=2024-Q5', 400],
    ['?period=soon', 400],
    ['?set=huyen-ntm', 400],
    ['?set=none', 404],
  ] as const) {
    const response = await portal.get(`/api/reports/communes${query}`);
    expect([query, response.status]).toEqual([query, status]);
    expect(((await response.json()) as { detail: string }).detail).toMatch(/\.$/);
  }
});
