import { readFileSync } from 'node:fs';
import type { Config } from '#server/config.ts';
import type { Level } from '#contract/admin-units.ts';
import type { Portal } from '#contract/portal.ts';
import type { Queryable } from '#db/db.ts';
import { loadQueries } from '#facts/load-queries.ts';
import { readStand } from '#facts/stand.ts';

const queries = loadQueries(new URL('./queries.sql', import.meta.url), ['unitCounts', 'extent', 'boundaryDates']);

const { version } = JSON.parse(readFileSync(new URL('../../../package.json', import.meta.url), 'utf8')) as {
  version: string;
};

export async function describePortal(db: Queryable, config: Config): Promise<Portal> {
  const { demo, referenceDate } = await readStand(db, config);
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
