import type ExcelJS from 'exceljs';
import { dayOf, type Form, type FormCell } from './report-forms.ts';
import type { ReportFigures } from './report-figures.ts';
import { head, soft, thin } from './sheet-style.ts';

const headRow = 10;

/** Draws one form as offices hand it in: agency and motto, title, period, numbered columns, total, notes, signatures. */
export function drawForm(book: ExcelJS.Workbook, form: Form, figures: ReportFigures): void {
  const sheet = book.addWorksheet(form.sheet, {
    views: [{ state: 'frozen', ySplit: headRow + 1, xSplit: 2 }],
    pageSetup: {
      orientation: 'landscape',
      paperSize: 9,
      fitToPage: true,
      fitToWidth: 1,
      fitToHeight: 0,
      printTitlesRow: `${headRow}:${headRow + 1}`,
      margins: { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 },
    },
    headerFooter: { oddFooter: `${form.number} · ${figures.period.title.vi} · trang &P/&N` },
  });
  const last = form.columns.length;
  const half = Math.max(2, Math.floor(last / 2));
  const lineOver = (row: number, from: number, to: number, text: string, font: Partial<ExcelJS.Font> = {}) => {
    sheet.mergeCells(row, from, row, to);
    const cell = sheet.getCell(row, from);
    cell.value = text;
    cell.font = font;
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
  };
  lineOver(1, 1, half, `UBND ${figures.province.toUpperCase()}`);
  lineOver(2, 1, half, 'VĂN PHÒNG ĐIỀU PHỐI NÔNG THÔN MỚI', { bold: true });
  lineOver(1, half + 1, last, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true });
  lineOver(2, half + 1, last, 'Độc lập - Tự do - Hạnh phúc', { bold: true, underline: true });
  lineOver(3, half + 1, last, form.number, { italic: true });
  lineOver(5, 1, last, form.title, { bold: true, size: 14 });
  lineOver(6, 1, last, figures.set.title.vi);
  lineOver(7, 1, last, `Kỳ báo cáo: ${figures.period.title.vi} (số liệu đến ngày ${dayOf(figures.at)})`, {
    italic: true,
  });
  if (figures.demo)
    lineOver(8, 1, last, 'DỮ LIỆU MINH HOẠ - KHÔNG PHẢI SỐ LIỆU CHÍNH THỨC', {
      bold: true,
      color: { argb: 'FFB42318' },
    });
  lineOver(9, 1, last, `Đơn vị tính: ${form.unit}`, { italic: true });
  sheet.getCell(9, 1).alignment = { horizontal: 'right' };

  form.columns.forEach(({ title, width }, index) => {
    sheet.getColumn(index + 1).width = width;
    head(sheet.getCell(headRow, index + 1), title);
    // Columns are numbered, so that a letter can speak of column (5).
    soft(sheet.getCell(headRow + 1, index + 1), `(${index + 1})`);
  });
  sheet.getRow(headRow).height = 62;
  const first = headRow + 2;
  form.rows.forEach((cells, row) => drawRow(sheet, first + row, cells, form, false));
  let next = first + form.rows.length;
  if (form.total !== null) {
    drawRow(sheet, next, form.total, form, true);
    next += 1;
  }
  const notes = [...form.notes, figures.demo ? 'Toàn bộ số liệu là minh hoạ, không dùng để báo cáo.' : ''].filter(
    Boolean,
  );
  notes.forEach((note, index) => {
    sheet.mergeCells(next + 1 + index, 1, next + 1 + index, last);
    const cell = sheet.getCell(next + 1 + index, 1);
    cell.value = `Ghi chú: ${note}`;
    cell.font = { italic: true, size: 10 };
    cell.alignment = { wrapText: true, vertical: 'top' };
  });
  next += notes.length + 2;
  lineOver(next, half + 1, last, '..............., ngày ..... tháng ..... năm ........', { italic: true });
  lineOver(next + 1, 1, half, 'NGƯỜI LẬP BIỂU', { bold: true });
  lineOver(next + 1, half + 1, last, 'THỦ TRƯỞNG ĐƠN VỊ', { bold: true });
  lineOver(next + 2, 1, half, '(Ký, ghi rõ họ tên)', { italic: true });
  lineOver(next + 2, half + 1, last, '(Ký, đóng dấu, ghi rõ họ tên)', { italic: true });
}

function drawRow(sheet: ExcelJS.Worksheet, row: number, cells: readonly FormCell[], form: Form, total: boolean): void {
  cells.forEach((value, index) => {
    const cell = sheet.getCell(row, index + 1);
    cell.value = value;
    cell.border = thin;
    cell.font = { bold: total };
    const isNumber = typeof value === 'number';
    cell.alignment = { horizontal: isNumber ? 'right' : 'left', vertical: 'top', wrapText: true };
    const decimals = form.columns[index]?.decimals ?? 0;
    cell.numFmt = isNumber ? (decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`) : '@';
  });
}
