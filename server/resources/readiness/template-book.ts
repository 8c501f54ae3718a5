import ExcelJS from 'exceljs';
import type { Text } from '#contract/common.ts';
import { onPaper } from '#formats/paper.ts';
import { heightOf } from '#formats/row-height.ts';
import { bytesOf, head, textRow } from '#formats/sheet-style.ts';
import { guideSheet } from '#formats/tables.ts';

/** What the cells of a column hold; `free` takes whatever is typed. */
export type CellKind = 'text' | 'whole' | 'number' | 'date' | 'yesNo' | 'free';

/** A column of a template. */
export interface TemplateColumn {
  /** What it is called, as the import knows it: Vietnamese, without unit and star. */
  readonly title: string;
  readonly unit: string | null;
  readonly required: boolean;
  readonly kind: CellKind;
  /** The list from which its cells are chosen, each with what it means; null where anything may stand. */
  readonly values: readonly { readonly value: string; readonly means: string }[] | null;
  /** Bounds of a number, both included. */
  readonly min: number | null;
  readonly max: number | null;
  /** What is to be written, for the sheet that explains. */
  readonly note: Text;
}

/** A workbook to fill in. */
export interface Template {
  readonly title: Text;
  readonly columns: readonly TemplateColumn[];
  /** What has to be known before it is filled in. */
  readonly sentences: readonly Text[];
  /** Codes that are written by hand, too many to choose from: each with what it stands for. */
  readonly codes: readonly (readonly [code: string, vi: string, en: string])[];
}

/** Rows whose cells are checked while they are filled; below them everything is taken too. */
const checkedRows = 1_000;
const firstRow = 2;
const yesNo = ['Có', 'Không'];
/** Of the sheet that explains: what is meant, then Vietnamese and English. */
const guideWidths = [34, 60, 60];
/** Points above and below the headings. */
const headPadding = 6;
const formats: Record<CellKind, string> = {
  text: '@',
  whole: '0',
  number: 'General',
  date: 'dd/mm/yyyy',
  yesNo: '@',
  free: 'General',
};
const dayZero = new Date('1900-01-01T00:00:00Z');

/**
 * The template as a file: a sheet with the headings and nothing below, and one that explains it, in which the lists of values
 * stand. The import passes the second one over.
 */
export async function makeBook({ title, columns, sentences, codes }: Template): Promise<Uint8Array> {
  const book = new ExcelJS.Workbook();
  const headings = columns.map(headingOf);
  const widths = headings.map((heading) => Math.min(Math.max(heading.length + 2, 12), 28));
  const sheet = book.addWorksheet('Nhập liệu', {
    views: [{ state: 'frozen', ySplit: 1, topLeftCell: 'A2' }],
    ...onPaper({ widths, head: [1, 1], names: 1, ruled: true }),
  });
  const guide = book.addWorksheet(guideSheet, onPaper({ widths: guideWidths, head: [1, 1] }));
  const rules = Reflect.get(sheet, 'dataValidations') as { add(range: string, rule: ExcelJS.DataValidation): void };
  const lists = writeGuide(guide, { title, columns, sentences, codes });
  sheet.columns = widths.map((width) => ({ width }));
  columns.forEach((column, index) => {
    const letter = sheet.getColumn(index + 1).letter;
    // Codes keep the zeros in front of them only where the cell was text before it was filled.
    sheet.getColumn(index + 1).numFmt = formats[column.kind];
    head(sheet.getCell(1, index + 1), headings[index] ?? '');
    const rule = ruleOf(column, lists.get(column) ?? null);
    if (rule !== null) rules.add(`${letter}${firstRow}:${letter}${firstRow + checkedRows - 1}`, rule);
  });
  const high = heightOf(headings.map((text, index) => ({ text, width: widths[index] ?? 0, bold: true })));
  sheet.getRow(1).height = high + headPadding;
  return bytesOf(book);
}

/** `Diện tích đất (m²) (*)`: the import reads past what stands in brackets. */
export function headingOf({ title, unit, required }: TemplateColumn): string {
  return `${title}${unit === null ? '' : ` (${unit})`}${required ? ' (*)' : ''}`;
}

/** Writes the sheet that explains; gives the range in which the list of each column that has one stands. */
function writeGuide(sheet: ExcelJS.Worksheet, { title, columns, sentences, codes }: Template) {
  const lists = new Map<TemplateColumn, string>();
  sheet.columns = guideWidths.map((width) => ({ width }));
  const write = (cells: readonly string[], heading = false) => textRow(sheet, cells, heading).number;
  write([guideSheet, title.vi, title.en], true);
  for (const { vi, en } of sentences) write(['', vi, en]);
  write([]);
  write(['Cột', 'Ghi gì', 'What to write'], true);
  for (const column of columns) write([headingOf(column), column.note.vi, column.note.en]);
  for (const column of columns) {
    if (column.values === null) continue;
    write([]);
    write(['Danh mục', 'Chọn một trong', 'Choose one of'], true);
    const rows = column.values.map(({ value, means }) => write([column.title, value, means]));
    lists.set(column, `'${sheet.name}'!$B$${rows[0] ?? 0}:$B$${rows.at(-1) ?? 0}`);
  }
  if (codes.length > 0) {
    write([]);
    write(['Mã', 'Nội dung', 'Content'], true);
    for (const code of codes) write(code);
  }
  return lists;
}

function ruleOf({ title, unit, kind, min, max }: TemplateColumn, list: string | null): ExcelJS.DataValidation | null {
  const told = (error: string) => ({ allowBlank: true, showErrorMessage: true, errorTitle: title.slice(0, 32), error });
  if (list !== null) return { type: 'list', formulae: [list], ...told('Chọn một giá trị trong danh mục.') };
  if (kind === 'yesNo') return { type: 'list', formulae: [`"${yesNo.join(',')}"`], ...told('Chọn Có hoặc Không.') };
  if (kind === 'date') {
    const error = 'Ghi ngày, ví dụ 31/10/2024.';
    return { type: 'date', operator: 'greaterThan', formulae: [dayZero], ...told(error) };
  }
  if (kind === 'text' || kind === 'free') return null;
  const [low, high] = [min ?? -1e9, max ?? 1e12];
  const bounds = min === null && max === null ? '' : ` từ ${low} đến ${high}`;
  return {
    type: kind === 'whole' ? 'whole' : 'decimal',
    operator: 'between',
    formulae: [low, high],
    ...told(`Ghi ${kind === 'whole' ? 'số nguyên' : 'số'}${bounds}${unit === null ? '' : `, đơn vị ${unit}`}.`),
  };
}
