import { emptyCell, type TableCell } from './cell.ts';
import type { TableSheet } from './tables.ts';

/**
 * Rows of a sheet in which cells that were merged over several rows hold their value in each of them that holds anything else,
 * from row `begin` (from 0) on; what was merged over columns alone is a title. `filled` counts the cells.
 */
export function fillMerged(
  { cells, merges }: Pick<TableSheet, 'cells' | 'merges'>,
  begin: number,
): { readonly rows: readonly (readonly TableCell[])[]; readonly filled: number } {
  const vertical = merges.filter(({ row, rows }) => rows > 1 && row >= begin);
  if (vertical.length === 0) return { rows: cells, filled: 0 };
  const rows = cells.map((row) => [...row]);
  let filled = 0;
  for (const { row, column, rows: height } of vertical) {
    const value = cells[row]?.[column];
    if (value === undefined || value.value === null) continue;
    // A merge may reach to the end of the sheet: rows that hold nothing else are none.
    for (let index = row + 1; index < Math.min(row + height, rows.length); index++) {
      const own = rows[index];
      if (own === undefined || own.every((cell) => cell.value === null)) continue;
      while (own.length <= column) own.push(emptyCell);
      own[column] = value;
      filled++;
    }
  }
  return { rows, filled };
}
