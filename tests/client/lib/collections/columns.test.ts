import { expect, test } from 'vitest';
import { Property } from '#contract/collections.ts';
import { columnsOf, savedCell, savedColumn, usualColumns } from '#client/lib/collections/columns.ts';

const property = (name: string, type: Property['type'] = 'string') =>
  Property.parse({ name, type, title: { vi: name, en: name } });
const properties = ['code', 'a', 'b', 'name', 'c', 'd', 'e', 'f', 'source', 'valid_from'].map((name) =>
  property(name, name === 'a' ? 'integer' : name === 'b' ? 'boolean' : 'string'),
);

test('a list begins with the title and holds what fits, without what the portal keeps for itself', () => {
  expect(usualColumns({ properties, titleProperty: 'name' })).toEqual(['name', 'code', 'a', 'b', 'c', 'd', 'e']);
  expect(usualColumns({ properties, titleProperty: 'gone' })).toHaveLength(7);
});

test('columns come in the order asked for, unknown ones are passed over', () => {
  expect(columnsOf({ properties }, ['d', 'nothing', 'a']).map(({ name }) => name)).toEqual(['d', 'a']);
});

test('a saved number stays a number, everything else is in words', () => {
  const feature = { type: 'Feature' as const, id: '1', geometry: null, properties: { a: 5, b: true, c: '' } };
  expect(columnsOf({ properties }, ['a', 'b', 'c', 'd']).map((column) => savedCell(column, feature))).toEqual([
    5,
    'Có',
    null,
    null,
  ]);
});

test('a saved count has the separators of a number, a year none', () => {
  const whole = { type: 'integer' as const, title: { vi: 'Số', en: 'Number' } };
  const built = Property.parse({ ...whole, name: 'built_year', min: 1850, max: 2100 });
  const visitors = Property.parse({ ...whole, name: 'visitors_year', min: 0 });
  expect([built, visitors].map((column) => savedColumn(column).decimals)).toEqual([undefined, 0]);
});
