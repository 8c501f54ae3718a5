import { drawRandom } from './draw-random.ts';
import { invented } from './invented.ts';
import type { NewCommune } from './invent-new-communes.ts';
import type { Unit } from './read-units.ts';

export interface Disbursement {
  readonly code: string;
  readonly year: number;
  readonly resourceId: string;
  readonly amountMillionVnd: number;
  readonly validOn: string;
  readonly recordedOn: string;
  readonly note: string;
}

/** About what the programme plans a commune and year, in million VND: each source's part of five years and 83 communes. */
const yearlyMillionVnd: Readonly<Record<string, number>> = {
  'central-budget': 818,
  'province-investment': 171,
  'district-commune-budget': 632,
  community: 1146,
};
/** Years and the day up to which each is counted; the last is under way. */
const years: readonly (readonly [year: number, validOn: string, recordedOn: string, part: number])[] = [
  [2021, '2021-12-31', '2022-01-20', 0.35],
  [2022, '2022-12-31', '2023-01-20', 0.9],
  [2023, '2023-12-31', '2024-01-20', 1.1],
  [2024, '2024-10-15', '2024-10-28', 0.7],
];

/** Invented payments to each commune (xã) by year and source; a commune that gets much in one year does so in others. */
export function inventDisbursements(units: readonly Unit[]): Disbursement[] {
  return units
    .filter(({ kind }) => kind === 'Xã')
    .flatMap(({ code }) => {
      const share = 0.4 + 1.2 * drawRandom(`paid|${code}`)();
      return years.flatMap(([year, validOn, recordedOn, part]) =>
        Object.entries(yearlyMillionVnd).map(([resourceId, amount]) => {
          const draw = 0.6 + 0.8 * drawRandom(`paid|${code}|${year}|${resourceId}`)();
          const amountMillionVnd = Math.round(amount * share * part * draw);
          return { code, year, resourceId, amountMillionVnd, validOn, recordedOn, note: invented };
        }),
      );
    });
}

/** Counts after the day at which the demo stands: of 2024 to its end, of 2025 until the communes cease, ... */
const lastCounts: readonly (typeof years)[number][] = [
  [2024, '2024-12-31', '2025-01-20', 1],
  [2025, '2025-06-20', '2025-06-27', 0.45],
];
/** ... and of what is left of the money of 2021-2025, which the new communes may spend on in 2026. */
const restCounts: readonly (typeof years)[number][] = [
  [2025, '2025-12-31', '2026-01-20', 0.3],
  [2025, '2026-06-30', '2026-07-20', 0.45],
];

/** Invented payments after the reference date: to the communes of before, then to those that they became. */
export function inventLastPayments(units: readonly Unit[], communes: readonly NewCommune[]): Disbursement[] {
  const old = units.filter(({ kind }) => kind === 'Xã').map(({ code }) => ({ code, times: 1, counts: lastCounts }));
  const made = communes.map(({ code, predecessors }) => ({ code, times: predecessors.length, counts: restCounts }));
  return [...old, ...made.toSorted((a, b) => a.code.localeCompare(b.code))].flatMap(({ code, times, counts }) => {
    // A code that is used again is another commune's.
    const label = counts === restCounts ? `paid since 2025|${code}` : `paid|${code}`;
    const share = 0.4 + 1.2 * drawRandom(label)();
    return counts.flatMap(([year, validOn, recordedOn, part]) =>
      Object.entries(yearlyMillionVnd).map(([resourceId, amount]) => {
        const draw = 0.6 + 0.8 * drawRandom(`${label}|${year}|${resourceId}`)();
        const amountMillionVnd = Math.round(amount * times * share * part * draw);
        return { code, year, resourceId, amountMillionVnd, validOn, recordedOn, note: invented };
      }),
    );
  });
}
