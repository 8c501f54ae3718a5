import { afterEach, describe, expect, test } from 'vitest';
import type { Measure, MeasureValues } from '#contract/measures.ts';
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

  test('says how many communes are in each group, of those that are in one', () => {
    const group = (name: string, value: number) => ({
      ...{ id: name, label: { vi: name, en: name }, min: value, max: value, colour: '#66c2a5', pattern: null },
    });
    const measure = { ...countMeasure, kind: 'group' as const, classes: [group('Nhóm 1', 1), group('Nhóm 2', 2)] };
    const answer = valuesOf({ a: 1, b: 2, c: 2 }, { notAssessed: ['d'] });
    expect(answerSentence({ measure, answer, scope: null })).toBe('Trong 3 xã đã xếp nhóm, Nhóm 1: 1, Nhóm 2: 2.');
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
      'Ở 2 trong 3 đơn vị cấp huyện, từ 80% số xã trở lên đạt đủ tiêu chí.',
    );
  });

  test('the share that the programme asks for is what the measure says it is', () => {
    const answer = valuesOf({ x: 100, y: 80, z: 79.9 }, { measure: shareMeasure.id, level: 'district' });
    const measure = { ...shareMeasure, targetPercent: 75 };
    expect(answerSentence({ measure, answer, scope: null })).toBe(
      'Ở 3 trong 3 đơn vị cấp huyện, từ 75% số xã trở lên đạt đủ tiêu chí.',
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

describe('every kind of measure has its sentence', () => {
  const kind = (changes: Partial<Measure>): Measure => ({ ...countMeasure, ...changes });
  const [met, notMet] = criterionMeasure.classes;
  const step = (id: string, min: number, max: number) => ({
    ...{ id, min, max, label: { vi: id, en: id } },
    ...{ colour: '#225ea8', pattern: null },
  });
  const wanted = { targetId: 'T004', value: 67, sense: 'atLeast' as const, of: 4 };
  const threshold = kind({
    kind: 'indicator',
    title: { vi: 'Chỉ tiêu 10: Thu nhập', en: 'Indicator 10: Income' },
    unit: { vi: 'triệu đồng', en: 'million VND' },
    decimals: 1,
    classes: criterionMeasure.classes.map((entry) => ({ ...entry, max: entry === met ? null : 0.999999 })),
  });
  test.each<[string, Measure, Record<string, number>, Partial<MeasureValues>, string]>([
    [
      'criteria met, short of the target',
      kind({ wanted }),
      { a: 19, b: 19, c: 12, d: 3 },
      {},
      '2 trong 4 xã đạt 19/19 tiêu chí, còn 65 xã so với mục tiêu 67.',
    ],
    [
      'criteria met, target reached',
      kind({ wanted: { ...wanted, value: 2 } }),
      { a: 19, b: 19, c: 12, d: 3 },
      {},
      '2 trong 4 xã đạt 19/19 tiêu chí: đã đạt mục tiêu 2.',
    ],
    [
      'criteria met, a target of other units',
      kind({ wanted: { ...wanted, of: 83 } }),
      { a: 19, b: 1 },
      {},
      '1 trong 2 xã đạt 19/19 tiêu chí.',
    ],
    [
      'an indicator with a threshold',
      threshold,
      { a: 2, b: 0.5, c: 1 },
      {},
      '2 trong 3 xã đạt mức của chỉ tiêu 10: Thu nhập.',
    ],
    [
      'an indicator whose threshold rises: that of the year asked for',
      {
        ...threshold,
        classes: [
          { ...step('2', 2, 9), meetsIn: [2023, 2024] },
          { ...step('1', 1, 1.9), meetsIn: [2023] },
          step('0', 0, 0.9),
        ],
      },
      { a: 2, b: 0.5, c: 1 },
      { at: '2023-12-31' },
      '2 trong 3 xã đạt mức của chỉ tiêu 10: Thu nhập.',
    ],
    [
      'figures of some: only they are counted',
      kind({ kind: 'disbursed', title: { vi: 'Vốn', en: 'Money' }, unit: null, classes: [step('0', 0, 9)] }),
      { a: 1, b: 3 },
      { notAssessed: ['c', 'd'] },
      'Vốn: từ 1 đến 3, trung vị 1, ở 2 xã.',
    ],
    [
      'an indicator without one',
      { ...threshold, classes: [notMet ?? met].flatMap((entry) => entry ?? []) },
      { a: 2, b: 0.5, c: 1 },
      {},
      'Chỉ tiêu 10: Thu nhập: từ 0,5 triệu đồng đến 2 triệu đồng, trung vị 1 triệu đồng, ở 3 xã.',
    ],
    [
      'a share of communes',
      { ...shareMeasure, kind: 'shareCriterion', title: { vi: 'Tỷ lệ xã đạt tiêu chí 17', en: '' } },
      { x: 100, y: 50 },
      { level: 'district' },
      'Tỷ lệ xã đạt tiêu chí 17: từ 80% trở lên ở 1 trong 2 đơn vị cấp huyện.',
    ],
    [
      'a share in one unit',
      { ...shareMeasure, kind: 'shareCriterion', title: { vi: 'Tỷ lệ xã đạt tiêu chí 17', en: '' } },
      { p: 98.7 },
      { level: 'province', denominators: { p: 83 } },
      'Tỷ lệ xã đạt tiêu chí 17: 98,7% trong 83 xã.',
    ],
    ['recognition', kind({ kind: 'recognition' }), { a: 2, b: 0, c: 3 }, {}, '2 trong 3 xã đã được công nhận.'],
    [
      'recognition, one fallen',
      kind({ kind: 'recognition' }),
      { a: 1, b: 0, c: 3 },
      {},
      '2 trong 3 xã đã được công nhận; 1 xã nay không còn đủ tiêu chí.',
    ],
    [
      'distance',
      kind({ kind: 'distance' }),
      { a: -1, b: 0, c: 2, d: 3 },
      {},
      '1 xã đã đủ tiêu chí của mức tiếp theo mà chưa công nhận, 1 xã chỉ còn thiếu 1–2 tiêu chí.',
    ],
    [
      'declared against computed',
      kind({ kind: 'declaredComputed' }),
      { a: -1, b: 0, c: 2 },
      {},
      'Ở 1 trong 3 xã, công bố trái với số liệu ở ít nhất một tiêu chí.',
    ],
    [
      'a target',
      kind({ kind: 'target', wanted }),
      { a: 1, b: 0, c: 1 },
      {},
      '2 xã được tính cho mục tiêu T004, cần 67: còn thiếu 65.',
    ],
    [
      'a target reached',
      kind({ kind: 'target', wanted: { ...wanted, value: 2 } }),
      { a: 1, b: 0, c: 1 },
      {},
      '2 xã được tính cho mục tiêu T004, cần 2: đã đạt.',
    ],
    [
      'none may be left',
      kind({ kind: 'target', wanted: { ...wanted, targetId: 'T009', value: 0, sense: 'atMost' } }),
      { a: 1, b: 0 },
      {},
      '1 trong 2 xã còn dưới 15 tiêu chí; mục tiêu T009 là không còn xã nào.',
    ],
    [
      'a change',
      kind({ kind: 'change', classes: criterionMeasure.classes }),
      { a: 1, b: 0, c: 1 },
      { from: '2021-06-30' },
      'Từ 30/06/2021 đến 31/10/2024, trong 3 xã: 2 met, 1 notMet.',
    ],
  ])('%s', (_, measure, values, rest, wantedText) => {
    expect(answerSentence({ measure, answer: valuesOf(values, rest), scope: null })).toBe(wantedText);
  });
});

test('the detail gives date, mean, and what is outside, in the numbers of the language', () => {
  expect(answerDetail({ measure: countMeasure, answer: counts, scope: null })).toBe(
    'Tính đến 31/10/2024. Theo các đơn vị hành chính của ngày đó. Bình quân 16,7 tiêu chí mỗi xã. 1 đơn vị chưa đánh giá. 2 đơn vị ngoài chương trình (phường, thị trấn).',
  );
});

test('the detail counts units without a figure where a measure is an amount', () => {
  const answer = valuesOf({ a: 1, b: 3 }, { notAssessed: ['c'] });
  expect(answerDetail({ measure: { ...countMeasure, kind: 'disbursed' }, answer, scope: null })).toBe(
    'Tính đến 31/10/2024. Theo các đơn vị hành chính của ngày đó. 1 đơn vị chưa có số liệu.',
  );
});

test('units that are assessed in part are no units that nobody assessed', () => {
  const partly = { d: { met: 13, notAssessed: 1 } };
  const answer = valuesOf({ a: 19 }, { notAssessed: ['d', 'e'], partly });
  const detail = answerDetail({ measure: countMeasure, answer, scope: null });
  expect(detail).toContain('1 đơn vị chưa đánh giá.');
  expect(detail).toContain('1 đơn vị mới đánh giá một phần');
  const all = valuesOf({ a: 19 }, { notAssessed: ['d'], partly });
  expect(answerDetail({ measure: countMeasure, answer: all, scope: null })).not.toContain('đơn vị chưa đánh giá.');
});

test('a measure that nobody has a figure of says so of itself, at the level shown', () => {
  const measure = { ...countMeasure, levelDates: { commune: [], district: ['2024-10-31'] } };
  const answer = valuesOf({}, { notAssessed: ['a'] });
  expect(answerSentence({ measure, answer, scope: null })).toMatch(
    /^Chưa có số liệu của “Số tiêu chí đạt” vào ngày nào/,
  );
});

describe('after a change of units', () => {
  const nobody = { notApplicable: [], parts: [], notAssessed: [] };
  const reached = { c: { met: 3, of: 4, ...nobody }, d: { met: 0, of: 1, ...nobody } };

  test('where nobody is assessed yet it says of how many the predecessors are known, not that there are no figures', () => {
    const answer = valuesOf({}, { at: '2025-08-01', notAssessed: ['b', 'c', 'd'], reached });
    expect(answerSentence({ measure: countMeasure, answer, scope: null })).toBe(
      'Chưa xã nào được đánh giá theo chỉ số này từ khi thành lập; ở 2 đơn vị đã có kết quả của các đơn vị cũ.',
    );
  });

  test('where nothing could be carried over to the units of another day it does not say that they were never assessed', () => {
    const answer = valuesOf({}, { at: '2026-01-01', on: '2024-10-31', notAssessed: ['c'], reached: {} });
    const said = answerSentence({ measure: countMeasure, answer, scope: null });
    expect(said).toBe('Ngày 01/01/2026 chưa đơn vị nào trong số này có số liệu.');
  });

  test('inside a unit it counts those of the unit alone', () => {
    const answer = valuesOf({}, { at: '2025-08-01', notAssessed: ['c', 'd'], reached });
    const scope = { name: 'Tỉnh X', codes: new Set(['c']) };
    expect(answerSentence({ measure: countMeasure, answer, scope })).toContain('ở 1 đơn vị');
  });

  test('those whose predecessors are known are told apart, and so are the units that figures are worked out for', () => {
    const answer = valuesOf(
      { a: 19 },
      { notAssessed: ['b', 'c', 'd'], reached, on: '2025-07-01', sharedBy: { a: 'area' } },
    );
    const detail = answerDetail({ measure: countMeasure, answer, scope: null });
    expect(detail).toContain('1 đơn vị chưa đánh giá.');
    expect(detail).toContain('2 đơn vị chưa đánh giá, chỉ có kết quả của các đơn vị cũ (chấm).');
    expect(detail).toContain('Tính cho các đơn vị của ngày 01/07/2025.');
    expect(detail).toContain('1 giá trị ước tính từ phần của đơn vị bị chia (chấm).');
  });
});
