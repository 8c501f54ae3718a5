import { m } from './compiled/messages.js';
import { formatDate } from './format.ts';

interface About {
  /** What the figures are, as on screen. */
  readonly measure: string;
  /** The day that they hold for, YYYY-MM-DD. */
  readonly at: string;
  /** The rows left by filter and scope, in words; nothing where all rows are shown. */
  readonly filter: string | null;
  readonly source: string;
  readonly demo: boolean;
  /** Further words that the reader needs: denominators, exceptions. */
  readonly note?: string;
}

/** What every saved table says about itself; date and source stand in each row of a CSV too. */
export function aboutTable({ measure, at, filter, source, demo, note }: About) {
  const today = new Date().toISOString().slice(0, 10);
  return [
    { label: m.about_measure(), text: measure },
    // As text of the file it is an ISO date in the rows, so that programs read it.
    { label: m.csv_date(), text: at, inRows: true },
    { label: m.about_date(), text: formatDate(at) },
    { label: m.about_filter(), text: filter ?? m.about_whole() },
    { label: m.about_source(), text: source },
    { label: m.csv_note(), text: demo ? m.demo_banner() : source, inRows: true },
    ...(note === undefined ? [] : [{ label: m.about_note(), text: note }]),
    ...(typeof location === 'undefined' ? [] : [{ label: m.about_address(), text: location.href }]),
    { label: m.about_saved(), text: formatDate(today) },
  ];
}
