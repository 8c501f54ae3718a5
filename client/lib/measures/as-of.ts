import { m } from '#client/text/compiled/messages.js';
import { formatDate } from '#client/text/format.ts';

/**
 * The day that figures are shown at, and where they are older, the day that they are of: the one source of these words.
 * `dates` are those with figures, in order.
 */
export function asOfWords(at: string, dates: readonly string[]): string {
  const of = dates.findLast((date) => date <= at);
  const words = { date: formatDate(at) };
  return of === undefined || of === at ? m.as_of(words) : m.as_of_older({ ...words, of: formatDate(of) });
}
