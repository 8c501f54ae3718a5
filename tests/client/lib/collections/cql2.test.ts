import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { Property } from '#contract/collections.ts';
import type { Condition } from '#client/lib/collections/conditions.ts';
import { readConditions, writeConditions } from '#client/lib/collections/cql2.ts';
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
  'secret IS NULL',
  'S_INTERSECTS(geometry, POINT(109 13))',
  "CASEI(name) LIKE CASEI('a%b%')",
  'pupils > 3 AND',
  'nonsense (',
  "CASEI(name) LIKE CASEI('a_b%')",
  "name LIKE 'a%'",
  "CASEI(name) = 'x'",
  "surveyed_on <> DATE('2024-10-31')",
  '3 < pupils',
  'pupils > width_m',
  'pupils > 1e30',
])('a filter that no rows can say is a foreign one: %s', (text) => {
  expect(readConditions(text, properties)).toBeNull();
});

describe('rows are read by what a filter means, however it is written', () => {
  test.each([
    ['pupils>3', 'pupils > 3'],
    ['(pupils > 3)', 'pupils > 3'],
    ["level in ('primary', 'upper')", "level IN ('primary','upper')"],
    ["level = 'primary'", "level IN ('primary')"],
    ['NOT (name IS NULL)', 'name IS NOT NULL'],
    ['width_m > 2.50', 'width_m > 2.5'],
    ['width_m > 0.0000001', 'width_m > 1e-7'],
    ["surveyed_on > TIMESTAMP('2024-10-31T20:00:00Z')", "surveyed_on > DATE('2024-11-01')"],
    ['pupils > 3 and (branch = true)', 'pupils > 3 AND branch = TRUE'],
  ])('%s', (text, written) => {
    const read = readConditions(text, properties);
    expect(read).not.toBeNull();
    expect(writeConditions(read ?? { match: 'all', rows: [] }, properties)).toBe(written);
    expect(readConditions(written, properties)).toEqual(read);
  });
});
