import { describe, expect, test } from 'vitest';
import { fillsOf, mix } from '#client/map/fills.ts';
import { criterionMeasure, countMeasure } from '../samples.ts';

const rule = {
  measure: countMeasure,
  classes: new Map([
    ['a', '19'],
    ['b', '10-14'],
    ['c', 'notAssessed'],
    ['d', 'notApplicable'],
    ['e', 'reached'],
  ]),
  shown: [],
  estimated: undefined,
  scope: null,
  paper: '#fcfcfb',
  ground: '#e6eaeb',
};

describe('fills', () => {
  test('are the legend’s colours', () => {
    const fills = fillsOf(rule);
    expect(fills.get('a')).toEqual({ colour: '#253494', pattern: null, dimmed: false, outlined: false });
    expect(fills.get('b')?.colour).toBe('#41b6c4');
  });

  test('are dotted where the value is worked out of parts of other units', () => {
    const fills = fillsOf({ ...rule, estimated: { a: 'households' } });
    expect(fills.get('a')).toMatchObject({ colour: '#253494', pattern: 'dots' });
    expect(fills.get('b')?.pattern).toBeNull();
  });

  test('hatch what is not assessed and outline what does not apply, both on paper', () => {
    const fills = fillsOf(rule);
    expect(fills.get('c')).toMatchObject({ colour: '#fcfcfb', pattern: 'hatch', outlined: true });
    expect(fills.get('e')).toMatchObject({ colour: '#fcfcfb', pattern: 'dots', outlined: true });
    expect(fills.get('d')).toMatchObject({ colour: '#fcfcfb', pattern: null, outlined: true });
  });

  test('of classes that are not shown are dimmed, not hidden', () => {
    const fills = fillsOf({ ...rule, shown: ['19'] });
    expect(fills.get('a')?.dimmed).toBe(false);
    expect(fills.get('b')?.dimmed).toBe(true);
    expect(fills.get('b')?.colour).not.toBe('#41b6c4');
  });

  test('outside the unit that was drilled into are dimmed', () => {
    const fills = fillsOf({ ...rule, scope: new Set(['b']) });
    expect([...fills].filter(([, { dimmed }]) => dimmed).map(([code]) => code)).toEqual(['a', 'c', 'd', 'e']);
  });

  test('keep the pattern of a class, which tells it without colour', () => {
    const fills = fillsOf({ ...rule, measure: criterionMeasure, classes: new Map([['a', 'notMet']]) });
    expect(fills.get('a')).toMatchObject({ pattern: 'dots' });
  });

  test('are outlined where white lines would be lost on a pale colour, unless they are dimmed', () => {
    const pale = {
      ...rule,
      measure: criterionMeasure,
      classes: new Map([
        ['a', 'notMet'],
        ['b', 'met'],
      ]),
    };
    expect([...fillsOf(pale)].map(([, { outlined }]) => outlined)).toEqual([true, false]);
    expect(fillsOf({ ...pale, shown: ['met'] }).get('a')?.outlined).toBe(false);
  });
});

test('a mix goes from one colour to the other', () => {
  expect(mix('#000000', '#ffffff', 0)).toBe('#000000');
  expect(mix('#000000', '#ffffff', 1)).toBe('#ffffff');
  expect(mix('#102030', '#305070', 0.5)).toBe('#203850');
});
