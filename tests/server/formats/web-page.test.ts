import iconv from 'iconv-lite';
import { expect, test } from 'vitest';
import { sheetLimits, workbookUploadLimits } from '#formats/limits.ts';
import { readWebPage } from '#formats/web-page.ts';
import { readWorkbook } from '#formats/workbook.ts';
import { contentOf } from '#formats/workbook-kind.ts';

/** Tones stand behind their letters there. */
function inWindows1258(text: string): Buffer {
  const letters = [...text].map((letter) => {
    const [base = '', ...marks] = letter.normalize('NFD');
    const isTone = (mark: string) => '\u0300\u0301\u0303\u0309\u0323'.includes(mark);
    const shape = marks.filter((mark) => !isTone(mark)).join('');
    return `${base}${shape}`.normalize('NFC') + marks.filter(isTone).join('');
  });
  return iconv.encode(letters.join(''), 'windows-1258');
}

const page = (cells: string, charset = 'utf-8') =>
  `<html><head><meta charset="${charset}"></head><body><table><tr>${cells}</tr></table></body></html>`;

async function valuesOf(bytes: Buffer): Promise<unknown[]> {
  const read = readWebPage(bytes, null);
  if (read === null) throw new Error('no page');
  const [sheet] = await readWorkbook(read, { limits: workbookUploadLimits, sheetLimits });
  return sheet?.cells[0]?.map(({ value }) => value) ?? [];
}

test('the cells of a page are text as they stand, in no number or day of America', async () => {
  const cells = ['1.250,5', '109,301', '00123', '10/12/2024', '1.350', 'Hòa &amp; Xuân'];
  const bytes = Buffer.from(page(cells.map((cell) => `<td>${cell}</td>`).join('')));
  expect(await valuesOf(bytes)).toEqual(['1.250,5', '109,301', '00123', '10/12/2024', '1.350', 'Hòa & Xuân']);
});

test('a page is read in the encoding of its bytes', async () => {
  const text = page('<td>Trường Tiểu học Đồng Khởi</td>', 'windows-1258');
  const wide = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from(text, 'utf16le')]);
  for (const bytes of [inWindows1258(text), wide, Buffer.from(text)])
    expect(await valuesOf(bytes)).toEqual(['Trường Tiểu học Đồng Khởi']);
  expect(readWebPage(inWindows1258(text), null)?.encoding).toEqual({ used: 'windows-1258', how: 'guess' });
});

test('the XML of Excel 2003 is no page, and text in UTF-16 is none', () => {
  const xml = '<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"></Workbook>';
  expect(readWebPage(Buffer.from(xml), null)).toBeNull();
  const text = Buffer.concat([Buffer.from([0xff, 0xfe]), Buffer.from('Mã\tTên\r\n', 'utf16le')]);
  expect(contentOf('a.xls', text)).toBe('csv');
});

test('a zip that shows the markup of its tables is no page', () => {
  expect(readWebPage(Buffer.from('PK\u0003\u0004 content.xml <table:table>'), null)).toBeNull();
});
