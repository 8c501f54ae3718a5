import type { Queryable } from '#db/db.ts';
import { heldFigure } from '#rules/measures/change-scales.ts';
import type { RuleOf } from '#rules/measures/rule.ts';
import { queries } from './queries.ts';
import { sortFound, type Values, type ValuesQuery } from './values-query.ts';

interface PaidRow {
  readonly code: string;
  readonly bounded: boolean;
  readonly population: number | null;
  readonly areaKm2: number | null;
  readonly amountMillionVnd: number | null;
}

/** Money paid out to each unit, by its population or area; one without either, or to which nothing was recorded, has none. */
export async function readDisbursed(db: Queryable, { per }: RuleOf<'disbursed'>, query: ValuesQuery): Promise<Values> {
  const rows = await db.many<PaidRow>(queries.disbursed, { ...query });
  return sortFound(rows, ({ population, areaKm2, amountMillionVnd }) => {
    const divisor = per === 'head' ? population : areaKm2;
    if (amountMillionVnd === null || divisor === null || divisor <= 0) return 'notAssessed';
    return heldFigure(amountMillionVnd / divisor);
  });
}
