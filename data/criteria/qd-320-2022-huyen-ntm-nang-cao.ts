import type { CriteriaSetFile } from '#contract/criteria.ts';

/**
 * QĐ 320/QĐ-TTg 08/03/2022, Phụ lục III. The nine criteria are assessed directly: of the 38 indicators none is held here, nor
 * are the conditions beside the criteria. English: ours.
 */
export const criteriaSet: CriteriaSetFile = {
  id: 'huyen-ntm-nang-cao',
  title: {
    vi: 'Bộ tiêu chí quốc gia về huyện nông thôn mới nâng cao giai đoạn 2021-2025',
    en: 'National criteria for advanced new-rural districts 2021-2025',
  },
  level: 'district',
  tier: 'advanced',
  decision: 'QĐ 320/QĐ-TTg 08/03/2022, Phụ lục III; sửa đổi bởi QĐ 211/QĐ-TTg 01/03/2024',
  // The period's first day: reviews of 2021 were later counted by the same set.
  validFrom: '2021-01-01',
  validTo: '2026-01-01',
  // Towns and cities (thị xã, thành phố) "complete the task" instead: Phụ lục II, no set of nine criteria.
  appliesTo: ['district'],
  officialIndicatorCount: 38,
  versions: [
    {
      decision: 'QĐ 320/QĐ-TTg 08/03/2022, Phụ lục III',
      validFrom: '2021-01-01',
      known: {
        vi: 'Tên tiêu chí theo Chương trình của tỉnh; không có chỉ tiêu nào',
        en: "Names of criteria as the province's programme uses them; no indicator is held",
      },
    },
    {
      decision: 'QĐ 211/QĐ-TTg 01/03/2024',
      validFrom: '2024-03-01',
      known: {
        vi: 'Sửa đổi, bổ sung tiêu chí, chỉ tiêu của cả bốn bộ xã và huyện và thêm bộ tiêu chí cho huyện không có đơn vị hành chính cấp xã (huyện đảo; bộ này chưa có ở đây); chưa có danh sách chỉ tiêu được sửa, nên câu chữ ở đây chưa tách theo hai bản',
        en: 'Amends all four sets of communes and districts and adds one for districts without communes (island districts), of which nothing is held here; which indicators are amended is not known here, so the wordings held are not told apart by version',
      },
    },
  ],
  note: {
    vi: 'Chín tiêu chí được đánh giá trực tiếp; chưa có chỉ tiêu và điều kiện kèm theo',
    en: 'The nine criteria are assessed directly; neither indicators nor the conditions beside them are held',
  },
  criteria: [
    { no: 1, name: { vi: 'Quy hoạch', en: 'Planning' }, group: null },
    { no: 2, name: { vi: 'Giao thông', en: 'Transport (roads)' }, group: null },
    {
      no: 3,
      name: { vi: 'Thủy lợi và phòng, chống thiên tai', en: 'Irrigation and disaster prevention' },
      group: null,
    },
    { no: 4, name: { vi: 'Điện', en: 'Electricity' }, group: null },
    { no: 5, name: { vi: 'Y tế - Văn hóa - Giáo dục', en: 'Health, culture, education' }, group: null },
    { no: 6, name: { vi: 'Kinh tế', en: 'Economy' }, group: null },
    { no: 7, name: { vi: 'Môi trường', en: 'Environment' }, group: null },
    { no: 8, name: { vi: 'Chất lượng môi trường sống', en: 'Quality of living environment' }, group: null },
    {
      no: 9,
      name: { vi: 'An ninh, trật tự - Hành chính công', en: 'Security, order and public administration' },
      group: null,
    },
  ],
};
