import { schemeYlGnBu } from 'd3-scale-chromatic';
import type { Measure, MeasureClass } from '#contract/measures.ts';
import { heldFigure, leastStep } from './change-scales.ts';
import { ramp } from './classes.ts';
import { datesByLevel, type MeasureDays } from './measure-days.ts';
import { toClass, type MeasureRule } from './rule.ts';

/** Round steps, fixed so that neither date nor filter moves them. Million VND. */
const steps = { head: [0, 0.25, 0.5, 1, 2], km2: [0, 50, 100, 200, 500] } as const;

/** Money paid out until a date, for each inhabitant and each km²; none where nothing was ever recorded. */
export function listDisbursementMeasures(days: Pick<MeasureDays, 'paid'>): MeasureRule[] {
  const levels: Measure['levels'] = ['commune', 'district'];
  const dates = datesByLevel(levels, days.paid);
  if (dates.dates.length === 0) return [];
  const shared = {
    kind: 'disbursed',
    group: 'disbursed',
    setId: null,
    criterionNo: null,
    indicatorNo: null,
    levels,
    method: { vi: 'Chia theo các mốc tròn cố định', en: 'Fixed round steps' },
    change: 'numberUp',
    wanted: null,
    targetPercent: null,
    ...dates,
    decimals: 2,
    source: 'Số liệu giải ngân được nhập vào hệ thống',
  } satisfies Partial<Measure>;
  return [
    {
      kind: 'disbursed',
      per: 'head',
      measure: {
        ...shared,
        id: 'disbursed-per-head',
        title: { vi: 'Vốn giải ngân trên đầu người', en: 'Disbursed per head' },
        description: {
          vi: 'Vốn của Chương trình đã giải ngân, cộng các năm và nguồn đến ngày chọn, chia cho dân số trong danh mục; huyện gồm các xã',
          en: 'Money of the programme paid out, all years and sources until the date, by the listed population; districts with their communes',
        },
        unit: { vi: 'triệu đồng/người', en: 'million VND a head' },
        classes: classesOf(steps.head),
      },
    },
    {
      kind: 'disbursed',
      per: 'km2',
      measure: {
        ...shared,
        id: 'disbursed-per-km2',
        title: { vi: 'Vốn giải ngân trên km²', en: 'Disbursed per km²' },
        description: {
          vi: 'Vốn của Chương trình đã giải ngân, cộng các năm và nguồn đến ngày chọn, chia cho diện tích; huyện gồm các xã',
          en: 'Money of the programme paid out, all years and sources until the date, by area; districts with their communes',
        },
        unit: { vi: 'triệu đồng/km²', en: 'million VND a km²' },
        classes: classesOf(steps.km2),
      },
    },
  ];
}

function classesOf(mins: readonly number[]): MeasureClass[] {
  const colours = ramp(schemeYlGnBu, mins.length).reverse();
  return mins
    .map((min, index) => {
      const next = mins[index + 1];
      const [from, to] = [words(min), words(next ?? 0)];
      const label =
        next === undefined
          ? { vi: `Từ ${from.vi}`, en: `${from.en} or more` }
          : min === 0
            ? { vi: `Dưới ${to.vi}`, en: `Under ${to.en}` }
            : { vi: `${from.vi} đến dưới ${to.vi}`, en: `${from.en} to under ${to.en}` };
      return toClass(`${min}`, label, [min, next === undefined ? null : heldFigure(next - leastStep)], colours[index]);
    })
    .reverse();
}

function words(value: number) {
  return { vi: String(value).replace('.', ','), en: String(value) };
}
