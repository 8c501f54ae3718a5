import { boundaries } from '#facts/boundaries.ts';
import type { Level, UnitKind } from '#contract/admin-units.ts';
import type { Queryable } from '#db/db.ts';

/** A unit of the database that bears the code of a unit of the file. */
export interface StoredUnit {
  readonly code: string;
  readonly level: Level;
  readonly kind: UnitKind;
  readonly name: string;
  readonly parentCode: string | null;
  readonly validFrom: string;
  readonly validTo: string | null;
  /** Of the boundary in force on the day asked for: whose it is, and its lineage. */
  readonly boundaryOrigin: 'demo' | 'import' | null;
  readonly boundaryLineage: string | null;
}

/** Units of the database that bear one of the codes, whenever they were in force; boundaries are those of `at`. */
export function readStoredUnits(db: Queryable, codes: readonly string[], at: string): Promise<StoredUnit[]> {
  return db.many<StoredUnit>(boundaries.storedUnits, { codes, at });
}
