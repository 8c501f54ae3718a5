import { expect, test } from 'vitest';
import { collect } from '#formats/chunks.ts';
import { hiddenNotes, openSheet } from '#formats/sheet-source.ts';
import type { TableSheet } from '#formats/tables.ts';

const sheet = (rows: readonly number[], columns: readonly number[]): TableSheet => ({
  name: 'Trường',
  hidden: false,
  cells: [['Mã', 'Tên'], ['T1', 'A'], [], ['T2', null]].map((row) => row.map((value) => ({ value }))),
  merges: [],
  unseen: { rows: new Set(rows), columns: new Set(columns) },
  delimiter: null,
});
const head = { first: 0, rows: 1, names: ['Mã', 'Tên'] } as const;

test('hidden rows and columns that hold something are told; empty ones and the headings are not', () => {
  expect(hiddenNotes(sheet([0, 2, 9], [5]), head)).toEqual([]);
  expect(hiddenNotes(sheet([1, 2, 3], [1]), head)[0]?.reason.en).toContain('rows 2, 4; columns "Tên"');
});

test('of a workbook without a row of data nobody is asked for a sheet', async () => {
  const cells = [[{ value: 'Mã' }]];
  const tables = { format: 'xls', encoding: { used: 'utf-8', how: 'format' }, notes: [] } as const;
  const source = openSheet({ ...tables, sheets: [{ ...sheet([], []), cells }] }, null, new Set());
  expect(await collect(source.features)).toEqual([]);
});
