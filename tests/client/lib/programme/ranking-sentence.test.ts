import { expect, test } from 'vitest';
import { rankingSentence } from '#client/lib/programme/ranking-sentence.ts';
import { overwriteGetLocale } from '#client/text/compiled/runtime.js';
import { rankedUnit } from './rows.ts';

overwriteGetLocale(() => 'vi');
const names = { set: 'Xã nông thôn mới', units: 'xã' };
const codes = (count: number) => Array.from({ length: count }, (_, index) => String(index));

test('who meets all criteria and who is recognised are two figures', () => {
  const ranking = { meeting: codes(54), closest: [], notAssessed: codes(2), recognised: codes(50) };
  expect(rankingSentence(ranking, names)).toBe(
    'Xã nông thôn mới: 54 trong 56 xã đủ tiêu chí theo đánh giá; 50 đã được công nhận theo quyết định; 2 chưa đánh giá.',
  );
});

test('where nobody was assessed nobody is counted, and unknown recognitions are not none', () => {
  const ranking = { meeting: [], closest: [], notAssessed: codes(83), recognised: null };
  expect(rankingSentence(ranking, names)).toBe(
    'Xã nông thôn mới: chưa có đánh giá nào của 83 xã; chưa có số liệu công nhận.',
  );
  expect(rankingSentence({ ...ranking, notAssessed: [] }, names)).toBe(
    'Xã nông thôn mới: chưa có xã nào vào ngày này.',
  );
});

test('units that are assessed in part are said to be', () => {
  const closest = [rankedUnit('a', { notAssessed: [5] }), rankedUnit('b')];
  expect(rankingSentence({ meeting: [], closest, notAssessed: [], recognised: [] }, names)).toMatch(
    /0 chưa đánh giá\. 1 xã mới đánh giá một phần\.$/,
  );
});
