import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readPositions } from '#formats/kml-coordinates.ts';

const two = [
  [109.3, 13.08],
  [109.31, 13.09],
];

test.each<[text: string, positions: unknown]>([
  ['109.3,13.08 109.31,13.09', two],
  ['\n\t109.3,13.08,0\r\n\t109.31,13.09,0\n', two],
  ['109.30, 13.08, 0 109.31, 13.09, 0', two],
  ['109.3 , 13.08\n109.31 ,13.09', two],
  ['109.3,13.08,12 109.31,13.09', two],
  ['109.3,13.08, 109.31,13.09,', two],
  ['109.3,13.08,0,109.31,13.09,0', two],
  ['109.3,13.08,109.31,13.09', two],
  ['109.3 13.08 109.31 13.09', two],
  ['109.3 13.08 0 109.31 13.09 0', two],
  ['109.3 13.08 0 109.31 13.09 0 109.3 13.08 0 109.31 13.09 0', [...two, ...two]],
  ['109.3,13.08 5 109.31,13.09 5', two],
  ['1.093e2,13.08\u00a0109.31,+13.09', two],
  ['109.3,13.08', [[109.3, 13.08]]],
  ['109.3 13.08 5', [[109.3, 13.08]]],
  ['', []],
  [' \n', []],
  ['109.3', null],
  ['109.3,x', null],
  ['109.3,', null],
  [',', null],
  ['109.3;13.08', null],
  // A height, as far as anyone can tell.
  ['109.3,13.08 109.31', [[109.3, 13.08]]],
  ['109.3,13.08 109.31,13.09 109.32', null],
  ['109.3,13.08 Infinity,13.09', null],
])('%j', (text, positions) => {
  expect(readPositions(text)).toEqual(positions);
});

test('positions come back however they are written', () => {
  const vietnam = fc.tuple(fc.double({ min: 102, max: 110, noNaN: true }), fc.double({ min: 8, max: 24, noNaN: true }));
  const comma = fc.constantFrom(',', ', ', ' ,', ' , ', ',\n');
  const between = fc.constantFrom(' ', '\n', '\t', '  \r\n');
  fc.assert(
    fc.property(
      fc.array(vietnam, { minLength: 1, maxLength: 20 }),
      comma,
      between,
      fc.boolean(),
      (positions, sign, gap, high) => {
        const text = positions.map(([x, y]) => [x, y, ...(high ? [0] : [])].join(sign)).join(gap);
        expect(readPositions(text)).toEqual(positions);
      },
    ),
  );
});
