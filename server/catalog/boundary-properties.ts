import { unitKinds, type UnitKind } from '#contract/admin-units.ts';
import type { Text } from '#contract/common.ts';
import { Property } from '#contract/collections.ts';

const kindLabels: Record<UnitKind, Text> = {
  province: { vi: 'tỉnh', en: 'province' },
  municipality: { vi: 'thành phố trực thuộc trung ương', en: 'centrally-run city' },
  district: { vi: 'huyện', en: 'district' },
  urbanDistrict: { vi: 'quận', en: 'urban district' },
  town: { vi: 'thị xã', en: 'town' },
  city: { vi: 'thành phố thuộc tỉnh', en: 'city of a province' },
  commune: { vi: 'xã', en: 'commune' },
  ward: { vi: 'phường', en: 'ward' },
  township: { vi: 'thị trấn', en: 'township' },
  specialZone: { vi: 'đặc khu', en: 'special zone' },
};

/** Properties of the boundaries of administrative units, in the order in which they are shown. */
export const boundaryProperties: readonly Property[] = [
  property('code', 'string', { vi: 'Mã đơn vị hành chính', en: 'Official code' }, { filterable: true }),
  property('name', 'string', { vi: 'Tên', en: 'Name' }, { filterable: true }),
  property('name_en', 'string', { vi: 'Tên tiếng Anh', en: 'English name' }, { filterable: true }),
  property(
    'kind',
    'string',
    { vi: 'Loại đơn vị', en: 'Kind of unit' },
    {
      filterable: true,
      values: unitKinds.map((value) => ({ value, label: kindLabels[value] })),
    },
  ),
  property('parent_code', 'string', { vi: 'Mã đơn vị cấp trên', en: 'Code of the unit above' }, { filterable: true }),
  property('parent_name', 'string', { vi: 'Đơn vị cấp trên', en: 'Unit above' }, { filterable: true }),
  property(
    'area_km2',
    'number',
    { vi: 'Diện tích theo địa giới', en: 'Area inside the boundary' },
    { unit: 'km²', filterable: true },
  ),
  property(
    'listed_area_km2',
    'number',
    { vi: 'Diện tích công bố', en: 'Published area' },
    { unit: 'km²', filterable: true },
  ),
  property('population', 'integer', { vi: 'Dân số', en: 'Population' }, { filterable: true }),
  property('valid_from', 'date', { vi: 'Hiệu lực từ', en: 'In force from' }, { filterable: true }),
  property('valid_to', 'date', { vi: 'Hết hiệu lực từ', en: 'No longer in force from' }, { filterable: true }),
  property('demo', 'boolean', { vi: 'Dữ liệu minh hoạ', en: 'Invented data' }, { filterable: true }),
];

function property(
  name: string,
  type: Property['type'],
  title: Text,
  rest: { unit?: string; values?: { value: string; label: Text }[]; filterable?: boolean } = {},
): Property {
  return Property.parse({ name, title, type, filterable: false, ...rest });
}
