import { columnsOf } from './dbf.ts';
import type { SourceFeature, SourceNote } from './driver.ts';

/** What a column of numbers or days has in its header, and how its text is read. */
type Reader = (text: string, field: string) => { readonly value: unknown; readonly note?: SourceNote };

/** A .dbf whose numbers and days are read as the text that stands in it. */
export interface TextDbf {
  readonly bytes: Uint8Array;
  /** Gives features, of which GDAL names the fields in order, their numbers and days back, and says what is none. */
  readonly restore: (fields: readonly string[]) => (feature: SourceFeature) => SourceFeature;
  /** What is to be said of whole columns; complete when all features have been given back. */
  readonly notes: () => readonly SourceNote[];
}

/** In a column's part of the header. */
const [typeAt, decimalsAt] = [11, 17];

/**
 * A copy of a .dbf that declares its numbers and days to be text. GDAL goes by the declared decimals: what stands behind
 * them is cut off, digits beyond 2^53 are lost, and a number that had no room (`*****`) is an empty value, all silently.
 */
export function dbfAsText(dbf: Uint8Array): TextDbf {
  const bytes = new Uint8Array(dbf);
  const readers = columnsOf(bytes).map(({ type, headerAt }) => {
    const reader = readerOf(type);
    if (reader === null) return null;
    bytes[headerAt + typeAt] = 'C'.charCodeAt(0);
    // Of text it is the high byte of the width, for those who write long texts.
    bytes[headerAt + decimalsAt] = 0;
    return reader;
  });
  /** Rows with nothing but asterisks, by column. */
  const starred = new Map<string, Starred>();
  const restore = (fields: readonly string[]) => {
    // Where GDAL counts otherwise than we do, which column is which is not known: all is left as text.
    if (fields.length !== readers.length) return (feature: SourceFeature) => feature;
    const read = fields.flatMap((field, index) => {
      const reader = readers[index];
      return reader ? [{ field, reader }] : [];
    });
    return (feature: SourceFeature): SourceFeature => {
      const values: Record<string, unknown> = { ...feature.fields };
      const notes: SourceNote[] = [];
      for (const { field, reader } of read) {
        const text = values[field];
        if (typeof text === 'string' && reader === readNumber && isStarred(text))
          countStarred(starred, field, feature.row);
        const { value, note } = typeof text === 'string' ? reader(text.trim(), field) : { value: null };
        values[field] = value;
        if (note) notes.push(note);
      }
      return notes.length > 0 ? { ...feature, fields: values, notes } : { ...feature, fields: values };
    };
  };
  return { bytes, restore, notes: () => [...starred].map(([field, found]) => emptyOrLost(field, found)) };
}

function readerOf(type: string): Reader | null {
  if (type === 'N' || type === 'F') return readNumber;
  if (type === 'L') return readLogical;
  return type === 'D' ? readDay : null;
}

/** The question mark is dBASE's word for what was never filled in. */
function readLogical(text: string): ReturnType<Reader> {
  return { value: text === '' || text === '?' ? null : text };
}

/** The number where it can be held; digits that it cannot hold, zeros in front and decimal commas stay text. */
function readNumber(text: string, property: string): ReturnType<Reader> {
  if (text === '' || isStarred(text)) return { value: null };
  if (/^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text)) {
    const whole = /^([+-]?\d+)(?:\.0*)?$/.exec(text)?.[1];
    if (whole !== undefined && (/^0\d/.test(whole) || !Number.isSafeInteger(Number(whole)))) return { value: whole };
    const value = Number(text);
    if (Number.isFinite(value)) return { value };
  }
  // Whoever wants a number of it knows the comma too.
  if (/^[+-]?\d[\d.,  ]*$/.test(text)) return { value: text };
  return { value: text, note: notANumber(property, text) };
}

/** A day as GDAL writes it; eight digits that are none are left out and told. */
function readDay(text: string, property: string): ReturnType<Reader> {
  if (/^0*$/.test(text)) return { value: null };
  const [, year = '', month = '', day = ''] = /^(\d{4})(\d\d)(\d\d)$/.exec(text) ?? [];
  if (year === '') return { value: text };
  const iso = `${year}-${month}-${day}`;
  const read = new Date(`${iso}T00:00:00Z`);
  const exists = !Number.isNaN(read.getTime()) && read.toISOString().startsWith(iso);
  return exists ? { value: `${year}/${month}/${day}` } : { value: null, note: noDay(property, text) };
}

function isStarred(text: string): boolean {
  return /^\s*\*+\s*$/.test(text);
}

/** Rows of a column that hold only asterisks. */
interface Starred {
  count: number;
  /** The first of them. */
  readonly rows: number[];
}

/** Rows that are named. */
const mostNamed = 5;

function countStarred(starred: Map<string, Starred>, field: string, row: number): void {
  const found = starred.get(field) ?? { count: 0, rows: [] };
  found.count++;
  if (found.rows.length < mostNamed) found.rows.push(row);
  starred.set(field, found);
}

/** Asterisks are how GDAL and QGIS write a number that is empty, and what other programs leave of one that had no room. */
function emptyOrLost(property: string, { count, rows }: Starred): SourceNote {
  const named = `${rows.join(', ')}${count > rows.length ? ', …' : ''}`;
  const where = count === 1 ? `In row ${named} the cell holds` : `In ${count} rows (${named}) the cell holds`;
  return {
    code: 'dbfOverflow',
    property,
    reason: {
      vi: `Ở ${count === 1 ? `dòng ${named}` : `${count} dòng (${named})`}, ô số chỉ có dấu *: ô trống (QGIS ghi ô trống như vậy), hoặc cột không đủ chỗ cho con số. Đã đọc là trống.`,
      en: `${where} only asterisks: it is empty (QGIS writes empty numbers so), or the number had no room in the column. It was read as empty.`,
    },
    todo: {
      vi: 'Nếu ở đó phải có số, xuất lại tệp với cột số rộng hơn.',
      en: 'If there should be a number, export the file again with a wider column.',
    },
  };
}

function notANumber(property: string, text: string): SourceNote {
  const cut = text.slice(0, 40);
  return {
    code: 'dbfNotANumber',
    property,
    reason: {
      vi: `Cột số có "${cut}", không phải là số; được đọc như chữ.`,
      en: `The column of numbers has "${cut}", which is none; it is read as text.`,
    },
    todo: { vi: 'Kiểm tra giá trị này trong tệp gốc.', en: 'Check this value in the original file.' },
  };
}

function noDay(property: string, text: string): SourceNote {
  return {
    code: 'dbfBadDate',
    property,
    reason: { vi: `Không có ngày "${text}"; để trống.`, en: `There is no day "${text}"; it is left empty.` },
    todo: { vi: 'Sửa ngày trong tệp gốc rồi gửi lại.', en: 'Correct the day in the original file and give it again.' },
  };
}
