import { schemePuOr } from 'd3-scale-chromatic';
import type { Text } from '#contract/common.ts';
import type { ChangeScale, MeasureClass } from '#contract/measures.ts';
import { toClass } from './rule.ts';

/** Figures are held to six decimals: the least by which one can differ from another. */
export const leastStep = 1e-6;

// Purple is better and orange is worse, whichever way the number goes; losses carry a pattern as well.
const [muchBetter, better, , worse, muchWorse] = schemePuOr[5] ?? [];
/** Darker than the scheme's own middle, which could not be told from the paper of units to which nothing applies. */
const same = '#e2e2dd';
const none = toClass('same', { vi: 'Không đổi', en: 'Unchanged' }, [0, 0], same);

/** Two classes up, two down; `great` is where a great change begins, `step` the least change that there is. */
function fiveClasses(
  { great, step, upIsGood }: { great: number; step: number; upIsGood: boolean },
  words: Record<'muchUp' | 'up' | 'down' | 'muchDown', Text>,
): MeasureClass[] {
  const small = great - step;
  const up = upIsGood ? [muchBetter, better] : [muchWorse, worse];
  const down = upIsGood ? [muchWorse, worse] : [muchBetter, better];
  return [
    toClass('much-up', words.muchUp, [great, null], up[0], upIsGood ? null : 'cross'),
    toClass('up', words.up, [step, small], up[1], upIsGood ? null : 'dots'),
    none,
    toClass('down', words.down, [-small, -step], down[1], upIsGood ? 'dots' : null),
    toClass('much-down', words.muchDown, [null, -great], down[0], upIsGood ? 'cross' : null),
  ];
}

/** One class up, one down. */
function threeClasses(upIsGood: boolean, up: Text, down: Text, step = leastStep): MeasureClass[] {
  return [
    toClass('up', up, [step, null], upIsGood ? muchBetter : muchWorse, upIsGood ? null : 'cross'),
    none,
    toClass('down', down, [null, -step], upIsGood ? muchWorse : muchBetter, upIsGood ? 'cross' : null),
  ];
}

function points(great: number, upIsGood: boolean): MeasureClass[] {
  return fiveClasses(
    { great, step: leastStep, upIsGood },
    {
      muchUp: { vi: `Tăng từ ${great} điểm %`, en: `Up by ${great} points or more` },
      up: { vi: `Tăng dưới ${great} điểm %`, en: `Up by under ${great} points` },
      down: { vi: `Giảm dưới ${great} điểm %`, en: `Down by under ${great} points` },
      muchDown: { vi: `Giảm từ ${great} điểm %`, en: `Down by ${great} points or more` },
    },
  );
}

const pointWord: Text = { vi: 'điểm %', en: 'points' };
const rose: Text = { vi: 'Tăng', en: 'Rose' };
const fell: Text = { vi: 'Giảm', en: 'Fell' };

/** Every scale of change, by its id. `...Down` is for figures whose fall is good. */
export const changeScales = {
  count: {
    unit: { vi: 'tiêu chí', en: 'criteria' },
    decimals: 0,
    classes: fiveClasses(
      { great: 3, step: 1, upIsGood: true },
      {
        muchUp: { vi: 'Tăng từ 3 tiêu chí', en: 'Up by 3 criteria or more' },
        up: { vi: 'Tăng 1–2 tiêu chí', en: 'Up by 1–2 criteria' },
        down: { vi: 'Giảm 1–2 tiêu chí', en: 'Down by 1–2 criteria' },
        muchDown: { vi: 'Giảm từ 3 tiêu chí', en: 'Down by 3 criteria or more' },
      },
    ),
  },
  share: { unit: pointWord, decimals: 1, classes: points(20, true) },
  percentUp: { unit: pointWord, decimals: 2, classes: points(10, true) },
  percentDown: { unit: pointWord, decimals: 2, classes: points(10, false) },
  numberUp: { unit: null, decimals: 2, classes: threeClasses(true, rose, fell) },
  numberDown: { unit: null, decimals: 2, classes: threeClasses(false, rose, fell) },
  status: {
    unit: null,
    decimals: 0,
    classes: threeClasses(
      true,
      { vi: 'Chuyển sang đạt', en: 'Now met' },
      { vi: 'Không còn đạt', en: 'No longer met' },
      1,
    ),
  },
  recognition: {
    unit: null,
    decimals: 0,
    classes: threeClasses(true, { vi: 'Lên mức', en: 'Rose a level' }, { vi: 'Xuống mức', en: 'Fell' }, 1),
  },
  target: {
    unit: null,
    decimals: 0,
    classes: threeClasses(
      true,
      { vi: 'Nay được tính', en: 'Now counts' },
      { vi: 'Không còn được tính', en: 'No longer counts' },
      1,
    ),
  },
  targetDown: {
    unit: null,
    decimals: 0,
    classes: threeClasses(
      false,
      { vi: 'Tụt xuống dưới 15 tiêu chí', en: 'Fell under 15 criteria' },
      { vi: 'Nay từ 15 tiêu chí trở lên', en: 'Now 15 criteria or more' },
      1,
    ),
  },
} as const satisfies Record<string, ChangeScale>;

/** The change of values between two dates: units with a value at both. Rounded, so that 0.3 - 0.1 is 0.2. */
export function subtractValues(
  now: Readonly<Record<string, number>>,
  before: Readonly<Record<string, number>>,
): Record<string, number> {
  const changes: Record<string, number> = {};
  for (const [code, value] of Object.entries(now)) {
    const earlier = Object.hasOwn(before, code) ? before[code] : undefined;
    if (earlier !== undefined) changes[code] = heldFigure(value - earlier);
  }
  return changes;
}

/** A figure as measures hold it: to six decimals, never minus zero. */
export function heldFigure(value: number): number {
  return Math.round(value * 1e6) / 1e6 + 0;
}
