import type { CriteriaSetFile } from '#contract/criteria.ts';

/** QĐ 319/QĐ-TTg 08/03/2022: four conditions rather than a set of 19; the English is ours. */
export const criteriaSet: CriteriaSetFile = {
  id: 'xa-ntm-kieu-mau',
  title: {
    vi: 'Điều kiện xã nông thôn mới kiểu mẫu giai đoạn 2021-2025',
    en: 'Conditions for model new-rural communes 2021-2025',
  },
  level: 'commune',
  tier: 'model',
  decision: 'QĐ 319/QĐ-TTg 08/03/2022',
  // The period's first day: reviews of 2021 were later counted by the same set.
  validFrom: '2021-01-01',
  validTo: '2026-01-01',
  // Wards and townships are not in the rural programme.
  appliesTo: ['commune'],
  versions: [
    {
      decision: 'QĐ 319/QĐ-TTg 08/03/2022',
      validFrom: '2021-01-01',
      known: {
        vi: 'Bốn điều kiện đã đối chiếu (langngheviet.com.vn; dantocphattrien.vietnamnet.vn 08/03/2022)',
        en: 'The four conditions are confirmed (langngheviet.com.vn; dantocphattrien.vietnamnet.vn 08/03/2022)',
      },
    },
  ],
  preconditions: [
    {
      id: 'all-criteria',
      name: { vi: 'Đạt đủ các tiêu chí của bộ tiêu chí', en: 'Meets every criterion of the set' },
      test: { kind: 'allCriteria' },
      source: 'QĐ 18/2022/QĐ-TTg 02/08/2022, sửa đổi bởi QĐ 03/2024/QĐ-TTg 07/03/2024 (langngheviet.com.vn 25687)',
      confidence: 'high',
    },
    {
      id: 'satisfaction',
      name: {
        vi: 'Tỷ lệ hài lòng của người dân đạt mức quy định',
        en: "Residents' satisfaction reaches the required rate",
      },
      test: { kind: 'satisfaction', atLeastPercent: null, eachAtLeastPercent: null },
      source: 'QĐ 18/2022/QĐ-TTg 02/08/2022, sửa đổi bởi QĐ 03/2024/QĐ-TTg 07/03/2024 (langngheviet.com.vn 25687)',
      confidence: 'high',
    },
    {
      id: 'no-construction-debt',
      name: {
        vi: 'Không nợ đọng xây dựng cơ bản thuộc Chương trình trên địa bàn xã',
        en: 'No outstanding construction debt of the programme in the commune',
      },
      test: { kind: 'declared' },
      source: 'QĐ 18/2022/QĐ-TTg 02/08/2022, sửa đổi bởi QĐ 03/2024/QĐ-TTg 07/03/2024 (langngheviet.com.vn 25687)',
      confidence: 'high',
    },
    {
      id: 'security',
      name: {
        vi: 'Xã đạt tiêu chuẩn "An toàn về an ninh, trật tự" theo quy định của Bộ Công an',
        en: 'The commune meets the standard "safe in security and order" of the Ministry of Public Security',
      },
      test: { kind: 'declared' },
      // QĐ 03/2024 reworded it: before, the commune was not to be "complex" (phức tạp về an ninh, trật tự).
      source: 'QĐ 18/2022/QĐ-TTg 02/08/2022, Điều 4 khoản 1, theo QĐ 03/2024/QĐ-TTg 07/03/2024, Điều 1',
      confidence: 'high',
    },
  ],
  note: {
    vi: 'Điều kiện 3 và 4 do UBND cấp tỉnh quy định, cán bộ công bố kết quả',
    en: 'Conditions 3 and 4 are laid down by the province: an officer declares them',
  },
  criteria: [
    {
      no: 1,
      name: {
        vi: 'Đạt chuẩn NTM nâng cao giai đoạn 2021-2025 (rà soát lại nếu được công nhận theo tiêu chí 2018-2020)',
        en: 'Meets the whole nâng cao set of 2021-2025',
      },
      group: null,
      test: { kind: 'wholeSet', setId: 'xa-ntm-nang-cao' },
    },
    {
      no: 2,
      name: {
        vi: 'Thu nhập bình quân đầu người cao hơn từ 10% trở lên so với mức quy định đối với xã NTM nâng cao tại cùng thời điểm',
        en: 'Income per head at least 10% above the nâng cao threshold of that time',
      },
      group: null,
      test: { kind: 'aboveThreshold', setId: 'xa-ntm-nang-cao', indicatorNo: '10', percentAbove: 10 },
    },
    {
      no: 3,
      name: {
        vi: 'Có ít nhất một mô hình thôn thông minh (UBND cấp tỉnh quy định cụ thể)',
        en: 'At least one smart village model, defined by the province',
      },
      group: null,
    },
    {
      no: 4,
      name: {
        vi: 'Đạt tiêu chí xã NTM kiểu mẫu theo ít nhất một lĩnh vực nổi trội nhất (sản xuất, giáo dục, văn hóa, du lịch, cảnh quan môi trường, an ninh trật tự, chuyển đổi số…) do UBND cấp tỉnh ban hành',
        en: 'Meets at least one outstanding field defined by the province',
      },
      group: null,
    },
  ],
};
