import { shown } from '#rules/text/shown.ts';
import { records } from '#facts/records.ts';
import { findNames, knownHeadings } from './find-table.ts';
import { readList } from './read-list.ts';
import { checkDay, withoutDoubles, type Entry, type RecordSource } from './record-kind.ts';

const headings = {
  target: ['target id', 'target', 'muc tieu', 'ma muc tieu'],
  value: ['value', 'gia tri', 'so lieu'],
  validOn: ['valid on', 'date', 'ngay', 'ngay so lieu'],
  source: ['source', 'nguon', 'nguon so lieu'],
} as const;
const required = ['target', 'value'] as const;

/** Figures for targets that count nothing in the portal (income, training), and for any other that is given. */
export const targetFigures: RecordSource = {
  headings: [...knownHeadings(headings)],
  headOf: (sheet) => findNames(sheet, headings, required),
  async read(sheets, context, findings) {
    const entries = readList(sheets, headings, required, findings).flatMap((line): Entry[] => {
      const id = line.required('target', line.text('target'), { vi: 'mã mục tiêu', en: 'target' });
      const target = context.targets.find((held) => held.id === id?.toUpperCase());
      const given = target?.unit === 'percent' ? line.figure('value', 'percent') : line.amount('value');
      const value = line.required('value', given, { vi: 'giá trị', en: 'value' });
      const day = line.required('validOn', line.day('validOn'), { vi: 'ngày số liệu', en: 'date' });
      const source = line.required('source', line.text('source'), { vi: 'nguồn', en: 'source' });
      if (id === null || value === null || day === null || source === null) return [];
      if (target === undefined) {
        findings.issue(
          'unknownTarget',
          line.where('target'),
          { vi: `Không có mục tiêu "${shown(id)}".`, en: `There is no target "${shown(id)}".` },
          {
            vi: 'Mã mục tiêu có dạng T001: xem trang /targets.',
            en: 'Targets are called T001 and so on: see /targets.',
          },
        );
        return [];
      }
      if (value < 0) {
        findings.issue(
          'impossibleValue',
          line.where('value'),
          { vi: `Mục tiêu ${target.id} không thể là ${value}.`, en: `The target ${target.id} cannot be ${value}.` },
          {
            vi: 'Nhập số không âm.',
            en: 'Give a number of 0 or more.',
          },
        );
        return [];
      }
      if (!checkDay(day, line.where('validOn'), context, findings)) return [];
      return [
        {
          where: line.where('value'),
          key: `${target.id} ${day}`,
          values: { target_id: target.id, value, valid_on: day, source: source.slice(0, 500) },
        },
      ];
    });
    return withoutDoubles(entries, findings);
  },
  compare: records.compareTargetFigures,
  insert: records.insertTargetFigures,
  revisions: ['programme'],
};
