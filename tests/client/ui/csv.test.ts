import { expect, test } from 'vitest';
import { toCsv } from '#client/ui/csv.ts';

test('a file that spreadsheet programs read: byte order mark, quoted commas and quotes, codes kept', () => {
  expect(
    toCsv([
      ['Mã', 'Đơn vị'],
      ['00123', 'Xã "A", B'],
      ['1', null],
    ]),
  ).toBe('\uFEFFMã,Đơn vị\r\n00123,"Xã ""A"", B"\r\n1,\r\n');
});

test('a text that begins like a formula stays a text; a number stays a number', () => {
  expect(toCsv([['=1+1', '-x', -3]])).toBe("\uFEFF'=1+1,'-x,-3\r\n");
  expect(toCsv([[' =1+1', '＝1', '\t=1', 'a-b']])).toBe("\uFEFF' =1+1,'＝1,'\t=1,a-b\r\n");
});
