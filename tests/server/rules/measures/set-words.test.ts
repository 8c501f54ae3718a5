import { expect, test } from 'vitest';
import { readCriteriaSets } from '#catalog/criteria-sets.ts';
import { listWholeSetMeasures } from '#rules/measures/list-set-measures.ts';
import { measuredSets, setWords, startAfterOthers } from '#rules/measures/set-words.ts';

const sets = await readCriteriaSets();
const setOf = (id: string) => sets.find((set) => set.id === id) ?? expect.fail(`no set ${id}`);
const ids = (day: string, assessed: readonly string[], until = day) =>
  measuredSets(sets, { day, until }, (id) => assessed.includes(id))
    .filter(({ level }) => level === 'commune')
    .map(({ id }) => id)
    .filter((id) => id.startsWith('xa-ntm') && !/nang-cao|kieu-mau/.test(id));

test.each([
  ['before it begins a set has no measure', '2026-02-14', ['xa-ntm'], ['xa-ntm']],
  [
    'nobody assessed by the new one: the results of the old one come first',
    '2026-02-15',
    ['xa-ntm'],
    ['xa-ntm', 'xa-ntm-2026'],
  ],
  ['somebody assessed by the new one', '2026-06-30', ['xa-ntm', 'xa-ntm-2026'], ['xa-ntm-2026', 'xa-ntm']],
  ['nobody assessed by either', '2026-06-30', [], ['xa-ntm-2026', 'xa-ntm']],
])('%s', (_, day, assessed, wanted) => {
  expect(ids(day, assessed)).toEqual(wanted);
});

test("one that begins after the portal's day but before the last that can be looked at comes last, whoever was assessed", () => {
  expect(ids('2024-10-31', ['xa-ntm', 'xa-ntm-2026'], '2026-10-31')).toEqual(['xa-ntm', 'xa-ntm-2026']);
});

test('a set of which nothing is held has no measure on any day', () => {
  const measured = measuredSets(sets, { day: '2030-01-01', until: '2030-01-01' }, () => false).map(({ id }) => id);
  expect(measured).not.toContain('xa-ntm-hien-dai-2026');
  expect(measured).not.toContain('tinh-ntm-2026');
});

test('years stand behind a title where two sets have one level and tier', () => {
  const [old, later] = [setOf('xa-ntm'), setOf('xa-ntm-2026')];
  expect(setWords(old, [old])).toEqual({ vi: '', en: '' });
  expect(setWords(old, [later, old])).toEqual({ vi: ' (2021-2025)', en: ' (2021-2025)' });
  expect(setWords(later, [later, old])).toEqual({ vi: ' (từ 2026)', en: ' (from 2026)' });
  expect(setWords(setOf('xa-ntm-nang-cao'), sets)).toEqual({ vi: ' (nâng cao)', en: ' (advanced)' });
});

test('a measure of the later set begins with it', () => {
  const [old, later] = [setOf('xa-ntm'), setOf('xa-ntm-2026')];
  expect([startAfterOthers(old, [old, later]), startAfterOthers(later, [old, later])]).toEqual([null, '2026-02-15']);
  const [measure] = listWholeSetMeasures(later, [], null, [old, later]).map((rule) => rule.measure);
  expect(measure).toMatchObject({ from: '2026-02-15', title: { vi: 'Số tiêu chí đạt (từ 2026)' } });
  expect(measure?.classes.map(({ id }) => id)).toEqual(['10', '8-9', '5-7', '3-4', '0-2']);
});
