/** What a column's other numbers say of its signs: which of point and comma its decimals stand behind. */
export type DecimalSign = 'comma' | 'point';

/** A number as a text holds it. */
export interface ReadNumber {
  readonly value: number;
  /** What it would be with the other meaning of its one sign before three digits; null where it can mean but one thing. */
  readonly otherwise: number | null;
  /** Whether it is written with a power of ten (3.00123E+11), of which spreadsheets show the first digits alone. */
  readonly scientific: boolean;
}

/** Signs that part thousands beside point and comma: spaces of all widths and apostrophes. */
const gaps = /^\d{1,3}(?:[ \u00a0\u2009\u202f'’]\d{3})+(?=[.,]|$)/u;
const scientific = /^\d+(?:[.,]\d+)?[eE][-+]?\d{1,3}$/;
const commaDecimals = /^\d{1,3}(?:\.\d{3})+,\d+$/;
const pointDecimals = /^\d{1,3}(?:,\d{3})+\.\d+$/;
const thousandsTwice = /^\d{1,3}(?:(?:\.\d{3}){2,}|(?:,\d{3}){2,})$/;
const oneSign = /^(\d*)([.,])(\d+)$/;
/** 1.250 and 1,250: a thousand and more, or one and a quarter. */
const doubtful = /^[1-9]\d{0,2}[.,]\d{3}$/;

/**
 * Reads a number as people and programs write it: `1250`, `1.234,5`, `1,234.5`, `1 234`, `12,5`, `.5`, `1.5E3`. Of one point
 * or comma before three digits `sign` decides, else it is a decimal one, as programs write it. Null where it is no number.
 */
export function readNumber(text: string, sign: DecimalSign | null = null): ReadNumber | null {
  const [, minus = '', unsigned = ''] = /^([-+\u2212]?)(.*)$/su.exec(text.trim()) ?? [];
  const negative = minus === '-' || minus === '\u2212';
  const number = (plain: string) => (negative ? -Number(plain) : Number(plain));
  const digits = unsigned.replace(gaps, (grouped) => grouped.replace(/\D/gu, ''));
  const certain = (plain: string): ReadNumber => ({ value: number(plain), otherwise: null, scientific: false });
  if (/^\d+\.?$/.test(digits)) return certain(digits);
  if (scientific.test(digits)) {
    const value = number(digits.replace(',', '.'));
    return Number.isFinite(value) ? { value, otherwise: null, scientific: true } : null;
  }
  if (commaDecimals.test(digits)) return certain(digits.replaceAll('.', '').replace(',', '.'));
  if (pointDecimals.test(digits)) return certain(digits.replaceAll(',', ''));
  if (thousandsTwice.test(digits)) return certain(digits.replace(/[.,]/g, ''));
  const [, whole = '', mark, decimals = ''] = oneSign.exec(digits) ?? [];
  if (mark === undefined) return null;
  const decimal = number(`${whole}.${decimals}`);
  if (!doubtful.test(digits)) return { value: decimal, otherwise: null, scientific: false };
  const thousands = number(`${whole}${decimals}`);
  return sign !== null && (mark === '.') === (sign === 'comma')
    ? { value: thousands, otherwise: decimal, scientific: false }
    : { value: decimal, otherwise: sign === null ? thousands : null, scientific: false };
}

/** The decimal sign that the numbers of a column or file show, where they show one and not the other as well. */
export function decimalSignOf(texts: Iterable<string>): DecimalSign | null {
  const shown = new Set<DecimalSign>();
  for (const text of texts) {
    const sign = signShown(text.trim().replace(/^[-+\u2212]/u, ''));
    if (sign !== null) shown.add(sign);
  }
  const [only = null, other] = shown;
  return other === undefined ? only : null;
}

function signShown(digits: string): DecimalSign | null {
  if (commaDecimals.test(digits) || /^\d{1,3}(?:\.\d{3}){2,}$/.test(digits)) return 'comma';
  if (pointDecimals.test(digits) || /^\d{1,3}(?:,\d{3}){2,}$/.test(digits)) return 'point';
  if (doubtful.test(digits)) return null;
  const [, , mark] = oneSign.exec(digits) ?? [];
  return mark === undefined ? null : mark === ',' ? 'comma' : 'point';
}
