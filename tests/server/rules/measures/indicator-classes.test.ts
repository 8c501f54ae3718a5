import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { indicatorUnits, type Comparator, type IndicatorUnit } from '#contract/criteria.ts';
import type { MeasureClass } from '#contract/measures.ts';
import { heldFigure } from '#rules/measures/change-scales.ts';
import { classifyByYear, classifyIndicator } from '#rules/measures/indicator-classes.ts';

const labels = (
  unit: IndicatorUnit,
  comparator: Comparator,
  threshold: number | null,
  fifths: number[] | null = null,
) =>
  classifyIndicator({ unit, comparator }, threshold, fifths).classes.map(({ label, meets }) => [
    label.vi,
    meets ?? false,
  ]);
const takes = ({ min, max }: MeasureClass, value: number) =>
  (min === null || value >= min) && (max === null || value <= max);

describe('classes hang on the threshold', () => {
  test('of a share that must be reached', () => {
    expect(labels('percent', '>=', 80)).toEqual([
      ['Từ 90% (đạt)', true],
      ['80% đến dưới 90% (đạt)', true],
      ['72% đến dưới 80%', false],
      ['60% đến dưới 72%', false],
      ['Dưới 60%', false],
    ]);
  });

  test('of all of it: there is nothing above', () => {
    expect(labels('percent', '>=', 100)).toEqual([
      ['100% (đạt)', true],
      ['90% đến dưới 100%', false],
      ['75% đến dưới 90%', false],
      ['Dưới 75%', false],
    ]);
  });

  test('of a share that must not be passed', () => {
    expect(labels('percent', '<=', 5)).toEqual([
      ['Đến 2,5% (đạt)', true],
      ['Trên 2,5% đến 5% (đạt)', true],
      ['Trên 5% đến 7,5%', false],
      ['Trên 7,5% đến 10%', false],
      ['Trên 10%', false],
    ]);
  });

  test('of none at all', () => {
    expect(labels('count', '=', 0)).toEqual([
      ['0 (đạt)', true],
      ['Trên 0 đến 1', false],
      ['Trên 1 đến 5', false],
      ['Trên 5', false],
    ]);
  });

  test('of a yes or no', () => {
    expect(labels('yesNo', '=', 1)).toEqual([
      ['Đạt', true],
      ['Chưa đạt', false],
    ]);
  });
});

describe('classes hang on the threshold of each year', () => {
  const rows = (...given: Parameters<typeof classifyByYear>) =>
    classifyByYear(...given).classes.map(({ label, meetsIn }) => [label.vi, meetsIn ?? []]);

  test('of what must be reached: a figure is enough for its year and those before', () => {
    const income = [40, 43, 43, 49].map((value, index) => ({ year: 2021 + index, value }));
    expect(rows({ unit: 'millionVndPerYear', comparator: '>=' }, income)).toEqual([
      ['Từ 49 (mức 2024)', [2021, 2022, 2023, 2024]],
      ['43 đến dưới 49 (mức 2022, 2023)', [2021, 2022, 2023]],
      ['40 đến dưới 43 (mức 2021)', [2021]],
      ['Dưới 40', []],
    ]);
  });

  test('of what must not be passed', () => {
    const poverty = [
      { year: 2021, value: 8 },
      { year: 2022, value: 6 },
    ];
    expect(rows({ unit: 'percent', comparator: '<=' }, poverty)).toEqual([
      ['Đến 6% (mức 2022)', [2021, 2022]],
      ['Trên 6% đến 8% (mức 2021)', [2021]],
      ['Trên 8%', []],
    ]);
  });
});

describe('without a threshold', () => {
  test('a share is cut in equal steps', () => {
    expect(labels('percent', '>=', null).map(([label]) => label)).toEqual([
      'Từ 80%',
      '60% đến dưới 80%',
      '40% đến dưới 60%',
      '20% đến dưới 40%',
      'Dưới 20%',
    ]);
  });

  test('a number by fifths; equal figures, or none, make few classes and never NaN', () => {
    expect(labels('litresPerDay', '>=', null, [40, 50, 60, 70])).toHaveLength(5);
    expect(labels('litresPerDay', '>=', null, [60, 60, 60, 60]).map(([label]) => label)).toEqual(['Từ 60', 'Dưới 60']);
    expect(labels('litresPerDay', '>=', null, [0, 0, 0, 0]).map(([label]) => label)).toEqual(['Từ 0']);
    expect(labels('litresPerDay', '>=', null, null).map(([label]) => label)).toEqual(['Từ 0']);
  });
});

const percentOrCount = fc.constantFrom(...indicatorUnits.filter((unit) => unit !== 'yesNo'));
const comparators = fc.constantFrom<Comparator>('>=', '<=', '=');
const figures = (unit: IndicatorUnit) =>
  unit === 'count'
    ? fc.integer({ min: 0, max: 500 })
    : fc.double({ min: 0, max: unit === 'percent' ? 100 : 500, noNaN: true }).map(heldFigure);
const cases = percentOrCount.chain((unit) =>
  fc.record({
    unit: fc.constant(unit),
    comparator: comparators,
    threshold: fc.option(figures(unit)),
    fifths: fc.option(fc.array(figures(unit), { minLength: 4, maxLength: 4 })),
    value: figures(unit),
  }),
);

test('every figure falls into just one class, whatever the threshold; ids and colours differ', () => {
  fc.assert(
    fc.property(cases, ({ unit, comparator, threshold, fifths, value }) => {
      const { classes } = classifyIndicator({ unit, comparator }, threshold, fifths);
      expect(classes.filter((each) => takes(each, value))).toHaveLength(1);
      expect(new Set(classes.map(({ id }) => id)).size).toBe(classes.length);
      expect(new Set(classes.map(({ colour }) => colour)).size).toBe(classes.length);
      expect(JSON.stringify(classes)).not.toMatch(/NaN|Infinity/);
    }),
  );
});

test('what meets a threshold and what does not never share a class', () => {
  fc.assert(
    fc.property(cases, ({ unit, comparator, threshold, value }) => {
      if (threshold === null) return;
      const { classes } = classifyIndicator({ unit, comparator }, threshold, null);
      const met =
        comparator === '>=' ? value >= threshold : comparator === '<=' ? value <= threshold : value === threshold;
      expect(classes.find((each) => takes(each, value))?.meets ?? false).toBe(met);
    }),
  );
});
