import type { Text } from './common.ts';

/** A reporting period: a quarter, half year or year. Both days belong to it. */
export interface ReportPeriod {
  readonly from: string;
  readonly until: string;
  readonly title: Text;
}

const form = /^(?<year>\d{4})(?:-(?<part>Q[1-4]|H[12]))?$/;
const quarters = ['I', 'II', 'III', 'IV'];

/** `2024-Q3`, `2024-H1` or `2024` as days and words; null where it is none of these. */
export function readPeriod(text: string): ReportPeriod | null {
  const { year, part } = form.exec(text)?.groups ?? {};
  if (year === undefined) return null;
  if (part === undefined)
    return { from: `${year}-01-01`, until: `${year}-12-31`, title: { vi: `Năm ${year}`, en: `Year ${year}` } };
  const number = Number(part.slice(1));
  const months = part.startsWith('Q') ? 3 : 6;
  const last = number * months;
  const from = `${year}-${two(last - months + 1)}-01`;
  const until = new Date(Date.UTC(Number(year), last, 0)).toISOString().slice(0, 10);
  const title = part.startsWith('Q')
    ? { vi: `Quý ${quarters[number - 1] ?? ''} năm ${year}`, en: `Quarter ${number} of ${year}` }
    : { vi: `6 tháng ${number === 1 ? 'đầu' : 'cuối'} năm ${year}`, en: `Half ${number} of ${year}` };
  return { from, until, title };
}

/** The last quarter that has ended by a day, as `2024-Q3`: what is reported where nobody asks for another period. */
export function lastFinishedQuarter(day: string): string {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  // Of a day that ends a quarter the whole quarter is known.
  const ended = Math.floor((isLastOfMonth(day) ? month : month - 1) / 3);
  return ended === 0 ? `${year - 1}-Q4` : `${year}-Q${ended}`;
}

function isLastOfMonth(day: string): boolean {
  return new Date(Date.parse(`${day}T00:00:00Z`) + 86_400_000).getUTCDate() === 1;
}

function two(month: number): string {
  return String(month).padStart(2, '0');
}
