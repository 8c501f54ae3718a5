import { addDays } from './count-days.ts';
import { drawRandom } from './draw-random.ts';
import { referenceDate, reviews } from './invent-careers.ts';
import type { Assessment } from './invent-assessments.ts';
import { lastReviews } from './invent-last-reviews.ts';
import type { Recognition } from './invent-recognitions.ts';
import { invented } from './invented.ts';

/**
 * Criteria of nine met by each huyện at each review (invented, in step with its communes: Phú Hòa's all meet the standard
 * at the end of 2022, Tây Hòa's at the end of 2023, Tuy An lacks one in October 2024 and none at the last review before
 * districts cease, the highlands are far). The last two numbers are of the reviews after the day at which the demo stands.
 */
const standings: readonly { code: string; standard: readonly number[]; advanced: readonly number[] }[] = [
  { code: '563', standard: [7, 8, 9, 9, 9, 9, 9, 9], advanced: [2, 3, 4, 5, 6, 7, 8, 9] },
  { code: '562', standard: [6, 6, 8, 9, 9, 9, 9, 9], advanced: [1, 2, 3, 4, 4, 6, 6, 7] },
  { code: '559', standard: [4, 4, 5, 7, 8, 8, 8, 9], advanced: [0, 1, 1, 2, 3, 3, 4, 4] },
  { code: '558', standard: [3, 3, 4, 5, 5, 6, 6, 7], advanced: [0, 0, 0, 1, 1, 1, 1, 2] },
  { code: '560', standard: [2, 2, 3, 4, 4, 5, 5, 6], advanced: [0, 0, 0, 0, 1, 1, 1, 1] },
  { code: '561', standard: [2, 2, 3, 3, 4, 4, 5, 5], advanced: [0, 0, 0, 0, 0, 1, 1, 1] },
];

/** How late each of the nine criteria is usually reached, 0 to 1 (invented). */
const hardness = [0.1, 0.55, 0.4, 0.05, 0.7, 0.75, 0.9, 0.65, 0.2] as const;

/** Tuy Hòa is a city: it has no set of nine criteria but "completes the task" (QĐ 320/QĐ-TTg, Phụ lục II). */
const recognised: readonly { code: string; decidedOn: string; note: string }[] = [
  { code: '563', decidedOn: '2023-08-18', note: invented },
  { code: '562', decidedOn: '2024-07-26', note: invented },
  { code: '555', decidedOn: '2024-09-20', note: `${invented}. Thành phố hoàn thành nhiệm vụ xây dựng nông thôn mới.` },
  { code: '559', decidedOn: '2025-06-30', note: invented },
];

function orderOf(code: string, setId: string): number[] {
  return hardness
    .map((late, index) => ({
      no: index + 1,
      late: late + 0.3 * (drawRandom(`order ${setId} ${code} ${index + 1}`)() - 0.5),
    }))
    .sort((a, b) => a.late - b.late)
    .map(({ no }) => no);
}

/** Both district sets for the six huyện at every review until the day at which the demo stands, by set, district, review and criterion. */
export function inventDistrictAssessments(): Assessment[] {
  return assessAt(reviews, 0);
}

/** The same at the reviews after it, until districts cease. */
export function inventLastDistrictAssessments(): Assessment[] {
  return assessAt(lastReviews, reviews.length);
}

function assessAt(days: readonly string[], before: number): Assessment[] {
  return (['huyen-ntm', 'huyen-ntm-nang-cao'] as const).flatMap((setId) =>
    standings.flatMap(({ code, standard, advanced }) => {
      const order = orderOf(code, setId);
      const counts = setId === 'huyen-ntm' ? standard : advanced;
      return days.flatMap((validOn, index) => {
        const met = new Set(order.slice(0, counts[before + index]));
        return hardness.map((_, at) => ({
          code,
          setId,
          criterionNo: at + 1,
          status: met.has(at + 1) ? ('met' as const) : ('notMet' as const),
          validOn,
          recordedOn: addDays(validOn, 12),
          note: invented,
        }));
      });
    }),
  );
}

/** Recognitions of districts by the day at which the demo stands, or those after it, with invented numbers of their own row (MH-H: minh hoạ, huyện). */
export function inventDistrictRecognitions(when: 'before' | 'after'): Recognition[] {
  const all = recognised.map(({ code, decidedOn, note }, index): Recognition => ({
    code,
    setId: 'huyen-ntm',
    level: 'standard',
    decisionNo: `MH-H${String(index + 1).padStart(2, '0')}/${decidedOn.slice(0, 4)}`,
    decidedOn,
    validFrom: decidedOn,
    revokedOn: '',
    note,
  }));
  return all.filter(({ decidedOn }) => (when === 'before') === decidedOn <= referenceDate);
}
