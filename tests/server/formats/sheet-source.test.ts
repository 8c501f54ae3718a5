import { expect, test } from 'vitest';
import { collect } from '#formats/chunks.ts';
import { openSheet } from '#formats/sheet-source.ts';

test('of a workbook without a row of data nobody is asked for a sheet', async () => {
  const cells = [[{ value: 'Mã' }]];
  const tables = { format: 'xls', encoding: { used: 'utf-8', how: 'format' }, notes: [] } as const;
  const source = openSheet(
    { ...tables, sheets: [{ name: 'Trường', hidden: false, cells, merges: [], delimiter: null }] },
    null,
    new Set(),
  );
  expect(await collect(source.features)).toEqual([]);
});
