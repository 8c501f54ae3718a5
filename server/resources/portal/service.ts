import { readFileSync } from 'node:fs';
import type { Config } from '#server/config.ts';
import type { Bbox } from '#contract/common.ts';
import type { Level } from '#contract/admin-units.ts';
import type { Portal } from '#contract/portal.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';

const queries = loadQueries(new URL('./queries.sql', import.meta.url), [
  'unitCounts',
  'levelSpans',
  'extent',
  'boundaryDates',
]);

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

type Edge = 'west' | 'south' | 'east' | 'north';

/** What a portal holds on its reference date. */
export async function describePortal(
  db: Queryable,
  { at, lastDate, demo }: { readonly at: string; readonly lastDate: string; readonly demo: boolean },
): Promise<Omit<Portal, keyof Settings>> {
  const [counts, levels, extent, dates] = await Promise.all([
    db.many<{ level: Level; units: number }>(queries.unitCounts, { at }),
    db.many<{ level: Level; from: string; until: string | null; most: number }>(queries.levelSpans, { at }),
    db.one<Record<Edge | `mainland${Capitalize<Edge>}`, number | null>>(queries.extent, { at }),
    db.many<{ day: string }>(queries.boundaryDates),
  ]);
  const { west, south, east, north, mainlandWest, mainlandSouth, mainlandEast, mainlandNorth } = extent;
  // Without anything in the archipelagos they are one and the same.
  const mainland = mainlandEast === east ? null : boxOf(mainlandWest, mainlandSouth, mainlandEast, mainlandNorth);
  return {
    demo,
    referenceDate: at,
    lastDate,
    extent: boxOf(west, south, east, north),
    ...(mainland === null ? {} : { mainland }),
    counts: {
      province: 0,
      district: 0,
      commune: 0,
      ...Object.fromEntries(counts.map((row) => [row.level, row.units])),
    },
    levels: Object.fromEntries(levels.map(({ level, ...span }) => [level, span])),
    boundaryDates: dates.map((row) => row.day),
  };
}

function boxOf(west: number | null, south: number | null, east: number | null, north: number | null): Bbox | null {
  return west === null || south === null || east === null || north === null ? null : [west, south, east, north];
}
