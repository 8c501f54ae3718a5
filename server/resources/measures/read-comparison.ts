import type { Queryable } from '#db/db.ts';
import { readCompared } from '#resources/criteria/compared.ts';
import { judgeComparison } from '#rules/measures/judge-comparison.ts';
import type { RuleOf } from '#rules/measures/rule.ts';
import { queries } from './queries.ts';
import { sortFound, type Values, type ValuesQuery } from './values-query.ts';

/** Where the officer's word and the figures of each unit part. */
export async function readComparison(
  db: Queryable,
  { set }: RuleOf<'declaredComputed'>,
  query: ValuesQuery,
): Promise<Values> {
  const [rows, compared] = await Promise.all([
    db.many<{ code: string; bounded: boolean }>(queries.units, { ...query }),
    readCompared(db, set, query),
  ]);
  const byCode = new Map(compared.map((unit) => [unit.code, unit]));
  return sortFound(rows, ({ code }) => {
    const unit = byCode.get(code);
    if (!unit) return 'notApplicable';
    return judgeComparison(unit.statuses, unit.computed) ?? 'notAssessed';
  });
}
