import { recognitionLevels, type RecognitionLevel } from '#contract/admin-units.ts';
import type { Text } from '#contract/common.ts';
import { regions, type Region } from '#contract/criteria.ts';
import { folded } from '#rules/text/heading.ts';

/** Levels of recognition in a few words, as workbooks write them. */
export const levelWords: Readonly<Record<RecognitionLevel, Text>> = {
  standard: { vi: 'đạt chuẩn', en: 'standard' },
  advanced: { vi: 'nâng cao', en: 'advanced' },
  model: { vi: 'kiểu mẫu', en: 'model' },
  modern: { vi: 'hiện đại', en: 'modern' },
};

/** Regions of the decisions of 2021-2025 by name. */
export const regionWords: Readonly<Record<Region, Text>> = {
  northernMidlands: { vi: 'Trung du miền núi phía Bắc', en: 'Northern midlands and mountains' },
  redRiverDelta: { vi: 'Đồng bằng sông Hồng', en: 'Red River delta' },
  northCentral: { vi: 'Bắc Trung Bộ', en: 'North central region' },
  southCentralCoast: { vi: 'Duyên hải Nam Trung Bộ', en: 'South central coast' },
  centralHighlands: { vi: 'Tây Nguyên', en: 'Central highlands' },
  southEast: { vi: 'Đông Nam Bộ', en: 'South east' },
  mekongDelta: { vi: 'Đồng bằng sông Cửu Long', en: 'Mekong delta' },
};

/** What stands round the words of a level: "Xã đạt chuẩn nông thôn mới nâng cao". */
const around = /^(?:(?:xã|huyện|thị xã|thành phố)\s+)?(?:(đạt(?:\s+chuẩn)?)\s+)?(?:(ntm|nông thôn mới)(?:\s+|$))?/iu;

/** The level of recognition that a text names, by its code or its words ("NTM nâng cao"); null where it names none. */
export function levelNamed(text: string): RecognitionLevel | null {
  const said = text.normalize('NFC').trim();
  const [whole = '', reached, programme] = around.exec(said) ?? [];
  const rest = said.slice(whole.length);
  if (rest === '' && reached !== undefined && programme !== undefined) return 'standard';
  return named(said, recognitionLevels, levelWords) ?? named(rest, recognitionLevels, levelWords);
}

/** The region that a text names, by its code or name; null where it names none. */
export function regionNamed(text: string): Region | null {
  return named(text, regions, regionWords);
}

function named<Code extends string>(
  text: string,
  codes: readonly Code[],
  words: Readonly<Record<Code, Text>>,
): Code | null {
  const said = folded(text);
  return codes.find((code) => [code, words[code].vi, words[code].en].some((word) => folded(word) === said)) ?? null;
}
