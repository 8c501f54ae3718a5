import type { Level } from '#contract/admin-units.ts';
import type { Queryable } from '#db/db.ts';
import { succession } from '#facts/succession.ts';

/** A unit above others that has nothing below it any more. */
export interface EmptiedUnit {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly level: Level;
}

/**
 * Units above those that leave (cease, or go to another unit above) on a day which then have nothing below them: districts and,
 * where they lose their last, provinces. Those of `keptCodes` get units from the file.
 */
export async function findEmptied(
  db: Queryable,
  { day, leaving, keptCodes }: { day: string; leaving: readonly number[]; keptCodes: ReadonlySet<string> },
): Promise<EmptiedUnit[]> {
  const emptied: EmptiedUnit[] = [];
  for (let gone = [...leaving]; ;) {
    const found = await db.many<EmptiedUnit>(succession.emptiedAbove, { day, ended: gone });
    const fresh = found.filter(({ id, code }) => !keptCodes.has(code) && !gone.includes(id));
    if (fresh.length === 0) return emptied;
    emptied.push(...fresh);
    gone = [...gone, ...fresh.map(({ id }) => id)];
  }
}
