import type { CriterionTest, IndicatorReading, Judgement } from '#contract/criteria.ts';
import { describeNumber } from './describe-value.ts';
import type { FoundThreshold } from './find-threshold.ts';

/** What another set says of the unit: whether it meets all of it, and a figure with its threshold at the same time. */
export interface OtherSet {
  readonly allCriteria: Judgement;
  readonly reading: IndicatorReading | null;
  readonly threshold: FoundThreshold | null;
}

/**
 * The conditions of xã NTM kiểu mẫu that can be computed (QĐ 319/QĐ-TTg): the whole nâng cao set, and an income so many
 * percent above its threshold of that time. The other two are the province's to define and an officer's to declare.
 */
export function judgeTest(test: CriterionTest | null, other: OtherSet): Judgement {
  if (test === null) {
    return {
      status: 'notAssessed',
      reason: {
        vi: 'Do UBND cấp tỉnh quy định, cán bộ công bố',
        en: 'Laid down by the province, declared by an officer',
      },
    };
  }
  if (test.kind === 'wholeSet') return other.allCriteria;
  const value = other.reading?.value ?? null;
  const threshold = other.threshold?.threshold.value ?? null;
  if (threshold === null) {
    return {
      status: 'notAssessed',
      reason: { vi: 'Chưa có mức quy định để so sánh', en: 'There is no threshold to compare with' },
    };
  }
  // To six decimals, because 50 x 1.1 is 55.00000000000001 in binary.
  const wanted = Math.round(threshold * (100 + test.percentAbove) * 1e4) / 1e6;
  const limit = describeNumber(wanted);
  if (value === null) {
    return {
      status: 'notAssessed',
      reason: { vi: `Chưa có số liệu (mức đạt ≥ ${limit.vi})`, en: `No figure yet (threshold ≥ ${limit.en})` },
    };
  }
  const met = value >= wanted;
  const sign = met ? '≥' : '<';
  const figure = describeNumber(value);
  return {
    status: met ? 'met' : 'notMet',
    reason: { vi: `${figure.vi} ${sign} ${limit.vi}`, en: `${figure.en} ${sign} ${limit.en}` },
  };
}
