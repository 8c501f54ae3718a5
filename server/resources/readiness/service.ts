import type { Level } from '#contract/admin-units.ts';
import { recordKinds } from '#contract/imports.ts';
import type { ImportSubject, LastImport, ReadinessStep } from '#contract/readiness.ts';
import type { Catalog } from '#catalog/collections.ts';
import { declaredSets } from '#catalog/declared.ts';
import { presenceStatement } from '#catalog/presence-sql.ts';
import { sourceValues } from '#catalog/sql.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { describeImportable } from '#intake/importable.ts';
import { planOf, stepMadeBy, type Plan } from './steps.ts';

const queries = loadQueries(new URL('./queries.sql', import.meta.url), ['boundaries', 'records', 'lastImports']);

/** What there is of something on a day. */
interface Presence {
  readonly count: number;
  readonly invented: number;
  readonly newest: string | null;
}
interface Rows {
  readonly boundaries: ReadonlyMap<string, Presence & { readonly wanted: number }>;
  readonly records: ReadonlyMap<string, Presence>;
}

const nothing: Presence = { count: 0, invented: 0, newest: null };

/**
 * What a portal lives on and how much of it is there on a day, as far as the catalog of who asks reaches. Of households it is
 * said whether counts of them were published, never how many there are.
 */
export async function readReadiness(db: Queryable, catalog: Catalog, at: string): Promise<ReadinessStep[]> {
  const [boundaries, records, wantedThresholds] = await Promise.all([
    db.many<Presence & { id: Level; wanted: number }>(queries.boundaries, { at }),
    db.many<Presence & { id: string }>(queries.records, { at }),
    leftToTheProvince(),
  ]);
  const rows = {
    boundaries: new Map(boundaries.map((row) => [row.id, row])),
    records: new Map(records.map((row) => [row.id, row])),
  };
  // Where no set leaves one to the province there is none to give.
  const plans = planOf(catalog).filter(({ id }) => id !== 'thresholds' || wantedThresholds > 0);
  return Promise.all(
    plans.map(async (plan) => stepOf(plan, await readPresence(db, plan, { ...rows, at }), rows, wantedThresholds)),
  );
}

async function readPresence(db: Queryable, plan: Plan, { boundaries, records, at }: Rows & { at: string }) {
  switch (plan.kind) {
    case 'boundaries':
      return boundaries.get(plan.level) ?? nothing;
    case 'records':
      return records.get(plan.records) ?? nothing;
    case 'features':
    case 'households':
      return db.one<Presence>(presenceStatement(plan.collection), { ...sourceValues(plan.collection), at });
  }
}

function stepOf(
  plan: Plan,
  { count, invented, newest }: Presence,
  { boundaries }: Rows,
  thresholds: number,
): ReadinessStep {
  const { id, stage, kind, title, essential } = plan;
  return {
    ...{ id, stage, kind, title, essential },
    has: count > 0,
    count: kind === 'households' ? null : count,
    wanted:
      kind === 'boundaries' ? (boundaries.get(plan.level)?.wanted ?? null) : id === 'thresholds' ? thresholds : null,
    newest,
    demo: invented === 0 ? 'none' : invented === count ? 'all' : 'some',
  };
}

/** How many indicators of all sets have a threshold that no decision gives. */
async function leftToTheProvince(): Promise<number> {
  const sets = await declaredSets();
  return sets
    .flatMap(({ criteria }) => criteria.flatMap(({ indicators }) => indicators))
    .filter(({ thresholdBy }) => thresholdBy !== 'decision').length;
}

/** Everything that can be imported, each with its last import that has ended and the step that it makes. */
export async function readLastImports(db: Queryable, catalog: Catalog): Promise<ImportSubject[]> {
  const rows = await db.many<LastImport & { collection: string }>(queries.lastImports);
  const lastOf = new Map(rows.map(({ collection, ...last }) => [collection, last]));
  const collections = describeImportable(catalog).map((one) => ({ id: one.id, step: stepMadeBy(catalog, one) }));
  const records = recordKinds.map((id) => ({ id, step: id }));
  return [...collections, ...records].map(({ id, step }) => ({ id, step, last: lastOf.get(id) ?? null }));
}
