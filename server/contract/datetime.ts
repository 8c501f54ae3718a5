import { z } from 'zod';
import { IsoDate } from './common.ts';

/** Days from `from` to `to`, both included; null is an open end. One day has both the same. */
export interface Days {
  readonly from: string | null;
  readonly to: string | null;
}

/** Whether these are one day, on which every feature has one version, and no interval. */
export function isOneDay({ from, to }: Days): boolean {
  return from !== null && from === to;
}

const moment = z.iso.datetime({ offset: true });
const refusal = 'must be a date (2024-10-31), a moment (2024-10-31T00:00:00Z) or an interval of them (../2024-10-31)';

/** The calendar day in Vietnam (UTC+7) of a date or an RFC 3339 moment; null where it is neither. */
export function dayOf(text: string): string | null {
  if (IsoDate.safeParse(text).success) return text;
  // RFC 3339 takes both letters in lower case too, which Date.parse does not.
  const upper = text.toUpperCase();
  if (!moment.safeParse(upper).success) return null;
  const inVietnam = new Date(Date.parse(upper) + 7 * 3_600_000);
  const year = inVietnam.getUTCFullYear();
  return year >= 1 && year <= 9999 ? inVietnam.toISOString().slice(0, 10) : null;
}

/** How QGIS writes an interval that has no begin. */
const beforeAll = '0000-01-01T00:00:00Z';

function daysOf(text: string): Days | null {
  const ends = text.split('/');
  if (ends.length > 2) return null;
  if (ends.length === 1) {
    const day = dayOf(text);
    return day === null ? null : { from: day, to: day };
  }
  if (ends[0]?.toUpperCase() === beforeAll) ends[0] = '..';
  const [from, to] = ends.map((end) => (end === '' || end === '..' ? { day: null } : { day: dayOf(end), given: true }));
  if (!from || !to || ('given' in from && from.day === null) || ('given' in to && to.day === null)) return null;
  if (from.day !== null && to.day !== null && from.day > to.day) return null;
  return { from: from.day, to: to.day };
}

const day = String.raw`\d{4}-\d{2}-\d{2}`;
const end = String.raw`(\.\.|${day}([Tt]\d{2}:\d{2}(:\d{2}(\.\d+)?)?([Zz]|[+-]\d{2}:\d{2}))?)?`;
const oneDay = [{ format: 'date' }, { format: 'date-time' }];
const days = [...oneDay, { pattern: `^${end}/${end}$` }];

/** OGC's `datetime`: a day, a moment, or an interval with open ends written `..` or left empty. */
export const DaysQuery: z.ZodType<Days, string> = z
  .string()
  .transform((text, context) => {
    const asked = text.length > 100 ? null : daysOf(text);
    if (asked !== null) return asked;
    context.addIssue({ code: 'custom', message: refusal });
    return z.NEVER;
  })
  .meta({ type: 'string', anyOf: days });

/** `datetime` where only one day makes sense. */
export const DayQuery: z.ZodType<string, string> = z
  .string()
  .transform((text, context) => {
    const asked = text.length > 100 ? null : dayOf(text);
    if (asked !== null) return asked;
    context.addIssue({ code: 'custom', message: 'must be a date such as 2024-10-31' });
    return z.NEVER;
  })
  .meta({ type: 'string', anyOf: oneDay });
