import { expect, test } from 'vitest';
import { rowFaults } from '#formats/row-faults.ts';

test('rows that a quotation mark has swallowed are a fault of the row that they stand in', () => {
  const swallowed = ['T1', 'Trường A,TH,109.1\nT2,Trường B,TH,109.2\nT3,Trường C', 'TH', '109.3'];
  expect(rowFaults(swallowed, 4, ',').fault?.code).toBe('rowsInCell');
});

test.each([
  ['lines alone', 'Số 1\nthôn A\nxã B, huyện C', 'none'],
  ['an address of commas', 'Số 1, đường A\nthôn B, xã C, huyện D', 'noted'],
])('%s in a cell are text', (_, cell, how) => {
  const { fault, notes = [] } = rowFaults(['T1', cell, 'TH', '109.3'], 4, ',');
  expect([fault, notes.length > 0 ? 'noted' : 'none']).toEqual([null, how]);
});
