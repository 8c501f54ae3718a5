const forms = [
  /^(?<y>\d{4})[-/.](?<m>\d{1,2})[-/.](?<d>\d{1,2})(?:[T ](?<time>\d{1,2}:\d{2}.*))?$/,
  /^(?<d>\d{1,2})[-/.](?<m>\d{1,2})[-/.](?<y>\d{4})(?:,? (?<time>\d{1,2}:\d{2}.*))?$/,
  /^ngày (?<d>\d{1,2}) tháng (?<m>\d{1,2}) năm (?<y>\d{4})$/i,
  /^(?<y>\d{4})(?<m>\d{2})(?<d>\d{2})$/,
];
/** The beginning of a day, in whatever zone, is the day. */
const midnight = /^0?0:00(:00(\.0+)?)?\s*(Z|[+-]\d\d:?(\d\d)?)?$/;

/** A day of the calendar, YYYY-MM-DD, and whether a time of the day beside it was left out. */
export interface ReadDay {
  readonly day: string;
  readonly timeLeftOut: boolean;
}

/** Reads a day: 2024-10-31, 31/10/2024 (day first, as Vietnam writes it), `ngày 31 tháng 10 năm 2024`; null where it is none. */
export function readDay(text: string): ReadDay | null {
  const given = text.normalize('NFC').replace(/\s+/g, ' ').trim();
  for (const form of forms) {
    const { y, m, d, time } = form.exec(given)?.groups ?? {};
    if (y === undefined || m === undefined || d === undefined) continue;
    const day = `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}`;
    const date = new Date(`${day}T00:00:00Z`);
    if (Number.isNaN(date.getTime()) || !date.toISOString().startsWith(day)) continue;
    return { day, timeLeftOut: time !== undefined && !midnight.test(time) };
  }
  return null;
}
