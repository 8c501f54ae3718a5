import type { DeclaredCollection } from '#contract/collections.ts';

export const collection: DeclaredCollection = {
  id: 'digital-addresses',
  title: { vi: 'Địa chỉ số', en: 'Digital addresses' },
  description: {
    vi: 'Điểm địa chỉ số của hộ gia đình, cơ quan, tổ chức, cơ sở kinh doanh và công trình công cộng; chỉ dành cho cán bộ.',
    en: 'Points of digital addresses of households, offices, organisations, businesses and public works; for officers only.',
  },
  keywords: ['địa chỉ số', 'digital address'],
  storage: { kind: 'table', geometry: 'point', key: ['scheme', 'code'], cellsBy: 'kind' },
  access: 'officers',
  topic: 'III/8/02',
  properties: [
    {
      name: 'scheme',
      title: { vi: 'Hệ mã', en: 'Scheme of the code' },
      type: 'string',
      required: true,
      values: [
        { value: 'ndas10', label: { vi: 'Mã địa chỉ số 10 chữ số', en: 'Digital address code of 10 digits' } },
        { value: 'mps12', label: { vi: 'Mã định danh nơi ở 12 chữ số', en: 'Location id of 12 digits' } },
        { value: 'vpostcode', label: { vi: 'Mã Vpostcode', en: 'Vpostcode' } },
        { value: 'pluscode', label: { vi: 'Plus Code', en: 'Plus Code' } },
      ],
      aliases: ['he_ma'],
    },
    {
      name: 'code',
      title: { vi: 'Mã địa chỉ', en: 'Address code' },
      type: 'string',
      required: true,
      // Nothing is read out of a code: this is only how it is written. Change it here where a scheme changes.
      patternBy: { property: 'scheme', patterns: { ndas10: '[0-9]{10}', mps12: '[0-9]{12}' } },
      aliases: ['ma_dia_chi_so', 'ndascode', 'ma_dia_chi', 'ma'],
    },
    {
      name: 'kind',
      title: { vi: 'Loại đối tượng', en: 'Kind' },
      type: 'string',
      required: true,
      values: [
        { value: 'household', label: { vi: 'Hộ gia đình', en: 'Household' }, aliases: ['hộ', 'nhà ở'] },
        { value: 'householdBusiness', label: { vi: 'Hộ kinh doanh', en: 'Household business' } },
        { value: 'office', label: { vi: 'Cơ quan', en: 'Office' }, aliases: ['trụ sở'] },
        { value: 'organisation', label: { vi: 'Tổ chức', en: 'Organisation' } },
        { value: 'business', label: { vi: 'Doanh nghiệp, hợp tác xã', en: 'Company or cooperative' } },
        { value: 'publicWork', label: { vi: 'Công trình công cộng', en: 'Public work' } },
      ],
      aliases: ['loai_doi_tuong', 'loai'],
    },
    {
      name: 'step',
      title: { vi: 'Bước đã đạt', en: 'Step reached' },
      type: 'string',
      required: true,
      values: [
        { value: 'collected', label: { vi: 'Đã thu thập', en: 'Collected' } },
        { value: 'coded', label: { vi: 'Đã gán mã', en: 'Coded' } },
        { value: 'notified', label: { vi: 'Đã thông báo', en: 'Owner notified' } },
        { value: 'plated', label: { vi: 'Đã gắn biển', en: 'Plate fitted' } },
      ],
      aliases: ['trang_thai', 'buoc'],
    },
    {
      name: 'collected_on',
      title: { vi: 'Ngày thu thập', en: 'Collected on' },
      type: 'date',
      aliases: ['ngay_thu_thap'],
    },
    { name: 'coded_on', title: { vi: 'Ngày gán mã', en: 'Coded on' }, type: 'date', aliases: ['ngay_gan_ma'] },
    {
      name: 'notified_on',
      title: { vi: 'Ngày thông báo', en: 'Notified on' },
      type: 'date',
      aliases: ['ngay_thong_bao'],
    },
    {
      name: 'plated_on',
      title: { vi: 'Ngày gắn biển', en: 'Plate fitted on' },
      type: 'date',
      aliases: ['ngay_gan_bien'],
    },
    {
      name: 'name',
      title: { vi: 'Tên cơ quan, tổ chức, công trình', en: 'Name of the organisation or work' },
      type: 'string',
      // Of a household the name would be a person's.
      onlyWith: { property: 'kind', values: ['office', 'organisation', 'business', 'publicWork'] },
      aliases: ['ten', 'ten_goi', 'tên gọi', 'tên'],
    },
  ],
  common: ['hamlet'],
  titleProperty: 'code',
  symbology: {
    colour: '#2b6f8f',
    by: 'kind',
    classes: [
      { value: 'household', colour: '#2b6f8f', icon: 'home' },
      { value: 'householdBusiness', colour: '#8f5a2b', icon: 'shop' },
      { value: 'office', colour: '#7a2b2b', icon: 'town-hall' },
      { value: 'organisation', colour: '#5a3d8f', icon: 'building' },
      { value: 'business', colour: '#1b6b4c', icon: 'commercial' },
      { value: 'publicWork', colour: '#4a4f57', icon: 'landmark' },
    ],
  },
  zooms: { min: 0, max: 16 },
  lineage: {
    producer: { vi: 'Sở Thông tin và Truyền thông', en: 'Department of Information and Communications' },
    statement: {
      vi: 'Nhập từ đợt thu thập địa chỉ số; mã không cho biết xã, xã được tính từ vị trí của điểm.',
      en: 'Imported from the collection of digital addresses; the code tells no commune, it is found from the place.',
    },
    licence: null,
  },
};
