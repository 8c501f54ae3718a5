import { expect, test } from 'vitest';
import { Property } from '#contract/collections.ts';
import { mapFeatureFields } from '#rules/features/fields.ts';

const property = (changes: Partial<Property>) =>
  Property.parse({ name: 'p', title: { vi: 'Thuộc tính', en: 'Property' }, type: 'string', ...changes });

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
