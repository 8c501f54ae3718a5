import { expect, test } from 'vitest';
import { MeasureKind, type Measure } from '#contract/measures.ts';
import { cellWords, classNames, classOf, hasRanks, valueWords } from '#client/text/figures.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { countMeasure, criterionMeasure, shareMeasure } from '../samples.ts';

overwriteGetLocale(() => 'vi');

const change: Measure = { ...countMeasure, kind: 'change' };
const moved: Measure = { ...criterionMeasure, kind: 'change' };
const amount: Measure = { ...countMeasure, kind: 'disbursed' };
const distance: Measure = {
  ...countMeasure,
  kind: 'distance',
  classes: [
    { id: 'highest', label: { vi: 'Đã ở mức cao nhất', en: '' }, min: -1, max: -1, colour: '#000000', pattern: null },
    { id: '1-2', label: { vi: 'Thiếu 1–2', en: '' }, min: 1, max: 2, colour: '#000001', pattern: null },
  ],
};

test.each<[string, Measure, number | null, string, number | null, string, string]>([
  ['a count', countMeasure, 19, '19', null, '19', '19 tiêu chí'],
  ['a criterion', criterionMeasure, 1, 'met', null, 'met', 'met'],
  ['a share, with what it is of', shareMeasure, 92.8, '80-100', 14, '92,8% của 14 xã', '92,8% của 14 xã'],
  ['a change', change, 3, 'x', null, '+3', '+3 tiêu chí'],
  ['no change', change, 0, 'x', null, '0', '0 tiêu chí'],
  ['a change of status', moved, 1, 'met', null, 'met', 'met'],
  ['the highest level', distance, -1, 'highest', null, 'Đã ở mức cao nhất', 'đã ở mức cao nhất'],
  ['a distance', distance, 2, '1-2', null, '2', '2 tiêu chí'],
  ['not assessed', countMeasure, null, 'notAssessed', null, 'chưa có', 'chưa đánh giá'],
  ['no figure', amount, null, 'notAssessed', null, 'chưa có', 'chưa có số liệu'],
  ['not applicable', countMeasure, null, 'notApplicable', null, '–', 'không áp dụng'],
])('%s', (_, measure, value, id, of, cell, words) => {
  const figure = { value, class: id, of };
  expect(cellWords(measure, figure)).toBe(cell);
  expect(valueWords(measure, figure)).toBe(words);
});

const statuses: readonly MeasureKind[] = [
  'criteriaMet',
  'criterion',
  'shareMeeting',
  'shareCriterion',
  'distance',
  'declaredComputed',
  'target',
];
test.each(MeasureKind.options)('a unit without a value of the kind %s is not judged or has no figure', (kind) => {
  const names = [...classNames({ ...countMeasure, kind })];
  expect(names).toEqual([
    ...countMeasure.classes.map(({ id, label }) => [id, label.vi]),
    ['reached', 'Chưa đánh giá, có kết quả của đơn vị cũ'],
    ['notAssessed', statuses.includes(kind) ? 'Chưa đánh giá' : 'Chưa có số liệu'],
    ['notApplicable', 'Không áp dụng'],
  ]);
});

test('only numbers of which more is further have a first and a last', () => {
  expect([countMeasure, shareMeasure, criterionMeasure, distance, change].map(hasRanks)).toEqual([
    true,
    true,
    false,
    false,
    false,
  ]);
});

test('a unit that is assessed in part says both, in the cell, in a sentence and in the file', () => {
  const figure = { value: null, class: 'notAssessed', of: null, partly: { met: 13, notAssessed: 1 } };
  expect(cellWords(countMeasure, figure)).toBe('13 đạt, 1 chưa đánh giá');
  expect(valueWords(countMeasure, figure)).toBe('13 đạt, 1 chưa đánh giá');
  expect(classOf(figure, classNames(countMeasure))).toBe('13 đạt, 1 chưa đánh giá');
  expect(classOf({ ...figure, partly: null }, classNames(countMeasure))).toBe('Chưa đánh giá');
});

test('of a unit that is not assessed but was made of others it is told what those had reached', () => {
  const figure = { value: null, class: 'reached', of: null, reached: { met: 3, of: 4 } };
  expect(cellWords(countMeasure, figure)).toBe('3 trong 4 đơn vị cũ đã đạt');
  expect(valueWords(countMeasure, figure)).toBe('3 trong 4 đơn vị cũ đã đạt');
  expect(classOf(figure, classNames(countMeasure))).toBe('3 trong 4 đơn vị cũ đã đạt');
});
