import type { Level, UnitKind } from '#contract/admin-units.ts';
import type { Queryable } from '#db/db.ts';
import { queries } from '../../queries.ts';

/** A version of a unit. */
export interface KnownUnit {
  readonly id: number;
  readonly code: string;
  readonly level: Level;
  readonly kind: UnitKind;
  readonly name: string;
  readonly validFrom: string;
  readonly validTo: string | null;
}

/** Every version of the units that bear some codes, by code. */
export async function readKnownUnits(
  db: Queryable,
  codes: Iterable<string>,
): Promise<ReadonlyMap<string, readonly KnownUnit[]>> {
  const rows = await db.many<KnownUnit>(queries.unitsOfCodes, { codes: [...new Set(codes)] });
  const byCode = new Map<string, KnownUnit[]>();
  for (const row of rows) byCode.set(row.code, [...(byCode.get(row.code) ?? []), row]);
  return byCode;
}
