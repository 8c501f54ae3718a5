import type { DeclaredCollection } from '#contract/collections.ts';

export const collection: DeclaredCollection = {
  id: 'schools',
  title: { vi: 'Trường học', en: 'Schools' },
  description: {
    vi: 'Trường mầm non, tiểu học, trung học cơ sở, trung học phổ thông và các điểm trường.',
    en: 'Preschools, primary, lower and upper secondary schools and their branches.',
  },
  keywords: ['trường học', 'giáo dục', 'school', 'education'],
  storage: { kind: 'table', geometry: 'point', key: ['code'] },
  topic: 'III/2/04',
  properties: [
    {
      name: 'code',
      title: { vi: 'Mã trường', en: 'School code' },
      type: 'string',
      required: true,
      aliases: ['ma_truong', 'ma', 'ma_doi_tuong'],
    },
    {
      name: 'level',
      title: { vi: 'Cấp học', en: 'Level' },
      type: 'string',
      required: true,
      values: [
        { value: 'preschool', label: { vi: 'Mầm non', en: 'Preschool' }, aliases: ['MN', 'mẫu giáo'] },
        { value: 'primary', label: { vi: 'Tiểu học', en: 'Primary' }, aliases: ['TH'] },
        { value: 'lowerSecondary', label: { vi: 'Trung học cơ sở', en: 'Lower secondary' }, aliases: ['THCS'] },
        { value: 'upperSecondary', label: { vi: 'Trung học phổ thông', en: 'Upper secondary' }, aliases: ['THPT'] },
        { value: 'several', label: { vi: 'Nhiều cấp học', en: 'Several levels' }, aliases: ['liên cấp'] },
      ],
      aliases: ['cap_hoc', 'cap', 'loai'],
    },
    {
      name: 'branch',
      title: { vi: 'Điểm trường lẻ', en: 'Branch' },
      type: 'boolean',
      aliases: ['diem_le', 'diem_truong_le'],
    },
    {
      name: 'pupils',
      title: { vi: 'Số học sinh', en: 'Pupils' },
      type: 'integer',
      min: 0,
      max: 10_000,
      aliases: ['so_hoc_sinh', 'hoc_sinh', 'so_hs'],
    },
    {
      name: 'facility_level',
      title: { vi: 'Mức cơ sở vật chất', en: 'Level of facilities' },
      type: 'string',
      values: [
        { value: 'below', label: { vi: 'Chưa đạt mức tối thiểu', en: 'Below the minimum' } },
        { value: 'minimum', label: { vi: 'Tối thiểu', en: 'Minimum' } },
        { value: 'level1', label: { vi: 'Mức độ 1', en: 'Level 1' } },
        { value: 'level2', label: { vi: 'Mức độ 2', en: 'Level 2' } },
      ],
      aliases: ['muc_csvc', 'co_so_vat_chat'],
    },
    {
      name: 'national_standard',
      title: { vi: 'Đạt chuẩn quốc gia', en: 'National standard' },
      type: 'boolean',
      aliases: ['chuan_quoc_gia', 'dat_chuan_qg', 'chuan_qg'],
    },
  ],
  common: ['name', 'hamlet', 'condition', 'manager', 'built_year', 'surveyed_on'],
  symbology: {
    colour: '#7a3e9d',
    icon: 'school',
    by: 'level',
    classes: [
      { value: 'preschool', colour: '#c26bb0', icon: 'playground' },
      { value: 'primary', colour: '#9453b3', icon: 'school' },
      { value: 'lowerSecondary', colour: '#6a3d9a', icon: 'college' },
      { value: 'upperSecondary', colour: '#3f2a73', icon: 'library' },
      { value: 'several', colour: '#70677f', icon: 'building' },
    ],
  },
  evidence: [
    { set: 'xa-ntm', indicators: ['5', '14.1'] },
    { set: 'xa-ntm-nang-cao', indicators: ['5.1', '5.2', '5.3', '5.4', '5.5', '5.6'] },
  ],
  zooms: { min: 0, max: 16 },
  lineage: {
    producer: { vi: 'Sở Giáo dục và Đào tạo', en: 'Department of Education and Training' },
    statement: {
      vi: 'Nhập từ danh sách trường có tọa độ; nguồn của từng đối tượng nằm trong thuộc tính source.',
      en: 'Imported from a list of schools with coordinates; the source of each stands in its property source.',
    },
    licence: null,
  },
};
