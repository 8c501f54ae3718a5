import { addDays } from './count-days.ts';
import { drawRandom } from './draw-random.ts';
import { advancedCount, advancedOrder, standardOrder } from './invent-assessments.ts';
import type { Assessment } from './invent-assessments.ts';
import { criteriaCount, referenceDate, reviews, type Career } from './invent-careers.ts';
import { inventDecisions, later, numbered, type Decision, type Recognition } from './invent-recognitions.ts';
import { invented } from './invented.ts';

/** Reviews after the day at which the demo stands; after the second one the communes are no more. */
export const lastReviews = ['2024-12-31', '2025-06-20'] as const;
/** The commune that ceased between the last review and these. */
export const ceasedBefore: readonly string[] = ['22048'];

/** Communes that have reached all criteria by each review, as numbers of ranks, of the standard and of the advanced set. */
const completeBy = [61, 66] as const;
const advancedBy = [18, 22] as const;
/** Ranks that had fallen back and meet all criteria again from a review on. */
const recovered: Readonly<Record<number, number>> = { 20: 0, 27: 1, 36: 1 };

function standardCount({ rank, standard }: Career, review: number): number {
  const before = standard.at(-1) ?? 0;
  const again = recovered[rank];
  if (again !== undefined) return review >= again ? criteriaCount : before;
  if (rank < (completeBy[review] ?? 0)) return criteriaCount;
  // Who is further behind does not gain at each review.
  const gained = drawRandom(`last reviews ${rank}`)() < 0.6 ? review + 1 : review;
  return Math.min(criteriaCount - 1, before + gained);
}

function assess(code: string, setId: string, order: readonly number[], review: number, count: number): Assessment[] {
  const validOn = lastReviews[review] ?? '';
  const met = new Set(order.slice(0, count));
  const recordedOn = addDays(validOn, 3 + Math.floor(drawRandom(`recorded ${code} ${validOn}`)() * 7));
  return order
    .toSorted((a, b) => a - b)
    .map((criterionNo) => {
      const status = met.has(criterionNo) ? 'met' : 'notMet';
      return { code, setId, criterionNo, status, validOn, recordedOn, note: invented };
    });
}

/** The last two reviews by the sets of 2021-2025, as the ones before; `recognitions` are all that were decided by then. */
export function inventLastReviews(careers: readonly Career[], recognitions: readonly Recognition[]): Assessment[] {
  const standing = careers
    .filter(({ unit }) => !ceasedBefore.includes(unit.code))
    .sort((a, b) => a.unit.code.localeCompare(b.unit.code));
  const standardSince = new Map(
    recognitions.filter(({ level }) => level === 'standard').map(({ code, validFrom }) => [code, validFrom]),
  );
  const standard = standing.flatMap((career) =>
    lastReviews.flatMap((_, review) =>
      assess(career.unit.code, 'xa-ntm', standardOrder(career.unit), review, standardCount(career, review)),
    ),
  );
  const advanced = standing.flatMap((career) =>
    lastReviews.flatMap((validOn, review) => {
      const { code } = career.unit;
      const since = standardSince.get(code);
      if (since === undefined || since > validOn) return [];
      const isComplete = career.advancedAt !== null || career.rank < (advancedBy[review] ?? 0);
      const before = advancedCount(career, reviews.length - 1);
      const count = isComplete ? criteriaCount : Math.min(criteriaCount - 1, before + review);
      return assess(code, 'xa-ntm-nang-cao', advancedOrder(code), review, count);
    }),
  );
  return [...standard, ...advanced];
}

/** Recognitions decided after the day at which the demo stands and before its communes cease. */
export function inventLastRecognitions(careers: readonly Career[], before: readonly Recognition[]): Recognition[] {
  const waiting = inventDecisions(careers).filter(({ decidedOn }) => decidedOn > referenceDate);
  const reached = careers.flatMap(({ unit: { code }, rank, completeAt }): Decision[] => {
    const review = completeBy.findIndex((limit) => rank < limit);
    if (completeAt !== null || review < 0) return [];
    const validOn = lastReviews[review] ?? '';
    // What the second review found is decided in the days that are left.
    const decidedOn =
      review === 0 ? later(validOn, 45, 110, `standard ${code}`) : later(validOn, 4, 8, `standard ${code}`);
    return [{ code, setId: 'xa-ntm', level: 'standard', decidedOn, note: invented }];
  });
  return numbered(
    [...waiting, ...reached].filter(({ code, decidedOn }) => decidedOn < '2025-07-01' && !ceasedBefore.includes(code)),
    before,
  );
}
