import { describe, expect, test } from 'vitest';
import { home, type Address } from '#client/routes/address.ts';
import { amendFormer, amendMeasure } from '#client/routes/map/amend-measure.ts';
import { amendDates } from '#client/routes/map/amend.ts';
import { countMeasure, criterionMeasure, shareMeasure } from '../../samples.ts';

const measures = [countMeasure, shareMeasure, criterionMeasure];
const at = '2024-10-31';
const amended = (change: Partial<Address>, day = at) => amendMeasure({ ...home, ...change }, measures, day);

test('what can be had is left alone, and nothing is said', () => {
  for (const change of [
    {},
    { measure: criterionMeasure.id, classes: ['met', 'notAssessed', 'notApplicable'] },
    { level: 'district' as const, measure: shareMeasure.id },
    { from: '2021-06-30' },
    { from: '2021-06-30', classes: ['up'] },
    { compare: '2021-06-30' },
  ])
    expect(amended(change)).toEqual({ change: {}, said: [] });
  expect(amendMeasure({ ...home, measure: 'gone' }, [], at)).toEqual({ change: {}, said: [] });
  expect(amendDates({ ...home, at: '2024-10-31', from: '2021-06-30', compare: '2021-06-30' }, at)).toEqual({
    change: {},
    said: [],
  });
});

test.each<[name: string, Partial<Address>, Partial<Address>, RegExp]>([
  ['a measure that is not there', { measure: 'gone' }, { measure: null }, /gone/],
  ['a level that it has not', { measure: countMeasure.id, level: 'district' }, { level: null }, /huyện/],
  ['a change of what has none', { measure: criterionMeasure.id, from: '2021-06-30' }, { from: null }, /Tiêu chí 17/],
  ['a change that ends before it begins', { from: '2024-12-31' }, { from: null }, /31\/12\/2024/],
  ['a change that lasts no day', { from: at }, { from: null }, /31\/10\/2024/],
  ['a change beside another day', { from: '2021-06-30', compare: '2022-12-31' }, { compare: null }, /./],
  ['a day beside itself', { compare: at }, { compare: null }, /31\/10\/2024/],
  ['classes that it has not', { classes: ['19', 'met', 'x'] }, { classes: ['19'] }, /met, x/],
  [
    'classes of a change that is none',
    { from: '2024-12-31', classes: ['up', '19'] },
    { from: null, classes: ['19'] },
    /up/,
  ],
])('%s is put right and said', (_, asked, change, words) => {
  const amendment = amended(asked);
  expect(amendment.change).toEqual(change);
  expect(amendment.said.join(' ')).toMatch(words);
  expect(amended({ ...asked, ...amendment.change })).toEqual({ change: {}, said: [] });
});

describe('a day after the last one that there is anything to say of', () => {
  test('goes out of the address, once said for each', () => {
    const address = { ...home, at: '2030-01-01', from: '2031-01-01', compare: '2032-01-01' };
    const { change, said } = amendDates(address, at);
    expect(change).toEqual({ at: null, from: null, compare: null });
    expect(said).toHaveLength(3);
    expect(said[0]).toMatch(/01\/01\/2030.*31\/10\/2024/);
  });

  test('the last day itself stays', () => {
    expect(amendDates({ ...home, at }, at)).toEqual({ change: {}, said: [] });
  });
});

test('units of another day are of communes, and of no day after the last', () => {
  expect(amended({ on: '2020-11-01' })).toEqual({ change: {}, said: [] });
  expect(amended({ level: 'district', measure: shareMeasure.id, on: '2020-11-01' })).toMatchObject({
    change: { on: null },
  });
  expect(amendDates({ ...home, on: '2030-01-01' }, at).change).toEqual({ on: null });
});

describe('a former unit', () => {
  const question = { measure: 'm', level: 'commune', at, from: null, on: null, within: null, compare: null } as const;
  const codes = new Set(['22081']);
  const scope = { level: 'district', code: '558', name: 'Huyện Đồng Xuân cũ', codes } as const;
  const asked = { ...home, former: '558' };
  const none = { change: {}, said: [] };

  test('that communes lie in is left alone, and while nothing is known yet', () => {
    expect(amendFormer(home, 'district', null)).toEqual(none);
    expect(amendFormer(asked, 'commune', { question: { ...question, former: '558' }, scope })).toEqual(none);
    expect(amendFormer(asked, 'commune', null)).toEqual(none);
    expect(amendFormer(asked, 'commune', { question: { ...question, former: null }, scope: null })).toEqual(none);
  });

  test('goes out of the address of a day on which none does, and of another level', () => {
    const there = { question: { ...question, former: '558' }, scope: null };
    expect(amendFormer(asked, 'commune', there)).toEqual({
      change: { former: null },
      said: [expect.stringMatching(/31\/10\/2024.*558/)],
    });
    const { said } = amendFormer(asked, 'commune', { ...there, question: { ...there.question, on: '2024-11-01' } });
    expect(said[0]).toMatch(/01\/11\/2024/);
    expect(amendFormer(asked, 'province', null)).toMatchObject({ change: { former: null } });
  });
});
