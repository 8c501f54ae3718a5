import type { Level, RecognitionLevel } from '#contract/admin-units.ts';
import type { CriteriaSet } from '#contract/criteria.ts';
import type { MeasureGroup } from '#contract/measures.ts';
import type { Programme } from '#contract/programme.ts';
import type { Text } from '#contract/common.ts';
import { listTargetGroups } from './list-target-measures.ts';
import { unitWords } from './list-set-measures.ts';
import { yearsAmong } from './set-words.ts';

const levelWords: Record<Level, Text> = {
  commune: { vi: 'Xã', en: 'Communes' },
  district: { vi: 'Huyện', en: 'Districts' },
  province: { vi: 'Tỉnh', en: 'Provinces' },
};
const tierNames: Record<RecognitionLevel, Text> = {
  standard: { vi: 'nông thôn mới', en: 'standard' },
  advanced: { vi: 'nông thôn mới nâng cao', en: 'advanced' },
  model: { vi: 'nông thôn mới kiểu mẫu', en: 'model' },
  modern: { vi: 'nông thôn mới hiện đại', en: 'modern' },
};

/** Groups in which lists show measures; those without a measure are left out by who lists. */
export function listGroups(sets: readonly CriteriaSet[], programme: Pick<Programme, 'contents'>): MeasureGroup[] {
  const named = (set: CriteriaSet): Text => {
    const years = yearsAmong(set, sets);
    return {
      vi: `${levelWords[set.level].vi} ${tierNames[set.tier].vi}${years.vi}`,
      en: `${levelWords[set.level].en}, ${tierNames[set.tier].en}${years.en}`,
    };
  };
  return [
    { id: 'summary', title: { vi: 'Tổng hợp', en: 'Summary' } },
    ...sets.flatMap((set) => {
      const name = named(set);
      const units = unitWords[set.level];
      return [
        { id: `criteria-${set.id}`, title: { vi: `${name.vi}: từng tiêu chí`, en: `${name.en}: each criterion` } },
        {
          id: `shares-${set.id}`,
          title: { vi: `${name.vi}: tỷ lệ ${units.vi} đạt`, en: `${name.en}: share of ${units.en}` },
        },
      ];
    }),
    ...listTargetGroups(programme),
    { id: 'groups', title: { vi: 'Nhóm xã', en: 'Groups of communes' } },
    { id: 'disbursed', title: { vi: 'Nguồn lực: vốn giải ngân', en: 'Resources: disbursed' } },
    ...sets.map((set) => {
      const name = named(set);
      return {
        id: `indicators-${set.id}`,
        title: { vi: `${name.vi}: số liệu chỉ tiêu`, en: `${name.en}: figures of indicators` },
      };
    }),
  ];
}
