const ring = [
  [109, 13],
  [109.5, 13],
  [109.5, 13.5],
  [109, 13],
];

const casei = (text: unknown) => ({ op: 'casei', args: [text] });
const accenti = (text: unknown) => ({ op: 'accenti', args: [text] });
/** Operands that are words are properties. */
const sum = (op: string, ...operands: unknown[]) => ({
  op,
  args: operands.map((operand) => (typeof operand === 'string' ? { property: operand } : operand)),
});

/** Filters in both ways of writing. */
export const pairs: readonly (readonly [string, unknown])[] = [
  ["name = 'An Chấn'", { op: '=', args: [{ property: 'name' }, 'An Chấn'] }],
  ["name = 'O''Neill'", { op: '=', args: [{ property: 'name' }, "O'Neill"] }],
  [String.raw`name = 'O\'Neill'`, { op: '=', args: [{ property: 'name' }, "O'Neill"] }],
  // Every escape of /req/cql2-text/escaping; before anything else a backslash is one.
  [
    String.raw`name = '\'a\' \\ \a\b\t\n\v\f\r C:\dir'`,
    { op: '=', args: [{ property: 'name' }, "'a' \\ \u0007\b\t\n\v\f\r C:\\dir"] },
  ],
  [
    String.raw`name = 'C:\\' or name = 'x'`,
    {
      op: 'or',
      args: [
        { op: '=', args: [{ property: 'name' }, 'C:\\'] },
        { op: '=', args: [{ property: 'name' }, 'x'] },
      ],
    },
  ],
  // In a pattern a backslash takes the next character as it is, once.
  [
    String.raw`name LIKE '50\% \\ \_x\' \y \n%'`,
    { op: 'like', args: [{ property: 'name' }, String.raw`50\% \\ \_x' y ` + '\n%'] },
  ],
  ["name ILIKE 'an%'", { op: 'like', args: [casei({ property: 'name' }), casei('an%')] }],
  ["name NOT ILIKE 'an%'", { op: 'not', args: [{ op: 'like', args: [casei({ property: 'name' }), casei('an%')] }] }],
  [
    "ACCENTI(CASEI(name)) = CASEI(ACCENTI('Đ'))",
    { op: '=', args: [accenti(casei({ property: 'name' })), casei(accenti('Đ'))] },
  ],
  ["accenti(name) LIKE accenti('Ch%')", { op: 'like', args: [accenti({ property: 'name' }), accenti('Ch%')] }],
  [
    'S_DWITHIN(geometry, POINT(1 2), 3) = TRUE',
    {
      op: '=',
      args: [{ op: 's_dwithin', args: [{ property: 'geometry' }, { type: 'Point', coordinates: [1, 2] }, 3] }, true],
    },
  ],
  [
    'FALSE <> S_INTERSECTS(geometry, BBOX(1, 2, 3, 4))',
    { op: '<>', args: [false, { op: 's_intersects', args: [{ property: 'geometry' }, { bbox: [1, 2, 3, 4] }] }] },
  ],
  ['POINT(1 2) IS NOT NULL', { op: 'not', args: [{ op: 'isNull', args: [{ type: 'Point', coordinates: [1, 2] }] }] }],
  ['a + 1 IS NULL', { op: 'isNull', args: [{ op: '+', args: [{ property: 'a' }, 1] }] }],
  [
    'S_EQUALS(GEOMETRYCOLLECTION Z (POINT Z (1 2 0), LINESTRING (1 2, 3 4)), geometry)',
    {
      op: 's_equals',
      args: [
        {
          type: 'GeometryCollection',
          geometries: [
            { type: 'Point', coordinates: [1, 2] },
            {
              type: 'LineString',
              coordinates: [
                [1, 2],
                [3, 4],
              ],
            },
          ],
        },
        { property: 'geometry' },
      ],
    },
  ],
  [
    'S_INTERSECTS("geometry", BBOX(-128.1, -1.1, -9, 180, 90, 10))',
    { op: 's_intersects', args: [{ property: 'geometry' }, { bbox: [-128.1, -1.1, -9, 180, 90, 10] }] },
  ],
  // As annex B has it: a power before a product before a sum, each from the left; a sign belongs to its operand.
  [
    'value = - foo * 2.0 + "bar" / 6.5 - "x" ^ 2.0 + 7 div 2 % 3',
    {
      op: '=',
      args: [
        { property: 'value' },
        sum(
          '+',
          sum('-', sum('+', sum('*', sum('*', -1, 'foo'), 2), sum('/', 'bar', 6.5)), sum('^', 'x', 2)),
          sum('%', sum('div', 7, 2), 3),
        ),
      ],
    },
  ],
  ['(a - (1 - 2)) * 3 > 0', { op: '>', args: [sum('*', sum('-', 'a', sum('-', 1, 2)), 3), 0] }],
  [
    '((a) > -1 AND (b + 1) < 2)',
    {
      op: 'and',
      args: [
        { op: '>', args: [{ property: 'a' }, -1] },
        { op: '<', args: [sum('+', 'b', 1), 2] },
      ],
    },
  ],
  [
    "T_DURING(INTERVAL(starts_at, ends_at), INTERVAL('2005-01-10', '2010-02-10T05:29:20.073225Z'))",
    {
      op: 't_during',
      args: [
        { interval: [{ property: 'starts_at' }, { property: 'ends_at' }] },
        { interval: ['2005-01-10', '2010-02-10T05:29:20.073225Z'] },
      ],
    },
  ],
  [
    "T_DISJOINT(INTERVAL('..', '2005-01-10'), INTERVAL(\"starts_at\", '..'))",
    { op: 't_disjoint', args: [{ interval: ['..', '2005-01-10'] }, { interval: [{ property: 'starts_at' }, '..'] }] },
  ],
  ["T_AFTER(built, DATE('2012-06-05'))", { op: 't_after', args: [{ property: 'built' }, { date: '2012-06-05' }] }],
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
