import type { Text } from '#contract/common.ts';
import { textOfCell, type TableCell } from '#formats/cell.ts';
import { decimalSignOf, readNumber, type DecimalSign, type ReadNumber } from '#rules/text/number.ts';
import { shown } from '#rules/text/shown.ts';
import { nothingToDo } from '#formats/driver.ts';
import { faulty, readingUndashed, type Reading, type Remark } from './reading.ts';

/** What numbers of a column are. */
export interface NumberKind {
  readonly whole: boolean;
  /** Whether they are shares in percent: 95, "95 %" and a cell that shows 95 % are then the same. */
  readonly percent: boolean;
  /** What is to be written, as the end of "Write ...". */
  readonly wanted: Text;
  /** Whether a word behind a number is the unit that it is in. */
  isUnit(word: string): boolean;
}

/** A number, what stands behind it, and a power of ten. */
const parts = /^([-+\u2212]?[\d.,\u00a0\u2009\u202f '’]*\d\.?(?:[eE][-+]?\d{1,3})?)\s*(.*)$/su;

/**
 * The number of a cell in the unit of its column. `sign` is what the column shows of its decimals (`decimalSign`). Where a
 * point or comma can be meant in two ways, how it was read is a note; another unit is a fault.
 */
export function readNumberCell(cell: TableCell, kind: NumberKind, sign: DecimalSign | null): Reading<number> {
  return readingUndashed(cell, ({ value, percent }) => {
    if (typeof value === 'number') return percent === true ? ofPercentage(value, kind) : ofNumber(value, cell, kind);
    if (typeof value !== 'string') return notANumber(cell, kind);
    const [, digits = '', word = ''] = parts.exec(value.trim()) ?? [];
    const number = readNumber(digits, sign);
    if (number === null) return notANumber(cell, kind);
    const unit = word.trim();
    // The rest of a time or a day is no unit.
    if (/^[:/-]\s*\d/.test(unit)) return notANumber(cell, kind);
    if (unit !== '' && !kind.isUnit(unit)) return wrongUnit(value, kind);
    return ofText(digits, number, kind);
  });
}

/** The decimal sign that a column's cells show. */
export function decimalSign(cells: Iterable<TableCell>): DecimalSign | null {
  return decimalSignOf(textsIn(cells));
}

function* textsIn(cells: Iterable<TableCell>): Generator<string> {
  for (const { value } of cells) {
    const digits = typeof value === 'string' ? parts.exec(value.trim())?.[1] : undefined;
    if (digits !== undefined) yield digits;
  }
}

function ofNumber(value: number, cell: TableCell, kind: NumberKind): Reading<number> {
  return Number.isFinite(value) ? { value } : notANumber(cell, kind);
}

function ofPercentage(share: number, kind: NumberKind): Reading<number> {
  const value = withoutNoise(share * 100);
  if (!kind.percent) return wrongUnit(`${value} %`, kind);
  // Nothing is nothing, however it is shown.
  return value === 0 ? { value } : { value, notes: [shownAsPercent(value)] };
}

function ofText(given: string, { value, otherwise, scientific }: ReadNumber, kind: NumberKind): Reading<number> {
  const notes: Remark[] = [];
  if (scientific) notes.push(scientificNote(given, value));
  if (otherwise === null) return { value, notes };
  // Of whole numbers a sign before three digits divides thousands: nobody counts in quarters.
  const isThousands = Math.abs(value) > Math.abs(otherwise);
  if (kind.whole) {
    const [thousands, decimal] = isThousands ? [value, otherwise] : [otherwise, value];
    if (Number.isInteger(decimal)) notes.push(readAs('pointThousands', given, thousands, decimal));
    return { value: thousands, notes };
  }
  const code = isThousands ? 'pointThousands' : given.includes(',') ? 'commaDecimal' : 'pointDecimal';
  return { value, notes: [...notes, readAs(code, given, value, otherwise)] };
}

function readAs(code: string, given: string, value: number, otherwise: number): Remark {
  return {
    code,
    reason: {
      vi: `"${shown(given)}" được đọc là ${inVietnamese(value)}, không phải ${inVietnamese(otherwise)}.`,
      en: `"${shown(given)}" was read as ${value}, not as ${otherwise}.`,
    },
    todo: {
      vi: `Không cần làm gì nếu đúng; nếu không, viết ${inVietnamese(otherwise)}.`,
      en: `Nothing to do if that is right; else write ${otherwise}.`,
    },
  };
}

function scientificNote(given: string, value: number): Remark {
  return {
    code: 'scientific',
    reason: {
      vi: `"${shown(given)}" được đọc là ${inVietnamese(value)}; bảng tính có thể đã bỏ bớt chữ số.`,
      en: `"${shown(given)}" was read as ${value}; the spreadsheet may have left digits out.`,
    },
    todo: {
      vi: 'Đối chiếu với bảng gốc; định dạng cột là số thường rồi lưu lại.',
      en: 'Compare with the original; format the column as plain numbers and save it again.',
    },
  };
}

function shownAsPercent(value: number): Remark {
  return {
    code: 'shownAsPercent',
    reason: {
      vi: `Ô định dạng phần trăm được đọc là ${inVietnamese(value)} %.`,
      en: `A percentage cell was read as ${value} %.`,
    },
    todo: nothingToDo,
  };
}

/** What is no number where one is wanted. */
export function notANumber(cell: TableCell, { wanted }: NumberKind): Reading<never> {
  const said = shown(textOfCell(cell));
  return faulty(
    'notANumber',
    { vi: `"${said}" không phải là số.`, en: `"${said}" is no number.` },
    { vi: `Viết ${wanted.vi}.`, en: `Write ${wanted.en}.` },
  );
}

/** A number in another unit than its column's. */
export function wrongUnit(given: string, { wanted }: NumberKind): Reading<never> {
  return faulty(
    'wrongUnit',
    {
      vi: `"${shown(given)}" không theo đơn vị cần nhập.`,
      en: `"${shown(given)}" is not in the unit that is wanted.`,
    },
    { vi: `Viết ${wanted.vi}, chỉ ghi con số.`, en: `Write ${wanted.en}, the number alone.` },
  );
}

function inVietnamese(value: number): string {
  return String(value).replace('.', ',');
}

/** Away with the noise of binary fractions: 0.07 * 100 is 7. */
function withoutNoise(value: number): number {
  return Number(value.toPrecision(12));
}
