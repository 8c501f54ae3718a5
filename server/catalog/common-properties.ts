import { Property, type CommonProperty } from '#contract/collections.ts';

/** Properties that many collections share, as declarations take them by name. */
export const commonProperties: Record<CommonProperty, Property> = {
  name: Property.parse({
    name: 'name',
    title: { vi: 'Tên', en: 'Name' },
    type: 'string',
    aliases: ['ten', 'ten_goi', 'tên gọi'],
  }),
  hamlet: Property.parse({
    name: 'hamlet',
    title: { vi: 'Thôn', en: 'Hamlet' },
    type: 'string',
    aliases: ['thon', 'ten_thon', 'thon_buon', 'khu_pho'],
  }),
  condition: Property.parse({
    name: 'condition',
    title: { vi: 'Tình trạng', en: 'Condition' },
    type: 'string',
    aliases: ['tinh_trang', 'trang_thai', 'hien_trang'],
    values: [
      { value: 'working', label: { vi: 'Hoạt động', en: 'Working' }, aliases: ['đang hoạt động', 'tốt'] },
      { value: 'damaged', label: { vi: 'Hư hỏng', en: 'Damaged' }, aliases: ['xuống cấp'] },
      { value: 'stopped', label: { vi: 'Ngừng hoạt động', en: 'Out of use' }, aliases: ['ngừng', 'đóng cửa'] },
      { value: 'building', label: { vi: 'Đang xây dựng', en: 'Under construction' }, aliases: ['đang thi công'] },
      { value: 'planned', label: { vi: 'Quy hoạch', en: 'Planned' }, aliases: ['dự kiến'] },
    ],
  }),
  manager: Property.parse({
    name: 'manager',
    title: { vi: 'Đơn vị quản lý', en: 'Managing body' },
    type: 'string',
    aliases: ['don_vi_quan_ly', 'dvql', 'chu_quan_ly'],
  }),
  built_year: Property.parse({
    name: 'built_year',
    title: { vi: 'Năm đưa vào sử dụng', en: 'In use since' },
    type: 'integer',
    min: 1850,
    max: 2100,
    aliases: ['nam_xay_dung', 'nam_xd', 'nam_dua_vao_su_dung', 'nam_sd'],
  }),
  upgraded_year: Property.parse({
    name: 'upgraded_year',
    title: { vi: 'Năm nâng cấp', en: 'Upgraded in' },
    type: 'integer',
    min: 1850,
    max: 2100,
    aliases: ['nam_nang_cap', 'nam_sua_chua'],
  }),
  // Values are the resources of data/programme/2021-2025/resources.csv that have no part of their own.
  funding: Property.parse({
    name: 'funding',
    title: { vi: 'Nguồn vốn chính', en: 'Main funding' },
    type: 'string',
    aliases: ['nguon_von'],
    values: [
      { value: 'central-budget', label: { vi: 'Ngân sách trung ương', en: 'Central budget' }, aliases: ['NSTW'] },
      { value: 'province-budget', label: { vi: 'Ngân sách tỉnh', en: 'Province budget' }, aliases: ['NST'] },
      {
        value: 'district-commune-budget',
        label: { vi: 'Ngân sách huyện, xã', en: 'District and commune budgets' },
        aliases: ['ngân sách huyện', 'ngân sách xã'],
      },
      { value: 'integrated', label: { vi: 'Vốn lồng ghép', en: 'Integrated from other programmes' } },
      { value: 'credit', label: { vi: 'Vốn tín dụng', en: 'Credit' }, aliases: ['tín dụng'] },
      { value: 'enterprise', label: { vi: 'Doanh nghiệp', en: 'Enterprises' } },
      {
        value: 'community',
        label: { vi: 'Người dân và cộng đồng', en: 'People and communities' },
        aliases: ['xã hội hóa', 'nhân dân đóng góp'],
      },
    ],
  }),
  decision_no: Property.parse({
    name: 'decision_no',
    title: { vi: 'Số quyết định', en: 'Decision' },
    type: 'string',
    aliases: ['so_quyet_dinh', 'so_qd', 'quyet_dinh'],
  }),
  meets_standard: Property.parse({
    name: 'meets_standard',
    title: { vi: 'Đạt chuẩn', en: 'Meets its standard' },
    type: 'boolean',
    aliases: ['dat_chuan', 'dat'],
  }),
  surveyed_on: Property.parse({
    name: 'surveyed_on',
    title: { vi: 'Ngày khảo sát', en: 'Surveyed on' },
    type: 'date',
    aliases: ['ngay_khao_sat', 'ngay_ks'],
  }),
};

/**
 * The code of a feature's commune, as it was on the feature's first day. Who asks by it means the commune that bears it on the
 * day asked for.
 */
export const communeProperty = 'commune_code';

/** What the portal itself knows of every feature of a table: where it lies, since when, from whom. */
export const systemProperties: readonly Property[] = [
  Property.parse({
    name: communeProperty,
    title: { vi: 'Mã xã', en: 'Code of the commune' },
    type: 'string',
    // A name will do: which commune it is tells the place, and this only whether the file agrees.
    aliases: [
      ...['ma_xa', 'maxa', 'xa', 'commune', 'ward_id', 'ten_xa', 'xa_phuong', 'phuong_xa', 'ten_xa_phuong'],
      ...['xa_phuong_thi_tran', 'ten_xa_phuong_thi_tran', 'thuoc_xa', 'dia_ban_xa', 'ma_dvhc', 'don_vi_hanh_chinh'],
    ],
  }),
  Property.parse({ name: 'source', title: { vi: 'Nguồn', en: 'Source' }, type: 'string' }),
  Property.parse({ name: 'valid_from', title: { vi: 'Có từ', en: 'Holds from' }, type: 'date' }),
  Property.parse({ name: 'valid_to', title: { vi: 'Không còn từ', en: 'No longer holds from' }, type: 'date' }),
  Property.parse({ name: 'demo', title: { vi: 'Dữ liệu minh hoạ', en: 'Invented data' }, type: 'boolean' }),
];

/**
 * Names that no property may have: columns of the portal's own and of the database's, columns in which files say where a
 * feature is or number it, and parameters of requests, as which properties can be asked by.
 */
export const reservedNames: ReadonlySet<string> = new Set([
  'id',
  'row_id',
  'feature_id',
  'commune_id',
  'geom',
  'geometry',
  'shape',
  'exact',
  'extent_m',
  'recorded_at',
  'superseded_at',
  'origin',
  'import_id',
  ...['ctid', 'tableoid', 'xmin', 'xmax', 'cmin', 'cmax'],
  ...['lng', 'lat', 'x', 'y', 'wkt', 'latlng', 'fid', 'ogc_fid'],
  ...[
    'limit',
    'offset',
    'cursor',
    'bbox',
    'crs',
    'datetime',
    'filter',
    'properties',
    'sortby',
    'f',
    'format',
    'version',
  ],
  ...systemProperties.map(({ name }) => name),
]);
