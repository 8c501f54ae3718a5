import type { Level } from '#contract/admin-units.ts';
import type { Queryable } from '#db/db.ts';
import { hasDistricts } from '#rules/boundaries/tiers.ts';
import { succession } from '#facts/succession.ts';

/** A unit above others that has nothing below it any more. */
export interface EmptiedUnit {
  readonly id: number;
  readonly code: string;
  readonly name: string;
  readonly level: Level;
}

/**
 * Units above that have nothing below them on a day once those that leave (cease, or go to another unit above) are gone: districts and,
 * where they lose their last, provinces. Those of `kept` get units from the file; who bore a code of `made` before is another.
 */
export async function findEmptied(
  db: Queryable,
  {
    day,
    leaving,
    kept,
    made,
  }: {
    readonly day: string;
    readonly leaving: readonly number[];
    readonly kept: ReadonlySet<string>;
    readonly made: readonly string[];
  },
): Promise<EmptiedUnit[]> {
  const emptied: EmptiedUnit[] = [];
  const asked = { day, made, hasDistricts: hasDistricts(day) };
  for (let gone = [...leaving]; ;) {
    const found = await db.many<EmptiedUnit>(succession.emptiedAbove, { ...asked, leaving: gone });
    const fresh = found.filter(({ id, code }) => !kept.has(code) && !gone.includes(id));
    if (fresh.length === 0) return emptied;
    emptied.push(...fresh);
    gone = [...gone, ...fresh.map(({ id }) => id)];
  }
}
