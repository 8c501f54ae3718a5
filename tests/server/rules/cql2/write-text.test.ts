import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  arithmeticOperators,
  comparisonOperators,
  spatialOperators,
  temporalOperators,
  type Expression,
  type Instant,
  type Place,
  type Scalar,
  type Time,
  type WrittenPlace,
} from '#rules/cql2/expression.ts';
import { parseCql2Text } from '#rules/cql2/parse-text.ts';
import { plainPattern } from '#rules/cql2/texts.ts';
import { allFilters, writeCql2Text } from '#rules/cql2/write-text.ts';

const at = null;
const name = fc.oneof(
  fc.constantFrom('name', 'commune_code', 'between', 'NOT', 'point', 'date', 'đường số', 'a"b', '1st', 'x.y:z'),
  fc.string({ minLength: 1 }),
);
const awkward = fc.constantFrom("O'Hara", "C:\\'s", "\\'", 'C:\\', "''", '50%_\\', "' OR TRUE", 'Xã “Đắk” AND x');
const text = fc.oneof(fc.string(), awkward);
const day = fc
  .date({ min: new Date('1900-01-01'), max: new Date('2100-01-01'), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
// Minus zero is zero to a filter.
const number = fc.double({ noNaN: true, noDefaultInfinity: true }).map((value) => value + 0);
const folds = { folded: fc.boolean(), unaccented: fc.boolean(), at: fc.constant(at) };
const textScalar = fc.record({ kind: fc.constant('text' as const), value: text, ...folds });
const simple: fc.Arbitrary<Scalar> = fc.oneof(
  fc.record({ kind: fc.constant('property' as const), name, ...folds }),
  textScalar,
  fc.record({ kind: fc.constant('number' as const), value: number, at: fc.constant(at) }),
  fc.record({ kind: fc.constant('boolean' as const), value: fc.boolean(), at: fc.constant(at) }),
  fc.record({ kind: fc.constant('date' as const), value: day, at: fc.constant(at) }),
);
const { scalar } = fc.letrec<{ scalar: Scalar }>((tie) => ({
  scalar: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    simple,
    fc.record({
      kind: fc.constant('arithmetic' as const),
      op: fc.constantFrom(...arithmeticOperators),
      left: tie('scalar'),
      right: tie('scalar'),
      at: fc.constant(at),
    }),
  ),
}));
/** As both ways of writing read it; a last backslash would take what stands after the pattern. */
const pattern = textScalar
  .filter(({ value }) => !/^(?:[^\\]|\\.)*\\$/s.test(value))
  .map((written): Scalar => ({ ...written, value: plainPattern(written.value) }));
const instant: fc.Arbitrary<Instant> = fc.oneof(
  fc.record({
    kind: fc.constant('property' as const),
    name,
    folded: fc.constant(false),
    unaccented: fc.constant(false),
    at: fc.constant(at),
  }),
  fc.record({ kind: fc.constant('date' as const), value: day, at: fc.constant(at) }),
);
const end = fc.option(instant, { nil: null });
const time: fc.Arbitrary<Time> = fc.oneof(
  instant,
  fc.record({ kind: fc.constant('interval' as const), from: end, to: end, at: fc.constant(at) }),
);
const position = fc.tuple(number, number);
const line = fc.array(position, { minLength: 2, maxLength: 5 });
const ring = fc.array(position, { minLength: 3, maxLength: 5 }).map((points) => [...points, points[0] ?? [0, 0]]);
const written: fc.Arbitrary<WrittenPlace> = fc.oneof(
  fc.record({
    kind: fc.constant('box' as const),
    box: fc.tuple(number, number, number, number),
    at: fc.constant(at),
  }),
  fc.record({
    kind: fc.constant('geometry' as const),
    geometry: fc.oneof(
      position.map((coordinates) => ({ type: 'Point' as const, coordinates })),
      line.map((coordinates) => ({ type: 'LineString' as const, coordinates })),
      fc.array(ring, { minLength: 1, maxLength: 2 }).map((coordinates) => ({ type: 'Polygon' as const, coordinates })),
      fc
        .array(position, { minLength: 1, maxLength: 3 })
        .map((coordinates) => ({ type: 'MultiPoint' as const, coordinates })),
      fc
        .array(line, { minLength: 1, maxLength: 2 })
        .map((coordinates) => ({ type: 'MultiLineString' as const, coordinates })),
      fc
        .array(fc.array(ring, { minLength: 1, maxLength: 2 }), { minLength: 1, maxLength: 2 })
        .map((coordinates) => ({ type: 'MultiPolygon' as const, coordinates })),
      fc.tuple(position, line).map(([point, way]) => ({
        type: 'GeometryCollection' as const,
        geometries: [
          { type: 'Point' as const, coordinates: point },
          { type: 'LineString' as const, coordinates: way },
        ],
      })),
    ),
    at: fc.constant(at),
  }),
);
const place: fc.Arbitrary<Place> = fc.oneof(
  fc.record({ kind: fc.constant('property' as const), name, at: fc.constant(at) }),
  written,
);
const condition = (of: fc.Arbitrary<Expression>) =>
  fc.record({ kind: fc.constant('condition' as const), condition: of, at: fc.constant(at) });
const { expression } = fc.letrec<{ expression: Expression }>((tie) => ({
  expression: fc.oneof(
    { maxDepth: 3, withCrossShrink: true },
    fc.record({
      kind: fc.constant('compare' as const),
      op: fc.constantFrom(...comparisonOperators),
      left: scalar,
      right: fc.oneof(
        scalar,
        condition(tie('expression')).filter(({ condition: { kind } }) => kind !== 'truth'),
      ),
    }),
    fc.record({ kind: fc.constant('truth' as const), value: fc.boolean() }),
    fc.record({ kind: fc.constant('like' as const), value: scalar, pattern }),
    fc.record({ kind: fc.constant('between' as const), value: scalar, low: scalar, high: scalar }),
    fc.record({
      kind: fc.constant('in' as const),
      value: scalar,
      list: fc.array(scalar, { minLength: 1, maxLength: 4 }),
    }),
    fc.record({ kind: fc.constant('isNull' as const), value: fc.oneof(scalar, written) }),
    fc.record({
      kind: fc.constant('temporal' as const),
      op: fc.constantFrom(...temporalOperators),
      left: time,
      right: time,
    }),
    fc.record({
      kind: fc.constant('spatial' as const),
      op: fc.constantFrom(...spatialOperators),
      left: place,
      right: place,
    }),
    fc.record({ kind: fc.constant('near' as const), left: place, right: place, metres: fc.nat({ max: 500_000 }) }),
    fc.record({
      kind: fc.constant('logic' as const),
      op: fc.constantFrom('and' as const, 'or' as const),
      parts: fc.array(tie('expression'), { minLength: 2, maxLength: 3 }),
    }),
    fc.record({ kind: fc.constant('not' as const), part: tie('expression') }),
  ),
}));

/** The same without the places in a text where its parts stand. */
const meaning = (tree: Expression): unknown =>
  JSON.parse(JSON.stringify(tree, (key, value: unknown) => (key === 'at' ? undefined : value)));

test('what is written is read as the same expression', () => {
  fc.assert(
    fc.property(expression, (tree) => {
      const written = writeCql2Text(tree);
      fc.pre(written.length < 8_000);
      expect(meaning(parseCql2Text(written)), written).toEqual(meaning(tree));
    }),
    { numRuns: 2000 },
  );
});

describe('written as people write it', () => {
  test.each([
    "name = 'An Chấn' AND (pupils > 3 OR branch = TRUE)",
    "CASEI(name) LIKE CASEI('%O''Hara%')",
    'a IS NOT NULL OR b IS NULL',
    'NOT (a = 1 AND b = 2)',
    'width BETWEEN 2.5 AND 6',
    "opened > DATE('2019-03-01')",
    "level IN ('primary','upper')",
    'S_INTERSECTS(geometry, BBOX(108.5,12.7,109.5,13.7))',
    'S_DWITHIN(geometry, LINESTRING(109 13,109.01 13), 500, m)',
    "ACCENTI(CASEI(name)) LIKE ACCENTI(CASEI('%đ\\\\%'))",
    "T_INTERSECTS(INTERVAL(valid_from, '..'), INTERVAL('2020-01-01', '..'))",
    '(pupils / (classes + 1)) > 30',
  ])('%s', (filter) => {
    expect(writeCql2Text(parseCql2Text(filter))).toBe(filter);
  });
});

test.each([
  [[], ''],
  [['', 'a = 1'], 'a = 1'],
  [['a = 1 OR b = 2', ' ', 'c = 3'], '(a = 1 OR b = 2) AND (c = 3)'],
] as const)('all of the filters %o', (filters, both) => {
  expect(allFilters(...filters)).toBe(both);
});
