import type { Finding } from '#contract/imports.ts';
import type { TableCell } from '#formats/cell.ts';
import { writeSheets, type PlainSheet } from '#formats/write-sheets.ts';
import { refusedHeadings } from './headings.ts';

/** Rows that a book has at most: whoever has more to mend mends them where they come from. */
export const mostRefusedRows = 10_000;

/** A row as the file had it, and why it was refused. */
export interface RefusedRow {
  /** As the file counts it. */
  readonly row: number;
  readonly cells: readonly TableCell[];
  readonly issues: readonly Finding[];
  /** Whether its shape is left out, being too long for a cell. */
  readonly shapeless?: boolean;
}

/** A table of refused rows, below its own headings and what stood above them. */
export interface RefusedSheet {
  readonly name: string;
  readonly above: readonly RefusedRow[];
  readonly head: readonly string[];
  readonly rows: readonly RefusedRow[];
}

/** What was refused of a file: it can be mended and given again as it is. */
export interface RefusedBook {
  readonly file: string;
  readonly sheets: readonly RefusedSheet[];
  /** Rows that were refused in all. */
  readonly total: number;
  /** How places stand in it: as the file had them, as text in WGS 84, or not at all. */
  readonly places: 'own' | 'wkt' | 'none';
}

/** Writes what was refused as a workbook. */
export function writeRefused(file: string, book: RefusedBook): Promise<void> {
  return writeSheets(file, book.sheets.map(sheetOf), aboutOf(book));
}

function sheetOf({ name, above, head, rows }: RefusedSheet): PlainSheet {
  const width = Math.max(head.length, ...above.concat(rows).map(({ cells }) => cells.length));
  const empty = (length: number) => Array.from({ length }, (): TableCell => ({ value: null }));
  const padded = (cells: readonly TableCell[], behind: readonly string[]) => [
    ...cells,
    ...empty(width - cells.length),
    ...behind.map((value): TableCell => ({ value: value === '' ? null : value })),
  ];
  const withReasons = (row: RefusedRow, isRefused: boolean) =>
    padded(row.cells, isRefused ? [reasonOf(row), todoOf(row)] : []);
  const headings = padded(
    head.map((value) => ({ value: value === '' ? null : value })),
    refusedHeadings,
  );
  return {
    name,
    rows: [
      ...above.map((row) => withReasons(row, row.issues.length > 0)),
      headings,
      ...rows.map((row) => withReasons(row, true)),
    ],
    head: above.length,
    wide: refusedHeadings.length,
  };
}

function reasonOf({ row, issues }: RefusedRow): string {
  const reasons = issues.map(({ property, reason }) => (property === null ? reason.vi : `${property}: ${reason.vi}`));
  if (reasons.length === 0) reasons.push('Lý do ghi ở phía trên bảng.');
  return [`Dòng ${row} của tệp.`, ...new Set(reasons)].join('\n');
}

function todoOf({ issues, shapeless = false }: RefusedRow): string {
  const todos = issues.map(({ todo }) => todo.vi);
  if (shapeless) todos.push('Hình quá dài cho một ô nên không có ở đây: sửa đối tượng này trong phần mềm bản đồ.');
  return [...new Set(todos)].join('\n');
}

function aboutOf({ file, sheets, total, places }: RefusedBook): readonly (readonly [string, string])[] {
  const listed = sheets.reduce((sum, { rows }) => sum + rows.length, 0);
  const placesSaid = {
    own: [],
    wkt: [
      ['Vị trí', 'Cột wkt là hình của đối tượng ở WGS 84 (kinh độ, vĩ độ): khi gửi lại không chọn hệ tọa độ nào khác.'],
    ],
    none: [['Vị trí', 'Ranh giới không có ở đây: sửa trong tệp gốc bằng phần mềm bản đồ rồi gửi lại tệp đó.']],
  } as const;
  const [reason, todo] = refusedHeadings;
  return [
    ['Tệp', file],
    [
      'Số dòng',
      listed < total ? `${listed} trong ${total} dòng chưa nhập; phần còn lại sửa trong tệp gốc.` : `${total}`,
    ],
    ...(places === 'none'
      ? []
      : ([
          [
            'Cách làm',
            `Sửa các ô rồi gửi lại chính tệp này, vào cùng lớp; hai cột "${reason}" và "${todo}" không được đọc.`,
          ],
        ] as const)),
    ...placesSaid[places],
    ['Lưu ý', 'Tệp có thể chứa dữ liệu cá nhân: chỉ gửi cho người sửa, xoá khi xong việc.'],
  ];
}
