import type { Text } from '#contract/common.ts';
import type { IndicatorUnit } from '#contract/criteria.ts';
import { searchable } from '#rules/text/fold.ts';

const words: Record<IndicatorUnit, Text> = {
  yesNo: { vi: 'Có hoặc Không', en: 'Có (yes) or Không (no)' },
  percent: { vi: '% (từ 0 đến 100)', en: '% (0 to 100)' },
  count: { vi: 'số đếm', en: 'a count' },
  millionVndPerYear: { vi: 'triệu đồng/năm', en: 'million VND a year' },
  m2PerPerson: { vi: 'm²/người', en: 'm² a person' },
  litresPerDay: { vi: 'lít/ngày', en: 'litres a day' },
};

/** The indicator's unit in words. */
export function unitWords(unit: IndicatorUnit): Text {
  return words[unit];
}

/** How people write each unit behind a number, as `searchable` text without spaces and dots. */
const suffixes: Record<Exclude<IndicatorUnit, 'yesNo'>, RegExp> = {
  percent: /^(%|phantram)$/,
  count: /^(cai|cong trinh|mohinh|vuon|khu|ha|hoptacxa|htx|sanpham)$/,
  millionVndPerYear:
    /^(trieu|tr|trd|trieudong|trieuvnd|trieudong\/nguoi|trieudong\/nguoi\/nam|trieudong\/nam|tr\/nam)$/,
  m2PerPerson: /^(m2|m²|m2\/nguoi|m²\/nguoi)$/,
  litresPerDay: /^(l|lit|lit\/ngay|l\/ngay|lit\/nguoi\/ngay|l\/nguoi\/ngay|lit\/nguoi\/ngaydem)$/,
};

/** Whether a word behind a number is an indicator's unit. */
export function isIndicatorUnit(word: string, unit: Exclude<IndicatorUnit, 'yesNo'>): boolean {
  return suffixes[unit].test(searchable(word).replace(/[\s.]/g, ''));
}

/** Greatest value of each unit that can be true; beyond it the figure is in another unit. */
export const greatest: Partial<Record<IndicatorUnit, number>> = {
  percent: 100,
  millionVndPerYear: 2_000,
  m2PerPerson: 10_000,
  litresPerDay: 5_000,
};
