import { addDays } from './count-days.ts';
import { drawRandom } from './draw-random.ts';
import { reviews, type Career } from './invent-careers.ts';
import type { Assessment } from './invent-assessments.ts';
import { ceasedBefore, lastReviews } from './invent-last-reviews.ts';
import type { Recognition } from './invent-recognitions.ts';
import { invented } from './invented.ts';

const conditions = [1, 2, 3, 4] as const;

/**
 * The four conditions of kiểu mẫu, assessed where a commune was recognised nâng cao on the day of the review. The model
 * communes meet all four from the second review after that recognition at the latest; one of the three awaits its decision.
 */
export function inventModelAssessments(careers: readonly Career[], recognitions: readonly Recognition[]): Assessment[] {
  return assessAt(reviews, careers, recognitions);
}

/** The same at the reviews after the day at which the demo stands; `recognitions` are all that were decided by then. */
export function inventLastModelAssessments(
  careers: readonly Career[],
  recognitions: readonly Recognition[],
): Assessment[] {
  const standing = careers.filter(({ unit }) => !ceasedBefore.includes(unit.code));
  return assessAt(lastReviews, standing, recognitions);
}

function assessAt(
  days: readonly string[],
  careers: readonly Career[],
  recognitions: readonly Recognition[],
): Assessment[] {
  const dayOf = (level: string, code: string) =>
    recognitions.find((row) => row.level === level && row.code === code)?.validFrom ?? null;
  const sorted = careers.toSorted((a, b) => a.unit.code.localeCompare(b.unit.code));
  return sorted.flatMap(({ unit: { code }, isModel }) => {
    const since = dayOf('advanced', code);
    if (since === null) return [];
    const model = dayOf('model', code);
    const complete = model === null ? reviews.at(-1) : reviews.findLast((day) => day < model);
    return days
      .filter((day) => day >= since)
      .flatMap((validOn) => {
        const whole = isModel && complete !== undefined && validOn >= complete;
        return conditions.map((no) => {
          // Who is recognised nâng cao meets the whole set, which is the first condition.
          const met = whole || no === 1 || (no !== 4 && drawRandom(`model ${code} ${no}`)() < 0.4);
          return {
            code,
            setId: 'xa-ntm-kieu-mau',
            criterionNo: no,
            status: met ? ('met' as const) : ('notMet' as const),
            validOn,
            recordedOn: addDays(validOn, 14),
            note: invented,
          };
        });
      });
  });
}

export interface Figure {
  readonly targetId: string;
  readonly value: number;
  readonly validOn: string;
  readonly recordedOn: string;
  readonly note: string;
}

/**
 * Model residential areas (T011) and gardens (T012) at each review, the last two after the day at which the demo stands: the
 * portal cannot count them, so they are given.
 */
const given: Readonly<Record<string, readonly number[]>> = {
  T011: [2, 3, 5, 8, 10, 11, 13, 15],
  T012: [4, 7, 13, 21, 28, 31, 33, 34],
};

/** Figures at the reviews until the day at which the demo stands. */
export function inventFigures(): Figure[] {
  return figuresAt(reviews, 0);
}

/** Figures at the reviews after it. */
export function inventLastFigures(): Figure[] {
  return figuresAt(lastReviews, reviews.length);
}

function figuresAt(days: readonly string[], before: number): Figure[] {
  return Object.entries(given).flatMap(([targetId, values]) =>
    days.map((validOn, index) => ({
      targetId,
      value: values[before + index] ?? 0,
      validOn,
      recordedOn: addDays(validOn, 15),
      note: invented,
    })),
  );
}
