import type { Text } from '#contract/common.ts';
import type { IndicatorUnit } from '#contract/criteria.ts';

const unitWords: Record<IndicatorUnit, Text> = {
  yesNo: { vi: '', en: '' },
  percent: { vi: ' %', en: '%' },
  count: { vi: '', en: '' },
  millionVndPerYear: { vi: ' triệu đồng/người/năm', en: ' million VND per head a year' },
  m2PerPerson: { vi: ' m²/người', en: ' m² per head' },
  litresPerDay: { vi: ' lít/người/ngày đêm', en: ' litres per head and day' },
};

// Made once: making one costs more than writing a hundred numbers.
const formats = {
  vi: new Intl.NumberFormat('vi-VN', { maximumFractionDigits: 12 }),
  en: new Intl.NumberFormat('en-US', { maximumFractionDigits: 12 }),
};

/** A number as each language writes it: 1.234,5 and 1,234.5. All its digits are kept, so that 89,96 never reads as 90. */
export function describeNumber(value: number): Text {
  return { vi: formats.vi.format(value), en: formats.en.format(value) };
}

/** A figure of an indicator with its unit: `87,5 %`. A yes or no reads "đạt" or "chưa đạt". */
export function describeValue(value: number, unit: IndicatorUnit): Text {
  if (unit === 'yesNo') return value === 1 ? { vi: 'đạt', en: 'met' } : { vi: 'chưa đạt', en: 'not met' };
  const number = describeNumber(value);
  return { vi: number.vi + unitWords[unit].vi, en: number.en + unitWords[unit].en };
}

/** Numbers of criteria or indicators in a row, in their own order (17.2 before 17.10). */
export function listNumbers(numbers: readonly (number | string)[]): string {
  return [...numbers]
    .map(String)
    .sort((one, other) => one.localeCompare(other, 'en', { numeric: true }))
    .join(', ');
}

/** Phrases joined by a semicolon, in both languages. */
export function joinTexts(texts: readonly Text[]): Text {
  return { vi: texts.map(({ vi }) => vi).join('; '), en: texts.map(({ en }) => en).join('; ') };
}
