import type { CriteriaSetFile } from '#contract/criteria.ts';

/** QĐ 51/2025/QĐ-TTg 29/12/2025, Phụ lục III: a province that completes its task. What it asks for could not be read. English: ours. */
export const criteriaSet: CriteriaSetFile = {
  id: 'tinh-ntm-2026',
  title: {
    vi: 'Tỉnh hoàn thành nhiệm vụ xây dựng nông thôn mới giai đoạn 2026-2030',
    en: 'Provinces that complete the task of new-rural development 2026-2030',
  },
  level: 'province',
  tier: 'standard',
  decision: 'QĐ 51/2025/QĐ-TTg 29/12/2025, Phụ lục III',
  validFrom: '2026-02-15',
  validTo: null,
  // As the annex is called; whether it is for cities under the centre too is not known.
  appliesTo: ['province'],
  versions: [
    {
      decision: 'QĐ 51/2025/QĐ-TTg 29/12/2025, Phụ lục III',
      validFrom: '2026-02-15',
      known: { vi: 'Chưa có nội dung Phụ lục III', en: 'Nothing of Annex III is held here' },
    },
  ],
  criteria: [],
};
