import { afterEach, expect, test } from 'vitest';
import {
  countedByWord,
  isOfWholeSet,
  placesOnBar,
  printedFigure,
  promisedFigure,
  promiseIds,
  rowOfPromise,
  targetPlace,
  targetsSentence,
  wantedFigure,
} from '#client/lib/programme/target-words.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { targetRow } from './rows.ts';

afterEach(() => overwriteGetLocale(() => 'vi'));
overwriteGetLocale(() => 'vi');

const percent = targetRow('T007', { target: { comparator: '=', value: 5, criterionNo: null, sameAs: 'T008' } }).target;
const promise = targetRow('T008', {
  target: { comparator: '=', value: 4, unit: 'count', criterionNo: null, sameAs: 'T007' },
  progress: {
    wanted: { value: 4, sense: 'atLeast', unit: 'count', of: 67, reason: { vi: '', en: '' } },
    reached: 3,
  },
  row: { alsoPrinted: percent },
});

test('a promise keeps both printed figures, under both ids', () => {
  expect(promisedFigure(promise)).toBe('5%; 4/67');
  expect(promiseIds(promise)).toBe('T007, T008');
  overwriteGetLocale(() => 'en');
  expect(promisedFigure(promise)).toBe('5%; 4 of 67');
  const alone = targetRow('T013');
  expect([promisedFigure(alone), promiseIds(alone)]).toEqual(['at least 90%', 'T013']);
});

test('about 30 % and about 20 of 67 stay "about"', () => {
  const about = { comparator: '~', criterionNo: null } as const;
  const row = targetRow('T006', {
    target: { ...about, value: 20, unit: 'count', sameAs: 'T005' },
    progress: { wanted: { value: 20, sense: 'atLeast', unit: 'count', of: 67, reason: { vi: '', en: '' } } },
    row: { alsoPrinted: targetRow('T005', { target: { ...about, value: 30 } }).target },
  });
  expect(promisedFigure(row)).toBe('khoảng 30%; khoảng 20/67');
});

test('either id finds the promise', () => {
  const rows = [targetRow('T001'), promise];
  expect(['T008', 'T007'].map((id) => rowOfPromise(rows, id)?.target.id)).toEqual(['T008', 'T008']);
  expect([rowOfPromise(rows, 'T099'), rowOfPromise(rows, null)]).toEqual([null, null]);
});

test('the bar stands on the stated denominator: 54 of 83 with the tick at 67 of 83', () => {
  const places = (reached: number | null, value: number, of: number | null) =>
    placesOnBar(
      targetRow('T004', {
        progress: { reached, wanted: { value, sense: 'atLeast', unit: 'count', of, reason: { vi: '', en: '' } } },
      }),
    );
  expect(places(54, 67, 83)).toEqual({ reached: 54 / 83, wanted: 67 / 83 });
  expect(places(3, 4, 67)).toEqual({ reached: 3 / 67, wanted: 4 / 67 });
  // Without a denominator the larger of the two is the whole.
  expect(places(11, 15, null)).toEqual({ reached: 11 / 15, wanted: 1 });
  expect(places(31, 30, null)).toEqual({ reached: 1, wanted: 30 / 31 });
  expect(places(null, 30, null)).toBeNull();
  expect(places(0, 0, null)).toEqual({ reached: 0, wanted: 0 });
});

test('a target says by whose word units count for it', () => {
  expect(countedByWord(promise)).toBe('đủ tiêu chí theo đánh giá');
  expect(countedByWord(targetRow('T013'))).toBe('đạt tiêu chí theo đánh giá');
  expect(countedByWord(targetRow('T011', { progress: { countedBy: 'figure' } }))).toBe('theo số được cung cấp');
  const district = targetRow('T001', { target: { criterionNo: null }, progress: { countedBy: 'criteriaOrDecision' } });
  expect(countedByWord(district)).toContain('hoàn thành nhiệm vụ');
  const floor = targetRow('T009', { target: { criterionNo: null, comparator: '<=' } });
  expect([promise, district, targetRow('T013'), floor].map(isOfWholeSet)).toEqual([true, true, false, false]);
});

test('a target of the country says what it wants in the words of its document', () => {
  const words = { vi: 'Bằng một nửa bình quân cả nước', en: 'Half the national mean' };
  const target = {
    scope: 'national',
    value: 0.5,
    unit: 'ratio',
    words,
    document: 'QĐ 417/QĐ-BNNMT',
    sourceLine: null,
  } as const;
  const row = targetRow('I2', { target });
  expect(wantedFigure(row)).toBe(words.vi);
  expect(printedFigure(row.target)).toBe(words.vi);
  expect(targetPlace(row)).toBe('I2, QĐ 417/QĐ-BNNMT');
  expect(targetPlace(targetRow('T017'))).toBe('T017, dòng 60');
});

test('of a programme that has ended nothing is behind pace', () => {
  const rows = [promise, targetRow('T017')];
  expect(targetsSentence(rows, false)).toContain('chậm tiến độ');
  const pace = { perYear: 1, neededPerYear: null, onPace: false, reason: { vi: 'hết', en: 'over' } };
  const over = ['T004', 'T017'].map((id) => targetRow(id, { progress: { pace } }));
  expect(targetsSentence(over, true)).toBe('0 trong 2 mục tiêu đã đạt; 2 không đạt; 0 chưa có số liệu.');
});
