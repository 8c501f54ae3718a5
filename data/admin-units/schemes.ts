import type { GroupSchemeFile } from '#contract/unit-groups.ts';

/**
 * Ways in which decisions sort communes into groups. Which commune is in which group is no part of them: the lists are
 * imported (docs/importing.md). English: ours.
 */
export const groupSchemes: readonly GroupSchemeFile[] = [
  {
    id: 'nhom-2026',
    title: { vi: 'Nhóm xã giai đoạn 2026-2030', en: 'Groups of communes 2026-2030' },
    source: 'QĐ 51/2025/QĐ-TTg 29/12/2025, Phụ lục I',
    appliesTo: ['commune'],
    validFrom: '2026-02-15',
    validTo: null,
    groups: [
      {
        id: '1',
        name: { vi: 'Nhóm 1', en: 'Group 1' },
        means: {
          vi: 'xã giáp đô thị hoặc được quy hoạch thành đô thị, hoặc có nông nghiệp dưới 10% kinh tế',
          en: 'next to an urban area or planned to become one, or agriculture under 10% of the economy',
        },
      },
      { id: '2', name: { vi: 'Nhóm 2', en: 'Group 2' }, means: { vi: 'các xã còn lại', en: 'the other communes' } },
      {
        id: '3',
        name: { vi: 'Nhóm 3', en: 'Group 3' },
        means: { vi: 'xã khu vực II và III', en: 'communes of areas II and III' },
        follows: { scheme: 'khu-vuc', groups: ['II', 'III'] },
      },
    ],
  },
  {
    id: 'khu-vuc',
    title: {
      vi: 'Xã khu vực I, II, III vùng đồng bào dân tộc thiểu số và miền núi',
      en: 'Areas I, II, III of the ethnic-minority and mountain region',
    },
    source: 'QĐ 60/QĐ-BDTTG 29/01/2026',
    appliesTo: ['commune', 'ward', 'township', 'specialZone'],
    validFrom: null,
    validTo: null,
    groups: [
      { id: 'I', name: { vi: 'Khu vực I', en: 'Area I' } },
      { id: 'II', name: { vi: 'Khu vực II', en: 'Area II' } },
      { id: 'III', name: { vi: 'Khu vực III', en: 'Area III' } },
    ],
  },
  {
    id: 'qd-318-dieu-1',
    title: {
      vi: 'Xã áp dụng mức của vùng Trung du miền núi phía Bắc giai đoạn 2021-2025',
      en: 'Communes with the thresholds of the northern midlands 2021-2025',
    },
    source: 'QĐ 318/QĐ-TTg 08/03/2022, Điều 1',
    appliesTo: ['commune'],
    validFrom: '2021-01-01',
    validTo: '2026-01-01',
    groups: [
      {
        id: 'dac-biet-kho-khan',
        name: { vi: 'Xã đặc biệt khó khăn', en: 'Communes in extreme difficulty' },
        region: 'northernMidlands',
      },
      {
        id: 'an-toan-khu',
        name: { vi: 'Xã an toàn khu', en: 'Safe-zone communes' },
        means: {
          vi: 'thuộc huyện nghèo, huyện thoát nghèo giai đoạn 2018-2020',
          en: 'of poor districts and of districts that left poverty in 2018-2020',
        },
        region: 'northernMidlands',
      },
    ],
  },
];
