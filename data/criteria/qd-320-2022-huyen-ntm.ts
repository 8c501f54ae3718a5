import type { CriteriaSetFile } from '#contract/criteria.ts';

/**
 * QĐ 320/QĐ-TTg 08/03/2022, Phụ lục I. The nine criteria are assessed directly: of the 36 indicators 34 are held here, from
 * memory, under provisional numbers and without thresholds, so nothing may be computed as met from them. The conditions
 * that the decision puts before the criteria are `preconditions`. English: ours.
 */
export const criteriaSet: CriteriaSetFile = {
  id: 'huyen-ntm',
  title: {
    vi: 'Bộ tiêu chí quốc gia về huyện nông thôn mới giai đoạn 2021-2025',
    en: 'National criteria for new-rural districts 2021-2025',
  },
  level: 'district',
  tier: 'standard',
  decision: 'QĐ 320/QĐ-TTg 08/03/2022, Phụ lục I; sửa đổi bởi QĐ 211/QĐ-TTg 01/03/2024',
  // The period's first day: reviews of 2021 were later counted by the same set.
  validFrom: '2021-01-01',
  validTo: '2026-01-01',
  // Towns and cities (thị xã, thành phố) "complete the task" instead: Phụ lục II, no set of nine criteria.
  appliesTo: ['district'],
  officialIndicatorCount: 36,
  versions: [
    {
      decision: 'QĐ 320/QĐ-TTg 08/03/2022, Phụ lục I',
      validFrom: '2021-01-01',
      known: {
        vi: 'Tên tiêu chí theo Chương trình của tỉnh; giữ 34 trong 36 chỉ tiêu, câu chữ và thứ tự chưa đối chiếu văn bản',
        en: "Names of criteria as the province's programme uses them; 34 of 36 indicators held, wording and order not checked",
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
  preconditions: [
    {
      id: 'all-communes-standard',
      name: { vi: '100% số xã trên địa bàn đạt chuẩn NTM 2021-2025', en: '100% of communes meet the commune standard' },
      test: { kind: 'shareMeeting', setId: 'xa-ntm', atLeastPercent: 100 },
      source: 'QĐ 320/QĐ-TTg 08/03/2022, Phụ lục I; media.chinhphu.vn 21/03/2022',
      confidence: 'high',
    },
    {
      id: 'communes-advanced',
      name: { vi: 'Ít nhất 10% số xã đạt chuẩn NTM nâng cao', en: 'At least 10% of communes are nâng cao' },
      test: { kind: 'shareMeeting', setId: 'xa-ntm-nang-cao', atLeastPercent: 10 },
      source: 'QĐ 320/QĐ-TTg 08/03/2022, Phụ lục I; media.chinhphu.vn 21/03/2022',
      confidence: 'high',
    },
    {
      id: 'townships-civilised',
      name: {
        vi: '100% số thị trấn đạt chuẩn đô thị văn minh',
        en: '100% of townships meet the civilised-town standard',
      },
      test: { kind: 'declared' },
      source: 'QĐ 320/QĐ-TTg 08/03/2022, Phụ lục I; media.chinhphu.vn 21/03/2022',
      confidence: 'high',
    },
    {
      id: 'satisfaction',
      name: {
        vi: 'Tỷ lệ hài lòng của người dân về kết quả xây dựng NTM của huyện ≥ 90% (ở từng xã, từng nội dung ≥ 80%)',
        en: "Residents' satisfaction at least 90% (at least 80% per commune and content)",
      },
      test: { kind: 'satisfaction', atLeastPercent: 90, eachAtLeastPercent: 80 },
      source: 'QĐ 320/QĐ-TTg 08/03/2022, Phụ lục I; media.chinhphu.vn 21/03/2022',
      confidence: 'high',
    },
    {
      id: 'all-criteria',
      name: { vi: 'Đạt 9 tiêu chí huyện NTM', en: 'Meets the nine district criteria' },
      test: { kind: 'allCriteria' },
      source: 'QĐ 320/QĐ-TTg 08/03/2022, Phụ lục I; media.chinhphu.vn 21/03/2022',
      confidence: 'high',
    },
  ],
  note: {
    vi: 'Chín tiêu chí được đánh giá trực tiếp; số thứ tự chỉ tiêu là tạm thời',
    en: 'The nine criteria are assessed directly; the numbers of indicators are provisional',
  },
  criteria: [
    {
      no: 1,
      name: { vi: 'Quy hoạch', en: 'Planning' },
      group: null,
      officialIndicatorCount: 2,
      indicators: [
        {
          no: '1.1',
          provisional: true,
          name: {
            vi: 'Có quy hoạch xây dựng vùng huyện được phê duyệt còn thời hạn hoặc được rà soát, điều chỉnh theo quy định, trong đó có quy hoạch khu chức năng dịch vụ hỗ trợ phát triển kinh tế nông thôn',
            en: 'The district construction plan is approved and in force or was reviewed and adjusted as prescribed, with a service area that supports the rural economy',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '1.2',
          provisional: true,
          name: {
            vi: 'Có công trình hạ tầng kỹ thuật thiết yếu hoặc hạ tầng xã hội thiết yếu được đầu tư xây dựng theo quy hoạch xây dựng vùng huyện đã được phê duyệt',
            en: 'Essential technical or social infrastructure was built by the approved district construction plan',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
      ],
    },
    {
      no: 2,
      name: { vi: 'Giao thông', en: 'Transport (roads)' },
      group: null,
      officialIndicatorCount: 4,
      indicators: [
        {
          no: '2.1',
          provisional: true,
          name: {
            vi: 'Hệ thống giao thông trên địa bàn huyện đảm bảo kết nối tới các xã và được bảo trì hàng năm',
            en: "The district's roads connect to the communes and are maintained yearly",
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '2.2',
          provisional: true,
          name: {
            vi: 'Tỷ lệ km đường huyện đạt chuẩn theo quy hoạch',
            en: 'Share of district road length that meets the standard by the plan',
          },
          unit: 'percent',
          comparator: '>=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '2.3',
          provisional: true,
          name: {
            vi: 'Tỷ lệ km đường huyện được trồng cây xanh dọc tuyến đường',
            en: 'Share of district road length lined with trees',
          },
          unit: 'percent',
          comparator: '>=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '2.4',
          provisional: true,
          name: {
            vi: 'Bến xe khách tại trung tâm huyện (nếu có theo quy hoạch) đạt tiêu chuẩn loại IV trở lên',
            en: 'The coach station at the district centre (if planned) is of class IV or better',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
      ],
    },
    {
      no: 3,
      name: { vi: 'Thủy lợi và phòng, chống thiên tai', en: 'Irrigation and disaster prevention' },
      group: null,
      officialIndicatorCount: 2,
      indicators: [
        {
          no: '3.1',
          provisional: true,
          name: {
            vi: 'Các công trình thủy lợi do huyện quản lý được bảo trì, nâng cấp, đảm bảo tích hợp hệ thống cơ sở dữ liệu theo chuyển đổi số',
            en: 'Irrigation works run by the district are maintained, upgraded and in a digital database',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '3.2',
          provisional: true,
          name: {
            vi: 'Đảm bảo yêu cầu chủ động về phòng chống thiên tai theo phương châm 4 tại chỗ',
            en: 'Ready for natural disasters under the "four on the spot" motto',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
      ],
    },
    {
      no: 4,
      name: { vi: 'Điện', en: 'Electricity' },
      group: null,
      officialIndicatorCount: 1,
      indicators: [
        {
          no: '4',
          provisional: true,
          name: {
            vi: 'Hệ thống lưới điện liên xã đồng bộ với hệ thống điện các xã theo quy hoạch, đảm bảo yêu cầu kỹ thuật của cả hệ thống',
            en: "The inter-commune power grid is in step with the communes' by the plan and meets technical requirements",
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
      ],
    },
    {
      no: 5,
      name: { vi: 'Y tế - Văn hóa - Giáo dục', en: 'Health, culture, education' },
      group: null,
      indicators: [
        {
          no: '5.x1',
          provisional: true,
          name: { vi: 'Tỷ lệ người dân tham gia bảo hiểm y tế', en: 'Share of people with health insurance' },
          unit: 'percent',
          comparator: '>=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '5.x2',
          provisional: true,
          name: { vi: 'Trung tâm y tế huyện đạt chuẩn', en: 'The district health centre meets the standard' },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '5.x3',
          provisional: true,
          name: {
            vi: 'Trung tâm Văn hóa - Thể thao huyện đạt chuẩn, có nhiều hoạt động văn hóa - thể thao kết nối với các xã có hiệu quả',
            en: 'The district culture and sports centre meets the standard and has many activities that reach the communes',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '5.x4',
          provisional: true,
          name: {
            vi: 'Tỷ lệ trường trung học phổ thông đạt chuẩn quốc gia mức độ 1 trở lên',
            en: 'Share of upper secondary schools of national standard level 1 or higher',
          },
          unit: 'percent',
          comparator: '>=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '5.x5',
          provisional: true,
          name: {
            vi: 'Trung tâm Giáo dục nghề nghiệp - Giáo dục thường xuyên đạt kiểm định chất lượng giáo dục cấp độ 1 trở lên',
            en: 'The vocational and continuing education centre passed quality accreditation of level 1 or higher',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
      ],
    },
    {
      no: 6,
      name: { vi: 'Kinh tế', en: 'Economy' },
      group: null,
      indicators: [
        {
          no: '6.x1',
          provisional: true,
          name: {
            vi: 'Có khu công nghiệp, hoặc cụm công nghiệp được đầu tư hạ tầng đồng bộ, hoặc cụm ngành nghề nông thôn',
            en: 'An industrial zone, an industrial cluster with complete infrastructure, or a rural trade cluster exists',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '6.x2',
          provisional: true,
          name: {
            vi: 'Có chợ trung tâm huyện đạt tiêu chuẩn theo quy định, hoặc trung tâm thu mua - cung ứng nông sản',
            en: 'A district central market meets the standard, or a centre buys and supplies farm produce',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '6.x3',
          provisional: true,
          name: {
            vi: 'Hình thành vùng nguyên liệu tập trung về lĩnh vực nông nghiệp phù hợp với nhu cầu thị trường',
            en: 'Concentrated agricultural material zones that fit market demand have been formed',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '6.x4',
          provisional: true,
          name: {
            vi: 'Có trung tâm kỹ thuật nông nghiệp hoạt động hiệu quả',
            en: 'An agricultural technical centre works well',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
      ],
    },
    {
      no: 7,
      name: { vi: 'Môi trường', en: 'Environment' },
      group: null,
      indicators: [
        {
          no: '7.x1',
          provisional: true,
          name: {
            vi: 'Hệ thống thu gom, xử lý chất thải rắn trên địa bàn huyện đảm bảo yêu cầu về bảo vệ môi trường; tỷ lệ chất thải rắn sinh hoạt phải xử lý bằng biện pháp chôn lấp trực tiếp',
            en: 'Solid waste is collected and treated as environmental protection requires; share of domestic solid waste that must be buried directly',
          },
          unit: 'percent',
          comparator: '<=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '7.x2',
          provisional: true,
          name: {
            vi: 'Tỷ lệ hộ gia đình phân loại chất thải rắn tại nguồn',
            en: 'Share of households that sort solid waste at source',
          },
          unit: 'percent',
          comparator: '>=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '7.x3',
          provisional: true,
          name: {
            vi: 'Có mô hình tái chế chất thải hữu cơ, phụ phẩm nông nghiệp quy mô cấp xã trở lên',
            en: 'A model recycles organic waste and farm by-products at commune scale or larger',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '7.x4',
          provisional: true,
          name: {
            vi: 'Có công trình xử lý nước thải sinh hoạt áp dụng biện pháp phù hợp',
            en: 'A domestic wastewater work uses suitable measures',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '7.x5',
          provisional: true,
          name: {
            vi: 'Khu công nghiệp, cụm công nghiệp, làng nghề thực hiện đúng các quy định về bảo vệ môi trường',
            en: 'Industrial zones, clusters and craft villages follow environmental rules',
          },
          unit: 'percent',
          comparator: '>=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '7.x6',
          provisional: true,
          name: {
            vi: 'Đất cây xanh sử dụng công cộng tại điểm dân cư nông thôn',
            en: 'Public green land in rural residential areas',
          },
          unit: 'm2PerPerson',
          comparator: '>=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '7.x7',
          provisional: true,
          name: {
            vi: 'Tỷ lệ chất thải nhựa phát sinh trên địa bàn được thu gom, tái sử dụng, tái chế, xử lý theo quy định',
            en: 'Share of plastic waste collected, reused, recycled or treated as prescribed',
          },
          unit: 'percent',
          comparator: '>=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '7.x8',
          provisional: true,
          name: {
            vi: 'Tỷ lệ điểm tập kết, trung chuyển chất thải rắn có hạ tầng bảo vệ môi trường theo quy định',
            en: 'Share of waste collection points and transfer stations with environmental infrastructure as prescribed',
          },
          unit: 'percent',
          comparator: '>=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
      ],
    },
    {
      no: 8,
      name: { vi: 'Chất lượng môi trường sống', en: 'Quality of living environment' },
      group: null,
      indicators: [
        {
          no: '8.x1',
          provisional: true,
          name: {
            vi: 'Tỷ lệ hộ được sử dụng nước sạch theo quy chuẩn từ hệ thống cấp nước tập trung',
            en: 'Share of households using clean water by the national standard from centralised supply',
          },
          unit: 'percent',
          comparator: '>=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '8.x2',
          provisional: true,
          name: {
            vi: 'Tỷ lệ công trình cấp nước tập trung có tổ chức quản lý, khai thác hoạt động bền vững',
            en: 'Share of centralised water works with an organisation that runs them lastingly',
          },
          unit: 'percent',
          comparator: '>=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '8.x3',
          provisional: true,
          name: {
            vi: 'Có đề án/kế hoạch kiểm kê, kiểm soát, bảo vệ chất lượng nước, phục hồi cảnh quan các nguồn nước mặt trên địa bàn huyện',
            en: 'A scheme or plan inventories, controls and protects water quality and restores the landscape of surface waters in the district',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '8.x4',
          provisional: true,
          name: {
            vi: 'Cảnh quan, không gian trên địa bàn toàn huyện đảm bảo sáng - xanh - sạch - đẹp, an toàn',
            en: 'The landscape of the whole district is bright, green, clean, beautiful and safe',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '8.x5',
          provisional: true,
          name: {
            vi: 'Tỷ lệ cơ sở sản xuất, kinh doanh thực phẩm do huyện quản lý tuân thủ các quy định về an toàn thực phẩm',
            en: 'Share of food businesses under the district that follow food safety rules',
          },
          unit: 'percent',
          comparator: '>=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
      ],
    },
    {
      no: 9,
      name: { vi: 'An ninh, trật tự - Hành chính công', en: 'Security, order and public administration' },
      group: null,
      indicators: [
        {
          no: '9.x1',
          provisional: true,
          name: {
            vi: 'Tình hình an ninh, trật tự trên địa bàn huyện được giữ vững ổn định và nâng cao',
            en: 'Security and order in the district are kept stable and improved',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '9.x2',
          provisional: true,
          name: {
            vi: 'Có dịch vụ công trực tuyến theo mức quy định',
            en: 'Online public services are available at the prescribed level',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
        {
          no: '9.x3',
          provisional: true,
          name: {
            vi: 'Huyện đạt tiếp cận pháp luật theo quy định',
            en: 'The district meets the standard of access to law',
          },
          unit: 'yesNo',
          comparator: '=',
          thresholdBy: 'unknown',
          confidence: { wording: 'low', threshold: null },
        },
      ],
    },
  ],
};
