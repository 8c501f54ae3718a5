import { textOfCell, type TableCell } from '#formats/cell.ts';
import { nothingToDo } from '#formats/driver.ts';
import { readDay as dayOf } from '#rules/text/day.ts';
import { readYesNo as yesNoOf } from '#rules/text/yes-no.ts';
import { shown } from '#rules/text/shown.ts';
import { asTyped } from './typed.ts';
import { faulty, reading, readingUndashed, type Reading, type Remark } from './reading.ts';

const mostText = 4_000;
/** Spreadsheets keep fifteen digits of a number: what stands behind them is zeros of their own. */
const mostDigits = 999_999_999_999_999;
/** What a spreadsheet made of a long code: only its first digits are left. */
const scientific = /^\d(?:[.,]\d+)?E\+\d{1,3}$/i;

/**
 * A text or code in composed Unicode, single spaces. A number gives all its digits, or what the cell shows where its format
 * adds letters or zeros (00007, TH012). Digits that a spreadsheet has lost are a fault.
 */
export function readText(cell: TableCell): Reading<string> {
  return reading(cell, ({ value, shown: format }) => {
    if (typeof value === 'number' && Number.isInteger(value) && Math.abs(value) > mostDigits) return longNumber(value);
    const text = (format ?? digitsOf(value) ?? textOfCell(cell)).normalize('NFC').replace(/\s+/g, ' ').trim();
    if (scientific.test(text)) return spoilt(text);
    if (/[\p{Cc}\p{Cs}]/u.test(text) || text.length > mostText)
      return faulty(
        'badText',
        { vi: 'Văn bản quá dài hoặc có ký tự điều khiển.', en: 'The text is too long or holds control characters.' },
        { vi: 'Sửa ô này.', en: 'Correct this cell.' },
      );
    if (text === '') return { value: null };
    return typeof value === 'object' ? { value: text, notes: [dateAsText(text)] } : asTyped(text);
  });
}

/** Spreadsheets take 1-2 and 3/4 for days. */
function dateAsText(day: string): Remark {
  return {
    code: 'dateAsText',
    reason: {
      vi: `Ô chứa một ngày (${day}) ở chỗ cần chữ hoặc mã.`,
      en: `The cell holds a day (${day}) where words or a code belong.`,
    },
    todo: {
      vi: 'Nếu bảng tính đã đổi mã thành ngày, định dạng cột là Văn bản (Text) rồi nhập lại mã.',
      en: 'If the spreadsheet turned a code into a day, format the column as text and enter the code again.',
    },
  };
}

/** A number without a power of ten, however large or small. */
function digitsOf(value: TableCell['value']): string | null {
  if (typeof value !== 'number' || !/e/.test(String(value))) return null;
  return value.toLocaleString('en-US', { useGrouping: false, maximumSignificantDigits: 21 });
}

function longNumber(value: number): Reading<never> {
  return faulty(
    'longNumber',
    {
      vi: `Mã ${digitsOf(value) ?? value} được lưu dạng số: bảng tính chỉ giữ 15 chữ số đầu, phần sau đã mất.`,
      en: `The code ${digitsOf(value) ?? value} is kept as a number: spreadsheets keep its first 15 digits and lose the rest.`,
    },
    asText,
  );
}

function spoilt(text: string): Reading<never> {
  return faulty(
    'spoiltCode',
    {
      vi: `"${shown(text)}" là một mã đã bị bảng tính đổi thành số dạng lũy thừa, mất chữ số.`,
      en: `"${shown(text)}" is a code that a spreadsheet has turned into a power of ten: its digits are lost.`,
    },
    asText,
  );
}

const asText = {
  vi: 'Định dạng cột là Văn bản (Text), nhập lại mã từ bảng gốc rồi lưu lại.',
  en: 'Format the column as text, enter the codes again from the original and save it.',
};

const asDay = { vi: 'Viết ngày dạng 31/10/2024 hoặc 2024-10-31.', en: 'Write it as 31/10/2024 or 2024-10-31.' };
const formatAsDay = {
  vi: 'Nếu bảng tính lưu ngày thành con số này, định dạng cột là Ngày (dd/mm/yyyy) rồi lưu lại.',
  en: 'If the spreadsheet keeps a day as this number, format the column as a date (dd/mm/yyyy) and save it again.',
};

/** A day: a date cell, 2024-10-31 or 31/10/2024 (day first, as Vietnam writes it). */
export function readDay(cell: TableCell): Reading<string> {
  return readingUndashed(cell, ({ value }) => {
    if (typeof value === 'object' && value !== null && 'date' in value) {
      const { date, time } = value;
      return time === undefined ? { value: date } : { value: date, notes: [timeLeftOut(`${date} ${time}`, date)] };
    }
    const text = textOfCell(cell);
    const found = typeof value === 'string' ? dayOf(value) : null;
    if (found === null)
      return faulty(
        'notADate',
        { vi: `"${shown(text)}" không phải là ngày.`, en: `"${shown(text)}" is no date.` },
        typeof value === 'number' && value >= 20_000 && value < 80_000 ? formatAsDay : asDay,
      );
    return found.timeLeftOut ? { value: found.day, notes: [timeLeftOut(text, found.day)] } : { value: found.day };
  });
}

function timeLeftOut(text: string, day: string): Remark {
  return {
    code: 'timeLeftOut',
    reason: {
      vi: `"${shown(text)}" được đọc là ngày ${day}, không kèm giờ.`,
      en: `"${shown(text)}" was read as the day ${day}, without the time.`,
    },
    todo: nothingToDo,
  };
}

/** Yes or no: words of either language, marks (x, ✓), 1 and 0, and what a spreadsheet has for true and false. */
export function readYesNo(cell: TableCell): Reading<boolean> {
  return readingUndashed(cell, ({ value }) => {
    const said = typeof value === 'boolean' ? value : yesNoOf(textOfCell(cell));
    if (said !== null) return { value: said };
    const text = shown(textOfCell(cell));
    return faulty(
      'notYesNo',
      { vi: `"${text}" không phải là Có hoặc Không.`, en: `"${text}" is neither yes (Có) nor no (Không).` },
      { vi: 'Viết Có hoặc Không (x, 1, 0).', en: 'Write Có or Không (yes, no, x, 1, 0).' },
    );
  });
}

/** Says of an official code that a spreadsheet took the zeros before it away. */
export function lostZeros(given: string, code: string): Remark {
  return {
    code: 'lostZeros',
    reason: {
      vi: `Mã "${shown(given)}" đã mất số 0 ở đầu; đã dùng "${code}".`,
      en: `The code "${shown(given)}" had lost its leading zeros; "${code}" was used.`,
    },
    todo: { vi: 'Lưu cột mã dạng văn bản để giữ số 0.', en: 'Keep the column of codes as text.' },
  };
}
