import { readFileSync } from 'node:fs';
import type { Config } from '#server/config.ts';
import type { Level } from '#contract/admin-units.ts';
import type { Portal } from '#contract/portal.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';

const queries = loadQueries(new URL('./queries.sql', import.meta.url), ['unitCounts', 'extent', 'boundaryDates']);

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

type Settings = Pick<Portal, 'title' | 'basemap' | 'acceptsImports' | 'version'>;

/** What a portal says of itself that no data moves. */
export function settingsOf({ basemapPmtiles, adminToken }: Pick<Config, 'basemapPmtiles' | 'adminToken'>): Settings {
  return {
    title: { vi: 'Bản đồ nông thôn mới', en: 'New-style rural development map' },
    basemap: basemapPmtiles === null ? null : '/basemap/tiles.pmtiles',
    acceptsImports: adminToken !== null,
    version,
  };
}

/** What a portal holds on its reference date. */
export async function describePortal(
  db: Queryable,
  { at, demo }: { readonly at: string; readonly demo: boolean },
): Promise<Omit<Portal, keyof Settings>> {
  const [counts, extent, dates] = await Promise.all([
    db.many<{ level: Level; units: number }>(queries.unitCounts, { at }),
    db.one<Record<'west' | 'south' | 'east' | 'north', number | null>>(queries.extent, { at }),
    db.many<{ day: string }>(queries.boundaryDates),
  ]);
  const { west, south, east, north } = extent;
  return {
    demo,
    referenceDate: at,
    extent: west === null || south === null || east === null || north === null ? null : [west, south, east, north],
    counts: {
      province: 0,
      district: 0,
      commune: 0,
      ...Object.fromEntries(counts.map((row) => [row.level, row.units])),
    },
    boundaryDates: dates.map((row) => row.day),
  };
}
