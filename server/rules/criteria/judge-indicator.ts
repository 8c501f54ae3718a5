import type { Text } from '#contract/common.ts';
import type { Comparator, Indicator, IndicatorJudgement, IndicatorReading, IndicatorUnit } from '#contract/criteria.ts';
import { describeValue, joinTexts } from './describe-value.ts';
import type { FoundThreshold } from './find-threshold.ts';

/**
 * What the figures of an indicator come to against its threshold. Met only where a possible figure reaches a threshold
 * that somebody gave; without figure or threshold it is notAssessed. Of an indicator with two numbers both must be reached
 * (QĐ 318/QĐ-TTg, 17.1).
 */
export function judgeIndicator(
  indicator: Indicator,
  reading: IndicatorReading | null,
  found: FoundThreshold | null,
): IndicatorJudgement {
  const shared = {
    indicatorNo: indicator.no,
    threshold: found?.threshold ?? null,
    thresholdFrom: found?.from ?? null,
    short: null,
  };
  if (reading?.notApplicable) {
    return {
      ...shared,
      status: 'notApplicable',
      reason: { vi: 'Không áp dụng trên địa bàn', en: 'Does not apply in this unit' },
    };
  }
  if (found === null) return { ...shared, status: 'notAssessed', reason: withoutThreshold(indicator, reading) };
  const pairs = pairsOf(indicator, reading, found);
  if (pairs === null) return { ...shared, status: 'notAssessed', reason: withoutValue(indicator, found) };
  const impossible = pairs.find(({ value }) => !isPossible(value, indicator.unit));
  if (impossible) {
    const value = describeValue(impossible.value, indicator.unit);
    return {
      ...shared,
      status: 'notAssessed',
      reason: { vi: `Số liệu không thể có: ${value.vi}`, en: `Impossible figure: ${value.en}` },
    };
  }
  const shorts = pairs.map(({ value, threshold }) => shortBy(value, threshold, indicator.comparator));
  return {
    ...shared,
    status: shorts.every((short) => short === 0) ? 'met' : 'notMet',
    reason: joinTexts(pairs.map(({ value, threshold }) => comparison(value, threshold, indicator))),
    // Without the noise of binary fractions: 49 - 48.8 is 0.2.
    short: Number(Math.max(...shorts).toPrecision(12)),
  };
}

/** Whether a figure can be one of its unit at all: percent in 0 to 100, counts whole, yes or no 1 or 0, nothing negative. */
export function isPossible(value: number, unit: IndicatorUnit): boolean {
  if (!Number.isFinite(value) || value < 0) return false;
  if (unit === 'percent') return value <= 100;
  if (unit === 'yesNo') return value === 0 || value === 1;
  return unit !== 'count' || Number.isInteger(value);
}

interface Pair {
  readonly value: number;
  readonly threshold: number;
}

/** Each figure beside the threshold that it is held against; null where a figure or a threshold is missing. */
function pairsOf({ parts }: Indicator, reading: IndicatorReading | null, { threshold }: FoundThreshold): Pair[] | null {
  if (reading === null || reading.value === null) return null;
  const first = { value: reading.value, threshold: threshold.value };
  if (parts === null) return [first];
  if (reading.value2 === null || threshold.value2 === null) return null;
  return [first, { value: reading.value2, threshold: threshold.value2 }];
}

function shortBy(value: number, threshold: number, comparator: Comparator): number {
  if (comparator === '>=') return Math.max(0, threshold - value);
  if (comparator === '<=') return Math.max(0, value - threshold);
  return Math.abs(value - threshold);
}

function comparison(value: number, threshold: number, { unit, comparator }: Indicator): Text {
  if (unit === 'yesNo') return capitalised(describeValue(value, unit));
  const sign = signOf(value, threshold, comparator);
  const [left, right] = [describeValue(value, unit), describeValue(threshold, unit)];
  return { vi: `${left.vi} ${sign} ${right.vi}`, en: `${left.en} ${sign} ${right.en}` };
}

function signOf(value: number, threshold: number, comparator: Comparator): string {
  if (comparator === '>=') return value >= threshold ? '≥' : '<';
  if (comparator === '<=') return value <= threshold ? '≤' : '>';
  return value === threshold ? '=' : '≠';
}

const symbols: Record<Comparator, string> = { '>=': '≥', '<=': '≤', '=': '=' };

function withoutValue({ unit, comparator, parts }: Indicator, { threshold }: FoundThreshold): Text {
  if (unit === 'yesNo') return { vi: 'Chưa có số liệu', en: 'No figure yet' };
  if (parts !== null && threshold.value2 === null) {
    return { vi: 'Chưa có mức quy định thứ hai', en: 'The second threshold is not given' };
  }
  const values = [threshold.value, ...(threshold.value2 === null ? [] : [threshold.value2])];
  const wanted = joinTexts(values.map((value) => describeValue(value, unit)));
  const sign = symbols[comparator];
  return { vi: `Chưa có số liệu (mức đạt ${sign} ${wanted.vi})`, en: `No figure yet (threshold ${sign} ${wanted.en})` };
}

function withoutThreshold({ thresholdBy, unit }: Indicator, reading: IndicatorReading | null): Text {
  const value = reading === null || reading.value === null ? null : describeValue(reading.value, unit);
  const why =
    thresholdBy === 'province'
      ? { vi: 'chưa có mức do UBND cấp tỉnh quy định', en: 'the province has not given its threshold' }
      : { vi: 'chưa có mức quy định cho vùng và thời điểm này', en: 'no threshold is known for this region and time' };
  if (value === null) return capitalised(why);
  return { vi: `${value.vi}; ${why.vi}`, en: `${value.en}; ${why.en}` };
}

function capitalised({ vi, en }: Text): Text {
  const first = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
  return { vi: first(vi), en: first(en) };
}
