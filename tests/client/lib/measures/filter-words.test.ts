import { expect, test } from 'vitest';
import { filterWords } from '#client/lib/measures/filter-words.ts';
import { countMeasure } from '../../samples.ts';

test('what rows were chosen by, in words; nothing where all are shown', () => {
  expect(filterWords(countMeasure, null, [])).toBeNull();
  expect(filterWords(countMeasure, 'Huyện Tuy An', [])).toBe('Huyện Tuy An');
  expect(filterWords(countMeasure, 'Huyện Tuy An', ['15-18', 'notAssessed'])).toBe(
    'Huyện Tuy An · lớp: 15-18, Chưa đánh giá',
  );
  expect(filterWords({ ...countMeasure, kind: 'disbursed' }, null, ['notAssessed'])).toBe('lớp: Chưa có số liệu');
});
