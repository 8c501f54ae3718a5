import type { DeclaredCollection } from '#contract/collections.ts';

export const collection: DeclaredCollection = {
  id: 'model-residential-areas',
  title: { vi: 'Khu dân cư nông thôn mới kiểu mẫu', en: 'Model residential areas' },
  description: {
    vi: 'Khu dân cư đăng ký hoặc đã được công nhận kiểu mẫu.',
    en: 'Residential areas that are registered or recognised as models.',
  },
  keywords: ['khu dân cư kiểu mẫu', 'model residential area'],
  storage: { kind: 'table', geometry: 'polygon', key: ['code'] },
  topic: 'III/7/05',
  properties: [
    {
      name: 'code',
      title: { vi: 'Mã khu dân cư', en: 'Code' },
      type: 'string',
      required: true,
      aliases: ['ma', 'ma_doi_tuong'],
    },
    {
      name: 'stage',
      title: { vi: 'Giai đoạn', en: 'Stage' },
      type: 'string',
      required: true,
      values: [
        { value: 'registered', label: { vi: 'Đã đăng ký', en: 'Registered' }, aliases: ['đăng ký'] },
        { value: 'recognised', label: { vi: 'Đã công nhận', en: 'Recognised' }, aliases: ['công nhận', 'đạt chuẩn'] },
      ],
      aliases: ['giai_doan', 'trang_thai'],
    },
    {
      name: 'households',
      title: { vi: 'Số hộ', en: 'Households' },
      type: 'integer',
      unit: 'hộ',
      min: 0,
      max: 100_000,
      aliases: ['so_ho'],
    },
    {
      name: 'area_ha',
      title: { vi: 'Diện tích', en: 'Area' },
      type: 'number',
      unit: 'ha',
      min: 0,
      max: 10_000,
      aliases: ['dien_tich'],
    },
    {
      name: 'registered_year',
      title: { vi: 'Năm đăng ký', en: 'Registered in' },
      type: 'integer',
      min: 2010,
      max: 2100,
      aliases: ['nam_dang_ky'],
    },
    {
      name: 'recognised_on',
      title: { vi: 'Ngày công nhận', en: 'Recognised on' },
      type: 'date',
      aliases: ['ngay_cong_nhan'],
    },
    {
      name: 'criteria_met',
      title: { vi: 'Số tiêu chí đạt', en: 'Criteria met' },
      type: 'integer',
      min: 0,
      max: 50,
      aliases: ['tieu_chi_dat'],
    },
  ],
  common: ['name', 'hamlet', 'decision_no', 'meets_standard', 'surveyed_on'],
  symbology: {
    colour: '#1f7a5c',
    icon: 'residential-community',
    by: 'stage',
    classes: [
      { value: 'registered', colour: '#c08a1f', icon: 'square-stroked' },
      { value: 'recognised', colour: '#1f7a5c', icon: 'residential-community' },
    ],
  },
  zooms: { min: 0, max: 16 },
  lineage: {
    producer: {
      vi: 'Văn phòng Điều phối nông thôn mới tỉnh',
      en: 'Provincial coordination office for the new countryside',
    },
    statement: {
      vi: 'Nhập từ hồ sơ đăng ký và công nhận; nguồn của từng đối tượng nằm trong thuộc tính source.',
      en: 'Imported from files of registration and recognition; the source of each stands in its property source.',
    },
    licence: null,
  },
};
