import { describe, expect, test } from 'vitest';
import { FilterFault, filterLimits, type Expression, type Place, type Scalar } from '#rules/cql2/expression.ts';
import { parseCql2Json } from '#rules/cql2/parse-json.ts';
import { parseCql2Text } from '#rules/cql2/parse-text.ts';

/** An expression without the characters at which its parts stand, so that text and JSON can be compared. */
function bare(expression: Expression): unknown {
  return JSON.parse(
    JSON.stringify(expression, (key, value: Scalar | Place | number) => (key === 'at' ? undefined : value)),
  );
}

const ring = [
  [109, 13],
  [109.5, 13],
  [109.5, 13.5],
  [109, 13],
];

// Each sentence in both ways of writing.
const pairs: readonly (readonly [string, unknown])[] = [
  ["name = 'An Chấn'", { op: '=', args: [{ property: 'name' }, 'An Chấn'] }],
  ["name = 'O''Neill'", { op: '=', args: [{ property: 'name' }, "O'Neill"] }],
  [String.raw`name = 'O\'Neill'`, { op: '=', args: [{ property: 'name' }, "O'Neill"] }],
  [
    String.raw`name = 'C:\' or name = 'x'`,
    {
      op: 'or',
      args: [
        { op: '=', args: [{ property: 'name' }, 'C:\\'] },
        { op: '=', args: [{ property: 'name' }, 'x'] },
      ],
    },
  ],
  ['"name" <> name_en', { op: '<>', args: [{ property: 'name' }, { property: 'name_en' }] }],
  ['area_km2 >= 12.5', { op: '>=', args: [{ property: 'area_km2' }, 12.5] }],
  ['area_km2 < -1e3', { op: '<', args: [{ property: 'area_km2' }, -1000] }],
  ['demo = TRUE', { op: '=', args: [{ property: 'demo' }, true] }],
  ['true', true],
  ["valid_from <= DATE('2020-01-01')", { op: '<=', args: [{ property: 'valid_from' }, { date: '2020-01-01' }] }],
  [
    "valid_from > TIMESTAMP('2020-01-01T20:00:00Z')",
    { op: '>', args: [{ property: 'valid_from' }, { timestamp: '2020-01-01T20:00:00Z' }] },
  ],
  ["name like 'An %'", { op: 'like', args: [{ property: 'name' }, 'An %'] }],
  ["name NOT LIKE 'An_'", { op: 'not', args: [{ op: 'like', args: [{ property: 'name' }, 'An_'] }] }],
  [
    "casei(name) LIKE casei('an %')",
    {
      op: 'like',
      args: [
        { op: 'casei', args: [{ property: 'name' }] },
        { op: 'casei', args: ['an %'] },
      ],
    },
  ],
  ['area_km2 BETWEEN 1 AND 2', { op: 'between', args: [{ property: 'area_km2' }, 1, 2] }],
  ['area_km2 NOT BETWEEN 1 AND 2', { op: 'not', args: [{ op: 'between', args: [{ property: 'area_km2' }, 1, 2] }] }],
  ["kind IN ('commune', 'ward')", { op: 'in', args: [{ property: 'kind' }, ['commune', 'ward']] }],
  ['population IS NULL', { op: 'isNull', args: [{ property: 'population' }] }],
  ['population IS NOT NULL', { op: 'not', args: [{ op: 'isNull', args: [{ property: 'population' }] }] }],
  [
    "a = 1 AND b = 2 OR NOT (c = 3 or d = 'x')",
    {
      op: 'or',
      args: [
        {
          op: 'and',
          args: [
            { op: '=', args: [{ property: 'a' }, 1] },
            { op: '=', args: [{ property: 'b' }, 2] },
          ],
        },
        {
          op: 'not',
          args: [
            {
              op: 'or',
              args: [
                { op: '=', args: [{ property: 'c' }, 3] },
                { op: '=', args: [{ property: 'd' }, 'x'] },
              ],
            },
          ],
        },
      ],
    },
  ],
  [
    'S_INTERSECTS(geometry, POINT(109.3 13.1))',
    { op: 's_intersects', args: [{ property: 'geometry' }, { type: 'Point', coordinates: [109.3, 13.1] }] },
  ],
  [
    'INTERSECTS(geometry, POINT Z (109.3 13.1 7))',
    { op: 's_intersects', args: [{ property: 'geometry' }, { type: 'Point', coordinates: [109.3, 13.1] }] },
  ],
  [
    'S_WITHIN(geometry, BBOX(109, 13, 110, 14))',
    { op: 's_within', args: [{ property: 'geometry' }, { bbox: [109, 13, 110, 14] }] },
  ],
  [
    's_touches(geometry, POLYGON((109 13, 109.5 13, 109.5 13.5, 109 13)))',
    { op: 's_touches', args: [{ property: 'geometry' }, { type: 'Polygon', coordinates: [ring] }] },
  ],
  [
    's_crosses(geometry, MULTIPOINT((1 2), 3 4))',
    {
      op: 's_crosses',
      args: [
        { property: 'geometry' },
        {
          type: 'MultiPoint',
          coordinates: [
            [1, 2],
            [3, 4],
          ],
        },
      ],
    },
  ],
  [
    'S_DWITHIN(geometry, POINT(109.3 13.1), 2.5, km)',
    {
      op: 's_dwithin',
      args: [{ property: 'geometry' }, { type: 'Point', coordinates: [109.3, 13.1] }, 2500],
    },
  ],
];

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
    ['3 IS NULL', 1, 'Only a property'],
    ['S_INTERSECTS(geometry, CIRCLE(1 2))', 24, 'A geometry'],
    ['S_INTERSECTS(geometry, POLYGON((1 1, 2 2, 3 3, 4 4)))', 24, 'ends where it begins'],
    ['S_INTERSECTS(geometry, BBOX(3, 1, 2, 2))', 24, 'smaller ones first'],
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
