import type { Programme } from '#contract/programme.ts';
import type { Paid } from '#contract/programme-resources.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { sumPaid } from '#rules/programme/sum-paid.ts';

const queries = loadQueries(new URL('./paid.sql', import.meta.url), ['paidBySource']);

interface PaidRow {
  readonly resourceId: string;
  readonly amountMillionVnd: number;
  readonly demo: boolean;
}

/**
 * Money paid out of each of the province's sources of a programme until a date, parts added up to their whole, and whether some
 * is invented. After the last day on which it may be paid out nothing is added: `finalOn` is that day.
 */
export async function readPaid(
  db: Queryable,
  { frame, resources }: Programme,
  at: string,
): Promise<{ at: string; period: string; finalOn: string | null; paid: Paid[]; demo: boolean }> {
  const last = frame.payable?.until ?? frame.until;
  const finalOn = at > last ? last : null;
  const own = resources.filter(({ scope }) => scope === 'province');
  const rows = (await db.many<PaidRow>(queries.paidBySource, { at: finalOn ?? at })).filter(({ resourceId }) =>
    own.some(({ id }) => id === resourceId),
  );
  const bySource = new Map(rows.map(({ resourceId, amountMillionVnd }) => [resourceId, amountMillionVnd]));
  return { at, period: frame.period, finalOn, paid: sumPaid(own, bySource), demo: rows.some(({ demo }) => demo) };
}
