import { expect, test } from 'vitest';
import type { Heir, Transition } from '#contract/transition.ts';
import { documentStatusWord, issuedWords } from '#client/lib/programme/document-words.ts';
import { savedTransition } from '#client/lib/programme/saved-transition.ts';
import {
  heirWords,
  isItself,
  levelCounts,
  setWords,
  transitionSentence,
} from '#client/lib/programme/transition-words.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';

overwriteGetLocale(() => 'vi');

const from = {
  ...{ period: '2021-2025', from: '2021-01-01', until: '2025-12-31' },
  payable: { until: '2026-12-31', document: 'TT 60/2026/TT-BTC' },
};
const to = { period: '2026-2030', from: '2026-01-01', until: '2030-12-31', payable: null };

const heir = (rest: Partial<Heir> = {}): Heir => ({
  ...{ code: '22201', name: 'Xã Cuối', kind: 'commune', standing: 'assessed', met: 8, total: 10 },
  ...{ missing: [], notAssessed: [] },
  ...rest,
});

test.each([
  ['2025-12-31', 'Đến ngày này giai đoạn 2021-2025 chưa kết thúc; giai đoạn 2026-2030 bắt đầu từ 01/01/2026.'],
  [
    '2026-06-01',
    'Giai đoạn 2021-2025 đã kết thúc, vốn kéo dài còn được chi đến 31/12/2026; giai đoạn 2026-2030 bắt đầu từ 01/01/2026.',
  ],
  ['2027-01-01', 'Giai đoạn 2021-2025 đã kết thúc và hết hạn chi; giai đoạn 2026-2030 bắt đầu từ 01/01/2026.'],
])('on %s: %s', (at, sentence) => {
  expect(transitionSentence({ at, from, to })).toBe(sentence);
});

test.each([
  [heir({ met: 10 }), 'đạt đủ 10 tiêu chí'],
  [heir({ missing: [3, 8] }), 'đạt 8/10; chưa đạt tiêu chí 3, 8'],
  [heir({ notAssessed: [3, 8] }), 'đạt 8/10; 2 chưa đánh giá'],
  [heir({ missing: [3], notAssessed: [8] }), 'đạt 8/10; chưa đạt tiêu chí 3; 1 chưa đánh giá'],
  [heir({ standing: 'notAssessed', met: null, total: null }), 'chưa đánh giá theo bộ mới'],
  [heir({ standing: 'notApplicable', met: null, total: null }), 'phường: không áp dụng'],
])('how a unit of today stands by the new criteria: %#', (one, words) => {
  expect(heirWords(one)).toBe(words);
});

test('levels at which nobody is recognised are left out', () => {
  expect(levelCounts({ standard: 36, advanced: 12, model: 0, modern: 0 })).toBe(
    'nông thôn mới 36; nông thôn mới nâng cao 12',
  );
});

test('a set says how much of what its decision prints is held', () => {
  const set = { id: 'new', level: 'commune', tier: 'standard', validFrom: '2026-02-15' } as const;
  const words = { ...set, title: { vi: 'Bộ tiêu chí', en: '' }, decision: 'QĐ 51/2025', criteria: 10, indicators: 0 };
  expect(setWords({ ...words, officialIndicators: 47 })).toBe(
    'Bộ tiêu chí (QĐ 51/2025): 10 tiêu chí, 0 trong 47 chỉ tiêu',
  );
  expect(setWords({ ...words, officialIndicators: null })).toBe('Bộ tiêu chí (QĐ 51/2025): 10 tiêu chí, 0 chỉ tiêu');
});

test('a day of issue is as close as it is known', () => {
  expect(['2026-02-15', '2025-12', '2026'].map(issuedWords)).toEqual(['15/02/2026', '12/2025', '2026']);
  expect(documentStatusWord.notYet()).toBe('chưa ban hành');
});

const recognition = { setId: 'xa-ntm', level: 'standard', validFrom: '2022-05-01', decidedOn: '2022-05-01' } as const;
const commune = (code: string, now: Heir[]): Transition['communes'][number] => ({
  ...{ code, name: 'Xã Cũ', parentName: 'Huyện Cũ', now },
  recognitions: [{ ...recognition, decisionNo: 'QĐ 1' }],
});

test('a commune is still itself where code and name are', () => {
  expect(isItself(commune('22201', [heir({ name: 'Xã Cũ' })]))).toBe(true);
  expect(isItself(commune('22201', [heir()]))).toBe(false);
  expect(isItself(commune('22201', []))).toBe(false);
});

test('as a file there is a row for each unit of today, and one where it is not known', () => {
  const communes = [commune('1', [heir(), heir({ code: '22202' })]), commune('2', [])];
  const { name, rows } = savedTransition({ at: '2026-06-01', from, communes, demo: false }, 'Nguồn');
  expect(name).toBe('recognised-2021-2025_2026-06-01');
  expect(rows.map((row) => [row[0], row[6], row[7]])).toEqual([
    ['1', '22201', 'Xã Cuối'],
    ['1', '22202', 'Xã Cuối'],
    ['2', null, 'chưa rõ'],
  ]);
});
