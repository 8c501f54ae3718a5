import fc from 'fast-check';
import { parse } from 'csv-parse/sync';
import { expect, test } from 'vitest';
import { csvRow, spreadsheetFile, spreadsheetRow } from '#rules/text/csv.ts';
import { unguardFormula } from '#rules/text/formula-guard.ts';

test('a file that spreadsheet programs read: byte order mark, quoted commas and quotes, codes kept', () => {
  expect(
    spreadsheetFile([
      ['Mã', 'Đơn vị'],
      ['00123', 'Xã "A", B'],
      ['1', null],
    ]),
  ).toBe('\uFEFFMã,Đơn vị\r\n00123,"Xã ""A"", B"\r\n1,\r\n');
});

test('for people a text that begins like a formula stays a text, for a program it is as it is; a number stays a number', () => {
  expect(spreadsheetRow(['=1+1', '-x', -3, true])).toBe("'=1+1,'-x,-3,true");
  expect(spreadsheetRow([' =1+1', '＝1', '\t=1', 'a-b'])).toBe("' =1+1,'＝1,'\t=1,a-b");
  expect(csvRow(['=1+1', '-x', -3, undefined])).toBe('=1+1,-x,-3,');
});

test('whatever is written is read as it was', () => {
  const cell = fc.oneof(fc.string(), fc.constantFrom('=1', "'=1", 'a"b', 'a,b', 'a\r\nb', ' @x'));
  fc.assert(
    fc.property(fc.array(cell, { minLength: 2, maxLength: 4 }), (cells) => {
      const [row = []] = parse(spreadsheetRow(cells)) as string[][];
      expect(row.map(unguardFormula)).toEqual(cells);
    }),
  );
});
