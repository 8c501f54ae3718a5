import { expect, test } from 'vitest';
import { rowsBelow } from '#formats/below-head.ts';
import type { TableSheet } from '#formats/tables.ts';

const head = { first: 0, rows: 1, names: ['Mã', 'Tên'], known: 2 } as const;
const sheet = (
  rows: readonly number[],
  columns: readonly number[],
  values: readonly (readonly (string | null)[])[] = [['Mã', 'Tên'], ['T1', 'A'], [], ['T2', null]],
): TableSheet => ({
  name: 'Trường',
  hidden: false,
  cells: values.map((row) => row.map((value) => ({ value }))),
  merges: [],
  unseen: { rows: new Set(rows), columns: new Set(columns) },
  delimiter: null,
});

test('hidden rows and columns that hold something are told; empty ones and the headings are not', () => {
  expect(rowsBelow(sheet([0, 2, 9], [5]), head).notes).toEqual([]);
  expect(rowsBelow(sheet([1, 2, 3], [1]), head).notes[0]?.reason.en).toContain('rows 2, 4; columns "Tên"');
});

test('empty rows and one that numbers the columns are none; cells beside the headings are told', () => {
  const three = { ...head, names: ['Mã', 'Tên', 'Cấp'] };
  const values = [
    ['Mã', 'Tên', 'Cấp'],
    ['(1)', '(2)', '(3)'],
    [null, null],
    ['T1', 'A', null, 'cô Lan'],
  ];
  const { rows, notes } = rowsBelow(sheet([], [], values), three);
  expect(rows.map(({ number }) => number)).toEqual([4]);
  expect(notes.map(({ code }) => code)).toEqual(['numberRow', 'cellsBeside']);
});
