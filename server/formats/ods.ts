import { textValue, type TableCell } from './cell.ts';
import type { SheetLimits } from './limits.ts';
import { numberShown } from './number-shown.ts';
import { overSheet, type Merge, type TableSheet } from './tables.ts';
import { decodeXml, readXml, type XmlHandler } from './xml.ts';

type Attributes = Readonly<Record<string, string>>;

/** A sheet while it is read. */
interface OpenSheet {
  readonly name: string;
  readonly hidden: boolean;
  readonly cells: TableCell[][];
  readonly merges: Merge[];
  readonly hiddenRows: Set<number>;
  readonly hiddenColumns: Set<number>;
  /** Columns that have been declared, and rows that were read, those of nothing too. */
  columns: number;
  rows: number;
}

/**
 * What a style says of the numbers of its cells: some programs write but a number and how it is to be shown. Of a cell's own
 * style, else its column's.
 */
interface NumberStyle {
  readonly kind: 'day' | 'share' | 'number';
  /** Digits before the point, zeros among them. */
  digits: number;
}

/** A cell while it is read. */
interface OpenCell {
  readonly attributes: Attributes;
  readonly depth: number;
  readonly covered: boolean;
  /** Null until a paragraph begins: a formula that was computed to nothing has an empty one. */
  text: string | null;
}

const cellElements: ReadonlySet<string> = new Set(['table-cell', 'covered-table-cell']);
/** Inside a cell, and no part of what it shows. */
const unseenIn: ReadonlySet<string> = new Set(
  'annotation annotation-end note ruby-text frame custom-shape g rect line polyline polygon path circle ellipse regular-polygon connector caption measure control page-thumbnail scene'.split(
    ' ',
  ),
);
/** Elements of styles of numbers; hours alone are a `time-style`, and days are what they say. */
const numberKinds: Readonly<Record<string, NumberStyle['kind'] | undefined>> = {
  'date-style': 'day',
  'percentage-style': 'share',
  'number-style': 'number',
};
/** Columns that a style names one by one; a sheet has 16,384 of which most are of no interest. */
const mostColumns = 20_000;

/**
 * Sheets of an OpenDocument spreadsheet by its `content.xml` (OpenDocument 1.3, part 3, chapter 9), hidden ones too: values as they
 * stand in the attributes, for programs need not write what they show. Throws Unreadable.
 */
export function readOds(content: Uint8Array, limits: SheetLimits): TableSheet[] {
  const reader = new OdsReader(limits);
  readXml(decodeXml(content).text, 'ODS', reader);
  return reader.sheets;
}

class OdsReader implements XmlHandler {
  readonly sheets: TableSheet[] = [];
  /** Names of styles by which a sheet is not shown. */
  readonly #hiding = new Set<string>();
  #style = '';
  readonly #numberStyles = new Map<string, NumberStyle>();
  /** Name of the number style by name of the cell style. */
  readonly #cellStyles = new Map<string, string>();
  #numberStyle: NumberStyle | null = null;
  /** Names of the cell styles that columns have, by column of the open sheet. */
  #columnStyles: string[] = [];
  /** The day that is 0. */
  #nullDate = Date.UTC(1899, 11, 30);
  #sheet: OpenSheet | null = null;
  #row: { readonly attributes: Attributes; readonly cells: TableCell[]; columns: number } | null = null;
  #cell: OpenCell | null = null;
  /** How deep the element lies that is left out with all that it holds. */
  #skipped = Number.POSITIVE_INFINITY;
  #count = 0;

  constructor(private readonly limits: SheetLimits) {}

  open(path: readonly string[], attributes: Attributes): void {
    const name = path.at(-1) ?? '';
    if (path.length > this.#skipped) return;
    if (this.#cell !== null) this.#openInCell(name, path.length, attributes);
    else if (this.#sheet === null && path.includes('automatic-styles')) this.#openStyle(name, attributes);
    else if (name === 'table' && path.at(-2) === 'spreadsheet') this.#openSheet(attributes);
    else if (name === 'null-date') this.#nullDate = Date.parse(attributes['table:date-value'] ?? '1899-12-30');
    else if (this.#sheet === null) return;
    else if (name === 'shapes') this.#skipped = path.length;
    else if (name === 'table-column') this.#column(this.#sheet, attributes);
    else if (name === 'table-row') this.#row = { attributes, cells: [], columns: 0 };
    else if (this.#row !== null && cellElements.has(name))
      this.#cell = { attributes, depth: path.length, covered: name !== 'table-cell', text: null };
  }

  text(text: string): void {
    // Ends of lines of the markup are no ends of lines of the cell.
    if (this.#cell !== null && this.#cell.text !== null && this.#skipped === Number.POSITIVE_INFINITY)
      this.#cell.text += text.replace(/[\t\r\n ]+/g, ' ');
  }

  close(path: readonly string[]): void {
    if (path.length === this.#skipped) this.#skipped = Number.POSITIVE_INFINITY;
    else if (this.#skipped !== Number.POSITIVE_INFINITY) return;
    else if (this.#cell !== null) {
      if (path.length === this.#cell.depth) this.#closeCell(this.#cell);
    } else if (this.#row !== null && path.at(-1) === 'table-row') this.#closeRow();
    else if (this.#sheet !== null && path.at(-1) === 'table' && path.at(-2) === 'spreadsheet')
      this.#closeSheet(this.#sheet);
  }

  #openStyle(name: string, attributes: Attributes): void {
    const called = attributes['style:name'] ?? '';
    const kind = numberKinds[name];
    if (name === 'style') {
      this.#style = called;
      const inherited = this.#cellStyles.get(attributes['style:parent-style-name'] ?? '');
      this.#cellStyles.set(called, attributes['style:data-style-name'] ?? inherited ?? '');
    } else if (name === 'table-properties' && attributes['table:display'] === 'false') this.#hiding.add(this.#style);
    else if (name.endsWith('-style')) {
      this.#numberStyle = kind === undefined ? null : { kind, digits: 0 };
      if (this.#numberStyle !== null) this.#numberStyles.set(called, this.#numberStyle);
    } else if (name === 'number' && this.#numberStyle !== null)
      this.#numberStyle.digits = Number(attributes['number:min-integer-digits'] ?? 0);
  }

  #openSheet(attributes: Attributes): void {
    if (this.sheets.length >= this.limits.sheets)
      throw overSheet('sheets', this.sheets.length + 1, this.limits.sheets, 'workbook');
    this.#columnStyles = [];
    this.#sheet = {
      name: attributes['table:name'] ?? '',
      hidden: this.#hiding.has(attributes['table:style-name'] ?? ''),
      cells: [],
      merges: [],
      hiddenRows: new Set(),
      hiddenColumns: new Set(),
      columns: 0,
      rows: 0,
    };
  }

  #column(sheet: OpenSheet, attributes: Attributes): void {
    const count = repeated(attributes['table:number-columns-repeated']);
    const style = attributes['table:default-cell-style-name'] ?? '';
    for (let column = sheet.columns; column < Math.min(sheet.columns + count, mostColumns); column++) {
      if (isHidden(attributes)) sheet.hiddenColumns.add(column);
      if (style !== '') this.#columnStyles[column] = style;
    }
    sheet.columns += count;
  }

  #openInCell(name: string, depth: number, attributes: Attributes): void {
    const cell = this.#cell;
    if (cell === null) return;
    if (unseenIn.has(name) || (name !== 'p' && depth === cell.depth + 1)) this.#skipped = depth;
    else if (name === 'p' && depth === cell.depth + 1) cell.text = cell.text === null ? '' : `${cell.text}\n`;
    else if (cell.text === null) return;
    else if (name === 's') cell.text += ' '.repeat(Math.min(repeated(attributes['text:c']), 1_000));
    else if (name === 'tab') cell.text += '\t';
    else if (name === 'line-break') cell.text += '\n';
  }

  #closeCell({ attributes, covered, text }: OpenCell): void {
    const [row, sheet] = [this.#row, this.#sheet];
    this.#cell = null;
    if (row === null || sheet === null) return;
    const count = repeated(attributes['table:number-columns-repeated']);
    const columns = repeated(attributes['table:number-columns-spanned']);
    const rows = repeated(attributes['table:number-rows-spanned']);
    if (columns > 1 || rows > 1) sheet.merges.push({ row: sheet.rows, column: row.columns, rows, columns });
    // What another cell covers is seen by nobody.
    const called = attributes['table:style-name'] ?? this.#columnStyles[row.columns] ?? '';
    const style = this.#numberStyles.get(this.#cellStyles.get(called) ?? '') ?? null;
    const cell = covered ? null : cellOf(attributes, text, { style, nullDate: this.#nullDate });
    if (cell !== null) {
      if (row.columns + count > this.limits.columns)
        throw overSheet('columns', row.columns + count, this.limits.columns, sheet.name);
      while (row.cells.length < row.columns) row.cells.push({ value: null });
      for (let n = 0; n < count; n++) row.cells.push(cell);
    }
    row.columns += count;
  }

  #closeRow(): void {
    const [row, sheet] = [this.#row, this.#sheet];
    this.#row = null;
    if (row === null || sheet === null) return;
    const count = repeated(row.attributes['table:number-rows-repeated']);
    if (row.cells.length > 0) {
      const { rows, cells } = this.limits;
      if (sheet.rows + count > rows) throw overSheet('rows', sheet.rows + count, rows, sheet.name);
      this.#count += row.cells.length * count;
      if (this.#count > cells) throw overSheet('cells', this.#count, cells, sheet.name);
      while (sheet.cells.length < sheet.rows) sheet.cells.push([]);
      for (let n = 0; n < count; n++) {
        if (isHidden(row.attributes)) sheet.hiddenRows.add(sheet.cells.length);
        sheet.cells.push(row.cells);
      }
    }
    sheet.rows += count;
  }

  #closeSheet({ name, hidden, cells, merges, hiddenRows, hiddenColumns }: OpenSheet): void {
    this.#sheet = null;
    const unseen = { rows: hiddenRows, columns: hiddenColumns };
    this.sheets.push({ name, hidden, cells, merges, unseen, delimiter: null });
  }
}

function repeated(said: string | undefined): number {
  const count = Number(said ?? 1);
  return Number.isInteger(count) && count > 0 ? count : 1;
}

function isHidden(attributes: Attributes): boolean {
  return /^(?:collapse|filter)$/.test(attributes['table:visibility'] ?? '');
}

/** The cell that attributes and the text that is shown make; null where it is empty. */
function cellOf(attributes: Attributes, text: string | null, written: Written): TableCell | null {
  const shown = (text ?? '').trim();
  const type = attributes['office:value-type'];
  if (attributes['calcext:value-type'] === 'error') return { value: { error: shown === '' ? '#N/A' : shown } };
  if (type === undefined && text === null)
    return attributes['table:formula'] === undefined ? null : { value: { error: 'formula' } };
  switch (type) {
    case 'float':
    case 'currency':
      return numberBy(written, Number(attributes['office:value'] ?? Number.NaN), shown);
    case 'percentage':
      return { value: Number(attributes['office:value'] ?? Number.NaN), percent: true, ...(shown && { shown }) };
    case 'date':
      return dayOf(attributes['office:date-value'] ?? '', shown);
    case 'boolean':
      return { value: attributes['office:boolean-value'] === 'true' };
    case 'time':
      return { value: shown === '' ? (attributes['office:time-value'] ?? null) : shown };
    default: {
      const value = textValue(text ?? attributes['office:string-value'] ?? '');
      return value === null ? null : { value };
    }
  }
}

/** How the numbers of a cell are written. */
interface Written {
  readonly style: NumberStyle | null;
  /** The day that is 0. */
  readonly nullDate: number;
}

/** A number as its style has it, where what is shown does not show it. */
function numberBy({ style, nullDate }: Written, value: number, shown: string): TableCell {
  if (style?.kind === 'day') return dayOf(dayOfSerial(value, nullDate), shown);
  if (style?.kind === 'share' || isShareOf(shown, value))
    return { value, percent: true, ...(shown.endsWith('%') && { shown }) };
  const isBare = Number.isInteger(value) && value >= 0 && (shown === '' || shown === String(value));
  return numberShown(value, isBare ? String(value).padStart(style?.digits ?? 0, '0') : shown);
}

/** Whether what is shown is the number as a percentage, whatever type it is said to have. */
function isShareOf(shown: string, value: number): boolean {
  const [, digits] = /^([-\d.,]+)\s?%$/.exec(shown) ?? [];
  return digits !== undefined && value !== 0 && Math.abs(Number(digits.replace(',', '.')) / value - 100) < 1;
}

/** The day of a number, as `office:date-value` has it. */
function dayOfSerial(serial: number, nullDate: number): string {
  const day = new Date(nullDate + Math.round(serial * 86_400) * 1_000);
  return Number.isNaN(day.getTime()) ? '' : day.toISOString().slice(0, 19);
}

function dayOf(said: string, shown: string): TableCell {
  const [, date, time] = /^(\d{4}-\d\d-\d\d)(?:T([\d:.]+))?/.exec(said) ?? [];
  // Of a formula that finds nothing 0 is left, which is this day.
  if (date === undefined || date === '1899-12-30') return { value: { error: 'date' }, shown };
  return { value: time === undefined || /^[0:.]*$/.test(time) ? { date } : { date, time: time.slice(0, 5) } };
}
