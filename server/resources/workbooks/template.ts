import ExcelJS from 'exceljs';
import type { ShownCriteriaSet } from '#contract/criteria.ts';
import { dayBefore } from '#contract/days.ts';
import { Fault } from '#contract/faults.ts';
import { isHeld } from '#contract/sets-at.ts';
import type { Queryable } from '#db/db.ts';
import { onPaper } from '#formats/paper.ts';
import { heightOf } from '#formats/row-height.ts';
import { fontWith, softSize, titleSize } from '#formats/sheet-font.ts';
import { bytesOf, head, soft, textSheet, thin } from '#formats/sheet-style.ts';
import { guideSheet } from '#formats/tables.ts';
import { requireUnit } from '#resources/admin-units/service.ts';
import { hasDistricts } from '#rules/boundaries/tiers.ts';
import { communeSet, notHeld, readCriteriaSet, readShownSet } from '#resources/criteria/service.ts';
import { unitWords } from '#rules/criteria/indicator-units.ts';
import { queries } from './queries.ts';
import { groupsOf, named, nameFont, relative } from './template-items.ts';

export interface TemplateQuery {
  /** Communes' standard set of the day where none is named. */
  readonly setId: string | undefined;
  readonly within: string | null;
  readonly at: string;
  readonly demo: boolean;
}

interface UnitRow {
  readonly code: string;
  readonly name: string;
  readonly parentName: string | null;
}

/** Rows of the sheet: labels above, then the heads, then the units. */
const titleRow = 1;
const groupRow = 6;
const nameRow = 7;
const unitRow = 8;
const keyRow = 9;
const firstUnitRow = 10;

/**
 * The workbook in which an office writes assessments of a set: a row for each unit to which the set applies, a column
 * for each criterion and indicator with cells that are checked while they are filled. Throws Fault for an unknown
 * set or unit, a set of which nothing is held, or where no unit is left.
 */
export async function makeTemplate(db: Queryable, { setId, within, at, demo }: TemplateQuery): Promise<Uint8Array> {
  const { id } = setId === undefined ? await communeSet(db, at) : await readCriteriaSet(db, setId, 'query.set');
  const set = await readShownSet(db, id);
  if (!isHeld(set)) throw notHeld(set, 'query.set');
  if (within !== null) await requireUnit(db, within, at);
  const units = await db.many<UnitRow>(queries.unitsWithin, { level: set.level, kinds: set.appliesTo, at, within });
  if (units.length === 0)
    throw within === null
      ? new Fault('setWithoutUnits', { set: id, at }, 'query.within')
      : new Fault('setWithoutUnitsInside', { set: id, within, at }, 'query.within');
  const book = new ExcelJS.Workbook();
  book.created = new Date(`${at}T00:00:00Z`);
  fillIn(book, { set, units, at, demo });
  textSheet(book, guideSheet, explanation(set, demo));
  textSheet(book, 'Danh mục', codeLists(set));
  return bytesOf(book);
}

function fillIn(
  book: ExcelJS.Workbook,
  { set, units, at, demo }: { set: ShownCriteriaSet; units: readonly UnitRow[]; at: string; demo: boolean },
): void {
  const groups = groupsOf(set);
  const items = groups.flatMap((group) => group.items);
  const fixed = [
    ['code', 'Mã', 13],
    ['name', 'Tên đơn vị', 24],
    ['district', set.level === 'commune' && hasDistricts(at) ? 'Huyện' : 'Tỉnh', 22],
  ] as const;
  const widths = [...fixed.map(([, , width]) => width), ...items.map(({ width }) => width)];
  const sheet = book.addWorksheet('Nhập liệu', {
    views: [{ state: 'frozen', xSplit: fixed.length, ySplit: keyRow, topLeftCell: `D${firstUnitRow}` }],
    ...onPaper({ widths, head: [groupRow, keyRow], names: fixed.length }),
  });
  sheet.columns = widths.map((width) => ({ width }));
  sheet.getCell(titleRow, 1).value = `PHIẾU ĐÁNH GIÁ: ${set.title.vi}`;
  sheet.getCell(titleRow, 1).font = fontWith({ bold: true, size: titleSize });
  sheet.getRow(titleRow).height = heightOf([{ text: '', width: 0, size: titleSize }]);
  const above: readonly (readonly [string, ExcelJS.CellValue])[] = [
    ['Bộ tiêu chí', set.id],
    // The cell takes no day outside the set's own time: neither may what stands in it.
    ['Ngày số liệu', new Date(`${dayWithin(set, at)}T00:00:00Z`)],
    ['Nguồn', null],
    ['Ghi chú', demo ? 'Hệ thống đang có dữ liệu minh hoạ' : null],
  ];
  above.forEach(([label, value], index) => {
    sheet.getCell(index + 2, 1).value = label;
    sheet.getCell(index + 2, 1).font = fontWith({ bold: true });
    const cell = sheet.getCell(index + 2, 2);
    cell.value = value;
    if (label !== 'Ghi chú') cell.border = thin;
    cell.alignment = { horizontal: 'left' };
  });
  sheet.getCell('B3').numFmt = 'dd/mm/yyyy';
  sheet.getCell('B3').dataValidation = {
    type: 'date',
    operator: 'between',
    formulae: [new Date(`${set.validFrom}T00:00:00Z`), new Date(`${lastDay(set.validTo)}T00:00:00Z`)],
    showErrorMessage: true,
    errorTitle: 'Ngày số liệu',
    error: `Bộ tiêu chí có hiệu lực từ ${set.validFrom}${set.validTo === null ? '' : ` đến trước ${set.validTo}`}.`,
  };
  sheet.getCell('B4').note = 'Bắt buộc: văn bản, báo cáo hoặc cơ quan cung cấp số liệu.';

  fixed.forEach(([key, title], index) => {
    for (const row of [groupRow, unitRow]) head(sheet.getCell(row, index + 1), null);
    head(sheet.getCell(nameRow, index + 1), title);
    soft(sheet.getCell(keyRow, index + 1), key);
  });
  let column = fixed.length;
  for (const group of groups) {
    group.items.forEach((_, index) => {
      column += 1;
      headOfGroup(sheet.getCell(groupRow, column), index === 0 ? group.title : null, index === group.items.length - 1);
    });
  }
  items.forEach((item, index) => {
    const column = fixed.length + index + 1;
    head(sheet.getCell(nameRow, column), item.title);
    sheet.getCell(nameRow, column).font = nameFont;
    soft(sheet.getCell(unitRow, column), item.unit);
    soft(sheet.getCell(keyRow, column), item.key);
    units.forEach((_, row) => {
      const cell = sheet.getCell(firstUnitRow + row, column);
      cell.dataValidation = relative(item.validation, cell.address);
      cell.border = thin;
    });
  });
  sheet.getRow(nameRow).height = heightOf(items.map(({ title, width }) => named(title, width)));
  sheet.getRow(unitRow).height = heightOf(items.map(({ unit, width }) => ({ text: unit, width, size: softSize })));
  units.forEach(({ code, name, parentName }, row) => {
    [code, name, parentName].forEach((value, index) => {
      const cell = sheet.getCell(firstUnitRow + row, index + 1);
      cell.value = value;
      cell.numFmt = '@';
      cell.border = thin;
    });
  });
}

/**
 * A cell of the row of criteria: the name begins in the first and runs over the others. Merged cells would do, but where a printed
 * page ends within them LibreOffice paints its margin too, and the next frozen pane shows no name.
 */
function headOfGroup(cell: ExcelJS.Cell, title: string | null, isLast: boolean): void {
  head(cell, title);
  cell.alignment = { horizontal: 'left', vertical: 'middle', indent: 1 };
  const { top, bottom, left, right } = thin;
  cell.border = { top, bottom, ...(title === null ? {} : { left }), ...(isLast ? { right } : {}) } as typeof thin;
}

function dayWithin({ validFrom, validTo }: ShownCriteriaSet, at: string): string {
  const last = lastDay(validTo);
  if (at > last) return last;
  return at < validFrom ? validFrom : at;
}

function lastDay(validTo: string | null): string {
  return validTo === null ? '2099-12-31' : dayBefore(validTo);
}

function explanation(set: ShownCriteriaSet, demo: boolean): string[][] {
  return [
    ['Hướng dẫn', 'How to fill it in'],
    [
      'Điền "Ngày số liệu" (ô B3) và "Nguồn" (ô B4) của trang "Nhập liệu". Số liệu không có nguồn không được nhận.',
      'Give the date that the figures hold for (cell B3) and their source (cell B4) on the sheet "Nhập liệu". Figures without a source are not taken.',
    ],
    [
      'Cột TC1, TC2, ...: trạng thái công bố của tiêu chí. Cột 1.1, 1.2, ...: giá trị của chỉ tiêu theo đơn vị ghi ở dòng 8.',
      'Columns TC1, TC2 ...: the declared status of a criterion. Columns 1.1, 1.2 ...: the figure of an indicator in the unit of row 8.',
    ],
    [
      'Ô trống nghĩa là không có gì mới; muốn rút lại số liệu, viết "Chưa đánh giá".',
      'An empty cell says nothing new; to take a figure back write "Chưa đánh giá" (not assessed).',
    ],
    [
      'Không đổi dòng 9 (mã cột) và cột A (mã đơn vị). Có thể xoá dòng, cột không dùng.',
      'Do not change row 9 (keys of columns) and column A (codes of units). Rows and columns that are not used may be deleted.',
    ],
    [
      'Số thập phân viết theo bảng tính; nếu ô là chữ, "85,5" và "85.5" đều được đọc là 85,5.',
      'Decimals as the spreadsheet writes them; in a text cell "85,5" and "85.5" are both read as 85.5.',
    ],
    [
      'Tải lên ở trang /data hoặc: npm run import -- --assessments TỆP.xlsx --dry-run',
      'Upload it on the page /data, or: npm run import -- --assessments FILE.xlsx --dry-run',
    ],
    [`Căn cứ: ${set.decision}`, `Decision: ${set.decision}`],
    ...(demo ? [['Dữ liệu minh hoạ đang có trong hệ thống.', 'Demonstration data is loaded in the portal.']] : []),
  ];
}

function codeLists(set: ShownCriteriaSet): string[][] {
  return [
    ['Số', 'Tên', 'Name', 'Đơn vị', 'Ghi chú'],
    ...set.criteria.flatMap((criterion) => [
      [`TC${criterion.no}`, criterion.name.vi, criterion.name.en, 'trạng thái', ''],
      ...criterion.indicators.map((indicator) => [
        indicator.no,
        indicator.name.vi,
        indicator.name.en,
        unitWords(indicator.unit).vi,
        indicator.unchecked.wording?.vi ?? '',
      ]),
    ]),
    ['', '', '', '', ''],
    ['Trạng thái', 'Đạt', 'met', '', ''],
    ['Trạng thái', 'Chưa đạt', 'notMet', '', ''],
    ['Trạng thái', 'Chưa đánh giá', 'notAssessed', '', ''],
    ['Trạng thái', 'Không áp dụng', 'notApplicable', '', ''],
  ];
}
