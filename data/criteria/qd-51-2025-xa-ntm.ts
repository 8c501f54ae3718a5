import type { CriteriaSetFile } from '#contract/criteria.ts';

/**
 * QĐ 51/2025/QĐ-TTg 29/12/2025, Phụ lục I: the one commune set of 2026-2030. Names of the ten criteria are the decision's; of
 * its 47 indicators none could be read, so criteria are assessed directly and no threshold is held. The decision sets
 * thresholds by three groups of communes. English: ours.
 */
export const criteriaSet: CriteriaSetFile = {
  id: 'xa-ntm-2026',
  title: {
    vi: 'Bộ tiêu chí quốc gia về nông thôn mới cấp xã giai đoạn 2026-2030',
    en: 'National new-rural criteria of communes 2026-2030',
  },
  level: 'commune',
  tier: 'standard',
  decision: 'QĐ 51/2025/QĐ-TTg 29/12/2025, Phụ lục I',
  validFrom: '2026-02-15',
  validTo: null,
  // Wards (phường) are not in the rural programme.
  appliesTo: ['commune'],
  officialIndicatorCount: 47,
  versions: [
    {
      decision: 'QĐ 51/2025/QĐ-TTg 29/12/2025, Phụ lục I',
      validFrom: '2026-02-15',
      known: {
        vi: 'Tên mười tiêu chí và số chỉ tiêu (47) đã đối chiếu; cổng chưa có Phụ lục I, nên không có chỉ tiêu và mức đạt',
        en: 'Names of the ten criteria and the number of indicators (47) are checked; Annex I is not held here, so there are neither indicators nor thresholds',
      },
    },
  ],
  note: {
    vi: 'Mười tiêu chí được đánh giá trực tiếp; mức đạt của chỉ tiêu theo ba nhóm xã, chưa có ở đây',
    en: 'The ten criteria are assessed directly; thresholds of indicators are by three groups of communes and not held here',
  },
  criteria: [
    { no: 1, name: { vi: 'Quy hoạch', en: 'Planning' }, group: null },
    { no: 2, name: { vi: 'Hạ tầng kinh tế - xã hội', en: 'Economic and social infrastructure' }, group: null },
    { no: 3, name: { vi: 'Phát triển kinh tế nông thôn', en: 'Rural economic development' }, group: null },
    { no: 4, name: { vi: 'Đào tạo nguồn nhân lực nông thôn', en: 'Training of the rural workforce' }, group: null },
    { no: 5, name: { vi: 'Văn hóa, giáo dục, y tế', en: 'Culture, education, health' }, group: null },
    { no: 6, name: { vi: 'Giảm nghèo và an sinh xã hội', en: 'Poverty reduction and social security' }, group: null },
    {
      no: 7,
      name: { vi: 'Khoa học công nghệ và chuyển đổi số', en: 'Science, technology and digital transformation' },
      group: null,
    },
    {
      no: 8,
      name: { vi: 'Môi trường và cảnh quan nông thôn', en: 'Environment and rural landscape' },
      group: null,
    },
    {
      no: 9,
      name: {
        vi: 'Xây dựng hệ thống chính trị và hành chính công',
        en: 'Political system and public administration',
      },
      group: null,
    },
    {
      no: 10,
      name: { vi: 'Tiếp cận pháp luật và an ninh, quốc phòng', en: 'Access to law, security and defence' },
      group: null,
    },
  ],
};
