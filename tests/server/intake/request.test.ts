import { expect, test } from 'vitest';
import { parseMapping } from '#intake/request.ts';

test.each([
  ['TEN=name', { field: 'TEN', property: 'name' }],
  [' Vị trí = latlng ', { field: 'Vị trí', property: 'latlng' }],
  ['"Vị trí (lat; lng)"=latlng', { field: 'Vị trí (lat; lng)', property: 'latlng' }],
  ['a=b=name', { field: 'a=b', property: 'name' }],
  ['=name', null],
  ['name', null],
])('%s', (pair, mapping) => {
  expect(parseMapping(pair)).toEqual(mapping);
});
