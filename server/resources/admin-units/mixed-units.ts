import type { Level, UnitKind } from '#contract/admin-units.ts';
import type { Queryable } from '#db/db.ts';
import { mend } from '#facts/mend.ts';
import { listedFrom, readListedUnits, type ListedUnit } from '#intake/unit-lists.ts';
import { bareName } from '#rules/unit-names.ts';

/** A unit whose boundary changed on a day of which nobody has said whether it is the same unit since. */
export interface MixedUnit {
  readonly code: string;
  readonly level: Level;
  /** As the portal has them now, before the day and since. */
  readonly kind: UnitKind;
  readonly name: string;
  readonly parentCode: string | null;
  readonly parentName: string | null;
  /** First day of the later boundary. */
  readonly day: string;
  /** First day of the unit. */
  readonly since: string;
  /** Part of the earlier boundary's area that lies in the later one, 0 to 1; null where there is no earlier one. */
  readonly share: number | null;
  /** Area of the later boundary over that of the earlier one. */
  readonly areaRatio: number | null;
  /** What the list of 2020 says of the code; null where it does not have it. */
  readonly listed: (ListedUnit & { readonly name: string }) | null;
}

/** Units that may be two under one code, first by day and then from provinces down. */
export async function readMixedUnits(db: Queryable): Promise<MixedUnit[]> {
  const [rows, list] = await Promise.all([
    db.many<Omit<MixedUnit, 'listed'>>(mend.mixedUnits),
    readListedUnits(listedFrom),
  ]);
  return rows.map((row) => {
    const listed = list.get(row.code);
    const isNamed = listed?.level === row.level && listed.name !== null;
    return { ...row, listed: isNamed ? { ...listed, name: listed.name } : null };
  });
}

/** What a start says after an upgrade where units have to be told apart; null where there are none. */
export async function mixedUnitsNotice(db: Queryable): Promise<string | null> {
  const { units } = await db.one<{ units: number }>(mend.countMixed);
  if (units === 0) return null;
  return `${units} unit(s) got another boundary since July 2025, and nobody has said whether they are the same units or others that took their codes: "npm run mend-units" lists them and asks (docs/production.md).`;
}

/** Whether the two boundaries enclose nearly the same ground. */
export function isSameGround({ share, areaRatio }: MixedUnit): boolean {
  return share !== null && areaRatio !== null && share >= 0.95 && areaRatio >= 0.95 && areaRatio <= 1.05;
}

/** Names to offer for before and since the day; null where nothing is known but what may be the other's. */
export function offeredNames(unit: MixedUnit): { readonly before: string | null; readonly after: string | null } {
  const { listed, name, level, share } = unit;
  if (listed !== null) {
    const isListed = bareName(listed.name, level) === bareName(name, level);
    return { before: listed.name, after: isListed ? null : name };
  }
  // Without an earlier boundary the unit came with the later one, and its name with it.
  return share === null ? { before: null, after: name } : { before: name, after: null };
}
