import type ExcelJS from 'exceljs';
import { onPaper } from '#formats/paper.ts';
import { heightOf } from '#formats/row-height.ts';
import { fontWith, textFont, titleSize } from '#formats/sheet-font.ts';
import { head, soft, thin } from '#formats/sheet-style.ts';
import { dayOf, type Form, type FormCell } from './report-forms.ts';
import type { ReportFigures } from './report-figures.ts';

const headRow = 10;
/** Points above and below its text. */
const headPadding = 6;

/** Draws one form as offices hand it in: agency and motto, title, period, numbered columns, total, notes, signatures. */
export function drawForm(book: ExcelJS.Workbook, form: Form, figures: ReportFigures): void {
  const widths = form.columns.map(({ width }) => width);
  const sheet = book.addWorksheet(form.sheet, {
    views: [{ state: 'frozen', ySplit: headRow + 1, xSplit: 2 }],
    ...onPaper({
      widths,
      head: [headRow, headRow + 1],
      form: true,
      foot: `${form.number} · ${figures.period.title.vi}`,
    }),
  });
  const last = form.columns.length;
  const half = Math.max(2, Math.floor(last / 2));
  const lineOver = (row: number, from: number, to: number, text: string, font: Partial<ExcelJS.Font> = {}) => {
    sheet.mergeCells(row, from, row, to);
    const cell = sheet.getCell(row, from);
    cell.value = text;
    cell.font = fontWith(font);
    cell.alignment = { horizontal: 'center', vertical: 'middle', wrapText: true };
    const wide = widths.slice(from - 1, to).reduce((sum, one) => sum + one, 0);
    const { bold = false, size = textFont.size } = font;
    const line = sheet.getRow(row);
    line.height = Math.max(line.height || 0, heightOf([{ text, width: wide, bold, size }]));
  };
  lineOver(1, 1, half, `UBND ${figures.province.toUpperCase()}`);
  lineOver(2, 1, half, 'VĂN PHÒNG ĐIỀU PHỐI NÔNG THÔN MỚI', { bold: true });
  lineOver(1, half + 1, last, 'CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM', { bold: true });
  lineOver(2, half + 1, last, 'Độc lập - Tự do - Hạnh phúc', { bold: true, underline: true });
  lineOver(3, half + 1, last, form.number, { italic: true });
  lineOver(5, 1, last, form.title, { bold: true, size: titleSize });
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
  const heads = form.columns.map(({ title, width }) => ({ text: title, width, bold: true }));
  sheet.getRow(headRow).height = heightOf(heads) + headPadding;
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
  const width = widths.reduce((sum, one) => sum + one, 0);
  notes.forEach((note, index) => {
    const row = next + 1 + index;
    sheet.mergeCells(row, 1, row, last);
    const cell = sheet.getCell(row, 1);
    cell.value = `Ghi chú: ${note}`;
    cell.font = fontWith({ italic: true });
    cell.alignment = { wrapText: true, vertical: 'top' };
    sheet.getRow(row).height = heightOf([{ text: cell.text, width }]);
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
    cell.font = total ? fontWith({ bold: true }) : textFont;
    const isNumber = typeof value === 'number';
    const horizontal = index === 0 ? 'center' : isNumber ? 'right' : 'left';
    cell.alignment = { horizontal, vertical: 'middle', wrapText: true, indent: horizontal === 'right' ? 1 : 0 };
    const decimals = form.columns[index]?.decimals ?? 0;
    cell.numFmt = isNumber ? (decimals === 0 ? '#,##0' : `#,##0.${'0'.repeat(decimals)}`) : '@';
  });
  sheet.getRow(row).height = heightOf(
    cells.map((value, index) => ({
      text: typeof value === 'string' ? value : '',
      width: form.columns[index]?.width ?? 0,
      bold: total,
    })),
  );
}
