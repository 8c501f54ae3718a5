import fc from 'fast-check';
import { expect, test } from 'vitest';
import { findClusters } from '#client/lib/measures/clusters.ts';

// a - b - c - d in a row, e on its own.
const row = { a: ['b'], b: ['a', 'c'], c: ['b', 'd'], d: ['c'] };
const classesOf = (text: string) => new Map([...text].map((letter, index) => ['abcde'.charAt(index), letter]));

test.each([
  ['xxxxx', ['abcd:x', 'e:x']],
  ['xxyyx', ['ab:x', 'cd:y', 'e:x']],
  ['xyxyx', ['a:x', 'b:y', 'c:x', 'd:y', 'e:x']],
  ['yxxxy', ['bcd:x', 'a:y', 'e:y']],
])('%s', (classes, expected) => {
  expect(findClusters(classesOf(classes), row).map(({ codes, class: id }) => `${codes.join('')}:${id}`)).toEqual(
    expected,
  );
});

test('every unit is in one cluster, whatever the classes, and a neighbour without a class is in none', () => {
  fc.assert(
    fc.property(fc.array(fc.constantFrom('x', 'y'), { minLength: 0, maxLength: 5 }), (letters) => {
      const classes = classesOf(letters.join(''));
      const codes = findClusters(classes, row).flatMap((cluster) => cluster.codes);
      expect(codes.sort()).toEqual([...classes.keys()].sort());
    }),
  );
});
