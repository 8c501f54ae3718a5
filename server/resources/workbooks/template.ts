import ExcelJS from 'exceljs';
import type { CriteriaSetDetail, Indicator, ShownCriteriaSet } from '#contract/criteria.ts';
import { Fault } from '#contract/faults.ts';
import type { Queryable } from '#db/db.ts';
import { requireUnit } from '#resources/admin-units/service.ts';
import { readCriteriaSet, readCriteriaSets, readShownSet } from '#resources/criteria/service.ts';
import { unitWords } from '#rules/criteria/indicator-units.ts';
import { queries } from './queries.ts';
import { bytesOf, head, soft, textSheet, thin } from './sheet-style.ts';

export interface TemplateQuery {
  /** Communes' standard set where none is named. */
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

/** A column to fill in. `key` is what the import reads it by. */
interface Item {
  readonly key: string;
  readonly title: string;
  readonly unit: string;
  readonly width: number;
  readonly validation: ExcelJS.DataValidation;
}

/** Rows of the sheet: labels above, then the heads, then the units. */
const titleRow = 1;
const groupRow = 6;
const nameRow = 7;
const unitRow = 8;
const keyRow = 9;
const firstUnitRow = 10;
const statuses = 'Đạt,Chưa đạt,Chưa đánh giá,Không áp dụng';
const notApplicable = 'Không áp dụng';
const unassessed = 'Chưa đánh giá';

/**
 * The workbook in which an office writes assessments of a set: a row for each unit to which the set applies, a column
 * for each criterion and indicator with cells that are checked while they are filled. Throws Fault for an unknown
 * set or unit, or where no unit is left.
 */
export async function makeTemplate(db: Queryable, { setId, within, at, demo }: TemplateQuery): Promise<Uint8Array> {
  const id = setId === undefined ? await firstSet(db) : (await readCriteriaSet(db, setId, 'query.set')).id;
  const set = await readShownSet(db, id);
  if (within !== null) await requireUnit(db, within, at);
  const units = await db.many<UnitRow>(queries.unitsWithin, { level: set.level, kinds: set.appliesTo, at, within });
  if (units.length === 0)
    throw within === null
      ? new Fault('setWithoutUnits', { set: id, at }, 'query.within')
      : new Fault('setWithoutUnitsInside', { set: id, within, at }, 'query.within');
  const book = new ExcelJS.Workbook();
  book.created = new Date(`${at}T00:00:00Z`);
  fillIn(book, { set, units, at, demo });
  textSheet(book, 'Hướng dẫn', explanation(set, demo));
  textSheet(book, 'Danh mục', codeLists(set));
  return bytesOf(book);
}

async function firstSet(db: Queryable): Promise<string> {
  const [first] = await readCriteriaSets(db);
  if (first === undefined) throw new Fault('setNone', {}, 'query.set');
  return first.id;
}

function fillIn(
  book: ExcelJS.Workbook,
  { set, units, at, demo }: { set: ShownCriteriaSet; units: readonly UnitRow[]; at: string; demo: boolean },
): void {
  const sheet = book.addWorksheet('Nhập liệu', {
    views: [{ state: 'frozen', xSplit: 3, ySplit: keyRow, topLeftCell: `D${firstUnitRow}` }],
    pageSetup: { orientation: 'landscape', paperSize: 9, fitToPage: true, fitToWidth: 1, fitToHeight: 0 },
  });
  sheet.getCell(titleRow, 1).value = `PHIẾU ĐÁNH GIÁ: ${set.title.vi}`;
  sheet.getCell(titleRow, 1).font = { bold: true, size: 14 };
  const above: readonly (readonly [string, ExcelJS.CellValue])[] = [
    ['Bộ tiêu chí', set.id],
    // The cell takes no day outside the set's own time: neither may what stands in it.
    ['Ngày số liệu', new Date(`${dayWithin(set, at)}T00:00:00Z`)],
    ['Nguồn', null],
    ['Ghi chú', demo ? 'Hệ thống đang có dữ liệu minh hoạ' : null],
  ];
  above.forEach(([label, value], index) => {
    sheet.getCell(index + 2, 1).value = label;
    sheet.getCell(index + 2, 1).font = { bold: true };
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

  const items = itemsOf(set);
  const fixed = [
    ['code', 'Mã', 8],
    ['name', 'Tên đơn vị', 24],
    ['district', set.level === 'commune' ? 'Huyện' : 'Tỉnh', 22],
  ] as const;
  fixed.forEach(([key, title, width], index) => {
    sheet.getColumn(index + 1).width = width;
    head(sheet.getCell(nameRow, index + 1), title);
    soft(sheet.getCell(keyRow, index + 1), key);
  });
  for (const { from, to, title } of groupsOf(set, fixed.length)) {
    head(sheet.getCell(groupRow, from), title);
    if (to > from) sheet.mergeCells(groupRow, from, groupRow, to);
  }
  items.forEach((item, index) => {
    const column = fixed.length + index + 1;
    sheet.getColumn(column).width = item.width;
    head(sheet.getCell(nameRow, column), item.title);
    soft(sheet.getCell(unitRow, column), item.unit);
    soft(sheet.getCell(keyRow, column), item.key);
    units.forEach((_, row) => {
      const cell = sheet.getCell(firstUnitRow + row, column);
      cell.dataValidation = relative(item.validation, cell.address);
      cell.border = thin;
    });
  });
  sheet.getRow(nameRow).height = 90;
  units.forEach(({ code, name, parentName }, row) => {
    [code, name, parentName].forEach((value, index) => {
      const cell = sheet.getCell(firstUnitRow + row, index + 1);
      cell.value = value;
      cell.numFmt = '@';
      cell.border = thin;
    });
  });
}

function dayWithin({ validFrom, validTo }: ShownCriteriaSet, at: string): string {
  const last = lastDay(validTo);
  if (at > last) return last;
  return at < validFrom ? validFrom : at;
}

function lastDay(validTo: string | null): string {
  return validTo === null
    ? '2099-12-31'
    : new Date(Date.parse(`${validTo}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

function itemsOf(set: CriteriaSetDetail): Item[] {
  return set.criteria.flatMap((criterion) => [
    {
      key: `TC${criterion.no}`,
      title: `Tiêu chí ${criterion.no}: ${criterion.name.vi}`,
      unit: 'trạng thái',
      width: 14,
      validation: listOf(statuses, `Tiêu chí ${criterion.no}`),
    },
    ...criterion.indicators.flatMap(itemsOfIndicator),
  ]);
}

function itemsOfIndicator(indicator: Indicator): Item[] {
  const common = { unit: unitWords(indicator.unit).vi, width: 13, validation: validationOf(indicator) };
  const title = `${indicator.no}. ${shortened(indicator.name.vi)}`;
  const [first, second] = indicator.parts ?? [];
  if (first === undefined || second === undefined) return [{ key: indicator.no, title, ...common }];
  return [
    { key: indicator.no, title: `${title} - ${first.vi}`, ...common },
    { key: `${indicator.no}#2`, title: `${title} - ${second.vi}`, ...common },
  ];
}

/** The whole wording stands on the sheet of lists. */
function shortened(name: string): string {
  return name.length <= 110 ? name : `${name.slice(0, 107).trimEnd()}...`;
}

/** Columns of each criterion: its status and its indicators. */
function groupsOf(set: CriteriaSetDetail, before: number) {
  let column = before + 1;
  return set.criteria.map((criterion) => {
    const from = column;
    column += 1 + criterion.indicators.reduce((sum, { parts }) => sum + (parts === null ? 1 : 2), 0);
    return { from, to: column - 1, title: `${criterion.no}. ${criterion.name.vi}` };
  });
}

function validationOf({ unit, no }: Indicator): ExcelJS.DataValidation {
  if (unit === 'yesNo') return listOf(`Có,Không,${notApplicable},${unassessed}`, `Chỉ tiêu ${no}`);
  const number = {
    percent: 'AND(ISNUMBER(@),@>=0,@<=100)',
    count: 'AND(ISNUMBER(@),@>=0,@=INT(@))',
    millionVndPerYear: 'AND(ISNUMBER(@),@>=0,@<=2000)',
    m2PerPerson: 'AND(ISNUMBER(@),@>=0,@<=10000)',
    litresPerDay: 'AND(ISNUMBER(@),@>=0,@<=5000)',
  }[unit];
  return {
    type: 'custom',
    allowBlank: true,
    formulae: [`OR(${number},@="${notApplicable}",@="${unassessed}")`],
    showErrorMessage: true,
    errorTitle: `Chỉ tiêu ${no}`,
    error: `Nhập số, đơn vị: ${unitWords(unit).vi}; hoặc "${notApplicable}", "${unassessed}".`,
  };
}

function listOf(words: string, title: string): ExcelJS.DataValidation {
  return {
    type: 'list',
    allowBlank: true,
    formulae: [`"${words}"`],
    showErrorMessage: true,
    errorTitle: title,
    error: `Chọn một trong: ${words.replaceAll(',', ', ')}.`,
  };
}

/** The rule of a cell: `@` in its formula is the cell itself. */
function relative(validation: ExcelJS.DataValidation, address: string): ExcelJS.DataValidation {
  if (validation.type !== 'custom') return validation;
  return { ...validation, formulae: validation.formulae.map((formula: string) => formula.replaceAll('@', address)) };
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
