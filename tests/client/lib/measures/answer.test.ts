import { afterEach, describe, expect, test } from 'vitest';
import { answerDetail, answerSentence } from '#client/lib/measures/answer.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { countMeasure, criterionMeasure, shareMeasure, valuesOf } from '../../samples.ts';

afterEach(() => overwriteGetLocale(() => 'vi'));
overwriteGetLocale(() => 'vi');

const counts = valuesOf({ a: 19, b: 19, c: 12 }, { notAssessed: ['d'], notApplicable: ['w1', 'w2'] });
const scope = { name: 'Huyện Tuy An', codes: new Set(['a', 'c', 'w1']) };

describe('the answer in one sentence', () => {
  test('counts the communes that meet all criteria among those the set is for', () => {
    expect(answerSentence({ measure: countMeasure, answer: counts, scope: null })).toBe(
      '2 trong 4 xã đạt 19/19 tiêu chí.',
    );
  });

  test('speaks of the unit that was drilled into', () => {
    expect(answerSentence({ measure: countMeasure, answer: counts, scope })).toBe(
      '1 trong 2 xã của huyện Tuy An đạt 19/19 tiêu chí.',
    );
  });

  test('names the criterion', () => {
    const answer = valuesOf({ a: 1, b: 0, c: 1 }, { measure: criterionMeasure.id });
    expect(answerSentence({ measure: criterionMeasure, answer, scope: null })).toBe(
      '2 trong 3 xã đạt tiêu chí 17: Môi trường.',
    );
  });

  test('counts districts that reach the programme’s share', () => {
    const answer = valuesOf({ x: 100, y: 80, z: 79.9 }, { measure: shareMeasure.id, level: 'district' });
    expect(answerSentence({ measure: shareMeasure, answer, scope: null })).toBe(
      'Ở 2 trong 3 huyện, từ 80% số xã trở lên đạt đủ tiêu chí.',
    );
  });

  test('gives the share itself where there is one unit', () => {
    const answer = valuesOf({ p: 65 }, { measure: shareMeasure.id, level: 'province', denominators: { p: 83 } });
    expect(answerSentence({ measure: shareMeasure, answer, scope: null })).toBe('65% trong 83 xã đạt đủ tiêu chí.');
  });

  test('says from when there are figures where there are none', () => {
    const answer = valuesOf({}, { at: '2020-12-31', notAssessed: ['a', 'b'] });
    expect(answerSentence({ measure: countMeasure, answer, scope: null })).toBe(
      'Chưa có số liệu cho ngày 31/12/2020. Chọn ngày từ 30/06/2021.',
    );
  });

  test('speaks English', () => {
    overwriteGetLocale(() => 'en');
    expect(answerSentence({ measure: countMeasure, answer: counts, scope: null })).toBe(
      '2 of 4 communes meet all 19 criteria.',
    );
  });
});

test('the detail gives date, mean, and what is outside, in the numbers of the language', () => {
  expect(answerDetail({ measure: countMeasure, answer: counts, scope: null })).toBe(
    'Tính đến 31/10/2024. Bình quân 16,7 tiêu chí mỗi xã. 1 đơn vị chưa đánh giá. 2 đơn vị ngoài chương trình (phường, thị trấn).',
  );
});
