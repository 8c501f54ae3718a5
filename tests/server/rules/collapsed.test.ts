import { expect, test } from 'vitest';
import { collapsed } from '#rules/collapsed.ts';
import { parseWktText } from '#rules/cql2/parse-wkt.ts';
import { wktOf } from '#rules/cql2/write-wkt.ts';

test.each([
  ['POINT(1 2)', 'POINT(1 2)'],
  ['MULTIPOINT(1 2,1 2)', 'MULTIPOINT(1 2,1 2)'],
  ['LINESTRING(1 2,1 2,1 2)', 'POINT(1 2)'],
  ['LINESTRING(1 2,1 2,3 4)', 'LINESTRING(1 2,3 4)'],
  ['MULTILINESTRING((1 2,3 4),(5 6,5 6,7 8))', 'MULTILINESTRING((1 2,3 4),(5 6,7 8))'],
  ['MULTILINESTRING((1 2,3 4),(5 6,5 6))', 'GEOMETRYCOLLECTION(LINESTRING(1 2,3 4),POINT(5 6))'],
  ['POLYGON((1 2,1 2,1 2,1 2))', 'POINT(1 2)'],
  ['POLYGON((1 2,3 4,3 4,1 2))', 'LINESTRING(1 2,3 4,1 2)'],
  [
    'POLYGON((0 0,9 0,9 0,9 9,0 0),(5 1,5 1,5 2,5 1),(6 1,7 1,7 2,6 1))',
    'POLYGON((0 0,9 0,9 9,0 0),(6 1,7 1,7 2,6 1))',
  ],
  ['MULTIPOLYGON(((0 0,9 0,9 0,9 9,0 0)))', 'MULTIPOLYGON(((0 0,9 0,9 9,0 0)))'],
  ['GEOMETRYCOLLECTION(POINT(1 2),LINESTRING(1 2,1 2))', 'GEOMETRYCOLLECTION(POINT(1 2),POINT(1 2))'],
])('%s covers %s', (written, covers) => {
  const geometry = parseWktText(written);
  expect(geometry).not.toBeNull();
  expect(geometry && wktOf(collapsed(geometry))).toBe(covers);
});
