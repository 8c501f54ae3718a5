/** A column of a .dbf: its name as bytes (latin1), its type, where it stands in the header and in a row, and how wide it is. */
export interface DbfColumn {
  readonly name: string;
  readonly type: string;
  readonly headerAt: number;
  readonly at: number;
  readonly width: number;
}

const headerBytes = 32;
const columnBytes = 32;
const endOfColumns = 0x0d;
const nameBytes = 11;
/** In a column's part of the header. */
const [typeAt, widthAt] = [11, 16];
const [star, blank] = [0x2a, 0x20];

/** The columns that a .dbf declares, as far as it goes: it may be cut off anywhere. */
export function columnsOf(dbf: Uint8Array): DbfColumn[] {
  const columns: DbfColumn[] = [];
  const headerEnd = Math.min(dbf.length, wordAt(dbf, 8));
  // Before the cells of a row stands whether it is deleted.
  let at = 1;
  for (let header = headerBytes; header + columnBytes <= headerEnd; header += columnBytes) {
    if (dbf[header] === endOfColumns) break;
    const raw = Buffer.from(dbf.subarray(header, header + nameBytes)).toString('latin1');
    const width = dbf[header + widthAt] ?? 0;
    const type = String.fromCharCode(dbf[header + typeAt] ?? 0);
    columns.push({ name: raw.split('\0', 1)[0] ?? '', type, headerAt: header, at, width });
    at += width;
  }
  return columns;
}

/** Where the rows of a .dbf begin, one after another; the last may be cut off. */
export function rowsOf(dbf: Uint8Array): number[] {
  if (dbf.length < headerBytes) return [];
  const [rows, begin, width] = [wordAt(dbf, 4) + 65_536 * wordAt(dbf, 6), wordAt(dbf, 8), wordAt(dbf, 10)];
  const found: number[] = [];
  for (let row = 0, at = begin; width > 0 && row < rows && at < dbf.length; row++, at += width) found.push(at);
  return found;
}

/**
 * Writes blanks into empty cells of numbers, where GDAL puts asterisks. Both are empty for every reader, but asterisks are
 * also what a program leaves of a number that had no room.
 */
export function blankEmptyNumbers(dbf: Uint8Array): void {
  const numbers = columnsOf(dbf).filter(({ type }) => type === 'N' || type === 'F');
  for (const row of rowsOf(dbf)) {
    for (const { at, width } of numbers) {
      const cell = dbf.subarray(row + at, row + at + width);
      if (cell.every((byte) => byte === star)) cell.fill(blank);
    }
  }
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
}
