import { m } from '#client/text/compiled/messages.js';
import type { SavedTable } from '#client/ui/save-table.ts';
import { formerWords, type FormerPlace } from './former-districts.ts';
import type { UnitRow } from './rows.ts';

/** A line of a table that heads those of a former district. */
export interface GroupLine {
  readonly group: FormerPlace;
}

/** Whether a line heads others. */
export function isGroup(line: UnitRow | GroupLine): line is GroupLine {
  return 'group' in line;
}

/** Rows that are in order of former districts, each headed by its own; those of which none is known come last. */
export function groupRows(rows: readonly UnitRow[], groups: readonly FormerPlace[]): (UnitRow | GroupLine)[] {
  return [
    ...groups.flatMap((group) => [{ group }, ...rows.filter(({ code }) => group.codes.has(code))]),
    ...rows.filter(({ code }) => !groups.some(({ codes }) => codes.has(code))),
  ];
}

/** The columns of a file that say where communes lay; none where nobody knows of any. */
export function savedFormer(rows: readonly UnitRow[]): {
  readonly columns: SavedTable['columns'];
  readonly cells: (row: UnitRow) => SavedTable['rows'][number];
} {
  if (rows.every(({ formerDistricts }) => formerDistricts.length === 0)) return { columns: [], cells: () => [] };
  return {
    columns: [{ title: m.former_label() }, { title: m.former_others() }],
    cells: ({ formerDistricts: [main, ...others] }) => [main?.name ?? null, formerWords(others)],
  };
}
