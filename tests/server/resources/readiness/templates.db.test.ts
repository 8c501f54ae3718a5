import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readCatalog } from '#catalog/collections.ts';
import { ImportReport, type RecordKind } from '#contract/imports.ts';
import { findImportable, importableIds } from '#intake/importable.ts';
import { listedKinds } from '#resources/readiness/record-templates.ts';
import { syncCriteriaSets } from '#resources/criteria/sync.ts';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { expectWellSet } from '#tests/server/formats/well-set.ts';
import { bytesOf, report } from '#tests/server/resources/workbooks/support.ts';
import { adminToken, startTestPortal, type TestPortal } from '#tests/support/portal.ts';
import { boardCode, insertBoard } from '#tests/support/province.ts';

const authorised = { headers: { Authorization: `Bearer ${adminToken}` } };
const catalog = await readCatalog();
const collections = importableIds(catalog).filter((id) => findImportable(catalog, id) !== null);

let portal: TestPortal;
beforeAll(async () => {
  portal = await startTestPortal({ REFERENCE_DATE: '2024-10-31' });
  await syncCriteriaSets(portal.db, await readCriteriaSets());
  await insertBoard(portal.db, { columns: 2, rows: 3 });
});
afterAll(() => portal.drop());

async function load(path: string, init?: RequestInit) {
  const response = await portal.get(path, init);
  if (response.status !== 200) throw new Error(`${response.status} ${await response.text()}`);
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await response.arrayBuffer());
  const [sheet, guide] = book.worksheets;
  if (sheet === undefined || guide === undefined) throw new Error('a sheet is missing');
  return { book, sheet, guide };
}

type Sheet = ExcelJS.Worksheet;
const headingsOf = (sheet: Sheet) => (sheet.getRow(1).values as string[]).slice(1);

/** What a list rule of the first row offers, read from where its range stands. */
function offered(sheet: Sheet, guide: Sheet, column: number): string | null {
  const rule = sheet.getCell(2, column).dataValidation as ExcelJS.DataValidation | undefined;
  if (rule?.type !== 'list') return null;
  const formula = String(rule.formulae[0]);
  if (formula.startsWith('"')) return formula.slice(1, -1).split(',')[0] ?? '';
  const [, from = ''] = /\$B\$(\d+):/.exec(formula) ?? [];
  return String(guide.getCell(Number(from), 2).value);
}

/** A value that a column of a collection's template takes. */
function sample(
  heading: string,
  row: number,
  offer: string | null,
  rule: ExcelJS.DataValidation | undefined,
): ExcelJS.CellValue {
  if (offer !== null) return offer;
  if (heading.startsWith('Kinh độ')) return 109.02 + row / 1000;
  if (heading.startsWith('Vĩ độ')) return 13.02;
  if (heading.startsWith('WKT')) return null;
  if (heading.startsWith('Tọa độ')) return row === 0 ? '13.02, 109.02' : 'LINESTRING(109.01 13.01, 109.02 13.02)';
  if (heading.startsWith('Mã xã')) return boardCode(0, 0);
  if (heading.startsWith('Không còn từ')) return null;
  if (rule?.type === 'date') return new Date('2024-03-01T00:00:00Z');
  if (rule?.type === 'whole') return Math.max(Number(rule.formulae[0]), Math.min(Number(rule.formulae[1]), 2010));
  if (rule?.type === 'decimal') return Math.max(Number(rule.formulae[0]), Math.min(Number(rule.formulae[1]), 5));
  return null;
}

async function importInto(id: string, book: ExcelJS.Workbook, dryRun: boolean): Promise<ImportReport> {
  const form = new FormData();
  form.append('file', new Blob([(await bytesOf(book)) as BlobPart]), `${id}.xlsx`);
  const query = `collection=${id}&id=${randomUUID()}&dryRun=${String(dryRun)}`;
  const response = await portal.get(`/api/imports?${query}`, { ...authorised, method: 'POST', body: form });
  return ImportReport.parse(await response.json());
}

describe('the template of a collection', () => {
  test.each(collections)('%s: every column is read, and two rows come in', async (id) => {
    const collection = findImportable(catalog, id) ?? expect.fail(id);
    const { book, sheet, guide } = await load(`/api/import-templates/${id}/whole`, authorised);
    expect(guide.name).toBe('Hướng dẫn');
    expectWellSet(book);
    expect(sheet.actualRowCount).toBe(1);
    const shape =
      collection.source.geometry === 'line'
        ? (row: number) => `LINESTRING(109.01 13.0${row + 1}, 109.02 13.0${row + 1})`
        : (row: number) =>
            `POLYGON((109.01 13.0${row + 1}, 109.015 13.0${row + 1}, 109.015 13.0${row + 1}5, 109.01 13.0${row + 1}))`;
    headingsOf(sheet).forEach((heading, index) => {
      const offer = offered(sheet, guide, index + 1);
      const rule = sheet.getCell(2, index + 1).dataValidation as ExcelJS.DataValidation | undefined;
      for (const row of [0, 1]) {
        const value = heading.startsWith('WKT') ? shape(row) : sample(heading, row, offer, rule);
        const text = id === 'digital-addresses' && heading.startsWith('Mã địa chỉ') ? `123456789${row}` : `Chữ ${row}`;
        sheet.getCell(row + 2, index + 1).value = value ?? (heading.startsWith('Không còn') ? null : text);
      }
    });
    const done = await importInto(id, book, id !== 'schools');
    expect(done.issues.map(({ reason }) => reason.en)).toEqual([]);
    expect(done.counts.added).toBe(2);
    expect(Object.entries(done.fields).filter(([, property]) => property === null)).toEqual([]);
    const codes = done.notes.map(({ code }) => code);
    expect(codes.filter((code) => ['columnsLeft', 'sheetsLeft', 'unitConverted', 'nameless'].includes(code))).toEqual(
      [],
    );
    if (id === 'schools') expect(done.outcome).toBe('imported');
  });

  test('given back with nothing filled in, is told so', async () => {
    const done = await importInto('schools', (await load('/api/import-templates/schools')).book, true);
    expect(done.issues.map(({ reason }) => reason.en)).toEqual(['No row of the table is filled in yet.']);
  });

  test('holds for everybody what anybody may see; of what is for officers there is none', async () => {
    const whole = headingsOf((await load('/api/import-templates/ocop-products/whole', authorised)).sheet);
    const open = headingsOf((await load('/api/import-templates/ocop-products')).sheet);
    expect(whole.filter((heading) => !open.includes(heading)).length).toBeGreaterThan(0);
    const [hidden, never] = await Promise.all(
      ['digital-addresses', 'never-was-in-here'].map(async (id) => {
        const response = await portal.get(`/api/import-templates/${id}`);
        return [response.status, (await response.text()).replaceAll(id, 'ID')];
      }),
    );
    expect(hidden).toEqual(never);
    expect(hidden?.[0]).toBe(404);
    expect((await portal.get('/api/import-templates/digital-addresses/whole')).status).toBe(401);
    expect((await portal.get('/api/import-templates/communes')).status).toBe(404);
  });

  test('is not sent again to who has it', async () => {
    const response = await portal.get('/api/import-templates/roads');
    const tag = response.headers.get('etag') ?? '';
    expect(response.headers.get('content-disposition')).toContain('mau_roads.xlsx');
    expect((await portal.get('/api/import-templates/roads', { headers: { 'if-none-match': tag } })).status).toBe(304);
  });
});

describe('the template of records', () => {
  const rows: Record<(typeof listedKinds)[number], readonly Record<string, ExcelJS.CellValue>[]> = {
    recognitions: [0, 1].map((row) => ({
      ...{ 'Mã đơn vị': boardCode(0, row), 'Bộ tiêu chí': 'xa-ntm', 'Số quyết định': '12/QĐ-UBND' },
      ...{ 'Ngày quyết định': new Date('2023-05-06T00:00:00Z'), 'Mức công nhận': 'standard' },
      ...{ 'Hiệu lực từ': '10/05/2023', 'Ghi chú': 'thử' },
    })),
    groups: [
      {
        ...{ 'Mã đơn vị': boardCode(0, 0), 'Cách phân nhóm': 'khu-vuc', Nhóm: 'Khu vực II' },
        ...{ 'Hiệu lực từ': new Date('2026-01-29T00:00:00Z'), 'Quyết định': '60/QĐ-BDTTG' },
      },
      {
        ...{ 'Tên đơn vị': 'An Phú', 'Cách phân nhóm': 'nhom-2026', Nhóm: 3, 'Hiệu lực từ': '15/02/2026' },
        ...{ 'Hiệu lực đến': '01/01/2031', 'Quyết định': '9/QĐ-UBND' },
      },
    ],
    thresholds: [],
    'target-figures': [
      { 'Mã mục tiêu': 'T011', 'Giá trị': 14, 'Ngày số liệu': '20/10/2024', 'Nguồn số liệu': 'BC 5' },
      { 'Mã mục tiêu': 'T095', 'Giá trị': '95%', 'Ngày số liệu': '20/10/2024', 'Nguồn số liệu': 'BC 5' },
    ],
    disbursements: [0, 1].map((row) => ({
      ...{ 'Mã đơn vị': boardCode(0, row), Năm: 2023, 'Nguồn vốn': null, 'Số tiền': 120.5 },
      ...{ 'Luỹ kế đến ngày': '30/09/2023', 'Nguồn số liệu': 'Kho bạc' },
    })),
  };

  test.each(listedKinds)('%s: two rows come in', async (kind) => {
    const { book, sheet, guide } = await load(`/api/import-templates/${kind}`);
    expectWellSet(book);
    expect(sheet.actualRowCount).toBe(1);
    const headings = headingsOf(sheet);
    const [left] = await leftIndicators();
    const given =
      kind === 'thresholds'
        ? [2024, 2025].map((Năm) => ({
            ...{ 'Bộ tiêu chí': left?.set ?? '', 'Chỉ tiêu': left?.no ?? '', 'Mức quy định': left?.value ?? '' },
            ...{ 'Mức đạt 2': null, Vùng: 'southCentralCoast', 'Nhóm xã': 1, Năm, 'Hiệu lực từ': '01/01/2024' },
            ...{ 'Hiệu lực đến': '01/01/2026', 'Văn bản': 'QĐ 1/QĐ-UBND' },
          }))
        : rows[kind];
    given.forEach((entry, row) => {
      for (const [name, value] of Object.entries(entry)) {
        const index = headings.findIndex((heading) => heading === name || heading.startsWith(`${name} (`)) + 1;
        expect(index, `${name} in ${headings.join(', ')}`).toBeGreaterThan(0);
        sheet.getCell(row + 2, index).value = name === 'Nguồn vốn' ? offered(sheet, guide, index) : value;
      }
    });
    const done = await report(portal, kind as RecordKind, { name: `${kind}.xlsx`, content: await bytesOf(book) });
    expect(done.issues.map(({ reason }) => reason.en)).toEqual([]);
    expect([done.outcome, done.counts.added]).toEqual(['imported', 2]);
  });
});

/** Indicators with one number that a set leaves to the province. */
async function leftIndicators() {
  return (await readCriteriaSets()).flatMap(({ id, criteria }) =>
    criteria
      .flatMap(({ indicators }) => indicators)
      .filter(({ thresholdBy, parts, unit }) => thresholdBy !== 'decision' && parts === null && unit === 'percent')
      .map(({ no }) => ({ set: id, no, value: 90 })),
  );
}
