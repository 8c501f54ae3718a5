import { m } from '#client/text/compiled/messages.js';
import { formatDate } from '#client/text/format.ts';
import type { Address } from '../address.ts';

/** What an address asks for and cannot be had, put right, with a sentence for each. */
export interface Amendment {
  readonly change: Partial<Address>;
  readonly said: readonly string[];
}

/** A day after the last one that there is anything to say of. */
export function amendDates({ at, from, compare, on }: Address, last: string): Amendment {
  const late = (date: string | null) => date !== null && date > last;
  return {
    change: {
      ...(late(at) ? { at: null } : {}),
      ...(late(from) ? { from: null } : {}),
      ...(late(compare) ? { compare: null } : {}),
      ...(late(on) ? { on: null } : {}),
    },
    said: [at, from, compare, on].flatMap((date) =>
      date !== null && date > last ? [m.amend_future({ date: formatDate(date), reference: formatDate(last) })] : [],
    ),
  };
}
