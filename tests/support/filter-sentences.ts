import fc from 'fast-check';

/** Filters that hold of a commune of the board that still holds, by OGC 21-065r2. */
export const standardSentences = [
  // Full case folding, in whichever form a text is written, and no more than that.
  `CASEI('Straße ﬁ İŉ ΟΔΟΣ') = CASEI('STRASSE FI i̇ʼN οδος')`,
  `CASEI('ΐ ᾳ ǰ Ά') = CASEI('Ϊ́ ΑΙ J̌ ά')`,
  `CASEI('ĐẮK LẮK ꭰ Ꭰ') = CASEI('đắk lắk Ꭰ ꭰ')`,
  `CASEI('TUY HÒA') LIKE CASEI('${'tuy hò%'.normalize('NFD')}')`,
  `CASEI('ı') <> CASEI('I') AND CASEI('à') <> CASEI('a') AND 'A' <> 'a'`,
  // Accents and strokes; what is a letter of its own stays.
  `ACCENTI('Đà Nẵng, Chișinău, Łódź') = ACCENTI('Da Nang, Chisinau, Lodz')`,
  `ACCENTI('${'Xã Ea Lâm'.normalize('NFD')}') LIKE ACCENTI('Xa Ea L_m')`,
  `ACCENTI('Ḉ ё') = ACCENTI('C е') AND ACCENTI('A') <> ACCENTI('á') AND ACCENTI('が') <> ACCENTI('か')`,
  `ACCENTI(CASEI('ĐẮK')) = CASEI(ACCENTI('dak')) AND CASEI(ACCENTI('Straße Đ')) = ACCENTI(CASEI('STRASSE D'))`,
  `'${'Tuy Hòa'.normalize('NFD')}' = '${'Tuy Hòa'.normalize('NFC')}'`,
  String.raw`'a\tb\'' LIKE 'a_b''' AND 'C:\\x' LIKE 'C:\\%' AND 'C:\\x' NOT LIKE 'C:\\\\%'`,
  // Arithmetic, and what has no result.
  '2 + 3 * 4 ^ 2 / 8 - 7 % 4 - 7 div 2 = 2',
  '-2 ^ 2 = 4 AND 0.1 + 0.2 - 0.3 < 0.001 AND 1 % 0.1 = 0 AND -7 % 3 = -1 AND -7 div 2 = -3 AND 2 ^ -1 = 0.5',
  '1 / 0 IS NULL AND 1 % 0 IS NULL AND 1 div 0 IS NULL AND 0 ^ -1 IS NULL AND (0 - 8) ^ 0.5 IS NULL',
  '1e308 + 1e308 IS NULL AND -1e308 - 1e308 IS NULL AND 1e200 * 1e200 IS NULL AND 1e200 / 1e-200 IS NULL',
  '1e200 ^ 2 IS NULL AND 1e308 ^ 1e308 IS NULL AND 1e-200 * 1e-200 = 0 AND 1e-200 / 1e200 = 0 AND 1e-200 ^ 2 = 0',
  '1e200 * 1e100 > 9e299 AND 1e300 / 1e10 < 1e291 AND 0 ^ 0 = 1 AND 5e-324 / 5e-324 = 1 AND -3 % 5e-324 = 0 AND 5e-324 ^ -1 IS NULL',
  '(population - population) / (population - population) IS NULL AND population * 2 - population = population',
  'area_km2 ^ 999 IS NULL AND population ^ -300 = 0 AND (population % 7 + 7) % 7 = population % 7',
  '3 BETWEEN 1 + 1 AND 2 * 2 AND 5 IN (2 + 3, population)',
  '1 = 1 AND NOT 1 = 2 AND true = true AND (1 = 1) = TRUE AND (1 / 0 = 1) IS NULL',
  // Times: both ends belong to an interval.
  `T_AFTER(valid_from, DATE('2019-12-31')) AND T_BEFORE(DATE('2019-12-31'), valid_from)`,
  `T_EQUALS(valid_from, INTERVAL('2020-01-01', '2020-01-01')) AND T_INTERSECTS(valid_from, INTERVAL('2020-01-01', '..'))`,
  `T_DISJOINT(valid_from, INTERVAL('..', '2019-12-31')) AND NOT T_DISJOINT(valid_from, INTERVAL('..', '2020-01-01'))`,
  `T_DURING(INTERVAL(valid_from, '2021-01-01'), INTERVAL('2019-01-01', '..'))`,
  `T_STARTS(INTERVAL(valid_from, '2021-01-01'), INTERVAL(valid_from, valid_to))`,
  `T_CONTAINS(INTERVAL('2020-01-01', '2020-01-09'), INTERVAL('2020-01-02', '2020-01-08'))`,
  `NOT T_CONTAINS(INTERVAL('2020-01-01', '2020-01-09'), INTERVAL('2020-01-01', '2020-01-08'))`,
  `T_FINISHES(INTERVAL('2020-01-02', '2020-01-09'), INTERVAL('2020-01-01', '2020-01-09'))`,
  `T_FINISHEDBY(INTERVAL('2020-01-01', '2020-01-09'), INTERVAL('2020-01-02', '2020-01-09'))`,
  `T_MEETS(INTERVAL('2020-01-01', '2020-01-02'), INTERVAL('2020-01-02', '2020-01-09'))`,
  `T_METBY(INTERVAL('2020-01-02', '2020-01-09'), INTERVAL('2020-01-01', '2020-01-02'))`,
  `T_OVERLAPS(INTERVAL('2020-01-01', '2020-01-05'), INTERVAL('2020-01-02', '2020-01-09'))`,
  `T_OVERLAPPEDBY(INTERVAL('2020-01-02', '2020-01-09'), INTERVAL('2020-01-01', '2020-01-05'))`,
  `T_STARTEDBY(INTERVAL('2020-01-01', '2020-01-09'), INTERVAL('2020-01-01', '2020-01-05'))`,
  `(T_AFTER(valid_to, DATE('2020-01-01'))) IS NULL`,
  // Places on both sides, and collections of them as the one place that they are.
  'S_INTERSECTS(POINT(1 1), BBOX(0, 0, 2, 2)) AND S_CROSSES(LINESTRING(0 0, 2 2), LINESTRING(0 2, 2 0))',
  'S_OVERLAPS(BBOX(0, 0, 2, 2), BBOX(1, 1, 3, 3)) AND NOT S_OVERLAPS(BBOX(0, 0, 2, 2), BBOX(2, 0, 3, 2))',
  'S_EQUALS(GEOMETRYCOLLECTION(POINT(1 1), POLYGON((0 0, 2 0, 2 2, 0 2, 0 0))), BBOX(0, 0, 2, 2))',
  'S_WITHIN(GEOMETRYCOLLECTION(POINT(1 1), LINESTRING(0 0, 1 1)), BBOX(0, 0, 2, 2))',
  'S_CONTAINS(GEOMETRYCOLLECTION(POINT(5 5), POLYGON((0 0, 2 0, 2 2, 0 2, 0 0))), LINESTRING(0.5 0.5, 1 1))',
  'S_DWITHIN(POINT(109 13), POINT(109 13.001), 200) = TRUE AND FALSE <> S_DWITHIN(POINT(1 1), POINT(1 1), 0)',
  'S_DWITHIN(geometry, POINT(0 0), 1, km) = FALSE AND POINT(1 1) IS NOT NULL AND geometry IS NOT NULL',
  // A box may go on over the meridian of 180 degrees.
  'S_INTERSECTS(POINT(179.5 0), BBOX(179, -1, -179, 1)) AND S_INTERSECTS(POINT(-179.5 0), BBOX(179, -1, -179, 1))',
  'S_DISJOINT(POINT(0 0), BBOX(179, -1, -179, 1)) AND S_DISJOINT(geometry, BBOX(179, -90, 10, 90))',
  'S_INTERSECTS(geometry, BBOX(100, -90, -179, 90)) AND S_TOUCHES(POINT(179 0), BBOX(179, -1, -179, 1))',
  // The feature and itself.
  'S_INTERSECTS(geometry, geometry) AND S_EQUALS(geometry, geometry) AND S_DWITHIN(geometry, geometry, 0)',
  'NOT (S_TOUCHES(geometry, geometry) OR S_DISJOINT(geometry, geometry))',
];

/** Filters as GDAL writes them that hold of it. */
export const draftSentences = [
  'demo = 0 AND NOT (demo = 1) AND (demo <> 1)',
  "valid_from = '2020-01-01T' AND valid_from >= '2020/01/01 10:00:00' AND valid_from < '2020-01-01T20:00:00Z'",
  "NOT ((name ILIKE '%z%')) AND (name ILIKE 'XÃ%')",
  String.raw`'C:\' LIKE 'C:\\' AND 'a\n' <> 'a'`,
];

const extreme = fc.constantFrom(
  '0',
  '1',
  '-3',
  '0.5',
  '1e-300',
  '5e-324',
  '1.7e308',
  '-1e200',
  'population',
  'area_km2',
);
const { number } = fc.letrec<{ number: string }>((tie) => ({
  number: fc.oneof(
    { depthSize: 'medium', withCrossShrink: true },
    extreme,
    fc
      .tuple(tie('number'), fc.constantFrom('+', '-', '*', '/', '%', 'div', '^'), tie('number'))
      .map(([left, op, right]) => `(${left} ${op} ${right})`),
  ),
}));
const step = fc.integer({ min: 0, max: 4 });
const position = fc.tuple(step, step).map(([x, y]) => `${109 + x * 0.025} ${13 + y * 0.025}`);
const line = fc.array(position, { minLength: 2, maxLength: 5 }).map((all) => `(${all.join(',')})`);
const ring = fc.array(position, { minLength: 3, maxLength: 6 }).map((all) => `(${[...all, all[0]].join(',')})`);
const simple = fc.oneof(
  position.map((one) => `POINT(${one})`),
  line.map((one) => `LINESTRING${one}`),
  fc.array(ring, { minLength: 1, maxLength: 2 }).map((rings) => `POLYGON(${rings.join(',')})`),
  fc.array(ring, { minLength: 1, maxLength: 2 }).map((rings) => `MULTIPOLYGON((${rings.join('),(')}))`),
  fc.array(line, { minLength: 1, maxLength: 3 }).map((lines) => `MULTILINESTRING(${lines.join(',')})`),
);
const place = fc.oneof(
  { weight: 3, arbitrary: simple },
  {
    weight: 2,
    arbitrary: fc
      .array(simple, { minLength: 1, maxLength: 3 })
      .map((parts) => `GEOMETRYCOLLECTION(${parts.join(',')})`),
  },
  { weight: 2, arbitrary: fc.constant('geometry') },
);
const names = ['INTERSECTS', 'DISJOINT', 'EQUALS', 'TOUCHES', 'WITHIN', 'CONTAINS', 'OVERLAPS', 'CROSSES'];
const spatial = fc
  .tuple(fc.constantFrom(...names), place, place)
  .map(([op, left, right]) => `S_${op}(${left}, ${right})`);
const within = fc.tuple(place, place).map(([left, right]) => `S_DWITHIN(${left}, ${right}, 900)`);
const all = (part: fc.Arbitrary<string>) => fc.array(part, { minLength: 4, maxLength: 4 });

/** Four conditions of numbers out of all measure, or of geometries that cross and lie on themselves. */
export const extremeConditions = fc.oneof(all(spatial), all(within), all(number.map((one) => `${one} > 0`)));
