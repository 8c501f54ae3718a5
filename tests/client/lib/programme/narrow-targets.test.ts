import { expect, test } from 'vitest';
import { groupTargets, narrowTargets, type TargetFilter } from '#client/lib/programme/narrow-targets.ts';
import { countTargetStates, spokenStates, targetStateOf } from '#client/lib/programme/target-state.ts';
import { targetRow } from './rows.ts';

const whole: TargetFilter = { standing: null, scope: null, agency: null, content: null, text: '' };
const pace = { perYear: 3, neededPerYear: 2, onPace: true, reason: { vi: 'kịp', en: 'on pace' } };
const rows = [
  targetRow('T001', { target: { content: 'I/2.1', scope: 'district' }, progress: { status: 'met', gap: 0 } }),
  targetRow('T002', { target: { content: 'III/2', name: 'Giao thông' }, progress: { pace } }),
  targetRow('T003', { target: { content: 'III/2', name: 'Điện' }, row: { leads: ['industry'] } }),
  targetRow('T004', { progress: { status: 'notAssessed', reached: null, gap: null, pace: null } }),
  targetRow('T005', { target: { content: 'I/2.1' }, progress: { pace: null } }),
  targetRow('T006', {
    target: { content: 'I/2.1' },
    progress: { pace: { ...pace, onPace: false, neededPerYear: null } },
  }),
];
const narrow = (filter: Partial<TargetFilter>) =>
  narrowTargets(rows, { ...whole, ...filter }, ({ target }) => `${target.id} ${target.name}`).map(
    ({ target }) => target.id,
  );

test('a target stands as reached, on pace, behind pace, missed or without data; an unknown pace is neither', () => {
  expect(rows.map(targetStateOf)).toEqual(['met', 'onPace', 'late', 'noData', 'paceUnknown', 'missed']);
  expect(countTargetStates(rows)).toEqual({ met: 1, onPace: 1, late: 1, missed: 1, paceUnknown: 1, noData: 1 });
});

test('of a programme that is over none is on its way, of another none is missed', () => {
  expect(spokenStates(true)).toEqual(['met', 'missed', 'noData']);
  expect(spokenStates(false)).toEqual(['met', 'onPace', 'late', 'paceUnknown', 'noData']);
});

test('filters by standing, where "not reached" is whatever the pace', () => {
  expect(narrow({})).toEqual(['T001', 'T002', 'T003', 'T004', 'T005', 'T006']);
  expect(narrow({ standing: 'notMet' })).toEqual(['T002', 'T003', 'T005', 'T006']);
  expect(narrow({ standing: 'late' })).toEqual(['T003']);
  expect(narrow({ standing: 'noData' })).toEqual(['T004']);
});

test('filters by level, agency and content together', () => {
  expect(narrow({ scope: 'district' })).toEqual(['T001']);
  expect(narrow({ agency: 'industry' })).toEqual(['T003']);
  expect(narrow({ content: 'III/2', agency: 'transport' })).toEqual(['T002', 'T004']);
  expect(narrow({ content: 'I/2.1', agency: 'industry' })).toEqual([]);
});

test.each([
  ['dien', ['T003']],
  ['ĐIỆN', ['T003']],
  ['giao t002', ['T002']],
  ['  ', ['T001', 'T002', 'T003', 'T004', 'T005', 'T006']],
  ['không có', []],
])('finds %j without diacritics, every word of it', (text, found) => {
  expect(narrow({ text })).toEqual(found);
});

test('the phrase as typed wins over its words scattered', () => {
  const names = ['Trường học của xã nông thôn mới', 'Môi trường', 'Chợ'];
  const named = names.map((name, index) => targetRow(`T10${index}`, { target: { name } }));
  const find = (text: string) =>
    narrowTargets(named, { ...whole, text }, ({ target }) => target.name).map(({ target }) => target.id);
  expect(find('moi truong')).toEqual(['T101']);
  expect(find('xã trường')).toEqual(['T100']);
});

test('groups by content in the order of the programme', () => {
  expect(groupTargets(rows).map(({ content, rows: own }) => [content, own.length])).toEqual([
    ['I/2.1', 3],
    ['III/2', 3],
  ]);
});
