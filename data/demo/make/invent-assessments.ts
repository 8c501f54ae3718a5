import { addDays } from './count-days.ts';
import { drawRandom } from './draw-random.ts';
import { criteriaCount, reviews } from './invent-careers.ts';
import type { Career } from './invent-careers.ts';
import type { Recognition } from './invent-recognitions.ts';
import type { Unit } from './read-units.ts';
import { invented } from './invented.ts';

export interface Assessment {
  readonly code: string;
  readonly setId: string;
  readonly criterionNo: number;
  readonly status: 'met' | 'notMet' | 'notAssessed';
  readonly validOn: string;
  readonly recordedOn: string;
  readonly note: string;
}

/** How late a criterion is usually reached, 0 to 1, for criteria 1 to 19 (invented; the order is common experience). */
const standardHardness = [
  0.05, 0.85, 0.45, 0.1, 0.8, 0.86, 0.42, 0.12, 0.58, 0.92, 0.84, 0.45, 0.78, 0.4, 0.46, 0.36, 0.95, 0.42, 0.1,
] as const;
const advancedHardness = [
  0.2, 0.8, 0.5, 0.15, 0.8, 0.75, 0.35, 0.45, 0.5, 0.9, 0.6, 0.5, 0.88, 0.7, 0.4, 0.35, 0.95, 0.92, 0.15,
] as const;
/** Poverty, income and housing weigh more in the highland districts. */
export const highlandDistricts: readonly string[] = ['558', '560', '561'];
const highlandBurden: Readonly<Record<number, number>> = { 9: 0.12, 10: 0.12, 11: 0.2 };

/** Criteria (1 to 19) in the order in which the commune reaches them. */
function orderOf(code: string, isHighland: boolean, setId: string, hardness: readonly number[]): number[] {
  return hardness
    .map((base, i) => {
      const criterionNo = i + 1;
      const burden = isHighland ? (highlandBurden[criterionNo] ?? 0) : 0;
      const random = drawRandom(`order ${setId} ${code} ${criterionNo}`);
      const noise = 0.44 * (random() - 0.5);
      // Now and then an easy criterion is the one that holds a commune back.
      const surprise = random() < 0.07 ? 0.75 * random() : 0;
      return { criterionNo, late: base + burden + noise + surprise };
    })
    .sort((a, b) => a.late - b.late)
    .map(({ criterionNo }) => criterionNo);
}

/** The 19 criteria of the standard set in the order in which a commune reaches them. */
export function standardOrder({ code, districtCode }: Pick<Unit, 'code' | 'districtCode'>): number[] {
  return orderOf(code, highlandDistricts.includes(districtCode), 'xa-ntm', standardHardness);
}

/** The same of the advanced set. */
export function advancedOrder(code: string): number[] {
  return orderOf(code, false, 'xa-ntm-nang-cao', advancedHardness);
}

/** Criteria of the advanced set met at a review; 19 from the review that the career says, fewer before. */
export function advancedCount({ unit, rank, advancedAt }: Career, review: number): number {
  if (advancedAt !== null && review >= advancedAt) return criteriaCount;
  const start = 11 - rank / 12 + 3 * (drawRandom(`advanced start ${unit.code}`)() - 0.5);
  const end = advancedAt === null ? Math.max(11, 17.4 - rank / 8) : 18.4;
  const gone = advancedAt === null ? review / 5 : (review + 1) / (advancedAt + 1);
  return Math.min(criteriaCount - 1, Math.round(start + (end - start) * gone));
}

/** Whether figures were still missing: seldom, and only at the two first reviews. */
function isMissing(code: string, criterionNo: number, review: number): boolean {
  return review < 2 && drawRandom(`missing ${code} ${criterionNo} ${review}`)() < 0.02;
}

/** Review teams write down what they found within 16 days, so that the last review is on record by 31 October 2024. */
function recordedOn(code: string, review: number): string {
  return addDays(reviews[review] ?? '', 5 + Math.floor(drawRandom(`recorded ${code} ${review}`)() * 12));
}

function assess(career: Career, setId: string, order: readonly number[], review: number, count: number): Assessment[] {
  const { code } = career.unit;
  const met = new Set(order.slice(0, count));
  return order
    .toSorted((a, b) => a - b)
    .map((criterionNo) => {
      const missing = !met.has(criterionNo) && isMissing(code, criterionNo, review);
      return {
        code,
        setId,
        criterionNo,
        status: met.has(criterionNo) ? 'met' : missing ? 'notAssessed' : 'notMet',
        validOn: reviews[review] ?? '',
        recordedOn: recordedOn(code, review),
        note: missing ? `${invented}. Chưa có số liệu.` : invented,
      };
    });
}

/**
 * All assessments, by set, commune, review and criterion. The advanced set is assessed only where the commune was
 * recognised at standard level on the day of the review.
 */
export function inventAssessments(careers: readonly Career[], recognitions: readonly Recognition[]): Assessment[] {
  const standardSince = new Map(
    recognitions.filter(({ level }) => level === 'standard').map(({ code, validFrom }) => [code, validFrom]),
  );
  const sorted = careers.toSorted((a, b) => a.unit.code.localeCompare(b.unit.code));
  const standard = sorted.flatMap((career) => {
    const order = standardOrder(career.unit);
    return career.standard.flatMap((count, review) => assess(career, 'xa-ntm', order, review, count));
  });
  const advanced = sorted.flatMap((career) => {
    const since = standardSince.get(career.unit.code);
    const order = advancedOrder(career.unit.code);
    return reviews.flatMap((validOn, review) =>
      since !== undefined && since <= validOn
        ? assess(career, 'xa-ntm-nang-cao', order, review, advancedCount(career, review))
        : [],
    );
  });
  return [...standard, ...advanced];
}
