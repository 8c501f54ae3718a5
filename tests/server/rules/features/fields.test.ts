import { expect, test } from 'vitest';
import { Property } from '#contract/collections.ts';
import { mapFeatureFields } from '#rules/features/fields.ts';

const property = (changes: Partial<Property>) =>
  Property.parse({ name: 'p', title: { vi: 'Thuộc tính', en: 'Property' }, type: 'string', ...changes });

const schools = [
  property({ name: 'code', title: { vi: 'Mã trường', en: 'School code' } }),
  property({ name: 'level', title: { vi: 'Cấp học', en: 'Level' } }),
  property({ name: 'pupils', title: { vi: 'Số học sinh', en: 'Pupils' } }),
  property({ name: 'land_m2', title: { vi: 'Diện tích đất', en: 'Land' }, aliases: ['dien_tich'] }),
  property({ name: 'built_m2', title: { vi: 'Diện xây dựng', en: 'Built' } }),
];

test('what a format may have cut off is known by the beginning of one property alone', () => {
  const names = ['Mã trư', 'Cấp họ', 'Số học', 'Diện'];
  const mapped = (cut: readonly string[]) =>
    Object.fromEntries(mapFeatureFields(names, schools, [], false, cut).fieldOf);
  expect(mapped(names)).toEqual({ code: 'Mã trư', level: 'Cấp họ', pupils: 'Số học' });
  expect(mapped([])).toEqual({});
  // Two may be it: nobody knows which.
  expect(mapFeatureFields(['Diện tí', 'Diện_tí'], schools, [], false, ['Diện tí', 'Diện_tí']).fieldOf.size).toBe(0);
});

test('a unit for whose brackets ArcGIS writes "_" is no part of a heading', () => {
  const mapped = (name: string) => [...mapFeatureFields([name], schools, [], false).fieldOf.keys()];
  expect(mapped('Diện_tích_đất__m²_')).toEqual(['land_m2']);
  expect(mapped('Diện_tích__ha_')).toEqual(['land_m2']);
  expect(mapped('Diện_tích__khác_')).toEqual([]);
});

test('fields are known by name, title, alias and what a shapefile leaves of them', () => {
  const properties = [
    property({ name: 'code', aliases: ['ma'] }),
    property({ name: 'kind', title: { vi: 'Loại đối tượng', en: 'Kind' } }),
    property({ name: 'national_standard', title: { vi: 'Đạt chuẩn quốc gia', en: 'National standard' } }),
  ];
  const names = ['MÃ', 'LOAI_DOI_TUONG', 'national_s', 'Kinh độ', 'vi_do'];
  const { fieldOf, places } = mapFeatureFields(names, properties, [], true);
  expect(Object.fromEntries(fieldOf)).toEqual({ code: 'MÃ', kind: 'LOAI_DOI_TUONG', national_standard: 'national_s' });
  expect(Object.fromEntries(places)).toEqual({ lng: 'Kinh độ', lat: 'vi_do' });
});
