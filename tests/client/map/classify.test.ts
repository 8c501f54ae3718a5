import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { classify, classOf, countClasses } from '#client/map/classify.ts';
import { countMeasure, shareMeasure, valuesOf } from '../samples.ts';

describe('class of a value', () => {
  test.each([
    [19, '19'],
    [18, '15-18'],
    [15, '15-18'],
    [14, '10-14'],
    [0, '0-4'],
  ])('%d criteria is in the class %s', (value, id) => {
    expect(classOf(countMeasure.classes, value)?.id).toBe(id);
  });

  test('between two classes lies in the lower one: no class claims more than was reached', () => {
    expect(classOf(shareMeasure.classes, 79.95)?.id).toBe('50-80');
    expect(classOf(shareMeasure.classes, 99.99)?.id).toBe('80-100');
  });

  test('outside all classes there is none', () => {
    expect(classOf(countMeasure.classes, 20)).toBeNull();
    expect(classOf(countMeasure.classes, -1)).toBeNull();
    expect(classOf([], 1)).toBeNull();
  });

  test('every value in range has a class whose bounds it keeps or exceeds by less than a step', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 100, noNaN: true }), (value) => {
        const found = classOf(shareMeasure.classes, value);
        expect(found).not.toBeNull();
        expect(value).toBeGreaterThanOrEqual(found?.min ?? NaN);
      }),
    );
  });
});

describe('classes of units', () => {
  const classes = classify(countMeasure, valuesOf({ a: 19, b: 12 }, { notAssessed: ['c'], notApplicable: ['d'] }));

  test('tell not assessed from not applicable, and both from zero', () => {
    expect(Object.fromEntries(classes)).toEqual({ a: '19', b: '10-14', c: 'notAssessed', d: 'notApplicable' });
  });

  test('tell of whom it is known what predecessors had reached', () => {
    const reached = { c: { met: 3, of: 4, notApplicable: [], parts: [], notAssessed: [] } };
    const after = classify(countMeasure, valuesOf({ a: 19 }, { notAssessed: ['c', 'd'], reached }));
    expect(Object.fromEntries(after)).toEqual({ a: '19', c: 'reached', d: 'notAssessed' });
  });

  test('are counted, also within a part', () => {
    expect(countClasses(classes, null).get('notAssessed')).toBe(1);
    expect([...countClasses(classes, new Set(['a']))]).toEqual([['19', 1]]);
  });
});
