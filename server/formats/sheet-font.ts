import type ExcelJS from 'exceljs';

/** What stands in a cell without a style: the font that exceljs makes a workbook's default. */
export const textFont = { name: 'Calibri', size: 11, family: 2 } as const satisfies Partial<ExcelJS.Font>;

/** Sizes of what is needed but not read, and of titles. */
export const softSize = 9;
export const titleSize = 14;

/** The font of a cell that differs in something. A font that is not named is replaced by whatever a program has, mostly with serifs. */
export function fontWith(differing: Partial<ExcelJS.Font>): Partial<ExcelJS.Font> {
  return { ...textFont, ...differing };
}
