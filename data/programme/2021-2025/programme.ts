import type { ProgrammeFrame } from '#contract/programme-frame.ts';

/**
 * What the figures of `targets.csv` hang on: the years of the programme, what percentages are of, and where it prints a
 * count beside a percentage. Line numbers are those of the programme's text as published by the province.
 */
export const programmeFrame: ProgrammeFrame = {
  title: {
    vi: 'Chương trình mục tiêu quốc gia xây dựng nông thôn mới tỉnh Phú Yên giai đoạn 2021-2025',
    en: 'National target programme of the new countryside in Phú Yên, 2021-2025',
  },
  province: '54',
  from: '2021-01-01',
  // The last day on which a target for 2025 can be reached.
  until: '2025-12-31',
  denominators: {
    // "67/83 xã" (line 15): the programme's own number, whatever became of the communes later.
    communes: 83,
    // "20/67 xã", "04/67 xã" (line 15): nâng cao and kiểu mẫu are counted of the communes that are to meet the standard.
    standardCommunes: 67,
    // CONTRADICTION-H: the programme does not say whether it counts all district-level units or huyện only.
    districts: { all: 9, rural: 6 },
  },
  // A printed count wins over the percentage beside it: about 30 % of 67 would be 21, but 20/67 is printed.
  printedCounts: { T003: 'T004', T005: 'T006', T007: 'T008' },
  // What stands on top of the page of targets.
  headline: ['T004', 'T006', 'T008', 'T009', 'T011', 'T012'],
  period: '2021-2025',
  formerly: [],
  // Tasks whose money was extended may be paid out under the old rules.
  payable: { until: '2026-12-31', document: 'TT 60/2026/TT-BTC, Điều 21; NQ 257/2025/QH15, Điều 1 khoản 7' },
  notHeld: [],
};
