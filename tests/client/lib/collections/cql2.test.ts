import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Property } from '#contract/collections.ts';
import type { Condition } from '#client/lib/collections/conditions.ts';
import { bothFilters, readConditions, writeConditions } from '#client/lib/collections/cql2.ts';
import { anyConditions } from './builder.ts';

const property = (name: string, type: Property['type'], rest: object = {}) =>
  Property.parse({ name, type, title: { vi: name, en: name }, ...rest });
const properties = [
  property('name', 'string'),
  property('level', 'string', {
    values: ['primary', 'upper'].map((value) => ({ value, label: { vi: value, en: value } })),
  }),
  property('pupils', 'integer'),
  property('width_m', 'number', { unit: 'm' }),
  property('branch', 'boolean'),
  property('surveyed_on', 'date'),
  property('commune_code', 'string'),
  property('between', 'string'),
  property('secret', 'string', { filterable: false }),
];
const row = (name: string, operator: Condition['operator'], ...values: string[]): Condition => ({
  property: name,
  operator,
  values,
});

describe('a row as text', () => {
  test.each([
    [row('name', 'is', "O'Hara"), "CASEI(name) = CASEI('O''Hara')"],
    [row('name', 'contains', '50%_\\'), "CASEI(name) LIKE CASEI('%50\\%\\_\\\\%')"],
    [row('name', 'begins', 'Trường'), "CASEI(name) LIKE CASEI('Trường%')"],
    [row('level', 'anyOf', 'primary', 'upper'), "level IN ('primary','upper')"],
    [row('commune_code', 'anyOf', '22075'), "commune_code IN ('22075')"],
    [row('pupils', 'unequal', '-3'), 'pupils <> -3'],
    [row('width_m', 'between', '2.5', '6'), 'width_m BETWEEN 2.5 AND 6'],
    [row('surveyed_on', 'before', '2024-10-31'), "surveyed_on < DATE('2024-10-31')"],
    [
      row('surveyed_on', 'during', '2024-01-01', '2024-12-31'),
      "surveyed_on BETWEEN DATE('2024-01-01') AND DATE('2024-12-31')",
    ],
    [row('branch', 'isFalse'), 'branch = FALSE'],
    [row('name', 'notEmpty'), 'name IS NOT NULL'],
    [row('between', 'empty'), '"between" IS NULL'],
  ])('%o', (condition, text) => {
    expect(writeConditions({ match: 'all', rows: [condition] }, properties)).toBe(text);
    expect(readConditions(text, properties)).toEqual({ match: 'all', rows: [condition] });
  });

  test.each([
    [row('name', 'is', '')],
    [row('name', 'less', '3')],
    [row('pupils', 'equal', 'many')],
    [row('pupils', 'between', '1')],
    [row('level', 'anyOf')],
    [row('surveyed_on', 'on', '2024-02-30')],
    [row('secret', 'is', 'x')],
    [row('nothing', 'empty')],
  ])('an unfinished or senseless row says nothing: %o', (condition) => {
    expect(writeConditions({ match: 'all', rows: [condition, row('pupils', 'more', '9')] }, properties)).toBe(
      'pupils > 9',
    );
  });
});

test('all that the builder writes it reads again', () => {
  fc.assert(
    fc.property(anyConditions(properties), (conditions) => {
      expect(readConditions(writeConditions(conditions, properties), properties)).toEqual(conditions);
    }),
    { numRuns: 1000 },
  );
});

test.each([
  "name = 'x'",
  'pupils > 3 AND branch = TRUE OR name IS NULL',
  'NOT (pupils > 3)',
  'pupils>3',
  '(pupils > 3)',
  'secret IS NULL',
  'S_INTERSECTS(geometry, POINT(109 13))',
  "CASEI(name) LIKE CASEI('a%b%')",
  'pupils > 3 AND',
  "level IN ('primary', 'upper')",
  'nonsense (',
])('a filter that the builder did not write is a foreign one: %s', (text) => {
  expect(readConditions(text, properties)).toBeNull();
});

test('any text at all is read or foreign, and what is read is written the same', () => {
  fc.assert(
    fc.property(fc.string(), (text) => {
      const read = readConditions(text, properties);
      if (read !== null && text.trim() !== '') expect(writeConditions(read, properties)).toBe(text);
    }),
  );
});

test.each([
  [[], ''],
  [['', 'a = 1'], 'a = 1'],
  [['a = 1 OR b = 2', ' ', 'c = 3'], '(a = 1 OR b = 2) AND (c = 3)'],
] as const)('both filters of %o', (filters, text) => {
  expect(bothFilters(...filters)).toBe(text);
});
