import { describeNumber } from '#rules/criteria/describe-value.ts';
import type { Findings } from '../../findings.ts';
import type { GoodRow } from './prepare.ts';
import type { Succession } from './succession.ts';

/** Populations of some years apart differ; beyond this a figure is likely another's. */
const unlikely = { above: 1.6, below: 0.6 };

/** Notes populations of the file that are far from those of the units that a unit is wholly made of. Never a reason to refuse. */
export function checkPeople(rows: readonly GoodRow[], { edges, goesOn, before }: Succession, findings: Findings): void {
  const known = new Map(before.map(({ id, population }) => [id, population]));
  for (const row of rows) {
    if (row.population === null) continue;
    const own = goesOn.get(row.code);
    const parts = edges.filter(({ code }) => code === row.code);
    const made = [
      ...parts.map((edge) => ({ people: known.get(edge.before.id) ?? null, share: edge.share })),
      ...(own === undefined || parts.some((edge) => edge.before.id === own.id)
        ? []
        : [{ people: known.get(own.id) ?? null, share: 1 }]),
    ];
    const sum = made.reduce<number | null>(
      (total, { people, share }) =>
        total === null || people === null || share === null ? null : total + people * share,
      0,
    );
    if (sum === null || sum === 0) continue;
    const ratio = row.population / sum;
    if (ratio <= unlikely.above && ratio >= unlikely.below) continue;
    const [stated, expected] = [describeNumber(row.population), describeNumber(Math.round(sum))];
    findings.note(
      'populationDiffers',
      row,
      {
        vi: `Dân số trong tệp là ${stated.vi}; các đơn vị hợp thành có khoảng ${expected.vi} người.`,
        en: `The file says ${stated.en} people; the units that it is made of have about ${expected.en}.`,
      },
      { vi: 'Kiểm tra cột dân số.', en: 'Look at the column of populations.' },
    );
  }
}
