import type { Text } from '#contract/common.ts';
import { nothingToDo, type SourceNote } from './driver.ts';
import type { TableSheet } from './tables.ts';

/** Says that a row was taken for the numbers of the columns. */
export function numberRow(row: number): SourceNote {
  return {
    code: 'numberRow',
    reason: {
      vi: `Dòng ${row} chỉ đánh số cột, không phải dữ liệu.`,
      en: `Row ${row} only numbers the columns; it is no data.`,
    },
    todo: nothingToDo,
  };
}

/** Sheets that hold something and were not read, and what to do about them. */
export function sheetsLeft(sheets: readonly TableSheet[], read: string, todo: Text): SourceNote {
  const list = (word: string) => sheets.map(({ name, hidden }) => `"${name}"${hidden ? ` (${word})` : ''}`).join(', ');
  return {
    code: 'sheetsLeft',
    reason: {
      vi: `Đã đọc trang tính "${read}"; không đọc: ${list('đang ẩn')}.`,
      en: `The sheet "${read}" was read; left were ${list('hidden')}.`,
    },
    todo,
  };
}

/** Rows with cells beside the columns that have a heading. */
export function cellsBeside(count: number): SourceNote {
  return {
    code: 'cellsBeside',
    reason: {
      vi: `${count} dòng có ô ngoài các cột có tiêu đề; các ô đó không được đọc.`,
      en: `${count === 1 ? 'One row has' : `${count} rows have`} cells beside the columns that have a heading; these were not read.`,
    },
    todo: { vi: 'Đặt tên cho mọi cột cần đọc.', en: 'Give every column that is to be read a heading.' },
  };
}

/** Cells that hold what the cell above them shows, with which they are merged. */
export function mergedCells(count: number): SourceNote {
  return {
    code: 'mergedCells',
    reason: {
      vi: `${count} ô nằm trong ô gộp đã được đọc theo giá trị của ô gộp.`,
      en: `${count === 1 ? 'One cell that was' : `${count} cells that were`} merged with one above took its value.`,
    },
    todo: {
      vi: 'Kiểm tra các cột có ô gộp; bỏ gộp nếu giá trị chỉ dành cho dòng đầu.',
      en: 'Check the columns with merged cells; unmerge them where the value is of the first row alone.',
    },
  };
}

/** A file whose name promises another format than its content is. */
export function namedOtherwise(content: 'csv' | 'workbook'): SourceNote {
  return {
    code: 'namedOtherwise',
    reason:
      content === 'csv'
        ? {
            vi: 'Tên tệp là của bảng tính nhưng nội dung là văn bản CSV; đã đọc như CSV.',
            en: 'The name is that of a workbook, but the content is CSV text and was read so.',
          }
        : {
            vi: 'Tên tệp là của CSV nhưng nội dung là bảng tính; đã đọc như bảng tính.',
            en: 'The name is that of a CSV, but the content is a workbook and was read so.',
          },
    todo: nothingToDo,
  };
}

/** Rows and columns that hold something and are hidden in the sheet. */
export function hiddenRead(rows: readonly number[], columns: readonly string[]): SourceNote {
  const few = (list: readonly (number | string)[]) => `${list.slice(0, 20).join(', ')}${list.length > 20 ? ', …' : ''}`;
  const named = (row: string, column: string) =>
    [
      ...(rows.length > 0 ? [`${row} ${few(rows)}`] : []),
      ...(columns.length > 0 ? [`${column} ${few(columns)}`] : []),
    ].join('; ');
  return {
    code: 'hiddenRead',
    reason: {
      vi: `Trang tính có phần đang ẩn hoặc bị lọc, vẫn được đọc: ${named('dòng', 'cột')}.`,
      en: `What the sheet hides or filters out was read all the same: ${named('rows', 'columns')}.`,
    },
    todo: {
      vi: 'Nếu phần đó không cần nhập, xoá khỏi tệp.',
      en: 'If that is not to be imported, delete it from the file.',
    },
  };
}
