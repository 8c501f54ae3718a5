import { z } from 'zod';
import { Bbox, IsoDate, Mainland, Text } from './common.ts';
import { Level } from './admin-units.ts';
import { endpoint } from './endpoint.ts';

/** What a client must know before its first screen. */
export const Portal = z.object({
  title: Text,
  /** True where invented data is loaded: every screen then says "Dữ liệu minh hoạ". */
  demo: z.boolean(),
  /** Without `at` or `datetime` everything answers as of this date. */
  referenceDate: IsoDate,
  /** The last day that can be looked at: the reference date, or a later one where invented data goes on. */
  lastDate: IsoDate,
  /** Extent of all boundaries in force, or null while there is none. */
  extent: Bbox.nullable(),
  mainland: Mainland,
  /** Units in force at the reference date, by level. */
  counts: z.record(Level, z.number().int()),
  /** Days on which there are units of a level, the last one null where there are some for good; levels without any are left out. */
  levels: z.partialRecord(Level, z.object({ from: IsoDate, until: IsoDate.nullable(), most: z.number().int() })),
  /** Dates on which boundaries change, oldest first. */
  boundaryDates: z.array(IsoDate),
  /** Address of an optional PMTiles basemap on this host. */
  basemap: z.string().nullable(),
  /** Whether this portal takes uploads (an ADMIN_TOKEN is set). */
  acceptsImports: z.boolean(),
  version: z.string(),
});
export type Portal = z.infer<typeof Portal>;

/** First day of the boundaries in force on a day; the day itself where none are known. */
export function boundaryDateOn({ boundaryDates }: Pick<Portal, 'boundaryDates'>, day: IsoDate): IsoDate {
  return boundaryDates.findLast((date) => date <= day) ?? day;
}

/** Whether there are several units of a level on a day. */
export function hasLevel({ levels }: Pick<Portal, 'levels'>, level: Level, day: IsoDate): boolean {
  const span = levels[level];
  return span !== undefined && span.most > 1 && span.from <= day && (span.until === null || day <= span.until);
}

export const getPortal = endpoint({
  id: 'getPortal',
  method: 'get',
  audience: 'everyone',
  cost: 'light',
  path: '/api/portal',
  summary: 'What this portal holds: extent, dates, whether its data is invented',
  params: z.object({}),
  query: z.strictObject({}),
  reply: Portal,
});
