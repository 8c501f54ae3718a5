import type { Fault, SourceFeature } from './driver.ts';

/** What is wrong or odd with a row of a text whose cells are parted by signs. */
export type RowFaults = Pick<SourceFeature, 'fault' | 'notes'>;

/** Judges a row by its number of cells, and by lines within a cell that may be rows of their own. */
export function rowFaults(cells: readonly (string | null)[], headings: number, delimiter: string): RowFaults {
  const more = moreCells(cells, headings);
  if (more !== null) return { fault: more };
  for (const [column, cell] of cells.entries()) {
    const rows = cell === null ? 'none' : rowsWithin(cell, column, headings, delimiter);
    if (rows !== 'none')
      return rows === 'surely' ? { fault: rowsInCell(cell ?? '') } : { notes: [rowsInCell(cell ?? '')], fault: null };
  }
  return { fault: null };
}

/** A comma that should have been quoted moves all cells behind it, so that nothing of such a row can be believed. */
function moreCells(cells: readonly unknown[], headings: number): Fault | null {
  const last = cells.findLastIndex((cell) => cell !== null) + 1;
  if (last <= headings) return null;
  return {
    code: 'moreCells',
    reason: {
      vi: `Dòng có ${last} ô dưới ${headings} tiêu đề.`,
      en: `The row has ${last} cells under ${headings} headings.`,
    },
    todo: {
      vi: 'Đặt trong ngoặc kép ("...") ô có dấu phân cách, hoặc đặt tên cho mọi cột.',
      en: 'Put a cell that holds the separator in quotation marks ("..."), or give every column a heading.',
    },
  };
}

/**
 * Whether a cell of several lines holds rows: a quotation mark that is not closed swallows all to the next one. Where that one
 * stands in the same column, its lines have as many signs as rows have; text has a space behind a comma.
 */
function rowsWithin(cell: string, column: number, headings: number, delimiter: string): 'surely' | 'perhaps' | 'none' {
  if (headings < 3 || !/[\r\n]/.test(cell)) return 'none';
  const signs = cell.split(/\r\n|\n|\r/).map((line) => line.split(delimiter).length - 1);
  if (signs.reduce((sum, count) => sum + count, 0) < headings - 1) return 'none';
  const isWhole =
    signs[0] === headings - 1 - column &&
    signs.at(-1) === column &&
    signs.slice(1, -1).every((count) => count === headings - 1);
  return isWhole && !cell.includes(`${delimiter} `) ? 'surely' : 'perhaps';
}

function rowsInCell(cell: string): Fault {
  const lines = cell.split(/\r\n|\n|\r/).length;
  return {
    code: 'rowsInCell',
    reason: {
      vi: `Một ô của dòng này chứa ${lines} dòng có dấu phân cách: dấu ngoặc kép (") mở mà không đóng có thể đã nuốt các dòng sau.`,
      en: `A cell of this row holds ${lines} lines with separators: a quotation mark (") that is not closed may have swallowed the rows that follow.`,
    },
    todo: {
      vi: 'Kiểm tra dấu ngoặc kép ở đầu các ô của dòng này; mỗi dấu mở phải có dấu đóng.',
      en: 'Check the quotation marks at the beginning of the cells of this row; each needs one that closes it.',
    },
  };
}
