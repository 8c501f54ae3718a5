import type ExcelJS from 'exceljs';

/** What a sheet needs of its paper. */
interface Printed {
  /** Widths of its columns, in digits of the default font. */
  readonly widths: readonly number[];
  /** First and last row of its headings, which stand on every page. */
  readonly head: readonly [first: number, last: number];
  /** Columns at its left that stand on every page, where it is wider than one. */
  readonly names?: number;
  /** Whether lines are printed between cells that have none of their own. */
  readonly ruled?: boolean;
  /** Whether it is a form that is handed in: on its side and one page across, however wide it is. */
  readonly form?: boolean;
  /** What stands at the foot of a page before its number: the name of the sheet, where nothing is said. */
  readonly foot?: string;
}

/** Office printers take A4. */
const a4 = 9;
const margins = { left: 0.5, right: 0.5, top: 0.6, bottom: 0.6, header: 0.3, footer: 0.3 };
/** Digits of the default font across A4 within these margins. */
const room = { portrait: 98, landscape: 146 };
/** Letters are not printed smaller than this part of their size. */
const smallest = 0.6;

/**
 * How a sheet is printed, in one place for every workbook that is handed out: A4, upright where it fits, as many pages across as
 * keep it legible, with its headings on each.
 */
export function onPaper({ widths, head, names = 0, ruled = false, form = false, foot = '&A' }: Printed) {
  const total = sumOf(widths);
  const orientation = !form && total <= room.portrait / 0.9 ? 'portrait' : 'landscape';
  const across = room[orientation] / smallest;
  const kept = sumOf(widths.slice(0, names));
  const pages = form || total <= across ? 1 : Math.ceil((total - kept) / Math.max(across - kept, across / 2));
  return {
    pageSetup: {
      paperSize: a4,
      orientation,
      fitToPage: true,
      fitToWidth: pages,
      // As many pages down as it takes.
      fitToHeight: 0,
      margins,
      showGridLines: ruled,
      printTitlesRow: `${head[0]}:${head[1]}`,
      ...(pages > 1 && names > 0 ? { printTitlesColumn: `A:${letterOf(names)}` } : {}),
    },
    headerFooter: { oddFooter: `${foot} · trang &P/&N` },
  } satisfies Partial<ExcelJS.AddWorksheetOptions>;
}

function letterOf(column: number): string {
  return String.fromCharCode('A'.charCodeAt(0) + column - 1);
}

function sumOf(widths: readonly number[]): number {
  return widths.reduce((sum, width) => sum + width, 0);
}
