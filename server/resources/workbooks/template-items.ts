import type ExcelJS from 'exceljs';
import type { Criterion, CriteriaSetDetail, Indicator } from '#contract/criteria.ts';
import { linesOf } from '#formats/row-height.ts';
import { textFont } from '#formats/sheet-font.ts';
import { unitWords } from '#rules/criteria/indicator-units.ts';

/** A column to fill in. `key` is what the import reads it by. */
export interface Item {
  readonly key: string;
  readonly title: string;
  readonly unit: string;
  readonly width: number;
  readonly validation: ExcelJS.DataValidation;
}

/** The columns of a criterion: its status and its indicators. */
interface Group {
  readonly title: string;
  readonly items: readonly Item[];
}

/** Names of criteria and indicators are many and long. */
export const nameFont = { ...textFont, size: 10 };
/** More lines leave no room below the frozen rows on a small screen. */
const mostNameLines = 5;
const [narrowest, widest] = [13, 22];
const statuses = 'Đạt,Chưa đạt,Chưa đánh giá,Không áp dụng';
const notApplicable = 'Không áp dụng';
const unassessed = 'Chưa đánh giá';

export function groupsOf(set: CriteriaSetDetail): Group[] {
  return set.criteria.map((criterion) => {
    const title = `${criterion.no}. ${criterion.name.vi}`;
    return { title, items: roomFor(title, [statusOf(criterion), ...criterion.indicators.flatMap(itemsOfIndicator)]) };
  });
}

/** Columns wide enough together for the one line of their criterion's name. */
function roomFor(title: string, items: readonly Item[]): readonly Item[] {
  const width = items.reduce((sum, one) => sum + one.width, 0);
  return linesOf({ text: title, width, bold: true }) === 1
    ? items
    : roomFor(
        title,
        items.map((item) => ({ ...item, width: item.width + 1 })),
      );
}

function statusOf({ no, name }: Criterion): Item {
  const title = `Tiêu chí ${no}: ${name.vi}`;
  return {
    key: `TC${no}`,
    title,
    unit: 'trạng thái',
    width: widthFor(title),
    validation: listOf(statuses, `Tiêu chí ${no}`),
  };
}

function itemsOfIndicator(indicator: Indicator): Item[] {
  const common = { unit: unitWords(indicator.unit).vi, validation: validationOf(indicator) };
  const title = `${indicator.no}. ${shortened(indicator.name.vi)}`;
  const [first, second] = indicator.parts ?? [];
  const item = (key: string, called: string) => ({ key, title: called, width: widthFor(called), ...common });
  if (first === undefined || second === undefined) return [item(indicator.no, title)];
  return [item(indicator.no, `${title} - ${first.vi}`), item(`${indicator.no}#2`, `${title} - ${second.vi}`)];
}

/** The narrowest column in which a name takes few lines. */
function widthFor(title: string): number {
  for (let width = narrowest; width < widest; width++) if (linesOf(named(title, width)) <= mostNameLines) return width;
  return widest;
}

export function named(text: string, width: number) {
  return { text, width, size: nameFont.size };
}

/** The whole wording stands on the sheet of lists. */
function shortened(name: string): string {
  return name.length <= 110 ? name : `${name.slice(0, 107).trimEnd()}...`;
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
export function relative(validation: ExcelJS.DataValidation, address: string): ExcelJS.DataValidation {
  if (validation.type !== 'custom') return validation;
  return { ...validation, formulae: validation.formulae.map((formula: string) => formula.replaceAll('@', address)) };
}
