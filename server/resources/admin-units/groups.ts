import type { UnitProfile } from '#contract/admin-units.ts';
import { declaredSchemes } from '#catalog/schemes.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';

const queries = loadQueries(new URL('./groups.sql', import.meta.url), ['groupsOf']);

interface GroupRow {
  readonly scheme: string;
  readonly unitGroup: string;
  readonly validFrom: string;
  readonly validTo: string | null;
  readonly decision: string;
}

/** The groups that a unit is in on a day, with their names, in the order of the schemes. */
export async function readUnitGroups(
  db: Queryable,
  unitId: number,
  at: string,
): Promise<NonNullable<UnitProfile['groups']>> {
  const rows = await db.many<GroupRow>(queries.groupsOf, { unitId, at });
  return declaredSchemes.flatMap(({ id, title, groups }) => {
    const row = rows.find(({ scheme }) => scheme === id);
    const group = groups.find((each) => each.id === row?.unitGroup);
    if (row === undefined || group === undefined) return [];
    const { validFrom, validTo, decision } = row;
    return [{ scheme: id, title, group: group.id, name: group.name, validFrom, validTo, decision }];
  });
}
