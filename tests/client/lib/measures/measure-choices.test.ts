import { expect, test } from 'vitest';
import { datesAt } from '#client/lib/measures/dates.ts';
import { measureChoices } from '#client/lib/measures/measure-choices.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { countMeasure, criterionMeasure } from '../../samples.ts';

overwriteGetLocale(() => 'vi');
const empty = { ...criterionMeasure, id: 'empty', title: { vi: 'Không có gì', en: 'Nothing' }, dates: [] };
const groups = ['none', 'summary'].map((id) => ({ id, title: { vi: id, en: id } }));

test('measures without a figure say so and come after the others, as do groups of nothing else', () => {
  const measures = [{ ...empty, group: 'none', id: 'other' }, empty, countMeasure];
  expect(measureChoices(measures, groups, 'commune')).toEqual([
    {
      id: 'summary',
      label: 'summary',
      choices: [
        { id: countMeasure.id, label: 'Số tiêu chí đạt' },
        { id: 'empty', label: 'Không có gì (chưa có số liệu)' },
      ],
    },
    { id: 'none', label: 'none', choices: [{ id: 'other', label: 'Không có gì (chưa có số liệu)' }] },
  ]);
});

test('a measure may have figures of one level and none of another', () => {
  const measure = { ...countMeasure, levelDates: { commune: ['2024-10-31'], district: [] } };
  expect([datesAt(measure, 'commune'), datesAt(measure, 'district'), datesAt(measure, 'province')]).toEqual([
    ['2024-10-31'],
    [],
    measure.dates,
  ]);
  const [group] = measureChoices([measure], [{ id: 'summary', title: { vi: '', en: '' } }], 'district');
  expect(group?.choices[0]?.label).toBe('Số tiêu chí đạt (chưa có số liệu)');
});
