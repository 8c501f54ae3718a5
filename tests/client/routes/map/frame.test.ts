import { expect, test } from 'vitest';
import { formatAddress, home } from '#client/routes/address.ts';
import { addressOf, frameOf, keyOf, type FrameParts, type Question } from '#client/routes/map/frame.ts';
import { countMeasure, unit, valuesOf } from '../../samples.ts';

const question: Question = {
  measure: countMeasure.id,
  level: 'commune',
  at: '2024-10-31',
  from: null,
  on: null,
  within: null,
  former: null,
  compare: null,
};
const units = new Map(['a', 'b', 'c'].map((code) => [code, unit(code, `Xã ${code}`)]));
const parts: FrameParts = {
  question,
  measure: countMeasure,
  listed: countMeasure,
  answer: valuesOf({ a: 19, b: 16, c: 3 }),
  boundaryDate: '2020-11-01',
  units,
  scope: null,
  shown: [],
  other: null,
};
const codes = (rows: readonly { code: string }[]) => rows.map(({ code }) => code).sort();

test('the key tells apart whatever decides what is drawn', () => {
  const others: readonly Partial<Question>[] = [
    {},
    { measure: 'm' },
    { level: 'district' },
    { at: '2021-06-30' },
    { from: '2021-06-30' },
    { compare: '2021-06-30' },
    { on: '2021-06-30' },
    { within: { level: 'district', code: '558' } },
    { former: '558' },
    { within: { level: 'province', code: '558' } },
  ];
  expect(new Set(others.map((change) => keyOf({ ...question, ...change }))).size).toBe(others.length);
  expect(keyOf(question)).toBe('criteria-met-xa-ntm commune 2024-10-31');
});

test('colours, counts and rows come from the one answer', () => {
  const frame = frameOf(parts);
  expect(frame).toMatchObject({ key: keyOf(question), at: question.at, level: 'commune', from: null, other: null });
  expect(Object.fromEntries(frame.classes)).toEqual({ a: '19', b: '15-18', c: '0-4' });
  expect(Object.fromEntries(frame.counts)).toMatchObject({ '19': 1, '15-18': 1, '0-4': 1 });
  expect(codes(frame.rows)).toEqual(['a', 'b', 'c']);
  expect(frame.tableRows).toEqual(frame.scopedRows);
});

test('counts and table keep to the unit that was drilled into, the map shows all', () => {
  const frame = frameOf({
    ...parts,
    scope: { level: 'district', code: '558', name: 'Huyện', codes: new Set(['a', 'b']) },
  });
  expect(frame.classes.size).toBe(3);
  expect(codes(frame.rows)).toEqual(['a', 'b', 'c']);
  expect(codes(frame.scopedRows)).toEqual(['a', 'b']);
  expect(frame.counts.get('0-4') ?? 0).toBe(0);
});

test('classes that the legend hides go from the table and from no count', () => {
  const frame = frameOf({ ...parts, shown: ['19'] });
  expect(codes(frame.tableRows)).toEqual(['a']);
  expect(frame.counts.get('15-18')).toBe(1);
});

test('the other day has classes and rows of its own; where it failed it has none, and says why', () => {
  const other = { at: '2021-06-30', boundaryDate: '2020-11-01', changes: null, problem: null };
  const both = frameOf({ ...parts, other: { ...other, answer: valuesOf({ a: 3 }, { at: '2021-06-30' }) } });
  expect(both.other?.classes.get('a')).toBe('0-4');
  expect(both.classes.get('a')).toBe('19');
  expect(both.other?.rows.find(({ code }) => code === 'a')?.value).toBe(3);
  const half = frameOf({ ...parts, other: { ...other, answer: null } });
  expect([half.other?.classes.size, half.other?.rows.length]).toEqual([0, 0]);
});

test('the address of a frame asks for what the frame answers', () => {
  const within = { level: 'district' as const, code: '558' };
  const whole = frameOf({ ...parts, question: { ...question, within, compare: '2021-06-30' } });
  expect(formatAddress({ ...home, ...addressOf(whole) })).toBe(
    '/districts/558?measure=criteria-met-xa-ntm&level=commune&at=2024-10-31&compare=2021-06-30',
  );
});
