import type { Text } from '#contract/common.ts';

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

/** The last day before a period begins: what it is compared with. */
export function dayBefore(day: string): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) - 86_400_000).toISOString().slice(0, 10);
}

function two(month: number): string {
  return String(month).padStart(2, '0');
}
