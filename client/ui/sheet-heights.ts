/** Heights of a phone's sheet, from the lowest. */
export const sheetHeights = ['handle', 'half', 'full'] as const;
export type SheetHeight = (typeof sheetHeights)[number];
