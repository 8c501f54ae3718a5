import { describe, expect, test } from 'vitest';
import { FilterFault, filterLimits, type Expression, type Place, type Scalar } from '#rules/cql2/expression.ts';
import { parseCql2Json } from '#rules/cql2/parse-json.ts';
import { parseCql2Text } from '#rules/cql2/parse-text.ts';
import { pairs } from '#tests/support/cql2-pairs.ts';

/** An expression without the characters at which its parts stand, so that text and JSON can be compared. */
function bare(expression: Expression): unknown {
  return JSON.parse(
    JSON.stringify(expression, (key, value: Scalar | Place | number) => (key === 'at' ? undefined : value)),
  );
}

test.each(pairs)('%s means the same as JSON', (text, json) => {
  expect(bare(parseCql2Text(text))).toEqual(bare(parseCql2Json(JSON.stringify(json))));
});

test('a moment late in the day of UTC is the next day in Vietnam', () => {
  expect(bare(parseCql2Text("d = TIMESTAMP('2020-01-01T20:00:00Z')"))).toMatchObject({
    right: { kind: 'date', value: '2020-01-02' },
  });
});

describe('what cannot be taken is told with its place', () => {
  test.each<readonly [string, number, string]>([
    ['', 1, 'empty'],
    ['name', 5, 'A comparison'],
    ["name = 'An", 8, 'does not end'],
    ["name = An Chấn'", 15, 'does not end'],
    ['name == 3', 7, 'A property or a value'],
    ['name = 3)', 9, 'AND, OR or the end'],
    ['(name = 3', 10, '")"'],
    ['name ; 3', 6, 'means nothing'],
    ['foo(name) = 3', 1, 'no function foo'],
    ["d = DATE('2020-02-30')", 10, 'takes a day'],
    [String.raw`name = 'C:\'`, 8, 'write \\\\ for one'],
    ['name LIKE other', 11, 'LIKE takes a written text'],
    ['2 ^ 3 ^ 4 = 1', 7, 'where "^" stands'],
    ['a + = 3', 5, 'A property or a value'],
    ['POINT(1 2) = 3', 1, 'A geometry is no value'],
    ['CASEI(3) = 3', 7, 'CASEI takes a text'],
    ["T_AFTER(a, 'b')", 12, 'A property, DATE, TIMESTAMP or INTERVAL'],
    ["T_AFTER(a, INTERVAL('2020', '..'))", 21, 'An end of an INTERVAL'],
    ["INTERVAL('..', '..') = a", 1, 'compared by T_INTERSECTS'],
    ['S_INTERSECTS(geometry, GEOMETRYCOLLECTION(GEOMETRYCOLLECTION(POINT(1 2))))', 24, 'A geometry is expected'],
    ['a NOT = 3', 7, 'LIKE, BETWEEN or IN'],
    ['S_INTERSECTS(geometry, CIRCLE(1 2))', 24, 'A geometry'],
    ['S_INTERSECTS(geometry, POLYGON((1 1, 2 2, 3 3, 4 4)))', 24, 'ends where it begins'],
    ['S_INTERSECTS(geometry, BBOX(3, 1, 2))', 24, 'four numbers'],
    ['S_DWITHIN(geometry, POINT(1 2), 3, mile)', 33, 'm or km'],
    ['S_DWITHIN(geometry, POINT(1 2), -3)', 33, 'between 0 and'],
  ])('%s', (text, at, words) => {
    let fault: unknown;
    try {
      parseCql2Text(text);
    } catch (error) {
      fault = error;
    }
    expect(fault).toBeInstanceOf(FilterFault);
    expect((fault as FilterFault).message).toContain(words);
    expect((fault as FilterFault).at).toBe(at);
  });

  test.each<readonly [string, string]>([
    ['{', 'not JSON'],
    ['3', 'A condition is expected'],
    ['{"op":"="}', 'needs "args"'],
    ['{"op":"=","args":[1]}', 'takes 2 arguments, not 1'],
    ['{"op":"drop","args":[]}', 'no operator "drop"'],
    // Half a character, and one that turns the writing round.
    ['{"op":"\\ud800\u202edrop","args":[]}', 'no operator "??drop"'],
    ['{"op":"and","args":[true]}', 'two conditions or more'],
    ['{"op":"=","args":[{"property":"d"},{"date":"2020-13-01"}]}', 'is no day'],
    ['{"op":"=","args":[{"property":"d"},null]}', 'A value is expected'],
    ['{"op":"=","args":[{"op":"+","args":[1]},1]}', '"+" takes 2 arguments'],
    ['{"op":"casei","args":["a"]}', 'There is no operator "casei"'],
    ['{"op":"like","args":["a",{"property":"b"}]}', 'LIKE takes a written text'],
    ['{"op":"t_after","args":[{"property":"d"},"2020-01-01"]}', 'A time is expected'],
    ['{"op":"t_after","args":[{"property":"d"},{"interval":["x",".."]}]}', 'is no day'],
    ['{"op":"s_within","args":[{"property":"geometry"},{"type":"GeometryCollection","geometries":[]}]}', 'not empty'],
    [
      '{"op":"s_within","args":[{"property":"geometry"},{"type":"GeometryCollection","geometries":[{"type":"GeometryCollection"}]}]}',
      'no collections',
    ],
    ['{"op":"s_within","args":[{"property":"geometry"},{"type":"Polygon","coordinates":[[[1,2]]]}]}', 'at least 4'],
    ['{"op":"s_within","args":[{"property":"geometry"},{"type":"Circle","coordinates":[1]}]}', 'A geometry is'],
    ['{"op":"s_within","args":[{"property":"geometry"},{"type":"Point","coordinates":["1",2]}]}', 'two numbers'],
  ])('%s', (json, words) => {
    expect(() => parseCql2Json(json)).toThrow(words);
    expect(() => parseCql2Json(json)).toThrow(FilterFault);
  });

  test.each([
    ['characters', `name = '${'x'.repeat(filterLimits.characters)}'`],
    ['depth', `${'('.repeat(filterLimits.depth + 1)}a = 1${')'.repeat(filterLimits.depth + 1)}`],
    ['depth', `${'NOT '.repeat(10_00)}a = 1`],
    ['depth', `${'- '.repeat(1000)}a = 1`],
    ['terms', `a = 1${'+1'.repeat(filterLimits.terms)}`],
    ['terms', Array.from({ length: filterLimits.terms + 1 }, () => 'a=1').join(' OR ')],
    ['listed', `a IN (${Array.from({ length: filterLimits.listed + 1 }, () => '1').join(',')})`],
    [
      'positions',
      `S_WITHIN(geometry, MULTIPOINT(${Array.from({ length: filterLimits.positions + 1 }, () => '1 1').join(',')}))`,
    ],
  ])('more than anybody needs: %s', (_, text) => {
    expect(() => parseCql2Text(text)).toThrow(FilterFault);
  });
});
