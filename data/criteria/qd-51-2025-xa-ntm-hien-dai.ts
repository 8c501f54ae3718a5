import type { CriteriaSetFile } from '#contract/criteria.ts';

/** QĐ 51/2025/QĐ-TTg 29/12/2025, Phụ lục II: the pilot level "hiện đại". What it asks for could not be read. English: ours. */
export const criteriaSet: CriteriaSetFile = {
  id: 'xa-ntm-hien-dai-2026',
  title: {
    vi: 'Thí điểm xã nông thôn mới hiện đại giai đoạn 2026-2030',
    en: 'Pilot of modern new-rural communes 2026-2030',
  },
  level: 'commune',
  tier: 'modern',
  decision: 'QĐ 51/2025/QĐ-TTg 29/12/2025, Phụ lục II',
  validFrom: '2026-02-15',
  validTo: null,
  appliesTo: ['commune'],
  versions: [
    {
      decision: 'QĐ 51/2025/QĐ-TTg 29/12/2025, Phụ lục II',
      validFrom: '2026-02-15',
      known: { vi: 'Chưa có nội dung Phụ lục II', en: 'Nothing of Annex II is held here' },
    },
  ],
  criteria: [],
};
