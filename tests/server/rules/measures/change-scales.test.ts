import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ChangeScale } from '#contract/measures.ts';
import { changeScales, heldFigure, subtractValues } from '#rules/measures/change-scales.ts';

describe.each(Object.entries(changeScales))('the scale %s', (_, scale) => {
  test('takes every change in just one class, gains and losses in colours of their own', () => {
    const { classes } = ChangeScale.parse(scale);
    const step =
      scale.decimals === 0 ? fc.integer({ min: -30, max: 30 }) : fc.double({ min: -100, max: 100, noNaN: true });
    fc.assert(
      fc.property(step.map(heldFigure), (value) => {
        const found = classes.filter(({ min, max }) => value >= (min ?? -Infinity) && value <= (max ?? Infinity));
        expect(found).toHaveLength(1);
        expect(found[0]?.id === 'same').toBe(value === 0);
      }),
    );
    expect(new Set(classes.map(({ colour }) => colour)).size).toBe(classes.length);
    // Orange is worse and has a pattern, purple is better and has none (PuOr).
    expect(classes.filter(({ pattern }) => pattern !== null).map(({ colour }) => colour)).toEqual(
      classes.filter(({ colour }) => ['#e66101', '#fdb863'].includes(colour)).map(({ colour }) => colour),
    );
  });
});

test('a change is of units with a value at both dates, without the noise of binary fractions', () => {
  expect(subtractValues({ a: 0.3, b: 5, c: 1 }, { a: 0.1, b: 5, d: 2 })).toEqual({ a: 0.2, b: 0 });
  expect(Object.is(subtractValues({ a: 1 }, { a: 1 })['a'], 0)).toBe(true);
  expect(subtractValues({ constructor: 1 }, {})).toEqual({});
});

test('there and back again is no change', () => {
  const values = fc.dictionary(fc.stringMatching(/^\d{1,5}$/), fc.integer({ min: -100, max: 100 }));
  fc.assert(
    fc.property(values, values, (now, before) => {
      const forth = subtractValues(now, before);
      const back = subtractValues(before, now);
      expect(Object.keys(forth)).toEqual(expect.arrayContaining(Object.keys(back)));
      for (const [code, value] of Object.entries(forth)) expect(value + (back[code] ?? NaN)).toBe(0);
    }),
  );
});
