import type { Text } from '#contract/common.ts';
import type { IndicatorUnit, Status } from '#contract/criteria.ts';
import { searchable } from '#rules/text/fold.ts';

/** A cell as a workbook or CSV gives it; a date is a day, YYYY-MM-DD; null is empty. */
export interface GivenCell {
  readonly value: string | number | boolean | { readonly date: string } | { readonly error: string } | null;
  readonly percent?: true;
}

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

/** The cell as a person would read it aloud. */
export function textOf({ value }: GivenCell): string {
  if (value === null) return '';
  if (typeof value === 'object') return 'date' in value ? value.date : value.error;
  return String(value);
}

/** A cell that holds a word or code. A formula without a result and an error (#N/A) are faults. */
export function readText(cell: GivenCell): Reading<string> {
  const wrong = errorIn(cell);
  if (wrong) return { value: null, fault: wrong };
  const text = textOf(cell).normalize('NFC').trim();
  return { value: text === '' ? null : text };
}

const dayForms = [/^(?<y>\d{4})-(?<m>\d{1,2})-(?<d>\d{1,2})$/, /^(?<d>\d{1,2})[/.-](?<m>\d{1,2})[/.-](?<y>\d{4})$/];

/** A day: a date cell, 2024-10-31 or 31/10/2024 (day first, as Vietnam writes it). */
export function readDay(cell: GivenCell): Reading<string> {
  const wrong = errorIn(cell);
  if (wrong) return { value: null, fault: wrong };
  if (cell.value === null) return { value: null };
  if (typeof cell.value === 'object' && 'date' in cell.value) return { value: cell.value.date };
  const text = textOf(cell).trim();
  for (const form of dayForms) {
    const { y, m, d } = form.exec(text)?.groups ?? {};
    if (y === undefined || m === undefined || d === undefined) continue;
    const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
    const date = new Date(`${day}T00:00:00Z`);
    if (!Number.isNaN(date.getTime()) && date.toISOString().startsWith(day)) return { value: day };
  }
  return {
    value: null,
    fault: {
      code: 'notADate',
      reason: { vi: `"${short(text)}" không phải là ngày.`, en: `"${short(text)}" is no date.` },
      todo: { vi: 'Viết ngày dạng 31/10/2024 hoặc 2024-10-31.', en: 'Write it as 31/10/2024 or 2024-10-31.' },
    },
  };
}

/** What an officer declares of an indicator or criterion instead of a figure. */
const statusWords: Record<string, Status> = {
  met: 'met',
  dat: 'met',
  d: 'met',
  notmet: 'notMet',
  'not met': 'notMet',
  'chua dat': 'notMet',
  'khong dat': 'notMet',
  cd: 'notMet',
  notassessed: 'notAssessed',
  'not assessed': 'notAssessed',
  'chua danh gia': 'notAssessed',
  notapplicable: 'notApplicable',
  'not applicable': 'notApplicable',
  'khong ap dung': 'notApplicable',
  kad: 'notApplicable',
};

/** A status in Vietnamese or English words. */
export function readStatus(cell: GivenCell): Reading<Status> {
  const { value: text, fault } = readText(cell);
  if (fault) return { value: null, fault };
  if (text === null) return { value: null };
  const status = statusWords[searchable(text)];
  if (status !== undefined) return { value: status };
  return {
    value: null,
    fault: {
      code: 'unknownStatus',
      reason: { vi: `"${short(text)}" không phải là trạng thái.`, en: `"${short(text)}" is no status.` },
      todo: {
        vi: 'Viết: Đạt, Chưa đạt, Chưa đánh giá hoặc Không áp dụng.',
        en: 'Write Đạt, Chưa đạt, Chưa đánh giá or Không áp dụng (met, notMet, notAssessed, notApplicable).',
      },
    },
  };
}

const yes = new Set(['co', 'yes', 'true', 'x', '1', 'dat', 'met']);
const no = new Set(['khong', 'no', 'false', '0', 'chua', 'chua dat', 'khong dat', 'chua co', 'notmet']);

const unitText: Record<IndicatorUnit, Text> = {
  yesNo: { vi: 'Có hoặc Không', en: 'Có (yes) or Không (no)' },
  percent: { vi: '% (từ 0 đến 100)', en: '% (0 to 100)' },
  count: { vi: 'số đếm', en: 'a count' },
  millionVndPerYear: { vi: 'triệu đồng/năm', en: 'million VND a year' },
  m2PerPerson: { vi: 'm²/người', en: 'm² a person' },
  litresPerDay: { vi: 'lít/ngày', en: 'litres a day' },
};

/** The indicator's unit in words. */
export function unitWords(unit: IndicatorUnit): Text {
  return unitText[unit];
}

/** How people write each unit behind a number, as `searchable` text without spaces and dots. */
const unitSuffixes: Record<Exclude<IndicatorUnit, 'yesNo'>, RegExp> = {
  percent: /^(%|phantram)$/,
  count: /^(cai|cong trinh|mohinh|vuon|khu|ha|hoptacxa|htx|sanpham)?$/,
  millionVndPerYear:
    /^(trieu|tr|trd|trieudong|trieuvnd|trieudong\/nguoi|trieudong\/nguoi\/nam|trieudong\/nam|tr\/nam)$/,
  m2PerPerson: /^(m2|m²|m2\/nguoi|m²\/nguoi)$/,
  litresPerDay: /^(l|lit|lit\/ngay|l\/ngay|lit\/nguoi\/ngay|l\/nguoi\/ngay|lit\/nguoi\/ngaydem)$/,
};

/** Greatest value of each unit that can be true; beyond it the figure is in another unit. */
const most: Partial<Record<IndicatorUnit, number>> = {
  percent: 100,
  millionVndPerYear: 2_000,
  m2PerPerson: 10_000,
  litresPerDay: 5_000,
};

/**
 * The figure of an indicator in its unit. Decimal commas, a unit written behind the number and percentages of a
 * workbook are brought into form and noted; a figure in another unit or beyond what can be true is a fault.
 */
export function readFigure(cell: GivenCell, unit: IndicatorUnit): Reading<number> {
  const wrong = errorIn(cell);
  if (wrong) return { value: null, fault: wrong };
  const { value } = cell;
  if (value === null) return { value: null };
  if (unit === 'yesNo') return readYesNo(cell);
  if (typeof value === 'boolean' || typeof value === 'object') return { value: null, fault: notANumber(cell, unit) };
  if (typeof value === 'number') {
    if (cell.percent !== true) return bounded(value, unit, []);
    if (unit !== 'percent') return { value: null, fault: wrongUnit(`${round(value * 100)} %`, unit) };
    const whole = round(value * 100);
    return bounded(whole, unit, value === 0 ? [] : [shownAsPercent(whole)]);
  }
  const parts = /^([-+]?[\d.,\u00a0\u202f ]*\d)\s*(.*)$/u.exec(value.trim());
  const number = parts === null ? null : parseNumber(parts[1] ?? '');
  if (parts === null || number === null) return { value: null, fault: notANumber(cell, unit) };
  const suffix = searchable(parts[2] ?? '').replace(/[\s.]/g, '');
  if (suffix !== '' && !unitSuffixes[unit].test(suffix)) return { value: null, fault: wrongUnit(value, unit) };
  return bounded(number.value, unit, doubtsOf(value, parts[1] ?? '', number));
}

/** An amount or count that is no indicator's: 0 or more, decimal commas brought into form. */
export function readAmount(cell: GivenCell): Reading<number> {
  const wrong = errorIn(cell);
  if (wrong) return { value: null, fault: wrong };
  const { value } = cell;
  if (value === null) return { value: null };
  // What the reader sees as 95 % is kept as 0.95: taken as an amount it would be a hundredth of what is meant.
  if (cell.percent === true && typeof value === 'number')
    return { value: null, fault: wrongUnit(`${round(value * 100)} %`, 'count') };
  const number =
    typeof value === 'number' ? { value, changed: false } : parseNumber(typeof value === 'string' ? value : '');
  if (number === null || !Number.isFinite(number.value)) return { value: null, fault: notANumber(cell, 'count') };
  return { value: number.value, notes: doubtsOf(String(value), String(value), number) };
}

/**
 * A number as people write it. Of two kinds of separators the last is the decimal one; one that stands several times
 * parts thousands; a single point or comma is the decimal one. `changed` says that it was not plain already.
 */
export function parseNumber(text: string): { value: number; changed: boolean } | null {
  const dense = text.replace(/[\s\u00a0\u202f]/g, '');
  if (!/^[-+]?\d[\d.,]*$/.test(dense)) return null;
  const points = dense.split('.').length - 1;
  const commas = dense.split(',').length - 1;
  let plain = dense;
  if (points > 0 && commas > 0) {
    const decimal = dense.lastIndexOf('.') > dense.lastIndexOf(',') ? '.' : ',';
    if (dense.split(decimal).length > 2) return null;
    plain = dense.replaceAll(decimal === '.' ? ',' : '.', '').replace(decimal, '.');
  } else if (points > 1 || commas > 1) {
    if (!/^[-+]?\d{1,3}([.,]\d{3})+$/.test(dense)) return null;
    plain = dense.replace(/[.,]/g, '');
  } else plain = dense.replace(',', '.');
  const value = Number(plain);
  return Number.isFinite(value) ? { value, changed: plain !== text.trim().replace(/^\+/, '') } : null;
}

function readYesNo(cell: GivenCell): Reading<number> {
  const word = typeof cell.value === 'boolean' ? String(cell.value) : searchable(textOf(cell));
  if (yes.has(word)) return { value: 1 };
  if (no.has(word)) return { value: 0 };
  const said = short(textOf(cell));
  return {
    value: null,
    fault: {
      code: 'notYesNo',
      reason: {
        vi: `"${said}" không phải là Có hoặc Không.`,
        en: `"${said}" is neither yes (Có) nor no (Không).`,
      },
      todo: { vi: 'Viết Có hoặc Không.', en: 'Write Có or Không (1 or 0).' },
    },
  };
}

function bounded(value: number, unit: IndicatorUnit, notes: readonly Remark[]): Reading<number> {
  const greatest = most[unit] ?? Number.MAX_SAFE_INTEGER;
  const words = unitText[unit];
  const fault = (code: string, vi: string, en: string): Reading<number> => ({
    value: null,
    fault: {
      code,
      reason: { vi, en },
      todo: { vi: `Nhập theo đơn vị: ${words.vi}.`, en: `Give it in the unit: ${words.en}.` },
    },
  });
  if (!Number.isFinite(value) || value < 0)
    return fault('impossibleValue', `${value} nhỏ hơn 0.`, `${value} is less than 0.`);
  if (unit === 'count' && !Number.isInteger(value))
    return fault('impossibleValue', `${value} không phải số nguyên.`, `${value} is no whole number.`);
  if (value > greatest && unit === 'percent')
    return fault('impossibleValue', `${value} % lớn hơn 100 %.`, `${value} % is over 100 %.`);
  if (value > greatest)
    return fault(
      'wrongUnit',
      `${value} quá lớn đối với đơn vị ${words.vi}.`,
      `${value} is too large for the unit ${words.en}.`,
    );
  return { value, notes };
}

function errorIn({ value }: GivenCell): Remark | undefined {
  if (value === null || typeof value !== 'object' || !('error' in value)) return undefined;
  const what = value.error;
  return {
    code: 'cellError',
    reason:
      what === 'formula'
        ? { vi: 'Ô có công thức nhưng không có kết quả.', en: 'The cell has a formula without a result.' }
        : { vi: `Ô báo lỗi ${short(what)}.`, en: `The cell says ${short(what)}.` },
    todo: {
      vi: 'Thay bằng giá trị (Dán đặc biệt → Giá trị), hoặc mở và lưu lại tệp bằng chương trình bảng tính.',
      en: 'Put the value instead (Paste special → Values), or open and save the file in a spreadsheet program.',
    },
  };
}

function notANumber(cell: GivenCell, unit: IndicatorUnit): Remark {
  const said = short(textOf(cell));
  const words = unitText[unit];
  return {
    code: 'notANumber',
    reason: { vi: `"${said}" không phải là số.`, en: `"${said}" is no number.` },
    todo: {
      vi: `Nhập một số, đơn vị: ${words.vi}; hoặc Không áp dụng, Chưa đánh giá.`,
      en: `Give a number in ${words.en}; or Không áp dụng (not applicable), Chưa đánh giá (not assessed).`,
    },
  };
}

function wrongUnit(given: string, unit: IndicatorUnit): Remark {
  const words = unitText[unit];
  return {
    code: 'wrongUnit',
    reason: {
      vi: `"${short(given)}" không theo đơn vị của chỉ tiêu (${words.vi}).`,
      en: `"${short(given)}" is not in the indicator's unit (${words.en}).`,
    },
    todo: { vi: 'Đổi sang đơn vị của chỉ tiêu, chỉ nhập số.', en: 'Convert it and give the number alone.' },
  };
}

/** How a text was taken for a number, where it could be meant otherwise. */
function doubtsOf(given: string, number: string, { value, changed }: { value: number; changed: boolean }): Remark[] {
  if (changed) return [commaDecimal(given, value)];
  // In Vietnam 48.900 is also how one writes forty-eight thousand nine hundred.
  return /^\s*[-+]?[1-9]\d{0,2}\.\d{3}\s*$/.test(number) ? [pointDecimal(given, value)] : [];
}

function pointDecimal(given: string, value: number): Remark {
  const thousands = Math.round(value * 1000);
  return {
    code: 'pointDecimal',
    reason: {
      vi: `"${short(given)}" được đọc là ${String(value).replace('.', ',')}, không phải ${thousands}.`,
      en: `"${short(given)}" was read as ${value}, not as ${thousands}.`,
    },
    todo: {
      vi: `Không cần làm gì nếu đúng; nếu là hàng nghìn, viết ${thousands}.`,
      en: `Nothing to do if that is right; for thousands write ${thousands}.`,
    },
  };
}

function commaDecimal(given: string, value: number): Remark {
  return {
    code: 'commaDecimal',
    reason: {
      vi: `"${short(given)}" được đọc là ${String(value).replace('.', ',')}.`,
      en: `"${short(given)}" was read as ${value}.`,
    },
    todo: { vi: 'Không cần làm gì nếu đúng.', en: 'Nothing to do if that is right.' },
  };
}

function shownAsPercent(value: number): Remark {
  return {
    code: 'shownAsPercent',
    reason: { vi: `Ô định dạng phần trăm được đọc là ${value} %.`, en: `A percentage cell was read as ${value} %.` },
    todo: { vi: 'Không cần làm gì nếu đúng.', en: 'Nothing to do if that is right.' },
  };
}

/** Away with the noise of binary fractions: 0.07 * 100 is 7. */
function round(value: number): number {
  return Number(value.toPrecision(12));
}

/** A word from a file in a sentence of ours. */
function short(text: string): string {
  return text.replace(/\p{C}/gu, '?').slice(0, 60);
}
