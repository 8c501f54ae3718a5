import type { ProgrammeFrame } from '#contract/programme-frame.ts';

/**
 * The merged national programme, its first phase, in the province that Phú Yên (54) became part of. All figures are of the
 * country: no decision of the province was known when this was written.
 */
export const programmeFrame: ProgrammeFrame = {
  title: {
    vi: 'Chương trình mục tiêu quốc gia hợp nhất (nông thôn mới, giảm nghèo, vùng dân tộc thiểu số và miền núi), giai đoạn I 2026-2030',
    en: 'Merged national target programme (new countryside, poverty, ethnic minority and mountain areas), phase I, 2026-2030',
  },
  // Đắk Lắk since 1 July 2025 (NQ 1660/NQ-UBTVQH15): the old Đắk Lắk, which bore the same code, and Phú Yên.
  province: '66',
  from: '2026-01-01',
  until: '2030-12-31',
  denominators: null,
  printedCounts: {},
  headline: ['I6', 'I7', 'I8', 'I1', 'I4', 'I5'],
  period: '2026-2030',
  formerly: ['54'],
  payable: null,
  notHeld: [
    {
      vi: 'câu chữ và mức đạt của 47 chỉ tiêu (QĐ 51/2025/QĐ-TTg, Phụ lục I)',
      en: 'wording and thresholds of the 47 indicators (QĐ 51/2025/QĐ-TTg, annex I)',
    },
    { vi: 'mục tiêu, vốn và phân công của tỉnh', en: 'the province’s targets, money and division of work' },
    { vi: 'số tiền đã chi', en: 'what was paid out' },
  ],
};
