import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parsePair, splitPairs, writePair } from '#rules/text/column-pairs.ts';

test.each([
  ['TEN=name', { field: 'TEN', property: 'name' }],
  [' Vị trí = latlng ', { field: 'Vị trí', property: 'latlng' }],
  ['"Vị trí (lat; lng)"=latlng', { field: 'Vị trí (lat; lng)', property: 'latlng' }],
  ['a=b=name', { field: 'a=b', property: 'name' }],
  ['=name', null],
  ['name', null],
])('%s', (pair, mapping) => {
  expect(parsePair(pair)).toEqual(mapping);
});

test('what is written is read back, of whatever columns', () => {
  const field = fc
    .string({ minLength: 1 })
    .map((text) => text.replaceAll('"', '').trim())
    .filter((text) => text !== '');
  fc.assert(
    fc.property(fc.array(field), (fields) => {
      const pairs = fields.map((one) => ({ field: one, property: 'name' }));
      expect(splitPairs(pairs.map(writePair).join(', ')).map(parsePair)).toEqual(pairs);
    }),
  );
});
