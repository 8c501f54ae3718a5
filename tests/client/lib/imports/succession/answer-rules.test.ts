import { expect, test } from 'vitest';
import type { SuccessionQuestion } from '#contract/imports.ts';
import {
  answersOf,
  askedOnce,
  groupQuestions,
  isAlone,
  keyOf,
  largestOf,
  openOf,
  withFollowing,
  withIdentity,
  withLargest,
  withShare,
  type Answers,
} from '#client/lib/imports/succession/answer-rules.ts';

const ask = (oldCode: string, newCode: string, percentOfOld: number, names = [`Xã ${oldCode}`, `Xã ${newCode}`]) =>
  ({
    ...{ oldCode, newCode, oldName: names[0] ?? '', newName: names[1] ?? '' },
    ...{ percentOfOld, percentOfNew: 50 },
  }) satisfies SuccessionQuestion;
const whole = ask('1', '9', 100);
const large = ask('2', '9', 85);
const small = ask('2', '8', 15);
const named = ask('3', '7', 96, ['Xã Hòa Mỹ', 'PHƯỜNG HOÀ MỸ']);
const apart = ask('4', '4', 0);
const all = [whole, small, large, named, apart];
const none: Answers = answersOf([]);
const said = (answers: Answers) =>
  [...answers].map(([key, { answer }]) => `${key} ${answer.share ?? '?'} ${String(answer.continues)}`);

test('questions stand by old unit, the largest part first, each once', () => {
  expect(groupQuestions(askedOnce([...all, small])).map(({ questions }) => questions.map(keyOf))).toEqual([
    ['1 9'],
    ['2 9', '2 8'],
    ['3 7'],
    ['4 4'],
  ]);
});

test('what went over as a whole went nowhere else, and to a new unit; a unit of the same name is asked about', () => {
  const answers = withShare(all, withShare(all, none, large, 'full'), named, 'full');
  const whole = withFollowing(all, answers);
  expect(said(whole)).toEqual(['2 9 full false', '3 7 full null', '2 8 none null']);
  expect(openOf(all, whole).map(keyOf)).toEqual(['1 9', '3 7', '4 4']);
});

test('a part of a unit leaves another part, which went over as a whole before, a part too', () => {
  const answers = withShare(all, withShare(all, none, large, 'full'), small, 'partial');
  expect(said(answers)).toEqual(['2 9 partial false', '2 8 partial false']);
});

test('one part alone is told, for it would be taken for the whole', () => {
  const [, group] = groupQuestions(all);
  if (group === undefined) throw new Error('there is no second group');
  const alone = withShare(all, withShare(all, none, small, 'none'), large, 'partial');
  expect(isAlone(group, alone)).toBe(true);
  expect(isAlone(group, withShare(all, alone, small, 'partial'))).toBe(false);
  expect(isAlone(group, withShare(all, none, large, 'partial'))).toBe(false);
});

test('a unit goes on once, and one unit goes on as another', () => {
  let answers = withShare(all, withShare(all, none, large, 'partial'), small, 'partial');
  answers = withIdentity(withShare(all, answers, whole, 'full'), whole, true);
  answers = withIdentity(answers, small, true);
  expect(said(answers)).toEqual(['2 9 partial false', '2 8 partial true', '1 9 full true']);
  // 9 goes on as 2 since: neither 2 as 8 nor 1 as 9.
  expect(said(withIdentity(answers, large, true))).toEqual(['2 9 partial true', '2 8 partial false', '1 9 full false']);
  expect(said(withIdentity(answers, large, false))).toEqual(said(answers));
});

test('those that lie in one unit of another name almost whole are answered at once', () => {
  expect(largestOf(all, none).map(keyOf)).toEqual(['1 9', '2 9']);
  const answers = withLargest(all, withShare(all, none, whole, 'partial'));
  expect(said(withFollowing(all, answers))).toEqual(['1 9 partial false', '2 9 full false', '2 8 none null']);
  expect(largestOf(all, answers)).toEqual([]);
});

test('whoever passes by "all of it" on the way to the next answer loses nothing that was said before', () => {
  const part = withShare(all, none, large, 'partial');
  const passing = withShare(all, part, small, 'full');
  expect(openOf(all, withFollowing(all, passing))).not.toContain(large);
  const both = withShare(all, passing, small, 'partial');
  expect(said(withFollowing(all, both))).toEqual(['2 9 partial false', '2 8 partial false']);
  // All of it goes to one.
  expect(said(withShare(all, withShare(all, none, large, 'full'), small, 'full'))).toEqual(['2 8 full false']);
});
