import fc from 'fast-check';
import { expect, test } from 'vitest';
import { parseWktText } from '#rules/cql2/parse-wkt.ts';
import { wktOf } from '#rules/cql2/write-wkt.ts';

test('well-known text comes back as it went', () => {
  const position = fc.tuple(fc.integer({ min: -180, max: 180 }), fc.integer({ min: -90, max: 90 }));
  const line = fc.array(position, { minLength: 2, maxLength: 5 });
  const geometry = fc.oneof(
    position.map((coordinates) => ({ type: 'Point' as const, coordinates })),
    line.map((coordinates) => ({ type: 'LineString' as const, coordinates })),
    fc
      .array(line, { minLength: 1, maxLength: 3 })
      .map((coordinates) => ({ type: 'MultiLineString' as const, coordinates })),
    fc.array(line, { minLength: 1, maxLength: 3 }).map((coordinates) => ({ type: 'Polygon' as const, coordinates })),
  );
  fc.assert(
    fc.property(geometry, (one) => {
      expect(parseWktText(wktOf(one))).toEqual(one);
    }),
  );
  fc.assert(
    fc.property(fc.string(), (text) => {
      expect(() => parseWktText(text)).not.toThrow();
    }),
  );
});
