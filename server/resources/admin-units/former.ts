import { levelOfCode, type AdminUnit } from '#contract/admin-units.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { hasDistricts, lastDayOfDistricts } from '#rules/boundaries/tiers.ts';
import { formerDistrictsOf, type CommuneThen } from '#rules/succession/former-districts.ts';
import { piecesBetween, type Share } from '#rules/succession/pieces.ts';
import type { UnitRow } from './unit-row.ts';

const queries = loadQueries(new URL('./former.sql', import.meta.url), ['sharesBehind', 'communesThen']);

/** What is told of a unit beside what it is. */
type Told = Pick<AdminUnit, 'formerDistricts'>;
/** By the id of the unit; of one that there is nothing to tell of, nothing. */
export type FormerDistricts = ReadonlyMap<number, Told>;

/** The former districts of those units of a day (`at`) that are communes; of a day with districts there are none. */
export async function readFormerDistricts(
  db: Queryable,
  at: string,
  units: readonly Pick<UnitRow, 'id' | 'level' | 'parentCode' | 'parentName'>[],
): Promise<FormerDistricts> {
  if (hasDistricts(at)) return new Map();
  // A district that nobody has ended yet is still one.
  const communes = units.filter(
    ({ level, parentCode }) => level === 'commune' && (parentCode === null || levelOfCode(parentCode) !== 'district'),
  );
  if (communes.length === 0) return new Map();
  const ids = communes.map(({ id }) => id);
  const shares = await db.many<Share>(queries.sharesBehind, { ids, earlier: lastDayOfDistricts, later: at });
  const then = await db.many<CommuneThen>(queries.communesThen, {
    day: lastDayOfDistricts,
    ids: [...new Set([...ids, ...shares.map(({ before }) => before)])],
  });
  const known = new Map(then.map((commune) => [commune.id, commune]));
  const pieces = piecesBetween([...known.keys()], shares);
  return new Map(
    communes.flatMap(({ id, parentCode: code, parentName: name }): [number, Told][] => {
      const formerDistricts = formerDistrictsOf(pieces.get(id) ?? new Map<number, number>(), known, { code, name });
      return formerDistricts.length === 0 ? [] : [[id, { formerDistricts }]];
    }),
  );
}
