import type { UnitKind } from '#contract/admin-units.ts';
import type { Queryable } from '#db/db.ts';
import { groupValue } from '#rules/measures/list-group-measures.ts';
import type { RuleOf } from '#rules/measures/rule.ts';
import { queries } from './queries.ts';
import { sortFound, type Values, type ValuesQuery } from './values-query.ts';

interface GroupRow {
  readonly code: string;
  readonly kind: UnitKind;
  readonly bounded: boolean;
  readonly unitGroup: string | null;
}

/** The group of a scheme that each unit is in; one that nobody has put into any has no value. */
export async function readGroups(db: Queryable, { scheme }: RuleOf<'group'>, query: ValuesQuery): Promise<Values> {
  const rows = await db.many<GroupRow>(queries.unitGroups, { ...query, scheme: scheme.id });
  return sortFound(rows, ({ kind, unitGroup }) => {
    if (!scheme.appliesTo.includes(kind)) return 'notApplicable';
    return (unitGroup === null ? null : groupValue(scheme, unitGroup)) ?? 'notAssessed';
  });
}
