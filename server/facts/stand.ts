import type { Revisions } from '#contract/revisions.ts';
import type { Config } from '#server/config.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from './load-queries.ts';

const queries = loadQueries(new URL('./stand.sql', import.meta.url), ['stand', 'revision']);

/** Resources of the facts themselves, beside the collections: their revisions move with what is recorded. */
export const factResources = ['admin-units', 'criteria', 'assessments', 'recognitions', 'programme'] as const;

/** What every answer depends on: the day that it is given for, and whether invented data is among it. */
export interface Stand {
  readonly referenceDate: string;
  /** The last day of which there is anything to say: the reference date, unless the invented province lives on. */
  readonly lastDate: string;
  readonly demo: boolean;
  /** Revisions of the resources asked for, as one text: what an ETag carries. */
  readonly revision: string;
  /** The same as headers tell them. */
  readonly revisions: Revisions;
}

interface StandRow {
  readonly demo: boolean;
  readonly demoDate: string | null;
  readonly demoLastDate: string | null;
  readonly revisions: Revisions;
}

/**
 * The stand of the portal, with the revisions of some resources. The reference date is the setting's; else the day at
 * which the demo stands while it is loaded; else today in Vietnam. Where nothing is set one may look on until the demo's last day.
 */
export async function readStand(
  db: Queryable,
  config: Pick<Config, 'referenceDate'>,
  resources: readonly string[] = [],
): Promise<Stand> {
  const { demo, demoDate, demoLastDate, revisions } = await db.one<StandRow>(queries.stand);
  const referenceDate = config.referenceDate ?? demoDate ?? todayInVietnam(new Date());
  return {
    demo,
    referenceDate,
    lastDate: (config.referenceDate === null ? demoLastDate : null) ?? referenceDate,
    revision: resources.map((name) => `${name}:${revisions[name] ?? 0}`).join(','),
    revisions: revisionsOf(revisions, resources),
  };
}

/** Of all revisions those of some resources, by names that a header can have: a colon is none of its letters. */
export function revisionsOf(all: Revisions, resources: readonly string[]): Revisions {
  return Object.fromEntries(resources.map((name) => [name.replace(':', '.'), all[name] ?? 0]));
}

/** The revision of one resource: what a write is computed against. */
export async function readRevision(db: Queryable, resource: string): Promise<number> {
  return (await db.one<{ revision: number }>(queries.revision, { resource })).revision;
}

/** The calendar date in Vietnam (UTC+7, no summer time). */
export function todayInVietnam(now: Date): string {
  return new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}
