import type { Paid } from '#contract/programme.ts';
import { declaredProgramme } from '#catalog/declared.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { sumPaid } from '#rules/programme/sum-paid.ts';

const queries = loadQueries(new URL('./paid.sql', import.meta.url), ['paidBySource']);

/** Money paid out of each source of the programme until a date, parts added up to their whole, and whether some is invented. */
export async function readPaid(db: Queryable, at: string): Promise<{ paid: Paid[]; demo: boolean }> {
  const [{ resources }, rows] = await Promise.all([
    declaredProgramme(),
    db.many<{ resourceId: string; amountMillionVnd: number; demo: boolean }>(queries.paidBySource, { at }),
  ]);
  const bySource = new Map(rows.map(({ resourceId, amountMillionVnd }) => [resourceId, amountMillionVnd]));
  return { paid: sumPaid(resources, bySource), demo: rows.some(({ demo }) => demo) };
}
