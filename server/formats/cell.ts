/** A cell as a workbook, CSV or table of attributes holds it; a date is the day, YYYY-MM-DD, with the time (HH:MM) where the cell has one too; null is empty. */
export interface TableCell {
  readonly value:
    string | number | boolean | { readonly date: string; readonly time?: string } | { readonly error: string } | null;
  /** A number that the workbook shows as a percentage: 0.85 shown as 85 %. */
  readonly percent?: true;
  /** What the cell shows, where its format adds letters or zeros to a number (00007, TH012, 85 %), or it shows a day that is none. */
  readonly shown?: string;
}

/** What a CSV or another program makes of a cell with an error; LibreOffice numbers its own. */
const errorWord = /^(?:#(N\/A|REF!|VALUE!|DIV\/0!|NAME\?|NUM!|NULL!|GETTING_DATA|SPILL!|CALC!)|Err:5\d\d)$/;

/** The value of a cell that holds a text: nothing, an error's word, or the text. */
export function textValue(given: string): TableCell['value'] {
  const text = given.trim();
  return text === '' ? null : errorWord.test(text) ? { error: text } : text;
}

export const emptyCell: TableCell = { value: null };

/** The cell as text; an error as its own word. */
export function textOfCell({ value, shown }: TableCell): string {
  if (shown !== undefined) return shown;
  if (value === null) return '';
  if (typeof value === 'object') return 'date' in value ? value.date : value.error;
  return String(value);
}
