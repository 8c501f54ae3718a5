import type { DeclaredCollection } from '#contract/collections.ts';

export const collection: DeclaredCollection = {
  id: 'hamlets',
  title: { vi: 'Thôn, khu phố', en: 'Hamlets' },
  description: {
    vi: 'Thôn, buôn, khu phố: điểm trung tâm, hoặc ranh giới nơi đã có.',
    en: 'Hamlets and quarters: their centre, or their area where it is known.',
  },
  keywords: ['thôn', 'buôn', 'khu phố', 'hamlet'],
  storage: { kind: 'table', geometry: 'any', key: ['code'] },
  topic: 'III/7/05',
  properties: [
    {
      name: 'code',
      title: { vi: 'Mã thôn', en: 'Code of the hamlet' },
      type: 'string',
      required: true,
      aliases: ['ma_thon', 'ma', 'ma_doi_tuong'],
    },
    {
      name: 'kind',
      title: { vi: 'Loại', en: 'Kind' },
      type: 'string',
      required: true,
      values: [
        { value: 'hamlet', label: { vi: 'Thôn', en: 'Hamlet' } },
        { value: 'village', label: { vi: 'Buôn', en: 'Highland village' }, aliases: ['buon'] },
        { value: 'quarter', label: { vi: 'Khu phố', en: 'Quarter' }, aliases: ['KP'] },
      ],
      aliases: ['loai'],
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
      name: 'population',
      title: { vi: 'Dân số', en: 'Population' },
      type: 'integer',
      unit: 'người',
      min: 0,
      max: 1_000_000,
      aliases: ['dan_so', 'nhan_khau'],
    },
    {
      name: 'area_ha',
      title: { vi: 'Diện tích', en: 'Area' },
      type: 'number',
      unit: 'ha',
      min: 0,
      max: 100_000,
      aliases: ['dien_tich'],
    },
    {
      name: 'model',
      title: { vi: 'Thôn đạt chuẩn kiểu mẫu', en: 'Model hamlet' },
      type: 'boolean',
      aliases: ['kieu_mau'],
    },
  ],
  common: ['name', 'meets_standard', 'surveyed_on'],
  symbology: {
    colour: '#5b5147',
    icon: 'village',
    by: 'kind',
    classes: [
      { value: 'hamlet', colour: '#5b5147', icon: 'village' },
      { value: 'village', colour: '#8a4b2a', icon: 'home' },
      { value: 'quarter', colour: '#3f5f7f', icon: 'residential-community' },
    ],
  },
  zooms: { min: 0, max: 16 },
  lineage: {
    producer: { vi: 'Ủy ban nhân dân xã', en: 'Commune authorities' },
    statement: {
      vi: 'Nhập từ danh sách thôn, khu phố; nguồn của từng đối tượng nằm trong thuộc tính source.',
      en: 'Imported from lists of hamlets; the source of each stands in its property source.',
    },
    licence: null,
  },
};
