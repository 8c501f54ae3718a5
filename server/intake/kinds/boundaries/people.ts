import { columnUnit } from '../../cells/column-unit.ts';
import type { Findings, Where } from '../../findings.ts';

/** People by a number in the unit that its heading says, `Dân số (nghìn người)`. A part of one is rounded and noted. */
export function peopleOf(given: number, heading: string, where: Where, findings: Findings): number {
  const { factor } = columnUnit(heading, [], '');
  const people = Number((given * factor).toPrecision(15));
  const whole = Math.round(people);
  if (whole !== people) {
    findings.note(
      'notWhole',
      where,
      {
        vi: `Dân số ${people} không phải số nguyên; đã đọc là ${whole}.`,
        en: `A population of ${people} is no whole number; it was read as ${whole}.`,
      },
      {
        vi: 'Nếu cột ghi theo nghìn người, ghi "(nghìn người)" ở tên cột.',
        en: 'If the column is in thousands, say "(nghìn người)" in its name.',
      },
    );
  }
  return whole;
}
