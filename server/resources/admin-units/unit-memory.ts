import type { Queryable } from '#db/db.ts';
import { readUnitsOfDay, type UnitsOfDay } from './search.ts';

/** The units of one day, read once for as long as their revision stays: a search of them asks the database nothing. */
export class UnitMemory {
  private known: { readonly key: string; readonly units: Promise<UnitsOfDay> } | null = null;

  /** The units of a day at a revision; another day or revision takes the place of what was kept. */
  async unitsOf(db: Queryable, { at, revision }: { at: string; revision: string }): Promise<UnitsOfDay> {
    const key = `${at} ${revision}`;
    if (this.known?.key === key) return this.known.units;
    const known = { key, units: readUnitsOfDay(db, at) };
    this.known = known;
    known.units.catch(() => {
      if (this.known === known) this.known = null;
    });
    return known.units;
  }
}
