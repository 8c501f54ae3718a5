import { shown } from '#rules/text/shown.ts';
import { records } from '#facts/records.ts';
import type { Resource } from '#contract/programme-resources.ts';
import type { Findings } from '../../findings.ts';
import { searchable } from '#rules/text/fold.ts';
import { readKnownUnits } from './known-units.ts';
import { findNames, knownHeadings } from './find-table.ts';
import { readList, type ListRow } from './read-list.ts';
import { checkDay, requireUnitOn, withoutDoubles, type RecordSource } from './record-kind.ts';

const headings = {
  code: ['code', 'ma', 'ma don vi', 'ma xa', 'ma huyen'],
  year: ['year', 'nam', 'nam ngan sach'],
  resource: ['resource id', 'resource', 'nguon von'],
  amount: ['amount million vnd', 'so tien', 'so tien (trieu dong)', 'giai ngan', 'giai ngan (trieu dong)'],
  validOn: ['valid on', 'date', 'ngay', 'luy ke den', 'luy ke den ngay'],
  source: ['source', 'nguon', 'nguon so lieu'],
} as const;
const required = ['code', 'year', 'resource', 'amount'] as const;
type Line = ListRow<keyof typeof headings>;

/** More than a thousand billion VND for one unit in one year was written in another unit. */
const mostMillionVnd = 1_000_000;

/** Money paid out by year, source and unit, in million VND. */
export const disbursements: RecordSource = {
  headings: [...knownHeadings(headings)],
  headOf: (sheet) => findNames(sheet, headings, required),
  async read(sheets, context, findings) {
    const lines = readList(sheets, headings, required, findings, { amount: 'triệu đồng' }).flatMap((line) => {
      const code = line.required('code', line.text('code'), { vi: 'mã đơn vị', en: 'code of the unit' });
      const year = line.required('year', line.amount('year'), { vi: 'năm', en: 'year' });
      const name = line.required('resource', line.text('resource'), { vi: 'nguồn vốn', en: 'source of the money' });
      const amount = line.required('amount', line.amount('amount'), { vi: 'số tiền', en: 'amount' });
      const source = line.required('source', line.text('source'), { vi: 'nguồn số liệu', en: 'source of the figure' });
      const day = line.day('validOn') ?? (year === null ? null : lastDayOf(year, context.today));
      const resourceId = name === null ? null : resourceOf(name, line, context.resources, findings);
      if (code === null || year === null || amount === null || source === null || day === null || resourceId === null)
        return [];
      if (!isPossible(line, { year, amount, day }, findings)) return [];
      return checkDay(day, line.where('validOn'), context, findings)
        ? [{ line, code, year, amount, source, day, resourceId }]
        : [];
    });
    const units = await readKnownUnits(
      context.db,
      lines.map(({ code }) => code),
    );
    const entries = lines.flatMap(({ line, code, year, amount, source, day, resourceId }) => {
      const unit = requireUnitOn(units, { code, day, where: line.where('code') }, findings);
      if (unit === null) return [];
      return [
        {
          where: { ...line.where('amount'), feature: code },
          key: [unit.id, year, resourceId, day].join(' '),
          values: {
            unit_id: unit.id,
            year,
            resource_id: resourceId,
            amount_million_vnd: amount,
            valid_on: day,
            source: source.slice(0, 500),
          },
        },
      ];
    });
    return withoutDoubles(entries, findings);
  },
  compare: records.compareDisbursements,
  insert: records.insertDisbursements,
  revisions: ['programme'],
};

/** A year that has ended is counted to its last day, the running one to today. */
function lastDayOf(year: number, today: string): string {
  const last = `${year}-12-31`;
  return last < today ? last : today;
}

/** A source by its id or its Vietnamese name; one that has parts is refused, or money would be counted twice. */
function resourceOf(name: string, line: Line, resources: readonly Resource[], findings: Findings): string | null {
  const leaves = resources.filter(({ id }) => !resources.some(({ parent }) => parent === id));
  const wanted = searchable(name);
  const found = leaves.find(({ id, name: title }) => id === name || searchable(title.vi) === wanted);
  if (found) return found.id;
  const known = leaves.map(({ id, name: title }) => `${id} (${title.vi})`).join(', ');
  findings.issue(
    'unknownResource',
    line.where('resource'),
    { vi: `"${shown(name)}" không phải nguồn vốn chi tiết.`, en: `"${shown(name)}" is no single source.` },
    { vi: `Chọn một trong: ${known}.`, en: `Choose one of ${known}.` },
  );
  return null;
}

function isPossible(
  line: Line,
  { year, amount, day }: { year: number; amount: number; day: string },
  findings: Findings,
) {
  if (!Number.isInteger(year) || year < 2000 || year > 2100 || day < `${year}-01-01`) {
    findings.issue(
      'impossibleValue',
      line.where('year'),
      { vi: `Năm ${year} không hợp với ngày ${day}.`, en: `The year ${year} does not go with the day ${day}.` },
      { vi: 'Sửa năm hoặc ngày lũy kế.', en: 'Correct the year or the day.' },
    );
    return false;
  }
  if (amount >= 0 && amount <= mostMillionVnd) return true;
  findings.issue(
    amount < 0 ? 'impossibleValue' : 'wrongUnit',
    line.where('amount'),
    { vi: `${amount} triệu đồng không thể đúng.`, en: `${amount} million VND cannot be right.` },
    { vi: 'Nhập số tiền theo triệu đồng, không âm.', en: 'Give the amount in million VND, 0 or more.' },
  );
  return false;
}
