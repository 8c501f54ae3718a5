import { schemeYlGnBu } from 'd3-scale-chromatic';
import type { Text } from '#contract/common.ts';
import type { Comparator, Indicator } from '#contract/criteria.ts';
import type { MeasureClass } from '#contract/measures.ts';
import { describeNumber } from '#rules/criteria/describe-value.ts';
import { heldFigure, leastStep } from './change-scales.ts';
import { ramp, statusClasses } from './classes.ts';
import { meeting, toClass } from './rule.ts';

/** Classes of a free number, and how they were made. */
export interface Classified {
  readonly classes: readonly MeasureClass[];
  readonly method: Text | null;
}

/** A step of a number line: from `min` on, or over it; up to the next step. */
interface Step {
  readonly min: number;
  readonly over?: boolean;
  readonly meets?: boolean;
  /** Years whose threshold it reaches, where the threshold differs from year to year. */
  readonly meetsIn?: readonly number[];
  /** Years whose threshold it is that this step stands at. */
  readonly years?: readonly number[];
}

/** The threshold of a year. */
export interface YearThreshold {
  readonly year: number;
  readonly value: number;
}

type Kind = Pick<Indicator, 'unit' | 'comparator'>;

/**
 * Classes of an indicator's figures: a yes or no is met or not; where a threshold is known the classes hang on it, so that
 * what meets and what does not never share a colour; else a percentage is cut in equal steps and any other number by
 * `fifths` of all figures on all dates. Neither date nor filter changes them, and equal figures make one class.
 */
export function classifyIndicator(
  indicator: Kind,
  threshold: number | null,
  fifths: readonly number[] | null,
): Classified {
  if (indicator.unit === 'yesNo') return { classes: statusClasses, method: null };
  if (threshold !== null) {
    const number = describeFigure(threshold, indicator.unit);
    return {
      classes: toClasses(stepsAround(threshold, indicator), indicator),
      method: { vi: `Lớp chia theo mức đạt ${number.vi}`, en: `Classes hang on the threshold of ${number.en}` },
    };
  }
  if (indicator.unit === 'percent') {
    return {
      classes: toClasses(
        [0, 20, 40, 60, 80].map((min) => ({ min })),
        indicator,
      ),
      method: { vi: 'Chưa có mức đạt: chia đều 20 điểm %', en: 'No threshold is known: equal steps of 20 points' },
    };
  }
  const breaks = [...new Set((fifths ?? []).map(heldFigure))].filter((min) => min > 0).sort((a, b) => a - b);
  return {
    classes: toClasses([{ min: 0 }, ...breaks.map((min) => ({ min }))], indicator),
    method: {
      vi: 'Chưa có mức đạt: chia theo ngũ phân vị của mọi số liệu ở mọi ngày',
      en: 'No threshold is known: fifths of all figures on all dates',
    },
  };
}

/**
 * Classes of figures whose threshold differs from year to year: the thresholds are the steps, so that one set of classes
 * serves all dates and a figure's class says in which years it is enough.
 */
export function classifyByYear(indicator: Kind, thresholds: readonly YearThreshold[]): Classified {
  const values = [...new Set(thresholds.map(({ value }) => value))].sort((a, b) => a - b);
  const yearsWith = (holds: (value: number) => boolean) =>
    thresholds.filter(({ value }) => holds(value)).map(({ year }) => year);
  const ceiling = indicator.comparator === '<=';
  const steps = ceiling
    ? [0, ...values].map((min, index, all) => ({
        min,
        ...(index > 0 && { over: true }),
        meetsIn: yearsWith((value) => value > min || (index === 0 && value === min)),
        years: yearsWith((value) => value === all[index + 1]),
      }))
    : [0, ...values].map((min, index) => ({
        min,
        meetsIn: index === 0 ? [] : yearsWith((value) => value <= min),
        years: index === 0 ? [] : yearsWith((value) => value === min),
      }));
  const list = (language: 'vi' | 'en') =>
    thresholds.map(({ year, value }) => `${describeFigure(value, indicator.unit)[language]} (${year})`).join(', ');
  return {
    classes: toClasses(distinct(steps), indicator),
    method: {
      vi: `Lớp chia theo mức đạt của từng năm: ${list('vi')}`,
      en: `Classes hang on the threshold of each year: ${list('en')}`,
    },
  };
}

/** The steps around a threshold, lowest first. Shares of it are 75 and 90 % below, or half, 1.5 and 2 times above. */
function stepsAround(threshold: number, { unit, comparator }: Kind): Step[] {
  const part = (share: number) => {
    const value = heldFigure(threshold * share);
    return unit === 'count' ? Math.ceil(value) : value;
  };
  if (comparator === '>=') {
    const above = unit === 'percent' ? heldFigure((threshold + 100) / 2) : part(1.25);
    return distinct([
      { min: 0 },
      { min: part(0.75) },
      { min: part(0.9) },
      { min: threshold, meets: true },
      ...(unit === 'percent' && threshold >= 100 ? [] : [{ min: above, meets: true }]),
    ]);
  }
  const few: readonly Step[] =
    threshold === 0
      ? [
          { min: 0, over: true },
          { min: 1, over: true },
          { min: 5, over: true },
        ]
      : [];
  if (comparator === '=') {
    if (threshold === 0) return [{ min: 0, meets: true }, ...few];
    return [{ min: 0 }, { min: threshold, meets: true }, { min: threshold, over: true }];
  }
  if (threshold === 0) return [{ min: 0, meets: true }, ...few];
  return distinct([
    { min: 0, meets: true },
    { min: part(0.5), over: true, meets: true },
    { min: threshold, over: true },
    { min: part(1.5), over: true },
    { min: part(2), over: true },
  ]);
}

/** Of steps at the same number the later, stricter one. */
function distinct(steps: readonly Step[]): Step[] {
  return steps.filter(
    (step, index) => !steps.slice(index + 1).some((later) => later.min === step.min && later.over === step.over),
  );
}

function toClasses(steps: readonly Step[], { unit, comparator }: Kind): MeasureClass[] {
  const rising = comparator !== '<=' && !(comparator === '=' && steps[0]?.meets);
  // The darkest colour is what is best: the highest where more is better, the lowest where less is.
  const dark = ramp(schemeYlGnBu, steps.length);
  const top = unit === 'percent' ? 100 : null;
  const classes = steps.flatMap((step, index) => {
    const next = steps[index + 1];
    const min = step.over ? heldFigure(step.min + leastStep) : step.min;
    const max = next === undefined ? top : next.over ? next.min : heldFigure(next.min - leastStep);
    // A step beyond what can be: over 100 percent.
    if (max !== null && max < min) return [];
    const label = labelOf(step, next, { unit, comparator }, max);
    const colour = dark[rising ? steps.length - 1 - index : index];
    const entry = toClass(`${step.over ? 'over-' : ''}${step.min}`, label, [min, max], colour);
    if (step.meetsIn !== undefined && step.meetsIn.length > 0) return [{ ...entry, meetsIn: [...step.meetsIn] }];
    return [step.meets ? meeting(entry) : entry];
  });
  return rising ? classes.reverse() : classes;
}

function labelOf(step: Step, next: Step | undefined, { unit }: Kind, max: number | null): Text {
  const from = describeFigure(step.min, unit);
  const to = next === undefined ? null : describeFigure(next.min, unit);
  const suffix = suffixOf(step);
  const words = (vi: string, en: string): Text => ({ vi: vi + suffix.vi, en: en + suffix.en });
  if (max !== null && (max === step.min || (next?.over && next.min === step.min))) return words(from.vi, from.en);
  if (step.over) {
    return next === undefined || to === null
      ? words(`Trên ${from.vi}`, `Over ${from.en}`)
      : words(`Trên ${from.vi} đến ${to.vi}`, `Over ${from.en} to ${to.en}`);
  }
  if (next === undefined || to === null) return words(`Từ ${from.vi}`, `${from.en} or more`);
  if (next.over) return words(`Đến ${to.vi}`, `Up to ${to.en}`);
  if (step.min === 0) return words(`Dưới ${to.vi}`, `Under ${to.en}`);
  return words(`${from.vi} đến dưới ${to.vi}`, `${from.en} to under ${to.en}`);
}

function suffixOf({ meets, years }: Step): Text {
  if (years !== undefined && years.length > 0) {
    return { vi: ` (mức ${years.join(', ')})`, en: ` (level of ${years.join(', ')})` };
  }
  return meets ? { vi: ' (đạt)', en: ' (met)' } : { vi: '', en: '' };
}

function describeFigure(value: number, unit: Indicator['unit']): Text {
  const number = describeNumber(value);
  return unit === 'percent' ? { vi: `${number.vi}%`, en: `${number.en}%` } : number;
}

/** The scale on which a change of an indicator is shown. */
export function changeOfIndicator({ unit, comparator }: Kind) {
  if (unit === 'yesNo') return 'status';
  const falls: readonly Comparator[] = ['<=', '='];
  const down = falls.includes(comparator);
  if (unit === 'percent') return down ? 'percentDown' : 'percentUp';
  return down ? 'numberDown' : 'numberUp';
}
