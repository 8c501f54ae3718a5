import { readFileSync } from 'node:fs';
import type { Config } from '#server/config.ts';
import type { Level } from '#contract/admin-units.ts';
import type { Portal } from '#contract/portal.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#db/queries.ts';

const queries = loadQueries(new URL('./queries.sql', import.meta.url), [
  'demoLoaded',
  'unitCounts',
  'extent',
  'boundaryDates',
  'revisions',
]);

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

/** What every answer depends on: the day that it is given for, and whether invented data is among it. */
export interface PortalState {
  readonly referenceDate: string;
  readonly demo: boolean;
}

/** The reference date is the setting's; else the demo's last day while it is loaded; else today in Vietnam. */
export async function readPortalState(db: Queryable, config: Pick<Config, 'referenceDate'>): Promise<PortalState> {
  const { loaded, referenceDate } = await db.one<{ loaded: boolean; referenceDate: string | null }>(queries.demoLoaded);
  return { demo: loaded, referenceDate: config.referenceDate ?? referenceDate ?? todayInVietnam(new Date()) };
}

/** The calendar date in Vietnam (UTC+7, no summer time). */
export function todayInVietnam(now: Date): string {
  return new Date(now.getTime() + 7 * 3_600_000).toISOString().slice(0, 10);
}

/** Revisions of the named resources as one text: what an ETag carries. */
export async function readRevision(db: Queryable, resources: readonly string[]): Promise<string> {
  const rows = await db.many<{ resource: string; revision: number }>(queries.revisions);
  const byName = new Map(rows.map((row) => [row.resource, row.revision]));
  return resources.map((name) => `${name}:${byName.get(name) ?? 0}`).join(',');
}

export async function describePortal(db: Queryable, config: Config): Promise<Portal> {
  const { demo, referenceDate } = await readPortalState(db, config);
  const [counts, extent, dates] = await Promise.all([
    db.many<{ level: Level; units: number }>(queries.unitCounts, { at: referenceDate }),
    db.one<Record<'west' | 'south' | 'east' | 'north', number | null>>(queries.extent, { at: referenceDate }),
    db.many<{ day: string }>(queries.boundaryDates),
  ]);
  const { west, south, east, north } = extent;
  return {
    title: { vi: 'Bản đồ nông thôn mới', en: 'New-style rural development map' },
    demo,
    referenceDate,
    extent: west === null || south === null || east === null || north === null ? null : [west, south, east, north],
    counts: {
      province: 0,
      district: 0,
      commune: 0,
      ...Object.fromEntries(counts.map((row) => [row.level, row.units])),
    },
    boundaryDates: dates.map((row) => row.day),
    basemap: config.basemapPmtiles === null ? null : '/basemap/tiles.pmtiles',
    acceptsImports: config.adminToken !== null,
    version,
  };
}
