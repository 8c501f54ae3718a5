import { expect, test } from 'vitest';
import { mapFields } from '#rules/boundaries/fields.ts';

test('units in brackets, numbers and marks of a heading are no part of a name', () => {
  const names = ['1. Mã xã (*)', 'Tên xã', 'Dân số (người)', 'Diện tích (ha)'];
  const { fieldOf } = mapFields(names, 'commune', []);
  expect(Object.fromEntries(fieldOf)).toMatchObject({
    code: '1. Mã xã (*)',
    name: 'Tên xã',
    population: 'Dân số (người)',
    areaHa: 'Diện tích (ha)',
  });
});
