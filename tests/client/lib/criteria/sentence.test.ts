import { expect, test } from 'vitest';
import { criteriaSentence } from '#client/lib/criteria/sentence.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { criterion } from '../../samples.ts';

overwriteGetLocale(() => 'vi');
const met = (count: number) => Array.from({ length: count }, (_, index) => criterion(index + 1, 'met'));

test.each([
  [[...met(19)], 'Đạt đủ 19/19 tiêu chí.'],
  [[...met(18), criterion(19, 'notMet')], 'Đạt 18/19 tiêu chí; chưa đạt: Tên 19 (19).'],
  [
    [...met(2), ...[3, 4, 5, 6].map((no) => criterion(no, 'notMet'))],
    'Đạt 2/6 tiêu chí; chưa đạt: Tên 3 (3), Tên 4 (4), Tên 5 (5) và 1 tiêu chí khác.',
  ],
  [[...met(3), criterion(4, 'notAssessed')], 'Đạt 3/4 tiêu chí; 1 tiêu chí chưa đánh giá.'],
  [[...met(3), criterion(4, 'notApplicable')], 'Đạt đủ 3/3 tiêu chí.'],
  [
    [...met(13), criterion(14, 'notMet'), criterion(15, 'notAssessed')],
    'Đạt 13/15 tiêu chí; chưa đạt: Tên 14 (14). 1 tiêu chí chưa đánh giá.',
  ],
  [[criterion(1, 'notAssessed')], 'Chưa đánh giá tiêu chí nào trong 1 tiêu chí.'],
])('case %#', (criteria, sentence) => {
  expect(criteriaSentence(criteria, true, 'commune')).toBe(sentence);
});

test('a ward is outside the programme, which is not a failure', () => {
  expect(criteriaSentence([], false, 'commune')).toContain('không áp dụng');
});

test('a town is judged by another annex; that wards are outside has nothing to do with it', () => {
  const sentence = criteriaSentence([], false, 'district');
  expect(sentence).toContain('hoàn thành nhiệm vụ');
  expect(sentence).not.toContain('phường');
});
