import type { Level, UnitKind } from '#contract/admin-units.ts';
import type { Queryable } from '#db/db.ts';
import { unitsMeant } from '#rules/boundaries/values.ts';
import { queries } from '../../queries.ts';

/** Digits of the codes of provinces, districts and communes. */
const lengths = [2, 3, 5];

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

/** Every version of the units that some codes mean, by the code as it is given: zeros in front may have been lost. */
export async function readKnownUnits(
  db: Queryable,
  codes: Iterable<string>,
): Promise<ReadonlyMap<string, readonly KnownUnit[]>> {
  const given = [...new Set(codes)];
  const spelt = new Set(
    given.flatMap((code) => (/^\d{1,4}$/.test(code) ? [code, ...lengths.map((n) => code.padStart(n, '0'))] : code)),
  );
  const rows = await db.many<KnownUnit>(queries.unitsOfCodes, { codes: [...spelt] });
  const byCode = new Map<string, KnownUnit[]>();
  for (const row of rows) byCode.set(row.code, [...(byCode.get(row.code) ?? []), row]);
  return new Map(
    given.map((code) => {
      const candidates = lengths.flatMap((n) => byCode.get(code.padStart(n, '0')) ?? []);
      return [code, byCode.get(code) ?? unitsMeant(code, candidates)];
    }),
  );
}
