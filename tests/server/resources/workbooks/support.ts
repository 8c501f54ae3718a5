import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import { ImportReport, type Finding, type RecordKind } from '#contract/imports.ts';
import { adminToken, type TestPortal } from '#tests/support/portal.ts';

/** Posts a table to the portal and gives status and report (or problem). */
export async function post(
  portal: TestPortal,
  records: RecordKind,
  file: { name: string; content: string | Uint8Array },
  query = '',
): Promise<{ status: number; body: Record<string, unknown> }> {
  const form = new FormData();
  form.append('file', new Blob([file.content as BlobPart]), file.name);
  const response = await portal.get(`/api/imports?records=${records}&id=${randomUUID()}${query}`, {
    method: 'POST',
    headers: { Authorization: `Bearer ${adminToken}` },
    body: form,
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

/** The report of a table that the portal reads, checked against the contract. */
export async function report(...given: Parameters<typeof post>): Promise<ImportReport> {
  const { status, body } = await post(...given);
  if (![200, 422].includes(status)) throw new Error(`${status} ${JSON.stringify(body)}`);
  return ImportReport.parse(body);
}

/** The report of lines of CSV. */
export function reportOfLines(portal: TestPortal, records: RecordKind, lines: readonly string[], query = '') {
  return report(portal, records, { name: 'test.csv', content: `\uFEFF${lines.join('\r\n')}\r\n` }, query);
}

/** `code @ sheet!cell` of findings. */
export function placesOf(findings: readonly Finding[]): string[] {
  return findings.map(({ code, sheet, column, row }) => `${code} @ ${sheet ?? ''}!${column ?? ''}${row ?? ''}`);
}

/** The template of the portal as a workbook. */
export async function template(portal: TestPortal, query: string): Promise<ExcelJS.Workbook> {
  const response = await portal.get(`/api/assessments/template?${query}`);
  if (response.status !== 200) throw new Error(await response.text());
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(await response.arrayBuffer());
  return book;
}

export async function bytesOf(book: ExcelJS.Workbook): Promise<Uint8Array> {
  return new Uint8Array(await book.xlsx.writeBuffer());
}

/** Column number of a key in row 9 of the template. */
export function columnOf(sheet: ExcelJS.Worksheet, key: string): number {
  const values = sheet.getRow(9).values as (string | undefined)[];
  const found = values.indexOf(key);
  if (found === -1) throw new Error(`no column ${key}`);
  return found;
}

/** The sheet to fill in. */
export function sheetOf(book: ExcelJS.Workbook): ExcelJS.Worksheet {
  const sheet = book.getWorksheet('Nhập liệu');
  if (!sheet) throw new Error('no sheet to fill in');
  return sheet;
}
