import type { IndicatorUnit } from '#contract/criteria.ts';
import type { TableCell } from '#formats/cell.ts';
import { greatest, isIndicatorUnit, unitWords } from '#rules/criteria/indicator-units.ts';
import type { DecimalSign } from '#rules/text/number.ts';
import { readNumberCell, type NumberKind } from './number.ts';
import { readYesNo } from './plain.ts';
import { faulty, type Reading } from './reading.ts';

/**
 * The figure of an indicator in its unit; of yes and no 1 and 0. A figure in another unit or beyond what can be true is a
 * fault.
 */
export function readFigure(cell: TableCell, unit: IndicatorUnit, sign: DecimalSign | null = null): Reading<number> {
  if (unit === 'yesNo') {
    const { value, ...remarks } = readYesNo(cell);
    return { value: value === null ? null : Number(value), ...remarks };
  }
  const { vi, en } = unitWords(unit);
  const read = readNumberCell(
    cell,
    {
      whole: unit === 'count',
      percent: unit === 'percent',
      wanted: {
        vi: `một số, đơn vị: ${vi}; hoặc Không áp dụng, Chưa đánh giá`,
        en: `a number in ${en}; or Không áp dụng (not applicable), Chưa đánh giá (not assessed)`,
      },
      isUnit: (word) => isIndicatorUnit(word, unit),
    },
    sign,
  );
  return read.value === null ? read : (impossible(read.value, unit) ?? read);
}

/** Amounts and counts that are no indicator's. */
const amounts: NumberKind = {
  whole: false,
  percent: false,
  wanted: { vi: 'một con số', en: 'a number' },
  isUnit: () => false,
};

/** An amount or count that is no indicator's. */
export function readAmount(cell: TableCell, sign: DecimalSign | null = null): Reading<number> {
  return readNumberCell(cell, amounts, sign);
}

function impossible(value: number, unit: IndicatorUnit): Reading<never> | null {
  const most = greatest[unit] ?? Number.MAX_SAFE_INTEGER;
  const words = unitWords(unit);
  const fault = (code: string, vi: string, en: string) =>
    faulty(code, { vi, en }, { vi: `Nhập theo đơn vị: ${words.vi}.`, en: `Give it in the unit: ${words.en}.` });
  if (value < 0) return fault('impossibleValue', `${value} nhỏ hơn 0.`, `${value} is less than 0.`);
  if (unit === 'count' && !Number.isInteger(value))
    return fault('impossibleValue', `${value} không phải số nguyên.`, `${value} is no whole number.`);
  if (value <= most) return null;
  return unit === 'percent'
    ? fault('impossibleValue', `${value} % lớn hơn 100 %.`, `${value} % is over 100 %.`)
    : fault(
        'wrongUnit',
        `${value} quá lớn đối với đơn vị ${words.vi}.`,
        `${value} is too large for the unit ${words.en}.`,
      );
}
