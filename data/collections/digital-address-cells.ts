import type { DeclaredCollection } from '#contract/collections.ts';

export const collection: DeclaredCollection = {
  id: 'digital-address-cells',
  title: { vi: 'Địa chỉ số của hộ gia đình (tổng hợp)', en: 'Digital addresses of households (counts)' },
  description: {
    vi: 'Số hộ có địa chỉ số theo ô, thôn và xã, từ 10 hộ trở lên, theo đợt công bố; số hộ ở mỗi bước được làm tròn để không số nào và không hiệu số nào cho biết dưới 10 hộ. Cơ quan, tổ chức không được tính.',
    en: 'Households with a digital address by cell, hamlet and commune, ten or more, by dated release; numbers at each step are rounded so that no number and no difference tells of fewer than ten households. Organisations are not counted.',
  },
  keywords: ['địa chỉ số', 'hộ gia đình', 'digital address', 'households'],
  // A household's business counts as a household.
  storage: { kind: 'cells', of: 'digital-addresses', property: 'kind', values: ['household', 'householdBusiness'] },
  topic: 'III/8/02',
  properties: [
    { name: 'name', title: { vi: 'Nơi', en: 'Place' }, type: 'string' },
    {
      name: 'level',
      title: { vi: 'Cấp', en: 'Level' },
      type: 'string',
      values: [
        { value: 'cell', label: { vi: 'Ô', en: 'Cell' } },
        { value: 'hamlet', label: { vi: 'Thôn', en: 'Hamlet' } },
        { value: 'commune', label: { vi: 'Xã', en: 'Commune' } },
      ],
    },
    { name: 'hamlet', title: { vi: 'Thôn', en: 'Hamlet' }, type: 'string' },
    { name: 'total', title: { vi: 'Số hộ đã thu thập', en: 'Households collected' }, type: 'integer', min: 10 },
    { name: 'coded', title: { vi: 'Số hộ đã gán mã', en: 'Households with a code' }, type: 'integer', min: 0 },
    { name: 'notified', title: { vi: 'Số hộ đã được thông báo', en: 'Households notified' }, type: 'integer', min: 0 },
    { name: 'plated', title: { vi: 'Số hộ đã gắn biển', en: 'Households with a plate' }, type: 'integer', min: 0 },
    {
      name: 'coverage',
      title: { vi: 'Tỷ lệ hộ đã gán mã', en: 'Share of households with a code' },
      type: 'number',
      unit: '%',
      min: 0,
      max: 100,
    },
    {
      name: 'progress',
      title: { vi: 'Mức độ gán mã', en: 'How many have a code' },
      type: 'string',
      values: [
        { value: 'none', label: { vi: 'Chưa có', en: 'None' } },
        { value: 'some', label: { vi: 'Dưới 50%', en: 'Less than 50%' } },
        { value: 'half', label: { vi: '50% đến dưới 90%', en: '50% to less than 90%' } },
        { value: 'most', label: { vi: '90% đến dưới 100%', en: '90% to less than 100%' } },
        { value: 'all', label: { vi: '100%', en: '100%' } },
      ],
    },
    { name: 'released_on', title: { vi: 'Ngày công bố', en: 'Released on' }, type: 'date' },
  ],
  symbology: {
    colour: '#2b6f8f',
    by: 'progress',
    classes: [
      { value: 'none', colour: '#d9dde1', dash: [1, 2] },
      { value: 'some', colour: '#b5d3e0', dash: [2, 2] },
      { value: 'half', colour: '#74a9c1', dash: [4, 2] },
      { value: 'most', colour: '#3d83a3', dash: [8, 2] },
      { value: 'all', colour: '#14506e' },
    ],
  },
  zooms: { min: 0, max: 16 },
  lineage: {
    producer: { vi: 'Sở Thông tin và Truyền thông', en: 'Department of Information and Communications' },
    statement: {
      vi: 'Đếm từ các địa chỉ số của hộ vào ngày công bố; thay đổi dưới 10 hộ chờ đợt sau.',
      en: "Counted from households' digital addresses on the day of the release; a change below ten households waits for the next.",
    },
    licence: null,
  },
};
