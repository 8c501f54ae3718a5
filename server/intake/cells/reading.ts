import type { Text } from '#contract/common.ts';
import { textValue, type TableCell } from '#formats/cell.ts';
import { nothingToDo } from '#formats/driver.ts';
import { shown } from '#rules/text/shown.ts';

/** Something about a cell: with a fault its row is refused, a note is told and the cell is taken as the note says. */
export interface Remark {
  readonly code: string;
  readonly reason: Text;
  readonly todo: Text;
}

/** What a cell was read as. Empty cells are null without a fault. */
export interface Reading<T> {
  readonly value: T | null;
  readonly fault?: Remark;
  readonly notes?: readonly Remark[];
}

/** A reading that is refused. */
export function faulty(code: string, reason: Text, todo: Text): Reading<never> {
  return { value: null, fault: { code, reason, todo } };
}

/** Whatever a format gives for a value, as a cell: formats of maps know nested values, which are their JSON here. */
export function cellOf(raw: unknown): TableCell {
  if (raw === null || raw === undefined) return { value: null };
  if (typeof raw === 'string') return { value: textValue(raw) };
  if (typeof raw === 'number' || typeof raw === 'boolean') return { value: raw };
  if (typeof raw === 'object' && 'value' in raw && isCellValue(raw.value)) return raw as TableCell;
  return { value: JSON.stringify(raw) ?? null };
}

function isCellValue(value: unknown): boolean {
  if (value === null || typeof value !== 'object') return typeof value !== 'undefined';
  return 'date' in value || 'error' in value;
}

const nothing: Reading<never> = { value: null };

/** Passes on a cell that holds something: an empty one is none, and an error or a formula without a result a fault. */
export function reading<T>(cell: TableCell, read: (cell: TableCell) => Reading<T>): Reading<T> {
  const { value } = cell;
  if (value === null) return nothing;
  if (typeof value === 'object' && 'error' in value)
    return value.error === 'date' ? noDay(cell.shown ?? '') : errorFault(value.error);
  return read(cell);
}

/** As `reading`; a dash alone, which tables put where there is nothing, is none as well, and said. */
export function readingUndashed<T>(cell: TableCell, read: (cell: TableCell) => Reading<T>): Reading<T> {
  if (typeof cell.value === 'string' && /^(?:[-–—]{1,3}|…|\.{2,4}|\/)$/.test(cell.value))
    return { value: null, notes: [dashIsNone(cell.value)] };
  return reading(cell, read);
}

function errorFault(what: string): Reading<never> {
  return faulty(
    'cellError',
    what === 'formula'
      ? { vi: 'Ô có công thức nhưng không có kết quả.', en: 'The cell has a formula without a result.' }
      : { vi: `Ô báo lỗi ${shown(what)}.`, en: `The cell says ${shown(what)}.` },
    {
      vi: 'Thay bằng giá trị (Dán đặc biệt → Giá trị), hoặc mở và lưu lại tệp bằng chương trình bảng tính.',
      en: 'Put the value instead (Paste special → Values), or open and save the file in a spreadsheet program.',
    },
  );
}

/** A cell that is formatted as a day and holds none: 0 is what a formula makes of an empty cell. */
function noDay(text: string): Reading<never> {
  return faulty(
    'notADate',
    {
      vi: `Ô định dạng ngày nhưng "${shown(text)}" không phải là ngày.`,
      en: `The cell is formatted as a day, but "${shown(text)}" is none.`,
    },
    { vi: 'Ghi đúng ngày, hoặc xoá giá trị trong ô.', en: 'Write the right day, or clear the cell.' },
  );
}

function dashIsNone(dash: string): Remark {
  return {
    code: 'dashIsNone',
    reason: { vi: `"${dash}" được hiểu là không có.`, en: `"${dash}" was read as none.` },
    todo: nothingToDo,
  };
}
