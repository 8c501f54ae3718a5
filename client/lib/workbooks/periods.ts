import { m } from '#client/text/compiled/messages.js';

/** A reporting period to choose: `2024-Q3`, `2024-H1` or `2024`. */
export interface PeriodChoice {
  readonly id: string;
  readonly title: string;
}

const years = 4;
const numerals = ['I', 'II', 'III', 'IV'];

/** Years, half years and quarters that have begun by a day, the newest first. */
export function periodsUpTo(day: string): Record<'years' | 'halves' | 'quarters', PeriodChoice[]> {
  const [year, month] = [Number(day.slice(0, 4)), Number(day.slice(5, 7))];
  const list = Array.from({ length: years }, (_, back) => year - back);
  const parts = (count: number) =>
    list.flatMap((each) =>
      Array.from({ length: count }, (_, index) => count - index)
        .filter((part) => each < year || (part - 1) * (12 / count) < month)
        .map((part) => ({ year: each, part })),
    );
  return {
    years: list.map((each) => ({ id: String(each), title: m.period_year({ year: each }) })),
    halves: parts(2).map(({ year: each, part }) => ({
      id: `${each}-H${part}`,
      title: part === 1 ? m.period_first_half({ year: each }) : m.period_second_half({ year: each }),
    })),
    quarters: parts(4).map(({ year: each, part }) => ({
      id: `${each}-Q${part}`,
      title: m.period_quarter({ quarter: numerals[part - 1] ?? part, year: each }),
    })),
  };
}
