import type { DeclaredCollection } from '#contract/collections.ts';

export const collection: DeclaredCollection = {
  id: 'post-points',
  title: { vi: 'Điểm bưu chính, viễn thông', en: 'Postal and telecom points' },
  description: {
    vi: 'Bưu cục, điểm bưu điện - văn hóa xã, trạm thu phát sóng và wifi công cộng.',
    en: 'Post offices, commune post and culture points, base stations and public wifi.',
  },
  keywords: ['bưu chính', 'viễn thông', 'wifi công cộng', 'post office'],
  storage: { kind: 'table', geometry: 'point', key: ['code'] },
  topic: 'III/2/09',
  properties: [
    {
      name: 'code',
      title: { vi: 'Mã điểm', en: 'Code' },
      type: 'string',
      required: true,
      aliases: ['ma', 'ma_doi_tuong'],
    },
    {
      name: 'kind',
      title: { vi: 'Loại', en: 'Kind' },
      type: 'string',
      required: true,
      values: [
        { value: 'postOffice', label: { vi: 'Bưu cục', en: 'Post office' }, aliases: ['bưu điện'] },
        {
          value: 'postCulture',
          label: { vi: 'Điểm bưu điện - văn hóa xã', en: 'Post and culture point' },
          aliases: ['BĐVHX'],
        },
        { value: 'baseStation', label: { vi: 'Trạm thu phát sóng', en: 'Base station' }, aliases: ['BTS'] },
        { value: 'wifi', label: { vi: 'Điểm wifi công cộng', en: 'Public wifi' }, aliases: ['wifi'] },
      ],
      aliases: ['loai'],
    },
    {
      name: 'operator',
      title: { vi: 'Doanh nghiệp', en: 'Operator' },
      type: 'string',
      aliases: ['doanh_nghiep', 'nha_mang'],
    },
    {
      name: 'opening_hours',
      title: { vi: 'Giờ mở cửa', en: 'Opening hours' },
      type: 'string',
      aliases: ['gio_mo_cua'],
    },
    {
      name: 'internet',
      title: { vi: 'Có truy nhập internet', en: 'Internet access' },
      type: 'boolean',
      aliases: ['internet'],
    },
    {
      name: 'public_services',
      title: { vi: 'Hỗ trợ dịch vụ công trực tuyến', en: 'Helps with online public services' },
      type: 'boolean',
      aliases: ['dich_vu_cong'],
    },
    {
      name: 'land_m2',
      title: { vi: 'Diện tích', en: 'Area' },
      type: 'number',
      unit: 'm²',
      min: 0,
      max: 1_000_000,
      aliases: ['dien_tich'],
    },
  ],
  common: [
    'name',
    'hamlet',
    'condition',
    'manager',
    'built_year',
    'upgraded_year',
    'funding',
    'decision_no',
    'meets_standard',
    'surveyed_on',
  ],
  symbology: {
    colour: '#a16207',
    icon: 'post',
    by: 'kind',
    classes: [
      { value: 'postOffice', colour: '#c2570c', icon: 'post' },
      { value: 'postCulture', colour: '#8a5a00', icon: 'library' },
      { value: 'baseStation', colour: '#3b4a9f', icon: 'communications-tower' },
      { value: 'wifi', colour: '#0f7c74', icon: 'mobile-phone' },
    ],
  },
  evidence: [
    { set: 'xa-ntm', indicators: ['8.1', '8.2'] },
    { set: 'xa-ntm-nang-cao', indicators: ['8.1', '8.2', '8.5'] },
  ],
  zooms: { min: 0, max: 16 },
  lineage: {
    producer: { vi: 'Sở Thông tin và Truyền thông', en: 'Department of Information and Communications' },
    statement: {
      vi: 'Nhập từ danh sách điểm phục vụ; nguồn của từng đối tượng nằm trong thuộc tính source.',
      en: 'Imported from lists of service points; the source of each stands in its property source.',
    },
    licence: null,
  },
};
