import type { TableCell } from './cell.ts';
import type { SourceNote } from './driver.ts';
import { fromFont, isProper, undoubled } from './legacy-text.ts';
import { findHead } from './head.ts';
import type { Tables, TableSheet } from './tables.ts';
import { TextReader } from './text-reader.ts';

/**
 * Tables with their texts as they were meant, headings too: what was typed with a font of old days (`wanted`) or encoded
 * twice is read so where a person asks for it, and what is mended or looks wrong is noted. Headings that are `known` as they stand
 * are proper.
 */
export function mendTables(tables: Omit<Tables, 'notes'>, wanted: string | null, known: ReadonlySet<string>): Tables {
  const font = wanted !== null && wanted !== 'utf-8' && tables.encoding.how === 'format' ? wanted : null;
  const proper = new Set(font === null ? [] : [...properColumns(tables.sheets), properHead]);
  const convert = (text: string, column: string) => {
    if (font !== null) return proper.has(column) ? text : fromFont(text, font);
    return wanted === 'utf-8' ? (undoubled(text) ?? text) : text;
  };
  const reader = new TextReader(convert, font);
  const sheets = tables.sheets.map((sheet) => {
    const head = findHead(sheet.cells, known, sheet.merges);
    const isHead = (row: number) => head.known > 0 && row >= head.first && row < head.first + head.rows;
    const keyAt = (row: number, column: number) => (isHead(row) ? properHead : keyOf(sheet, column));
    return {
      ...sheet,
      cells: sheet.cells.map((cells, row) => cells.map((cell, column) => mended(cell, keyAt(row, column), reader))),
    };
  });
  const notes: readonly SourceNote[] = reader.notes();
  const encoding = font === null || !reader.isFontUsed ? tables.encoding : ({ used: font, how: 'option' } as const);
  return { ...tables, sheets, encoding, notes };
}

/** Stands for the headings where no column's own name can. */
const properHead = '';

function mended(cell: TableCell, column: string, reader: TextReader): TableCell {
  if (typeof cell.value !== 'string') return cell;
  const text = reader.value(cell.value, column).trim();
  return text === cell.value ? cell : { ...cell, value: text === '' ? null : text };
}

/** Columns whose texts need no font, though a person names one: others may. */
function properColumns(sheets: readonly TableSheet[]): ReadonlySet<string> {
  const texts = new Map<string, string[]>();
  for (const sheet of sheets) {
    for (const row of sheet.cells) {
      for (const [column, { value }] of row.entries()) {
        if (typeof value !== 'string') continue;
        const known = texts.get(keyOf(sheet, column));
        if (known) known.push(value);
        else texts.set(keyOf(sheet, column), [value]);
      }
    }
  }
  return new Set([...texts].flatMap(([column, values]) => (isProper(values) ? [column] : [])));
}

function keyOf({ name }: TableSheet, column: number): string {
  return `${name} ${column}`;
}
