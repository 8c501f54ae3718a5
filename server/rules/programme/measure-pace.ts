import type { Pace, Wanted } from '#contract/programme.ts';
import { describeNumber } from '#rules/criteria/describe-value.ts';

export interface Reached {
  readonly at: string;
  readonly reached: number;
}

/**
 * Units gained per year since an earlier day against units per year needed until the end of the programme. On pace where the
 * target is reached already or would be if it went on like this. Years are of 365.25 days.
 */
export function measurePace(wanted: Wanted, before: Reached | null, now: Reached, until: string): Pace {
  const left = yearsBetween(now.at, until);
  const direction = wanted.sense === 'atLeast' ? 1 : -1;
  const missing = Math.max(0, direction * (wanted.value - now.reached));
  const passed = before === null ? 0 : yearsBetween(before.at, now.at);
  const perYear = before === null || passed <= 0 ? null : (now.reached - before.reached) / passed;
  if (missing === 0) {
    return { perYear, neededPerYear: 0, onPace: true, reason: { vi: 'Đã đạt mục tiêu', en: 'The target is reached' } };
  }
  if (left <= 0) {
    return {
      perYear,
      neededPerYear: null,
      onPace: false,
      reason: { vi: 'Đã hết thời hạn của Chương trình', en: 'The programme is over' },
    };
  }
  const neededPerYear = (direction * missing) / left;
  const needed = describeNumber(oneDecimal(neededPerYear));
  if (perYear === null) {
    return {
      perYear,
      neededPerYear,
      onPace: null,
      reason: { vi: `Cần ${needed.vi} mỗi năm`, en: `${needed.en} a year needed` },
    };
  }
  const soFar = describeNumber(oneDecimal(perYear));
  return {
    perYear,
    neededPerYear,
    onPace: direction * perYear >= direction * neededPerYear,
    reason: {
      vi: `Đến nay ${soFar.vi} mỗi năm, cần ${needed.vi} mỗi năm`,
      en: `${soFar.en} a year so far, ${needed.en} a year needed`,
    },
  };
}

/** Years from one day to another, of 365.25 days. */
export function yearsBetween(from: string, to: string): number {
  return (Date.parse(to) - Date.parse(from)) / (365.25 * 86_400_000);
}

function oneDecimal(value: number): number {
  return Math.round(value * 10) / 10;
}
