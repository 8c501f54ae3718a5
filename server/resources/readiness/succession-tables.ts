import { readFile } from 'node:fs/promises';
import type { SuccessionTable } from '#contract/readiness.ts';

/** A table of what a decision made of units, as people open it in a spreadsheet. */
export async function readSuccessionTable(id: SuccessionTable): Promise<string> {
  const file = new URL(`../../../data/admin-units/succession-${id}.csv`, import.meta.url);
  // Without the byte order mark a spreadsheet misreads Vietnamese.
  return `\uFEFF${await readFile(file, 'utf8')}`;
}
