import { CsvError } from 'csv-parse';
import { broken } from './tables.ts';
import { Unreadable } from './unreadable.ts';

/** What ends the reading of a CSV: a quotation mark that nothing closes, with the row that it stands in, or another fault. */
export function csvFault(error: Error, hasSeparatorLine: boolean): Unreadable {
  const isOpen =
    error instanceof CsvError && (error.code === 'CSV_QUOTE_NOT_CLOSED' || error.code === 'CSV_MAX_RECORD_SIZE');
  if (!isOpen) return broken(error.message);
  const records: unknown = error['records'];
  const row = typeof records === 'number' ? records + (hasSeparatorLine ? 0 : 1) : null;
  return new Unreadable(
    'broken',
    'quoteNotClosed',
    {
      vi: `${row === null ? 'Một ô' : `Một ô của dòng ${row}`} mở bằng dấu ngoặc kép (") mà không đóng: phần còn lại của tệp nằm trong ô đó.`,
      en: `A cell${row === null ? '' : ` of row ${row}`} begins with a quotation mark (") that is not closed: all that follows stands in that cell.`,
    },
    {
      vi: 'Đóng dấu ngoặc kép ở cuối ô đó, hoặc bỏ dấu mở.',
      en: 'Close it at the end of that cell, or take it out.',
    },
  );
}
